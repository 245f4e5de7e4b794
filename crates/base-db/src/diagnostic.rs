//! [`Diagnostic`]: how every stage reports, and the places it points to.
//!
//! `code` is a kebab-case word with a page in docs/diagnostics; the message reads like Haxe's own where it has one.

use ::line_index::{TextRange, TextSize};

use crate::File;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
    Info,
    /// Shown by fading or striking through, never in the list of problems.
    Hint,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DiagnosticTag {
    Unnecessary,
    Deprecated,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FileRange {
    pub file: File,
    pub range: TextRange,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FilePosition {
    pub file: File,
    pub offset: TextSize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEdit {
    pub place: FileRange,
    pub text: String,
}

/// A change that cures a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub title: String,
    pub edits: Vec<FileEdit>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: &'static str,
    pub severity: Severity,
    pub message: String,
    pub place: FileRange,
    pub related: Vec<(FileRange, String)>,
    pub tags: Vec<DiagnosticTag>,
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    pub fn new(
        code: &'static str,
        severity: Severity,
        place: FileRange,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic {
            code,
            severity,
            message: message.into(),
            place,
            related: vec![],
            tags: vec![],
            fixes: vec![],
        }
    }

    pub fn error(code: &'static str, place: FileRange, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, Severity::Error, place, message)
    }

    pub fn warning(code: &'static str, place: FileRange, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, Severity::Warning, place, message)
    }

    pub fn with_related(mut self, place: FileRange, message: impl Into<String>) -> Diagnostic {
        self.related.push((place, message.into()));
        self
    }

    pub fn with_tag(mut self, tag: DiagnosticTag) -> Diagnostic {
        self.tags.push(tag);
        self
    }

    pub fn with_fix(mut self, fix: Fix) -> Diagnostic {
        self.fixes.push(fix);
        self
    }
}
