//! Folders, settings and the project model.

use std::collections::BTreeMap;
use std::sync::Arc;

use base_db::Db;
use lsp_types::*;
use serde_json::{Value, json};
use vfs::VfsPath;

use super::{Event, MainLoop};
use crate::from_proto;
use crate::settings::{Arguments, Settings};
use crate::watch;

/// What to watch: sources, and all that says how they are built.
const WATCHED: &[&str] = &[
    "**/*.hx",
    "**/*.hxml",
    "**/hxformat.json",
    "**/haxelib.json",
    "**/[pP]roject.{xml,hxp}",
    "**/.haxerc",
    "**/.haxelib",
    "**/.haxelib/**/.current",
];

pub(super) fn roots(params: &InitializeParams) -> Vec<VfsPath> {
    let folders = params
        .workspace_folders
        .iter()
        .flatten()
        .map(|it| it.uri.clone());
    let mut uris: Vec<Url> = folders.collect();
    if uris.is_empty() {
        uris.extend(params.root_uri.clone());
    }
    uris.iter()
        .filter_map(|uri| Some(VfsPath::from_os(&uri.to_file_path().ok()?)))
        .collect()
}

impl MainLoop {
    pub(super) fn initialized(&mut self) {
        if self.shared.client.watches_files {
            let watchers: Vec<_> = WATCHED
                .iter()
                .map(|it| json!({ "globPattern": it }))
                .collect();
            let registration = Registration {
                id: "rayzor-files".to_owned(),
                method: "workspace/didChangeWatchedFiles".to_owned(),
                register_options: Some(json!({ "watchers": watchers })),
            };
            let params = RegistrationParams {
                registrations: vec![registration],
            };
            self.runtime
                .spawn(self.outgoing.request::<request::RegisterCapability>(params));
        } else {
            watch::spawn(
                self.system.clone(),
                self.host.db().files().clone(),
                self.events.clone(),
            );
        }
        if self.shared.client.configuration {
            let item = ConfigurationItem {
                scope_uri: None,
                section: Some("rayzor".to_owned()),
            };
            let answer =
                self.outgoing
                    .request::<request::WorkspaceConfiguration>(ConfigurationParams {
                        items: vec![item],
                    });
            let events = self.events.clone();
            self.runtime.spawn(async move {
                if let Some(value) = answer.await.and_then(|it| it.into_iter().next()) {
                    let _ = events.send(Event::Settings(value));
                }
            });
        }
    }

    pub(super) fn change_settings(&mut self, value: &Value) {
        let Some(settings) = Settings::from_json(value) else {
            return;
        };
        if settings != self.settings {
            self.settings = settings;
            self.load_project();
        }
    }

    pub(super) fn change_folders(&mut self, change: &WorkspaceFoldersChangeEvent) {
        let paths = |folders: &[WorkspaceFolder]| -> Vec<VfsPath> {
            folders
                .iter()
                .map(|it| from_proto::path(&self.shared, &it.uri))
                .collect()
        };
        let (added, removed) = (paths(&change.added), paths(&change.removed));
        let roots = &mut Arc::make_mut(&mut self.shared).roots;
        roots.retain(|it| !removed.contains(it));
        roots.extend(added);
        self.load_project();
    }

    /// Looks at the folders anew.
    pub(super) fn load_project(&mut self) {
        self.is_loaded = true;
        let mut configurations = Vec::new();
        for it in self.settings.configurations.clone() {
            let name = it.name();
            let arguments = match it {
                Arguments::One(one) => Some(vec![one]),
                Arguments::List(list) | Arguments::Labelled { args: list, .. } => Some(list),
                Arguments::Command { command, .. } => self.command_arguments(&command),
            };
            configurations.extend(arguments.map(|it| (name, it)));
        }
        let options = project::Options {
            configurations,
            preferred: self
                .settings
                .configuration
                .clone()
                .filter(|it| !it.is_empty()),
            std: self.settings.std.clone().filter(|it| !it.is_empty()),
            defines: self.settings.defines.clone(),
        };
        let mut model = project::load(&*self.system, &self.shared.roots, &options);
        model.notices.extend(self.command_failures());
        self.host.set_fallback(model.fallback.config.clone());
        self.host.set_builds(
            model
                .builds
                .iter()
                .map(|it| (it.config.clone(), it.run_config.clone()))
                .collect(),
            model.libraries.clone(),
        );
        for notice in &model.notices {
            if !self.project.notices.contains(notice) {
                self.outgoing
                    .notify::<notification::LogMessage>(LogMessageParams {
                        typ: MessageType::INFO,
                        message: notice.clone(),
                    });
            }
        }
        // The first build is the one that files are shown under.
        let is_wanted = self.settings.analysis.when_idle;
        self.set_priming(0..model.builds.len().min(usize::from(is_wanted)));
        self.project = model;
        self.changed = true;
        self.publish_problems();
        self.refresh();
    }

    /// Has the client ask again for what it shows: it may be different now.
    fn refresh(&self) {
        let client = &self.shared.client;
        if client.refreshes_lenses {
            self.runtime
                .spawn(self.outgoing.request::<request::CodeLensRefresh>(()));
        }
        if client.refreshes_tokens {
            self.runtime
                .spawn(self.outgoing.request::<request::SemanticTokensRefresh>(()));
        }
        if client.refreshes_hints {
            self.runtime.spawn(
                self.outgoing
                    .request::<request::InlayHintRefreshRequest>(()),
            );
        }
    }

    /// What is wrong with hxml files, in those files. What was wrong and is not any more is taken back.
    fn publish_problems(&mut self) {
        let mut by_file: BTreeMap<VfsPath, Vec<Diagnostic>> = BTreeMap::new();
        for path in self
            .published
            .keys()
            .filter(|it| it.extension() == Some("hxml"))
        {
            by_file.insert(path.clone(), Vec::new());
        }
        for problem in &self.project.problems {
            let Some(file) = &problem.place.file else {
                continue;
            };
            let line = problem.place.line;
            let end = self.system.read(file).ok();
            let end = end.and_then(|it| {
                it.lines()
                    .nth(line as usize)
                    .map(|it| it.encode_utf16().count())
            });
            let range = Range::new(
                Position::new(line, 0),
                Position::new(line, end.unwrap_or(0) as u32),
            );
            by_file.entry(file.clone()).or_default().push(Diagnostic {
                range,
                severity: Some(DiagnosticSeverity::ERROR),
                code: Some(NumberOrString::String(problem.code.to_owned())),
                source: Some("rayzor".to_owned()),
                message: problem.message.clone(),
                ..Diagnostic::default()
            });
        }
        for (path, diagnostics) in by_file {
            self.publish(&path, diagnostics);
        }
    }
}
