//! Handing out work to the pool, and taking results back.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use ide::{Cancelled, PrimeProgress};
use lsp_types::Diagnostic;
use tower_lsp::jsonrpc;
use vfs::VfsPath;

use super::{Event, MainLoop};
use crate::handlers;
use crate::router::Request;
use crate::snapshot::Snapshot;

pub(crate) enum Finished {
    /// Answered or taken back.
    Request,
    /// An edit came between.
    Interrupted(Request),
    /// A slice of the work while nobody asks: how long it took, and whether it was the last.
    Primed(Arc<PrimeProgress>, Duration, bool),
    /// `None`: an edit came between.
    Diagnostics(VfsPath, Option<Vec<Diagnostic>>),
}

/// So often a request is begun again after an edit.
const MAX_TRIES: u32 = 3;

impl MainLoop {
    pub(super) fn dispatch(&mut self) {
        if std::mem::take(&mut self.changed) {
            self.mark_open_files_stale();
        }
        self.tidy_up();
        while self.n_busy < self.pool.n_threads() {
            if let Some(request) = self.requests.pop_front() {
                self.start_request(request);
            } else if self.n_diagnosing + 1 < self.pool.n_threads() {
                // One thread is always left for requests.
                match self.stale.pop_front() {
                    Some(path) => self.start_diagnostics(path),
                    None if self.n_diagnosing == 0 => match self.to_prime.pop_front() {
                        Some(priming) => self.start_priming(priming),
                        None => return,
                    },
                    None => return,
                }
            } else {
                return;
            }
        }
    }

    /// A search leaves thousands of trees behind. The next edit would have to drop them all while somebody waits; so
    /// they go when nothing runs.
    fn tidy_up(&mut self) {
        if self.n_busy == 0 && self.requests.is_empty() && std::mem::take(&mut self.has_worked) {
            self.host.tidy_up();
        }
    }

    fn mark_open_files_stale(&mut self) {
        let edited = self.edited.take();
        let mut open: Vec<VfsPath> = self
            .versions
            .keys()
            .filter(|it| Some(*it) != edited.as_ref())
            .cloned()
            .collect();
        open.sort();
        self.stale = edited
            .into_iter()
            .chain(open)
            .filter(|it| self.versions.contains_key(it) && it.extension() != Some("hxml"))
            .collect();
    }

    pub(super) fn snapshot(&self) -> Snapshot {
        Snapshot {
            analysis: self.host.analysis(),
            shared: self.shared.clone(),
            settings: self.settings.clone(),
        }
    }

    fn start_request(&mut self, mut request: Request) {
        if request.cancel.is_cancelled() {
            return;
        }
        self.n_busy += 1;
        let snapshot = self.snapshot();
        let events = self.events.clone();
        self.pool.run(Box::new(move || {
            request
                .cancel
                .set_running(Some(snapshot.analysis.cancellation_token()));
            let result = catch_unwind(AssertUnwindSafe(|| {
                snapshot.analysis.run(|_| request.call.run(&snapshot))
            }));
            request.cancel.set_running(None);
            // Before the answer: the client's next edit must not wait for us.
            drop(snapshot);
            let finished = match result {
                Ok(Ok(())) => {
                    request.call.deliver();
                    Finished::Request
                }
                Ok(Err(Cancelled::Local)) => Finished::Request,
                Ok(Err(_)) => Finished::Interrupted(request),
                Err(panic) => {
                    let message = format!("{} failed: {}", request.name, panic_message(&*panic));
                    eprintln!("rayzor-lsp: {message}");
                    let mut error = jsonrpc::Error::internal_error();
                    error.message = message.into();
                    request.call.fail(error);
                    Finished::Request
                }
            };
            let _ = events.send(Event::Finished(finished));
        }));
    }

    fn start_diagnostics(&mut self, path: VfsPath) {
        self.n_busy += 1;
        self.n_diagnosing += 1;
        let snapshot = self.snapshot();
        let events = self.events.clone();
        self.pool.run(Box::new(move || {
            let compute = || {
                snapshot
                    .analysis
                    .run(|_| handlers::file_diagnostics(&snapshot, &path))
            };
            let result = catch_unwind(AssertUnwindSafe(compute));
            drop(snapshot);
            let diagnostics = match result {
                Ok(Ok(diagnostics)) => Some(diagnostics),
                Ok(Err(_)) => None,
                Err(panic) => {
                    eprintln!(
                        "rayzor-lsp: diagnostics of {path} failed: {}",
                        panic_message(&*panic)
                    );
                    Some(Vec::new())
                }
            };
            let _ = events.send(Event::Finished(Finished::Diagnostics(path, diagnostics)));
        }));
    }

    pub(super) fn finished(&mut self, finished: Finished) {
        self.n_busy -= 1;
        self.has_worked = true;
        match finished {
            Finished::Request => {}
            Finished::Interrupted(mut request) => {
                request.tries += 1;
                if request.tries > MAX_TRIES {
                    request.call.fail(jsonrpc::Error::content_modified());
                } else {
                    self.requests.push_front(request);
                }
            }
            Finished::Primed(progress, took, is_last) => {
                self.n_diagnosing -= 1;
                self.primed(&progress, took, is_last);
            }
            Finished::Diagnostics(path, diagnostics) => {
                self.n_diagnosing -= 1;
                if !self.versions.contains_key(&path) {
                    return;
                }
                match diagnostics {
                    Some(diagnostics) => self.publish(&path, diagnostics),
                    None if !self.stale.contains(&path) => self.stale.push_front(path),
                    None => {}
                }
            }
        }
    }
}

fn panic_message(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(|it| &**it))
        .unwrap_or("unknown panic")
}
