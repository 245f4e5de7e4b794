//! What the editor has open, and what it hears about it.

use std::collections::HashMap;
use std::sync::Arc;

use base_db::Db;
use lsp_types::*;
use vfs::{FileChange, VfsPath};

use super::MainLoop;
use crate::from_proto;
use crate::to_proto;

impl MainLoop {
    pub(super) fn open(&mut self, document: TextDocumentItem) {
        if !self.is_loaded {
            self.load_project();
        }
        let path = from_proto::path(&self.shared, &document.uri);
        self.versions.insert(path.clone(), document.version);
        Arc::make_mut(&mut self.shared)
            .uris
            .insert(path.clone(), document.uri);
        self.set_text(path, document.text);
    }

    pub(super) fn change(&mut self, params: DidChangeTextDocumentParams) {
        let path = from_proto::path(&self.shared, &params.text_document.uri);
        if !self.versions.contains_key(&path) {
            // Not opened: there is no text that the ranges could speak of.
            return;
        }
        self.versions
            .insert(path.clone(), params.text_document.version);
        let mut text = match params.content_changes.first() {
            Some(TextDocumentContentChangeEvent { range: None, .. }) => String::new(),
            _ => {
                let db = self.host.db();
                base_db::file_text(db, db.files().file(db, &path)).to_string()
            }
        };
        from_proto::apply_edits(
            &mut text,
            self.shared.client.encoding,
            params.content_changes,
        );
        self.set_text(path, text);
    }

    fn set_text(&mut self, path: VfsPath, text: String) {
        self.host
            .apply(vec![FileChange::Overlay(path.clone(), text.into())]);
        self.forget_result(&path);
        self.edited = Some(path);
        self.changed = true;
    }

    pub(super) fn close(&mut self, uri: &Url) {
        let path = from_proto::path(&self.shared, uri);
        if self.versions.remove(&path).is_none() {
            return;
        }
        self.host
            .apply(vec![FileChange::CloseOverlay(path.clone())]);
        self.stale.retain(|it| *it != path);
        self.publish(&path, Vec::new());
        self.published.remove(&path);
        Arc::make_mut(&mut self.shared).uris.remove(&path);
        self.changed = true;
    }

    pub(super) fn disk_changed(&mut self, paths: Vec<VfsPath>) {
        let reload = paths.iter().any(project::is_project_file);
        self.host
            .apply(paths.into_iter().map(FileChange::Disk).collect());
        self.changed = true;
        if reload {
            self.restart_commands();
            self.load_project();
        }
    }

    /// A new module begins with its package.
    pub(super) fn files_created(&mut self, uris: Vec<Url>) {
        let paths: Vec<VfsPath> = uris
            .iter()
            .map(|it| from_proto::path(&self.shared, it))
            .collect();
        self.disk_changed(paths.clone());
        let analysis = self.host.analysis();
        let mut changes = HashMap::new();
        for (uri, path) in uris.into_iter().zip(paths) {
            let (config, file) = (analysis.config_of(&path), analysis.file(&path));
            if let Some(line) = ide::package_line(analysis.db(), config, file) {
                changes.insert(uri, vec![TextEdit::new(Range::default(), line)]);
            }
        }
        drop(analysis);
        if !changes.is_empty() {
            let params = ApplyWorkspaceEditParams {
                label: Some("Write the package".to_owned()),
                edit: WorkspaceEdit::new(changes),
            };
            self.runtime
                .spawn(self.outgoing.request::<request::ApplyWorkspaceEdit>(params));
        }
    }

    /// Tells the client, unless it knows.
    pub(super) fn publish(&mut self, path: &VfsPath, diagnostics: Vec<Diagnostic>) {
        let known = self.published.get(path).map_or(&[][..], |it| it);
        // What is wrong with a build is found without being asked for.
        let is_pulled = self.shared.client.pulls_diagnostics && path.extension() != Some("hxml");
        if is_pulled || (known == diagnostics && self.published.contains_key(path)) {
            return;
        }
        let Some(uri) = to_proto::uri(&self.shared, path) else {
            return;
        };
        self.published.insert(path.clone(), diagnostics.clone());
        let version = self.versions.get(path).copied();
        self.outgoing
            .notify::<notification::PublishDiagnostics>(PublishDiagnosticsParams {
                uri,
                diagnostics,
                version,
            });
    }
}
