//! Code actions: cures for what is wrong at a place, and small changes that are offered there.

mod add_return_type;
mod import;
mod members;
mod missing_cases;
mod modifiers;
mod organize_imports;
mod package;
mod spelling;

use base_db::{Config, Db, Diagnostic, FileEdit, FileRange, TextRange};
use hir::Semantics;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CodeActionKind {
    QuickFix,
    Refactor,
    OrganizeImports,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeAction {
    pub title: String,
    pub kind: CodeActionKind,
    pub edits: Vec<FileEdit>,
    /// What it cures.
    pub diagnostic: Option<Diagnostic>,
    /// The one to take without asking.
    pub is_preferred: bool,
}

/// What can be done about `range`, cures first.
pub fn code_actions(db: &dyn Db, config: Config, range: FileRange) -> Vec<CodeAction> {
    let sema = Semantics::new(db, config, range.file);
    let mut acc = Actions::default();
    for diagnostic in crate::diagnostics(db, config, range.file) {
        if !touches(diagnostic.place.range, range.range) {
            continue;
        }
        let ctx = FixContext {
            sema: &sema,
            diagnostic: &diagnostic,
        };
        for fix in &diagnostic.fixes {
            acc.fix(&ctx, fix.title.clone(), fix.edits.clone());
        }
        match diagnostic.code {
            "unresolved-identifier" | "unresolved-type" => {
                import::fixes(&ctx, &mut acc);
                spelling::fixes(&ctx, &mut acc);
            }
            "no-field" | "unresolved-import" => spelling::fixes(&ctx, &mut acc),
            "missing-member" => members::missing_members(&ctx, &mut acc),
            "missing-accessor" => members::missing_accessor(&ctx, &mut acc),
            "missing-override" => modifiers::add_override(&ctx, &mut acc),
            "superfluous-override" => modifiers::remove_override(&ctx, &mut acc),
            "final-assign" => modifiers::final_to_var(&ctx, &mut acc),
            "unmatched-patterns" => missing_cases::fixes(&ctx, &mut acc),
            "package-mismatch" => package::fixes(&ctx, &mut acc),
            _ => {}
        }
    }
    add_return_type::assist(&sema, range.range, &mut acc);
    modifiers::var_to_final(&sema, range.range, &mut acc);
    organize_imports::assist(&sema, range.range, &mut acc);
    acc.0
}

/// Ranges that meet, an empty one at an end included.
fn touches(a: TextRange, b: TextRange) -> bool {
    a.start() <= b.end() && b.start() <= a.end()
}

struct FixContext<'a, 'db> {
    sema: &'a Semantics<'db>,
    diagnostic: &'a Diagnostic,
}

impl FixContext<'_, '_> {
    /// The text that the diagnostic points at.
    fn text(&self) -> &str {
        let text = base_db::file_text(self.sema.db, self.diagnostic.place.file);
        text.get(std::ops::Range::<usize>::from(self.diagnostic.place.range))
            .unwrap_or("")
    }
}

#[derive(Default)]
struct Actions(Vec<CodeAction>);

impl Actions {
    fn fix(&mut self, ctx: &FixContext<'_, '_>, title: String, edits: Vec<FileEdit>) {
        if edits.is_empty()
            || self
                .0
                .iter()
                .any(|it| it.title == title && it.edits == edits)
        {
            return;
        }
        let is_preferred = !self
            .0
            .iter()
            .any(|it| it.diagnostic.as_ref() == Some(ctx.diagnostic));
        self.0.push(CodeAction {
            title,
            kind: CodeActionKind::QuickFix,
            edits,
            diagnostic: Some(ctx.diagnostic.clone()),
            is_preferred,
        });
    }

    fn refactor(&mut self, title: String, kind: CodeActionKind, edits: Vec<FileEdit>) {
        self.0.push(CodeAction {
            title,
            kind,
            edits,
            diagnostic: None,
            is_preferred: false,
        });
    }
}

/// An edit in the file of `sema`.
fn edit(sema: &Semantics<'_>, range: TextRange, text: impl Into<String>) -> FileEdit {
    FileEdit {
        place: FileRange {
            file: sema.file(),
            range,
        },
        text: text.into(),
    }
}

/// The blanks before the first letter of the line that holds `offset`.
fn indent_at(sema: &Semantics<'_>, offset: base_db::TextSize) -> String {
    let text = base_db::file_text(sema.db, sema.file());
    let before = &text[..usize::from(offset)];
    let line = &text[before.rfind('\n').map_or(0, |it| it + 1)..];
    line.chars()
        .take_while(|it| matches!(it, ' ' | '\t'))
        .collect()
}

/// One step of indentation, as the file has it.
fn indent_step(sema: &Semantics<'_>) -> String {
    let text = base_db::file_text(sema.db, sema.file());
    let indented = text
        .lines()
        .find(|it| it.starts_with([' ', '\t']) && !it.trim().is_empty());
    match indented {
        Some(line) if line.starts_with(' ') => {
            let n = line.len() - line.trim_start_matches(' ').len();
            " ".repeat(if n % 4 == 0 { 4 } else { 2 })
        }
        _ => "\t".to_owned(),
    }
}

#[cfg(test)]
mod tests;
