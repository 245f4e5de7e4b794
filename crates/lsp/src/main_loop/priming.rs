//! Work while nobody asks: outlines and types of the whole project, so that the first search need not wait for them.
//!
//! It goes in slices. A slice is begun when no request and no diagnostics wait, an edit ends it at once, and the next
//! goes on where it stopped; so it never delays what somebody waits for by more than one body.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use ide::PrimeProgress;
use lsp_types::notification::Progress;
use lsp_types::request::WorkDoneProgressCreate;
use lsp_types::*;

use super::jobs::Finished;
use super::{Event, MainLoop};

const TOKEN: &str = "rayzor-prime";
const SLICE: Duration = Duration::from_millis(100);
/// What takes longer is shown.
const SHOWN_AFTER: Duration = Duration::from_secs(1);

/// One build, on its way.
pub(crate) struct Priming {
    build: usize,
    progress: Arc<PrimeProgress>,
    /// So much work was put into it.
    spent: Duration,
    is_shown: bool,
}

impl Priming {
    pub(crate) fn new(build: usize) -> Priming {
        Priming {
            build,
            progress: Arc::default(),
            spent: Duration::ZERO,
            is_shown: false,
        }
    }
}

impl MainLoop {
    /// Counts as diagnosing, so that a thread is left for requests.
    pub(super) fn start_priming(&mut self, priming: Priming) {
        self.n_busy += 1;
        self.n_diagnosing += 1;
        let snapshot = self.snapshot();
        let events = self.events.clone();
        let build = priming.build;
        let progress = priming.progress.clone();
        self.priming = Some(priming);
        self.pool.run(Box::new(move || {
            let start = Instant::now();
            let work = || {
                snapshot.analysis.run(|analysis| {
                    if let Some(build) = analysis.builds().get(build) {
                        let is_enough = || start.elapsed() > SLICE;
                        ide::prime(analysis.db(), build.config, &progress, is_enough);
                    }
                })
            };
            let has_failed = catch_unwind(AssertUnwindSafe(work)).is_err();
            drop(snapshot);
            let is_last = has_failed || progress.is_finished();
            let finished = Finished::Primed(progress, start.elapsed(), is_last);
            let _ = events.send(Event::Finished(finished));
        }));
    }

    pub(super) fn primed(&mut self, progress: &Arc<PrimeProgress>, took: Duration, is_last: bool) {
        let current = self.priming.take();
        // The builds were looked at anew meanwhile, or the client does not want it.
        let Some(mut priming) = current.filter(|it| Arc::ptr_eq(&it.progress, progress)) else {
            return;
        };
        priming.spent += took;
        if is_last {
            // After a panic it would panic again: that is left to the question that needs it.
            self.end_priming(&priming);
            return;
        }
        if priming.is_shown {
            self.report_priming(WorkDoneProgress::Report(WorkDoneProgressReport {
                percentage: Some(priming.progress.percent()),
                ..Default::default()
            }));
        } else if priming.spent > SHOWN_AFTER && self.shared.client.progress {
            priming.is_shown = true;
            let token = NumberOrString::String(TOKEN.to_owned());
            let params = WorkDoneProgressCreateParams { token };
            self.runtime
                .spawn(self.outgoing.request::<WorkDoneProgressCreate>(params));
            self.report_priming(WorkDoneProgress::Begin(WorkDoneProgressBegin {
                title: "Looking through the project".to_owned(),
                cancellable: Some(true),
                percentage: Some(priming.progress.percent()),
                ..Default::default()
            }));
        }
        self.to_prime.push_front(priming);
    }

    /// `to_prime` is made anew; what is under way comes to nothing.
    pub(super) fn set_priming(&mut self, builds: impl Iterator<Item = usize>) {
        let before: Vec<Priming> = self.to_prime.drain(..).chain(self.priming.take()).collect();
        for priming in &before {
            self.end_priming(priming);
        }
        self.to_prime = builds.map(Priming::new).collect();
    }

    /// How much of the project was looked through, in percent.
    pub(super) fn primed_percent(&self) -> u32 {
        let waiting = self.priming.iter().chain(&self.to_prime);
        waiting.map(|it| it.progress.percent()).min().unwrap_or(100)
    }

    fn end_priming(&self, priming: &Priming) {
        if priming.is_shown {
            self.report_priming(WorkDoneProgress::End(WorkDoneProgressEnd { message: None }));
        }
    }

    fn report_priming(&self, value: WorkDoneProgress) {
        self.outgoing.notify::<Progress>(ProgressParams {
            token: NumberOrString::String(TOKEN.to_owned()),
            value: ProgressParamsValue::WorkDone(value),
        });
    }
}

pub(crate) fn is_priming_token(token: &NumberOrString) -> bool {
    *token == NumberOrString::String(TOKEN.to_owned())
}
