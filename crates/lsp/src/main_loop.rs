//! The main loop: the one thread that owns the database.
//!
//! It takes events in the order they came. Edits are applied at once, requests wait in a queue until the channel is empty
//! and a thread of the pool is idle; so a burst of edits is applied as a whole before anything is computed. A job that an
//! edit interrupts goes back to the front of the queue, three times at most; then the answer is `ContentModified`. When
//! something changed, the diagnostics of every open file are computed anew, the file last edited first, and published
//! where they differ from what the client has.

mod commands;
mod documents;
mod jobs;
pub(crate) mod priming;
pub(crate) mod runs;
mod workspace;

use std::collections::VecDeque;
use std::sync::{Arc, mpsc};

use ide::AnalysisHost;
use lsp_types::*;
use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::Result;
use vfs::{System, VfsPath};

use crate::capabilities::{ClientSupport, server_capabilities};
use crate::from_proto;
use crate::outgoing::Outgoing;
use crate::pool::Pool;
use crate::router::Request;
use crate::settings::Settings;
use crate::snapshot::Shared;

pub(crate) enum Event {
    Initialize {
        params: Box<InitializeParams>,
        reply: oneshot::Sender<Result<InitializeResult>>,
    },
    Initialized,
    Shutdown {
        reply: oneshot::Sender<Result<()>>,
    },
    Open(TextDocumentItem),
    Change(DidChangeTextDocumentParams),
    Close(Url),
    FilesChanged(Vec<Url>),
    DiskChanged(Vec<VfsPath>),
    /// By the user, in the editor.
    FilesCreated(Vec<Url>),
    Settings(Value),
    Folders(WorkspaceFoldersChangeEvent),
    Status {
        reply: oneshot::Sender<Result<Value>>,
    },
    Command {
        id: u64,
        params: ExecuteCommandParams,
        reply: runs::Reply,
    },
    Run(u64, runs::RunUpdate),
    /// The client does not want the work while nobody asks.
    StopPriming,
    /// A command that prints a build has ended.
    BuildCommand(Vec<String>, commands::Printed),
    Request(Request),
    /// A thread of the pool is idle again.
    Finished(jobs::Finished),
}

pub(crate) struct MainLoop {
    host: AnalysisHost,
    system: Arc<dyn System>,
    shared: Arc<Shared>,
    outgoing: Outgoing,
    runtime: tokio::runtime::Handle,
    events: mpsc::Sender<Event>,
    settings: Settings,
    project: project::ProjectModel,
    command_builds: commands::CommandBuilds,
    versions: FxHashMap<VfsPath, i32>,
    /// What the client shows.
    published: FxHashMap<VfsPath, Vec<Diagnostic>>,
    /// Files whose diagnostics are to be computed, the most urgent first.
    stale: VecDeque<VfsPath>,
    /// What is to be looked through when nothing else is to be done, and what is being.
    to_prime: VecDeque<priming::Priming>,
    priming: Option<priming::Priming>,
    requests: VecDeque<Request>,
    pool: Pool,
    /// Processes that run programs; `None` where this binary's path is not known.
    workers: Option<Arc<run::Pool>>,
    runs: Vec<runs::Run>,
    last_run: Option<runs::RunParams>,
    n_busy: usize,
    n_diagnosing: usize,
    /// A job has ended since the database was last tidied up.
    has_worked: bool,
    /// Something changed since the last dispatch; the file, if it was one.
    changed: bool,
    edited: Option<VfsPath>,
    /// The folders were looked at. Not before `initialized`: nothing may be said to the client until then.
    is_loaded: bool,
    is_shut_down: bool,
}

/// So many events are taken before work is handed out, even if more wait.
const MAX_BATCH: usize = 1000;

impl MainLoop {
    /// Starts the loop on its own thread; it ends with the last sender.
    pub(crate) fn spawn(outgoing: Outgoing) -> mpsc::Sender<Event> {
        let (events, queue) = mpsc::channel();
        let sender = events.clone();
        let runtime = tokio::runtime::Handle::current();
        let run = move || MainLoop::new(outgoing, runtime, events).run(queue);
        if let Err(e) = std::thread::Builder::new()
            .name("main-loop".to_owned())
            .stack_size(64 << 20)
            .spawn(run)
        {
            eprintln!("rayzor-lsp: {e}");
        }
        sender
    }

    fn new(
        outgoing: Outgoing,
        runtime: tokio::runtime::Handle,
        events: mpsc::Sender<Event>,
    ) -> MainLoop {
        let system = project::default_system();
        let project = project::ProjectModel::default();
        MainLoop {
            host: AnalysisHost::new(system.clone(), project.fallback.config.clone()),
            system,
            shared: Arc::default(),
            outgoing,
            runtime,
            events,
            settings: Settings::default(),
            project,
            command_builds: commands::CommandBuilds::default(),
            versions: FxHashMap::default(),
            published: FxHashMap::default(),
            stale: VecDeque::new(),
            to_prime: VecDeque::new(),
            priming: None,
            requests: VecDeque::new(),
            pool: Pool::new(),
            workers: run::Pool::of_this_binary().ok().map(Arc::new),
            runs: Vec::new(),
            last_run: None,
            n_busy: 0,
            n_diagnosing: 0,
            has_worked: false,
            changed: false,
            edited: None,
            is_loaded: false,
            is_shut_down: false,
        }
    }

    fn run(mut self, queue: mpsc::Receiver<Event>) {
        while let Ok(event) = queue.recv() {
            self.handle(event);
            for _ in 0..MAX_BATCH {
                match queue.try_recv() {
                    Ok(event) => self.handle(event),
                    Err(_) => break,
                }
            }
            self.dispatch();
        }
    }

    fn handle(&mut self, event: Event) {
        match event {
            Event::Initialize { params, reply } => {
                let result = self.initialize(&params);
                let _ = reply.send(Ok(result));
            }
            Event::Initialized => {
                self.initialized();
                self.load_project();
                if let Some(workers) = self.workers.clone() {
                    std::thread::spawn(move || workers.warm_up());
                }
            }
            Event::Shutdown { reply } => {
                self.is_shut_down = true;
                let _ = reply.send(Ok(()));
            }
            Event::Finished(finished) => self.finished(finished),
            _ if self.is_shut_down => {}
            Event::Open(document) => self.open(document),
            Event::Change(params) => self.change(params),
            Event::Close(uri) => self.close(&uri),
            Event::FilesChanged(uris) => {
                let paths = uris
                    .iter()
                    .map(|it| from_proto::path(&self.shared, it))
                    .collect();
                self.disk_changed(paths);
            }
            Event::FilesCreated(uris) => self.files_created(uris),
            Event::DiskChanged(paths) => self.disk_changed(paths),
            Event::Settings(value) => self.change_settings(&value),
            Event::Folders(change) => self.change_folders(&change),
            Event::Status { reply } => {
                let _ = reply.send(Ok(self.status()));
            }
            Event::Command { id, params, reply } => self.execute_command(id, params, reply),
            Event::Run(id, update) => self.update_run(id, update),
            Event::BuildCommand(command, printed) => self.command_done(&command, printed),
            Event::StopPriming => self.set_priming(std::iter::empty()),
            Event::Request(request) => self.requests.push_back(request),
        }
    }

    fn initialize(&mut self, params: &InitializeParams) -> InitializeResult {
        let client = ClientSupport::new(params);
        let capabilities = server_capabilities(&client);
        if let Some(settings) = params
            .initialization_options
            .as_ref()
            .and_then(Settings::from_json)
        {
            self.settings = settings;
        }
        let mut shared = Shared {
            client,
            ..(*self.shared).clone()
        };
        shared.roots = workspace::roots(params);
        shared.std_on_disk = project::std_cache_dir();
        std::thread::spawn(|| {
            if let Err(e) = project::write_std_cache() {
                eprintln!(
                    "rayzor-lsp: the standard library cannot be written out for the editor: {e}"
                );
            }
        });
        self.shared = Arc::new(shared);
        InitializeResult {
            capabilities,
            server_info: Some(ServerInfo {
                name: "rayzor-lsp".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        }
    }

    fn status(&self) -> Value {
        let builds: Vec<&str> = self
            .project
            .builds
            .iter()
            .map(|it| &*it.config.name)
            .collect();
        json!({
            "builds": builds,
            "std": self.project.std.to_string(),
            "notices": self.project.notices,
            "openFiles": self.versions.len(),
            "lookedThrough": self.primed_percent(),
        })
    }
}
