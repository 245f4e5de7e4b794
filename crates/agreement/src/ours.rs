//! Our own checker in this process: one database per corpus, texts put over its files.

use std::sync::Arc;

use anyhow::{Result, bail};
use base_db::{Severity, line_index};
use ide::AnalysisHost;
use project::Options;
use vfs::{FileChange, VfsPath};

pub struct Ours {
    host: AnalysisHost,
}

/// One diagnostic, line and columns as the reference counts them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub line: u32,
    pub columns: (u32, u32),
    pub severity: Severity,
    pub code: &'static str,
    pub text: String,
    /// Names of files and lines that it refers to.
    pub related: Vec<(String, u32)>,
}

impl Ours {
    pub fn new(arguments: &[String], std: &str, cwd: &VfsPath) -> Result<Ours> {
        let system = project::default_system();
        let options = Options {
            std: Some(std.to_owned()),
            ..Options::default()
        };
        // A library or class path that is not there leaves the rest to look at.
        let (builds, _, libraries) =
            project::command_line_build(&*system, cwd, arguments, &options);
        let Some(first) = builds.first() else {
            bail!("no build in {arguments:?}");
        };
        let mut host = AnalysisHost::new(system, first.config.clone());
        host.set_builds(
            vec![(first.config.clone(), first.config.clone())],
            libraries,
        );
        Ok(Ours { host })
    }

    pub fn set(&mut self, path: &VfsPath, text: &str) {
        self.host
            .apply(vec![FileChange::Overlay(path.clone(), Arc::from(text))]);
    }

    pub fn reset(&mut self, path: &VfsPath) {
        self.host
            .apply(vec![FileChange::CloseOverlay(path.clone())]);
    }

    /// The tree of a file under the corpus's defines.
    pub fn parse(&self, path: &VfsPath) -> syntax::SyntaxNode {
        let analysis = self.host.analysis();
        let (db, file) = (analysis.db(), analysis.file(path));
        base_db::parse(db, file, analysis.config_of(path)).syntax_node()
    }

    /// Everything but hints, sorted by place. Also what a panic would be.
    pub fn check(&self, path: &VfsPath) -> Vec<Found> {
        let analysis = self.host.analysis();
        let found = analysis.run(|analysis| {
            let (db, file) = (analysis.db(), analysis.file(path));
            let lines = line_index(db, file);
            let text = base_db::file_text(db, file);
            let column = |offset: base_db::TextSize| {
                let start = usize::from(offset) - lines.line_col(offset).col as usize;
                text[start..usize::from(offset)].chars().count() as u32 + 1
            };
            let mut res = Vec::new();
            for it in ide::diagnostics(db, analysis.config_of(path), file) {
                if it.severity == Severity::Hint || it.place.file != file {
                    continue;
                }
                let (start, end) = (it.place.range.start(), it.place.range.end());
                res.push(Found {
                    line: lines.line_col(start).line + 1,
                    columns: (column(start), column(end)),
                    severity: it.severity,
                    code: it.code,
                    text: it.message,
                    related: it
                        .related
                        .iter()
                        .map(|(place, _)| {
                            let lines = line_index(db, place.file);
                            let name = place.file.path(db).file_name().to_owned();
                            (name, lines.line_col(place.range.start()).line + 1)
                        })
                        .collect(),
                });
            }
            res
        });
        found.unwrap_or_default()
    }
}
