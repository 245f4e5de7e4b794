//! The server's side: one warm worker, one run at a time per worker.

use std::ffi::OsString;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::code_store::CodeStore;
use crate::protocol::{
    Command as ToWorker, CommandRef, Event, Outcome, Pieces, Request, read_frame, write_frame,
};

/// How much of a worker's standard error is kept to say why it died.
const KEPT_ERRORS: usize = 8 << 10;

/// Starts workers and keeps one ready.
#[derive(Debug)]
pub struct Pool {
    program: PathBuf,
    args: Vec<OsString>,
    /// A thread that starts a worker and hands it what code there is; its result waits there.
    warm: Mutex<Option<JoinHandle<io::Result<Worker>>>>,
    codes: Arc<Mutex<CodeStore>>,
}

/// Stops a run from another thread.
#[derive(Clone, Debug, Default)]
pub struct CancelToken {
    inner: Arc<Cancel>,
}

#[derive(Debug, Default)]
struct Cancel {
    cancelled: AtomicBool,
    wake: Mutex<Option<Sender<Message>>>,
}

#[derive(Debug)]
enum Message {
    Event(Event),
    /// What the program wrote to its standard error.
    Errors(Vec<u8>),
    /// The worker's output has ended.
    Gone,
    Cancelled,
}

#[derive(Debug)]
struct Worker {
    child: Child,
    stdin: ChildStdin,
    stdout: ChildStdout,
    stderr: ChildStderr,
}

impl CancelToken {
    pub fn new() -> CancelToken {
        CancelToken::default()
    }

    pub fn cancel(&self) {
        self.inner.cancelled.store(true, Ordering::SeqCst);
        if let Some(wake) = &*locked(&self.inner.wake) {
            // A run that is over needs no waking.
            let _ = wake.send(Message::Cancelled);
        }
    }

    pub fn is_cancelled(&self) -> bool {
        self.inner.cancelled.load(Ordering::SeqCst)
    }
}

impl Pool {
    /// Workers are this binary with [`crate::WORKER_FLAG`].
    pub fn of_this_binary() -> io::Result<Pool> {
        Ok(Pool::new(std::env::current_exe()?, [crate::WORKER_FLAG]))
    }

    pub fn new<S: Into<OsString>>(program: PathBuf, args: impl IntoIterator<Item = S>) -> Pool {
        let args = args.into_iter().map(Into::into).collect();
        Pool {
            program,
            args,
            warm: Mutex::new(None),
            codes: Arc::default(),
        }
    }

    /// Has a worker made ready for the next run.
    pub fn warm_up(&self) {
        let mut warm = locked(&self.warm);
        if warm.is_none() {
            let (program, args) = (self.program.clone(), self.args.clone());
            let pieces = locked(&self.codes).all();
            // If it cannot be started, the run itself will say so.
            *warm = Some(std::thread::spawn(move || spawn(&program, &args, pieces)));
        }
    }

    fn take(&self) -> io::Result<Worker> {
        let warm = locked(&self.warm).take();
        let waiting = warm.and_then(|thread| thread.join().ok()?.ok());
        match waiting {
            // It may have died while it waited.
            Some(mut worker) => match worker.child.try_wait() {
                Ok(None) => Ok(worker),
                _ => self.spawn(),
            },
            None => self.spawn(),
        }
    }

    fn spawn(&self) -> io::Result<Worker> {
        let pieces = locked(&self.codes).all();
        spawn(&self.program, &self.args, pieces)
    }

    /// The functions that the last run compiled: those whose machine code was not known from runs before.
    pub fn compiled(&self) -> Vec<String> {
        locked(&self.codes).compiled.clone()
    }

    /// Runs to the end, which the limits and `cancel` bring about if nothing else does. Output is
    /// handed over as it comes.
    pub fn run(
        &self,
        request: &Request,
        cancel: &CancelToken,
        on_output: &mut dyn FnMut(&[u8]),
    ) -> Outcome {
        let worker = match self.take() {
            Ok(worker) => worker,
            Err(error) => return Outcome::Crashed(format!("No worker could be started: {error}")),
        };
        locked(&self.codes).begin_run();
        let run = Run::start(worker, request, cancel, self.codes.clone());
        let outcome = run.finish(request, on_output);
        *locked(&cancel.inner.wake) = None;
        self.warm_up();
        outcome
    }
}

/// What [`Pool::start`] tells.
#[derive(Clone, PartialEq, Debug)]
pub enum RunEvent {
    Output(Vec<u8>),
    /// The last event.
    Done(Outcome),
}

impl Pool {
    /// [`Pool::run`] on a thread of its own.
    pub fn start(
        self: &Arc<Pool>,
        request: Request,
        mut on_event: impl FnMut(RunEvent) + Send + 'static,
    ) -> CancelToken {
        let cancel = CancelToken::new();
        let (pool, token) = (Arc::clone(self), cancel.clone());
        std::thread::spawn(move || {
            let outcome = pool.run(&request, &token, &mut |bytes| {
                on_event(RunEvent::Output(bytes.to_vec()));
            });
            on_event(RunEvent::Done(outcome));
        });
        cancel
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        let warm = locked(&self.warm).take();
        if let Some(Ok(Ok(mut worker))) = warm.map(JoinHandle::join) {
            stop(&mut worker.child);
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Starts a worker and gives it the code there is.
fn spawn(program: &Path, args: &[OsString], pieces: Pieces) -> io::Result<Worker> {
    let mut child = Command::new(program)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    match (child.stdin.take(), child.stdout.take(), child.stderr.take()) {
        (Some(mut stdin), Some(stdout), Some(stderr)) => {
            if !pieces.is_empty() {
                // If it takes none, it will take no program either, and the run says so.
                let _ = write_frame(&mut stdin, &ToWorker::Code(pieces));
            }
            Ok(Worker {
                child,
                stdin,
                stdout,
                stderr,
            })
        }
        _ => Err(io::Error::other("a worker without streams")),
    }
}

/// Ends the process and waits until it is gone. It may have ended before.
fn stop(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

struct Run {
    child: Child,
    receiver: Receiver<Message>,
    errors: Option<std::thread::JoinHandle<Vec<u8>>>,
    cancel: CancelToken,
    started: Instant,
    /// The program could not be sent.
    refused: Option<io::Error>,
    _stdin: ChildStdin,
}

impl Run {
    fn start(
        worker: Worker,
        request: &Request,
        cancel: &CancelToken,
        codes: Arc<Mutex<CodeStore>>,
    ) -> Run {
        let Worker {
            child,
            mut stdin,
            stdout,
            stderr,
        } = worker;
        let (sender, receiver) = mpsc::channel();
        let errors_to = sender.clone();
        *locked(&cancel.inner.wake) = Some(sender.clone());
        std::thread::spawn(move || {
            let mut stdout = BufReader::new(stdout);
            while let Ok(event) = read_frame(&mut stdout) {
                match event {
                    Event::Used(keys) => locked(&codes).used(&keys),
                    Event::Made { pieces, names } => {
                        let mut codes = locked(&codes);
                        codes.add(pieces);
                        codes.compiled.extend(names);
                    }
                    event => {
                        if sender.send(Message::Event(event)).is_err() {
                            return;
                        }
                    }
                }
            }
            let _ = sender.send(Message::Gone);
        });
        let errors = std::thread::spawn(move || forward_errors(stderr, &errors_to));
        let refused = write_frame(&mut stdin, &CommandRef::Run(request)).err();
        let started = Instant::now();
        Run {
            child,
            receiver,
            errors: Some(errors),
            cancel: cancel.clone(),
            started,
            refused,
            _stdin: stdin,
        }
    }

    fn finish(mut self, request: &Request, on_output: &mut dyn FnMut(&[u8])) -> Outcome {
        if let Some(error) = self.refused.take() {
            stop(&mut self.child);
            return Outcome::Crashed(format!("The worker took no program: {error}"));
        }
        let mut n_output = 0;
        let outcome = loop {
            if self.cancel.is_cancelled() {
                break Outcome::Cancelled;
            }
            match self.next(request.limits.time) {
                Ok(Message::Event(Event::Output(bytes)) | Message::Errors(bytes)) => {
                    n_output += bytes.len() as u64;
                    if n_output > request.limits.output {
                        let over = (n_output - request.limits.output) as usize;
                        on_output(&bytes[..bytes.len() - over]);
                        break Outcome::TooMuchOutput;
                    }
                    on_output(&bytes);
                }
                Ok(Message::Event(Event::Done(outcome))) => break outcome,
                // The reader keeps these.
                Ok(Message::Event(Event::Used(_) | Event::Made { .. })) => {}
                Ok(Message::Cancelled) => break Outcome::Cancelled,
                Err(RecvTimeoutError::Timeout) => break Outcome::TimedOut,
                Ok(Message::Gone) | Err(RecvTimeoutError::Disconnected) => {
                    return self.gone(on_output);
                }
            }
        };
        stop(&mut self.child);
        self.last_errors(on_output);
        outcome
    }

    fn next(&self, limit: Option<Duration>) -> Result<Message, RecvTimeoutError> {
        match limit {
            None => self
                .receiver
                .recv()
                .map_err(|_| RecvTimeoutError::Disconnected),
            Some(limit) => self
                .receiver
                .recv_timeout(limit.saturating_sub(self.started.elapsed())),
        }
    }

    /// Hands over what came by standard error in the end; the last of it all.
    fn last_errors(&mut self, on_output: &mut dyn FnMut(&[u8])) -> Vec<u8> {
        let errors = self.errors.take().and_then(|errors| errors.join().ok());
        while let Ok(message) = self.receiver.try_recv() {
            if let Message::Errors(bytes) = message {
                on_output(&bytes);
            }
        }
        errors.unwrap_or_default()
    }

    /// The worker ended without a last word: by the program's own exit, or by dying.
    fn gone(mut self, on_output: &mut dyn FnMut(&[u8])) -> Outcome {
        let status = self.child.wait();
        let errors = self.last_errors(on_output);
        let errors = String::from_utf8_lossy(&errors).trim().to_owned();
        match status.ok().and_then(|status| status.code()) {
            // The runtime's code for what it cannot survive.
            Some(70) if !errors.is_empty() => Outcome::Crashed(errors),
            Some(code) => Outcome::Exited(code),
            None if errors.is_empty() => Outcome::Crashed("The worker was killed".to_owned()),
            None => Outcome::Crashed(errors),
        }
    }
}

/// Passes standard error on; its last bytes may say why the worker died.
fn forward_errors(mut from: impl Read, to: &Sender<Message>) -> Vec<u8> {
    let mut kept = Vec::new();
    let mut buffer = [0; 4096];
    while let Ok(n) = from.read(&mut buffer) {
        if n == 0 {
            break;
        }
        // A run that is over wants no more of it.
        let _ = to.send(Message::Errors(buffer[..n].to_vec()));
        kept.extend_from_slice(&buffer[..n]);
        if kept.len() > 2 * KEPT_ERRORS {
            kept.drain(..kept.len() - KEPT_ERRORS);
        }
    }
    kept
}
