//! Code actions: cures for what is wrong at a place, and small changes that are offered there.
//!
//! One file per action. A cure starts from a diagnostic ([`FixContext`]), an assist from the selection
//! ([`AssistContext`]). What would not compile afterwards, or would do something else, is not offered:
//! [`effects`] says what may change places, [`crate::type_text`] how a type is written here, [`names`] what is
//! free.

mod context;
mod effects;
mod names;

mod create;
mod fix_all;
mod fix_constructors;
mod fix_names;
mod fix_removals;
mod fix_values;
mod fix_words;
mod import;
mod members;
mod missing_cases;
mod modifiers;
mod organize_imports;
mod package;
mod small_fixes;
mod spelling;

mod add_type_hint;
mod arrow_function;
mod braces;
mod document;
mod extract_constant;
mod extract_interface;
mod extract_method;
mod extract_variable;
mod generate;
mod if_expr;
mod if_switch;
mod inline_call;
mod inline_variable;
mod loops;
mod move_type;
mod null_operators;
mod operators;
mod qualify;
mod split_declaration;
mod string_template;
mod unwrap_block;
mod wrap_try;

use base_db::{Config, Db, Diagnostic, File, FileEdit, FileRange, TextRange};
use hir::Semantics;
use vfs::VfsPath;

use crate::diagnostics::diagnostics_at;
use context::AssistContext;

/// As in LSP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CodeActionKind {
    QuickFix,
    Refactor,
    RefactorExtract,
    RefactorInline,
    RefactorRewrite,
    OrganizeImports,
    SortImports,
    FixAll,
}

impl CodeActionKind {
    /// Of the file as a whole, wherever the caret is.
    pub fn is_source(self) -> bool {
        matches!(
            self,
            CodeActionKind::OrganizeImports | CodeActionKind::SortImports | CodeActionKind::FixAll
        )
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeAction {
    pub title: String,
    pub kind: CodeActionKind,
    pub edits: Vec<FileEdit>,
    /// Files that come to be, with their text.
    pub new_files: Vec<(VfsPath, String)>,
    /// What it cures.
    pub diagnostic: Option<Diagnostic>,
    /// The one to take without asking.
    pub is_preferred: bool,
}

/// What can be done about `range`, cures first.
pub fn code_actions(db: &dyn Db, config: Config, range: FileRange) -> Vec<CodeAction> {
    let sema = Semantics::new(db, config, range.file);
    let mut acc = Actions::default();
    for diagnostic in diagnostics_at(db, config, range) {
        let ctx = FixContext {
            sema: &sema,
            diagnostic: &diagnostic,
        };
        fixes_of(&ctx, &mut acc);
    }
    let ctx = AssistContext::new(&sema, range.range);
    for assist in ASSISTS {
        assist(&ctx, &mut acc);
    }
    acc.finish(db)
}

/// What can be done about the file as a whole.
pub fn source_actions(db: &dyn Db, config: Config, file: File) -> Vec<CodeAction> {
    let sema = Semantics::new(db, config, file);
    let mut acc = Actions::default();
    organize_imports::source_action(&sema, &mut acc);
    fix_all::source_action(&sema, &mut acc);
    acc.finish(db)
}

fn fixes_of(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    for fix in &ctx.diagnostic.fixes {
        acc.fix(ctx, fix.title.clone(), fix.edits.clone());
    }
    match ctx.diagnostic.code {
        "unresolved-identifier" | "unresolved-type" => {
            import::fixes(ctx, acc);
            spelling::fixes(ctx, acc);
            create::unresolved_name(ctx, acc);
            if ctx.diagnostic.code == "unresolved-type" {
                fix_names::create_type(ctx, acc);
            }
        }
        "pattern" | "pattern-typo" => fix_names::pattern(ctx, acc),
        "unknown-directive" => fix_names::directive(ctx, acc),
        "invalid-name" | "bad-alias" => fix_names::capitalize(ctx, acc),
        "type-parameter-count" => fix_names::type_parameters(ctx, acc),
        "missing-super" => fix_constructors::call_super(ctx, acc),
        "no-constructor" => fix_constructors::create(ctx, acc),
        "no-field" => {
            spelling::fixes(ctx, acc);
            create::missing_field(ctx, acc);
        }
        "unresolved-import" => spelling::fixes(ctx, acc),
        "uninitialized-final" if fix_words::is_static(ctx) => modifiers::final_to_var(ctx, acc),
        "uninitialized-final" => generate::missing_constructor(ctx, acc),
        "method-rebind" | "function-assign" => fix_words::make_dynamic(ctx, acc),
        "inline-override" | "final-method" => fix_words::free_overridden(ctx, acc),
        "final-type" => fix_words::free_extended(ctx, acc),
        "inline-not-constant" | "missing-initializer" => fix_words::remove_inline(ctx, acc),
        "visibility" => fix_words::widen(ctx, acc),
        "incompatible-override" => fix_words::take_over_signature(ctx, acc),
        "no-write-access" => fix_words::open_access(ctx, true, acc),
        "no-read-access" => fix_words::open_access(ctx, false, acc),
        "no-storage" => fix_words::add_storage(ctx, acc),
        "missing-body" => fix_words::add_body(ctx, acc),
        "extern-with-expr" => fix_words::remove_body(ctx, acc),
        "static-context" => fix_words::make_static(ctx, acc),
        "static-through-instance" => fix_words::name_by_type(ctx, acc),
        "invalid-accessor" => fix_words::type_of_accessor(ctx, acc),
        "invalid-extends" | "invalid-implements" => fix_words::swap_heritage(ctx, acc),
        "private-field" => small_fixes::make_public(ctx, acc),
        "unused-local" => small_fixes::remove_unused(ctx, acc),
        "invalid-modifier" => small_fixes::remove_modifier(ctx, acc),
        "too-many-arguments" => {
            small_fixes::add_parameter(ctx, acc);
            fix_removals::arguments(ctx, acc);
        }
        "unused-pattern" => fix_removals::unused_pattern(ctx, acc),
        "duplicate-default" => fix_removals::duplicate_default(ctx, acc),
        "unreachable-catch" => fix_removals::unreachable_catch(ctx, acc),
        "extra-field" | "duplicate-key" => fix_removals::literal_item(ctx, acc),
        "duplicate-field" => fix_removals::duplicate_field(ctx, acc),
        "is-parameters" => fix_removals::type_arguments(ctx, acc),
        "type-mismatch" | "null-basic-type" => fix_values::mismatch(ctx, acc),
        "missing-return" => fix_values::missing_return(ctx, acc),
        "use-before-define" => fix_values::initialize(ctx, acc),
        "missing-field" => fix_values::missing_fields(ctx, acc),
        "not-enough-arguments" => fix_values::missing_arguments(ctx, acc),
        "mixed-array" => fix_values::dynamic_array(ctx, acc),
        "not-iterable" | "iterate-dynamic" => fix_values::iterable(ctx, acc),
        "backwards-range" => fix_values::swap_range(ctx, acc),
        "closure-compare" => fix_values::compare_methods(ctx, acc),
        "self-assign" => fix_values::assign_field(ctx, acc),
        "invalid-escape" => fix_values::escape(ctx, acc),
        "missing-member" | "abstract-member" => {
            members::missing_members(ctx, acc);
            members::make_abstract(ctx, acc);
        }
        "missing-accessor" => members::missing_accessor(ctx, acc),
        "missing-override" => modifiers::add_override(ctx, acc),
        "superfluous-override" => modifiers::remove_override(ctx, acc),
        "final-assign" => modifiers::final_to_var(ctx, acc),
        "unmatched-patterns" => missing_cases::fixes(ctx, acc),
        "package-mismatch" => package::fixes(ctx, acc),
        _ => {}
    }
}

type Assist = fn(&AssistContext<'_, '_>, &mut Actions);

/// In the order in which they are shown.
const ASSISTS: &[Assist] = &[
    extract_variable::assist,
    extract_method::assist,
    extract_constant::assist,
    extract_interface::assist,
    inline_variable::assist,
    inline_call::assist,
    move_type::assist,
    add_type_hint::assist,
    generate::assist,
    generate::property,
    generate::store_parameter,
    document::assist,
    modifiers::var_to_final,
    if_expr::invert,
    if_switch::assist,
    loops::assist,
    arrow_function::assist,
    operators::flip,
    operators::de_morgan,
    null_operators::assist,
    braces::assist,
    unwrap_block::assist,
    unwrap_block::parentheses,
    qualify::assist,
    string_template::assist,
    split_declaration::assist,
    wrap_try::assist,
    organize_imports::assist,
];

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
    /// With the line ends that each file has.
    fn finish(mut self, db: &dyn Db) -> Vec<CodeAction> {
        for edit in self.0.iter_mut().flat_map(|it| &mut it.edits) {
            if edit.text.contains('\n') && base_db::file_text(db, edit.place.file).contains("\r\n")
            {
                edit.text = edit.text.replace("\r\n", "\n").replace('\n', "\r\n");
            }
        }
        self.0
    }

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
            new_files: vec![],
            diagnostic: Some(ctx.diagnostic.clone()),
            is_preferred,
        });
    }

    fn refactor(&mut self, title: impl Into<String>, kind: CodeActionKind, edits: Vec<FileEdit>) {
        self.0.push(CodeAction {
            title: title.into(),
            kind,
            edits,
            new_files: vec![],
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

#[cfg(test)]
mod tests;
