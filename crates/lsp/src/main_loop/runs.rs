//! Running functions: from the command to the worker and back to the client.
//!
//! The command comes in on the main loop, a thread of the pool puts the program together from a snapshot, a worker
//! process runs it, and what it says comes back as events. Clients that know them get `rayzor/runOutput` and
//! `rayzor/runDone`; the rest get `window/logMessage`. The command is answered when the run is over.

use std::sync::Arc;
use std::time::{Duration, Instant};

use lsp_types::notification::{LogMessage, Notification, Progress};
use lsp_types::request::{InlayHintRefreshRequest, WorkDoneProgressCreate};
use lsp_types::*;
use run::{CancelToken, Frame, Limits, Outcome, RunEvent};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{self, Result};
use vfs::{FileChange, VfsPath};

use super::{Event, MainLoop};
use crate::from_proto;
use crate::handlers::lenses::{RERUN, RUN, RUN_WITH, STOP};
use crate::router::{Call, Request};
use crate::snapshot::{Given, Snapshot, invalid};

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct RunParams {
    pub(crate) uri: Url,
    /// `Type.field`, or `field` at the level of the module.
    pub(crate) field: String,
    /// Haxe expressions.
    #[serde(default)]
    pub(crate) args: Option<Vec<String>>,
    /// What the function is called on, if it belongs to an object: a Haxe expression.
    #[serde(default)]
    pub(crate) object: Option<String>,
}

pub(crate) type Reply = oneshot::Sender<Result<Option<Value>>>;

/// What happens to a run.
pub(crate) enum RunUpdate {
    /// Its program is ready, or there is none.
    Prepared(std::result::Result<Box<ide::Runnable>, String>),
    Event(RunEvent),
    /// It goes on for a while.
    Slow,
    /// The client wants it to end.
    Stop,
}

/// A run under way.
pub(super) struct Run {
    id: u64,
    params: RunParams,
    path: VfsPath,
    cancel: Option<CancelToken>,
    started: Instant,
    reply: Option<Reply>,
    /// The begin of a character whose rest has not come yet.
    unfinished: Vec<u8>,
    has_progress: bool,
    is_stopped: bool,
    /// The module made for the run's arguments; gone when its program is ready.
    caller: Option<VfsPath>,
}

impl Run {
    /// Ends it now, or as soon as it would begin.
    fn stop(&mut self) {
        self.is_stopped = true;
        if let Some(cancel) = &self.cancel {
            cancel.cancel();
        }
    }
}

/// A run that takes longer shows progress, and can be stopped there.
const SLOW: Duration = Duration::from_millis(300);

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct RunOutputParams {
    id: u64,
    field: String,
    stream: String,
    text: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct RunDoneParams {
    id: u64,
    field: String,
    uri: Url,
    status: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    milliseconds: f64,
    trace: Vec<Value>,
}

enum RunOutput {}

impl Notification for RunOutput {
    type Params = RunOutputParams;
    const METHOD: &'static str = "rayzor/runOutput";
}

enum RunDone {}

impl Notification for RunDone {
    type Params = RunDoneParams;
    const METHOD: &'static str = "rayzor/runDone";
}

/// Puts the program together on a thread of the pool.
struct Prepare {
    id: u64,
    path: VfsPath,
    field: String,
    events: std::sync::mpsc::Sender<Event>,
    result: Option<std::result::Result<Box<ide::Runnable>, String>>,
}

impl Call for Prepare {
    fn run(&mut self, snapshot: &Snapshot) {
        let analysis = &snapshot.analysis;
        let build = analysis.build_of(&self.path);
        let file = analysis.file(&self.path);
        let base = snapshot
            .shared
            .roots
            .iter()
            .find(|it| self.path.starts_with(it));
        let runnable = ide::runnable(analysis.db(), build.run_config, file, &self.field, base);
        self.result = Some(runnable.map(Box::new));
    }

    fn deliver(&mut self) {
        if let Some(result) = self.result.take() {
            let _ = self
                .events
                .send(Event::Run(self.id, RunUpdate::Prepared(result)));
        }
    }

    fn fail(&mut self, error: jsonrpc::Error) {
        let refused = RunUpdate::Prepared(Err(error.message.into_owned()));
        let _ = self.events.send(Event::Run(self.id, refused));
    }
}

impl MainLoop {
    pub(super) fn execute_command(&mut self, id: u64, params: ExecuteCommandParams, reply: Reply) {
        let result = match &*params.command {
            RUN | RUN_WITH => match params
                .arguments
                .into_iter()
                .next()
                .map(RunParams::deserialize)
            {
                Some(Ok(mut params)) => {
                    if params.args.is_none() && params.object.is_none() {
                        self.recall(&mut params);
                    }
                    self.start_run(id, params, reply);
                    return;
                }
                Some(Err(e)) => Err(invalid(e.to_string())),
                None => Err(invalid("the command needs {uri, field, object?, args?}")),
            },
            RERUN => match self.last_run.clone() {
                Some(params) => {
                    self.start_run(id, params, reply);
                    return;
                }
                None => Err(invalid("nothing has been run yet")),
            },
            STOP => {
                self.runs.iter_mut().for_each(Run::stop);
                Ok(None)
            }
            other => Err(invalid(format!("unknown command {other}"))),
        };
        let _ = reply.send(result);
    }

    /// Without arguments it runs with those of last time.
    fn recall(&self, params: &mut RunParams) {
        let path = from_proto::path(&self.shared, &params.uri);
        let given = self.shared.given.get(&(path, params.field.clone()));
        if let Some(given) = given {
            params.object = given.object.clone();
            params.args = Some(given.args.clone());
        }
    }

    fn start_run(&mut self, id: u64, params: RunParams, reply: Reply) {
        self.last_run = Some(params.clone());
        let mut path = from_proto::path(&self.shared, &params.uri);
        if params.args.is_some() || params.object.is_some() {
            let given = Given {
                object: params.object.clone(),
                args: params.args.clone().unwrap_or_default(),
            };
            let key = (path.clone(), params.field.clone());
            Arc::make_mut(&mut self.shared).given.insert(key, given);
        }
        let mut field = params.field.clone();
        self.forget_result(&path);
        self.changed = true;
        let mut caller = None;
        if params.args.is_some() || params.object.is_some() {
            let arguments = params.args.as_deref().unwrap_or_default();
            let object = params.object.as_deref();
            let analysis = self.host.analysis();
            let (db, file) = (analysis.db(), analysis.file(&path));
            let config = analysis.build_of(&path).run_config;
            let (caller_path, text) = ide::caller(db, config, file, &field, object, arguments);
            drop(analysis);
            // Only for the run's programs: it is no file of the project.
            self.host
                .apply(vec![FileChange::Overlay(caller_path.clone(), text.into())]);
            caller = Some(caller_path.clone());
            path = caller_path;
            field = ide::CALLER_FIELD.to_owned();
        }
        self.runs.push(Run {
            id,
            path: from_proto::path(&self.shared, &params.uri),
            params,
            cancel: None,
            started: Instant::now(),
            reply: Some(reply),
            unfinished: Vec::new(),
            has_progress: false,
            is_stopped: false,
            caller,
        });
        let call = Box::new(Prepare {
            id,
            path,
            field,
            events: self.events.clone(),
            result: None,
        });
        // Before anything that only shows something.
        self.requests.push_front(Request {
            name: "rayzor.run",
            call,
            cancel: Arc::default(),
            tries: 0,
        });
    }

    pub(super) fn update_run(&mut self, id: u64, update: RunUpdate) {
        let Some(n) = self.runs.iter().position(|it| it.id == id) else {
            return;
        };
        if matches!(update, RunUpdate::Prepared(_))
            && let Some(caller) = self.runs[n].caller.take()
        {
            self.host.apply(vec![FileChange::CloseOverlay(caller)]);
        }
        match update {
            RunUpdate::Prepared(_) if self.runs[n].is_stopped => self.done(n, Outcome::Cancelled),
            RunUpdate::Prepared(Ok(runnable)) => self.launch(n, runnable),
            RunUpdate::Prepared(Err(why)) => {
                self.end_run(n, "refused", None, Some(why), None, Vec::new())
            }
            RunUpdate::Event(RunEvent::Output(bytes)) => self.output(n, &bytes),
            RunUpdate::Event(RunEvent::Done(outcome)) => self.done(n, outcome),
            RunUpdate::Slow => self.show_progress(n),
            RunUpdate::Stop => self.runs[n].stop(),
        }
    }

    fn launch(&mut self, n: usize, runnable: Box<ide::Runnable>) {
        let Some(pool) = self.workers.clone() else {
            let why = "this program cannot start workers".to_owned();
            return self.end_run(n, "crashed", None, Some(why), None, Vec::new());
        };
        let run = &mut self.runs[n];
        let id = run.id;
        let limits = Limits {
            time: Some(Duration::from_millis(self.settings.run.time_limit_ms)),
            memory: self.settings.run.memory_limit_mb << 20,
            ..Limits::default()
        };
        let request = run::Request {
            program: runnable.program,
            limits,
            args: Vec::new(),
            program_path: run.path.to_string(),
            has_value: runnable.has_value,
        };
        let events = self.events.clone();
        let tell = move |event| {
            let _ = events.send(Event::Run(id, RunUpdate::Event(event)));
        };
        run.cancel = Some(pool.start(request, tell));
        let events = self.events.clone();
        self.runtime.spawn(async move {
            tokio::time::sleep(SLOW).await;
            let _ = events.send(Event::Run(id, RunUpdate::Slow));
        });
    }

    fn output(&mut self, n: usize, bytes: &[u8]) {
        let run = &mut self.runs[n];
        run.unfinished.extend_from_slice(bytes);
        let end = match std::str::from_utf8(&run.unfinished) {
            Ok(text) => text.len(),
            // A character whose rest is to come stays; what is no UTF-8 at all goes out as it can.
            Err(e) if e.error_len().is_none() => e.valid_up_to(),
            Err(_) => run.unfinished.len(),
        };
        let rest = run.unfinished.split_off(end);
        let text =
            String::from_utf8_lossy(&std::mem::replace(&mut run.unfinished, rest)).into_owned();
        if text.is_empty() {
            return;
        }
        if self.shared.client.run_notifications {
            let (id, field) = (run.id, run.params.field.clone());
            self.outgoing.notify::<RunOutput>(RunOutputParams {
                id,
                field,
                stream: "stdout".to_owned(),
                text,
            });
        } else {
            self.log(MessageType::INFO, text.trim_end_matches('\n').to_owned());
        }
    }

    fn done(&mut self, n: usize, outcome: Outcome) {
        let plain = |status, message: String| (status, None, Some(message), None, Vec::new());
        let limits = &self.settings.run;
        let (status, value, message, time, trace) = match outcome {
            Outcome::Returned { value, time } => ("ok", value, None, Some(time), Vec::new()),
            Outcome::Threw { message, mut trace } => {
                // What calls the function is ours.
                trace.retain(|it| !it.function.starts_with('$'));
                let message = format!("Uncaught exception {message}");
                ("exception", None, Some(message), None, trace)
            }
            Outcome::Exited(0) => ("ok", None, None, None, Vec::new()),
            Outcome::Exited(code) => plain("exited", format!("exit code {code}")),
            Outcome::Refused(why) => plain("refused", why),
            Outcome::TimedOut => plain(
                "limit",
                format!("stopped: it ran for more than {} ms", limits.time_limit_ms),
            ),
            Outcome::TooMuchOutput => plain("limit", "stopped: too much output".to_owned()),
            Outcome::Cancelled => plain("cancelled", "stopped".to_owned()),
            Outcome::Crashed(why) => plain("crashed", why),
        };
        self.end_run(n, status, value, message, time, trace);
    }

    fn end_run(
        &mut self,
        n: usize,
        status: &'static str,
        value: Option<String>,
        message: Option<String>,
        time: Option<Duration>,
        trace: Vec<Frame>,
    ) {
        let mut run = self.runs.remove(n);
        let milliseconds = time.unwrap_or_else(|| run.started.elapsed()).as_secs_f64() * 1000.0;
        if run.has_progress {
            self.report_progress(
                run.id,
                WorkDoneProgress::End(WorkDoneProgressEnd { message: None }),
            );
        }
        let summary = match (&value, &message) {
            (Some(value), _) => format!("{value} ({milliseconds:.1} ms)"),
            (None, Some(message)) => message.lines().next().unwrap_or_default().to_owned(),
            (None, None) => format!("{milliseconds:.1} ms"),
        };
        let done = RunDoneParams {
            id: run.id,
            field: run.params.field.clone(),
            uri: run.params.uri.clone(),
            status: status.to_owned(),
            value,
            message,
            milliseconds,
            trace: trace.iter().map(frame_json).collect(),
        };
        if let Some(reply) = run.reply.take() {
            let _ = reply.send(Ok(serde_json::to_value(&done).ok()));
        }
        if status == "exception" {
            self.show_trace(done.message.as_deref().unwrap_or_default(), &trace);
        }
        if !self.shared.client.run_notifications {
            let kind = if status == "ok" {
                MessageType::INFO
            } else {
                MessageType::ERROR
            };
            let text = done.message.clone().unwrap_or_else(|| summary.clone());
            self.log(kind, format!("{}: {text}", run.params.field));
        } else {
            self.outgoing.notify::<RunDone>(done);
        }
        Arc::make_mut(&mut self.shared)
            .results
            .insert((run.path.clone(), run.params.field), summary);
        if self.shared.client.refreshes_hints {
            self.runtime
                .spawn(self.outgoing.request::<InlayHintRefreshRequest>(()));
        }
    }

    /// An uncaught exception as a diagnostic at the throwing line, the calls that led there as related places.
    fn show_trace(&mut self, message: &str, trace: &[Frame]) {
        let place = |frame: &Frame| -> Option<(VfsPath, Range)> {
            let root = self.shared.roots.iter().map(|it| it.join(&frame.file));
            let path = root
                .chain([VfsPath::new(&frame.file)])
                .find(|it| self.system.kind(it).is_some())?;
            let line = frame.line.checked_sub(1)?;
            let start = frame.column.saturating_sub(1);
            let range = Range::new(
                Position::new(line, start),
                Position::new(line, start.max(1) + 1),
            );
            Some((path, range))
        };
        let placed: Vec<(VfsPath, Range, &Frame)> = trace
            .iter()
            .filter_map(|frame| place(frame).map(|(path, range)| (path, range, frame)))
            .filter(|(path, ..)| !path.is_embedded())
            .collect();
        let Some((path, range, _)) = placed.first().cloned() else {
            return;
        };
        let related = placed[1..]
            .iter()
            .take(20)
            .filter_map(|(path, range, frame)| {
                let uri = crate::to_proto::uri(&self.shared, path)?;
                let message = format!("called from {}", frame.function);
                Some(DiagnosticRelatedInformation {
                    location: Location::new(uri, *range),
                    message,
                })
            });
        let diagnostic = Diagnostic {
            range,
            severity: Some(DiagnosticSeverity::ERROR),
            code: Some(NumberOrString::String("uncaught-exception".to_owned())),
            source: Some("rayzor run".to_owned()),
            message: message.to_owned(),
            related_information: Some(related.collect()),
            ..Diagnostic::default()
        };
        Arc::make_mut(&mut self.shared)
            .traces
            .insert(path, diagnostic);
        self.changed = true;
    }

    /// What the last run of a function in this file said is not true of another text.
    pub(super) fn forget_result(&mut self, path: &VfsPath) {
        let is_known = self.shared.traces.contains_key(path)
            || self.shared.results.keys().any(|(file, _)| file == path);
        if is_known {
            let shared = Arc::make_mut(&mut self.shared);
            shared.traces.remove(path);
            shared.results.retain(|(file, _), _| file != path);
        }
    }

    fn log(&self, typ: MessageType, message: String) {
        self.outgoing
            .notify::<LogMessage>(LogMessageParams { typ, message });
    }

    fn show_progress(&mut self, n: usize) {
        if !self.shared.client.progress {
            return;
        }
        let run = &mut self.runs[n];
        run.has_progress = true;
        let (id, title) = (run.id, format!("Running {}", run.params.field));
        let created =
            self.outgoing
                .request::<WorkDoneProgressCreate>(WorkDoneProgressCreateParams {
                    token: progress_token(id),
                });
        self.runtime.spawn(created);
        let begin = WorkDoneProgressBegin {
            title,
            cancellable: Some(true),
            ..Default::default()
        };
        self.report_progress(id, WorkDoneProgress::Begin(begin));
    }

    fn report_progress(&self, id: u64, value: WorkDoneProgress) {
        let value = ProgressParamsValue::WorkDone(value);
        self.outgoing.notify::<Progress>(ProgressParams {
            token: progress_token(id),
            value,
        });
    }
}

pub(crate) fn progress_token(id: u64) -> NumberOrString {
    NumberOrString::String(format!("rayzor-run-{id}"))
}

/// The run that a progress token stands for.
pub(crate) fn run_of_token(token: &NumberOrString) -> Option<u64> {
    match token {
        NumberOrString::String(text) => text.strip_prefix("rayzor-run-")?.parse().ok(),
        NumberOrString::Number(_) => None,
    }
}

fn frame_json(frame: &Frame) -> Value {
    json!({ "function": frame.function, "file": frame.file, "line": frame.line, "column": frame.column })
}
