//! Printing diagnostics: for people with the source they speak of, for programs one JSON object a line.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Result;
use base_db::{Db, Diagnostic, File, FileRange, RootDatabase, Severity, WideEncoding};
use codespan_reporting::diagnostic::{self as codespan, Label};
use codespan_reporting::files::SimpleFiles;
use codespan_reporting::term;
use project::Problem;
use serde_json::json;

use crate::arguments::Format;

pub(crate) struct Report<'a> {
    db: &'a RootDatabase,
    format: Format,
    sources: SimpleFiles<String, String>,
    source_ids: BTreeMap<String, usize>,
    output: Vec<u8>,
    n_errors: usize,
    n_warnings: usize,
}

impl<'a> Report<'a> {
    pub(crate) fn new(db: &'a RootDatabase, format: Format) -> Report<'a> {
        Report {
            db,
            format,
            sources: SimpleFiles::new(),
            source_ids: BTreeMap::new(),
            output: Vec::new(),
            n_errors: 0,
            n_warnings: 0,
        }
    }

    pub(crate) fn diagnostic(&mut self, diagnostic: &Diagnostic) {
        match diagnostic.severity {
            Severity::Error => self.n_errors += 1,
            Severity::Warning => self.n_warnings += 1,
            Severity::Info | Severity::Hint => {}
        }
        match self.format {
            Format::Json => self.json(diagnostic),
            Format::Human => self.human(diagnostic),
        }
    }

    /// What is wrong with an hxml file or the command line.
    pub(crate) fn problem(&mut self, problem: &Problem) {
        self.n_errors += 1;
        let file = problem
            .place
            .file
            .as_ref()
            .map_or("command line", |it| it.as_str());
        let line = problem.place.line + 1;
        let text = match self.format {
            Format::Human => {
                let place = match problem.place.file {
                    Some(_) => format!("{file}:{line}"),
                    None => file.to_owned(),
                };
                format!(
                    "error[{}]: {}\n  {place}\n\n",
                    problem.code, problem.message
                )
            }
            Format::Json => {
                let value = json!({
                    "file": file, "line": line, "column": 1, "endLine": line, "endColumn": 1,
                    "severity": "error", "code": problem.code, "message": problem.message,
                });
                format!("{value}\n")
            }
        };
        self.output.extend_from_slice(text.as_bytes());
    }

    fn json(&mut self, diagnostic: &Diagnostic) {
        let place = diagnostic.place;
        let index = base_db::line_index(self.db, place.file);
        let position = |offset| {
            let line_col = index
                .try_line_col(offset)
                .unwrap_or_else(|| index.line_col(0.into()));
            let column = index
                .to_wide(WideEncoding::Utf16, line_col)
                .map_or(line_col.col, |it| it.col);
            (line_col.line + 1, column + 1)
        };
        let (line, column) = position(place.range.start());
        let (end_line, end_column) = position(place.range.end());
        let value = json!({
            "file": place.file.path(self.db).as_str(),
            "line": line, "column": column, "endLine": end_line, "endColumn": end_column,
            "severity": severity_name(diagnostic.severity),
            "code": diagnostic.code, "message": diagnostic.message,
        });
        self.output
            .extend_from_slice(format!("{value}\n").as_bytes());
    }

    fn human(&mut self, diagnostic: &Diagnostic) {
        let severity = match diagnostic.severity {
            Severity::Error => codespan::Severity::Error,
            Severity::Warning => codespan::Severity::Warning,
            Severity::Info => codespan::Severity::Note,
            Severity::Hint => codespan::Severity::Help,
        };
        let mut labels = vec![Label::primary(
            self.source(diagnostic.place.file),
            range(diagnostic.place),
        )];
        for (place, message) in &diagnostic.related {
            labels.push(
                Label::secondary(self.source(place.file), range(*place)).with_message(message),
            );
        }
        let shown = codespan::Diagnostic::new(severity)
            .with_code(diagnostic.code)
            .with_message(&diagnostic.message)
            .with_labels(labels);
        let config = term::Config::default();
        if let Err(e) = term::emit_to_io_write(&mut self.output, &config, &self.sources, &shown) {
            eprintln!("rayzor: cannot show a diagnostic: {e}");
        }
    }

    fn source(&mut self, file: File) -> usize {
        let name = file.path(self.db).to_string();
        if let Some(&id) = self.source_ids.get(&name) {
            return id;
        }
        let text = base_db::file_text(self.db as &dyn Db, file).to_string();
        let id = self.sources.add(name.clone(), text);
        self.source_ids.insert(name, id);
        id
    }

    pub(crate) fn finish(self, n_files: usize) -> Result<()> {
        let mut stdout = std::io::stdout().lock();
        stdout.write_all(&self.output)?;
        if self.format == Format::Human {
            let plural =
                |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
            writeln!(
                stdout,
                "{}, {}, {}",
                plural(n_files, "module"),
                plural(self.n_errors, "error"),
                plural(self.n_warnings, "warning"),
            )?;
        }
        Ok(())
    }
}

fn range(place: FileRange) -> std::ops::Range<usize> {
    place.range.into()
}

fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
        Severity::Hint => "hint",
    }
}
