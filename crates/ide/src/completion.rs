//! Completion: what can stand at the caret.
//!
//! The place is read off the tokens before the caret and the tree around them, which is broken as
//! often as not; then one provider per kind of place collects items. Items are filtered by what is
//! typed already and ranked: what fits the expected type first, then what is near.

mod context;
mod doc_tags;
mod fields;
mod imports;
mod keywords;
mod members;
mod postfix;
mod structure;
mod templates;
mod toplevel;
mod types;

use base_db::{Config, Db, FileEdit, FilePosition, TextRange};
use hir::Semantics;
use hir_def::{Name, field_named, ids::TypeDeclId, type_by_path};

use crate::workspace_symbols::score;
use context::{CompletionContext, Place};
pub(crate) use types::import_edit;

/// The body of a member that was put in for the compiler's sake.
pub(crate) const NOT_IMPLEMENTED: &str = "throw new haxe.exceptions.NotImplementedException();";

/// What a class must still implement: the type that asks for it, its name and the declaration.
pub(crate) fn missing_members<'db>(
    sema: &Semantics<'db>,
    ty: TypeDeclId<'db>,
) -> Vec<(TypeDeclId<'db>, Name, String)> {
    members::inherited(sema.db, ty)
        .iter()
        .filter(|it| it.is_wanted)
        .map(|it| {
            let text = members::method_text(sema, it, members::Typed::default());
            (
                it.owner,
                it.field.name(sema.db).clone(),
                text.replace("$0", NOT_IMPLEMENTED),
            )
        })
        .collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompletionKind {
    Class,
    Interface,
    Enum,
    EnumCtor,
    Abstract,
    Typedef,
    TypeParam,
    Method,
    Function,
    Constructor,
    Field,
    Property,
    Variable,
    Constant,
    Package,
    Module,
    Keyword,
    Metadata,
    Snippet,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompletionItem {
    pub label: String,
    pub kind: CompletionKind,
    /// Type or signature.
    pub detail: Option<String>,
    /// What replaces `Completions::replace`; with `$1`, `${1:name}` and `$0` when `is_snippet`.
    pub insert: String,
    pub is_snippet: bool,
    /// The smaller the earlier.
    pub rank: u32,
    pub is_deprecated: bool,
    /// Edits elsewhere: the import.
    pub more_edits: Vec<FileEdit>,
    /// Whose documentation to show, for [`completion_docs`].
    pub docs_of: Option<DocsKey>,
}

/// A declaration by name: `a.B.Type` and a field or constructor in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DocsKey {
    pub type_path: String,
    pub member: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completions {
    /// What is typed already.
    pub replace: TextRange,
    pub items: Vec<CompletionItem>,
    /// Typing on may bring items that were left out.
    pub is_incomplete: bool,
}

/// More than a person reads.
const LIMIT: usize = 400;

pub fn completion(db: &dyn Db, config: Config, position: FilePosition) -> Option<Completions> {
    let sema = Semantics::new(db, config, position.file);
    if let Some(found) = doc_tags::complete(&sema, position.offset) {
        return Some(found);
    }
    let ctx = CompletionContext::new(&sema, position.offset)?;
    let mut acc = Collector {
        prefix: ctx.prefix.clone(),
        items: Vec::new(),
        is_incomplete: false,
    };
    match &ctx.place {
        Place::Field { base } => fields::complete(&ctx, base, &mut acc),
        Place::Import { before, is_using } => imports::complete(&ctx, before, *is_using, &mut acc),
        Place::Package => imports::complete_package(&ctx, &mut acc),
        Place::TypePath { before } => types::complete_path(&ctx, before, &mut acc),
        Place::Type(kind) => types::complete(&ctx, *kind, &mut acc),
        Place::Metadata => keywords::metadata(&ctx, &mut acc),
        Place::Condition => keywords::condition(&ctx, &mut acc),
        Place::Directive => keywords::directive(&mut acc),
        Place::Accessor { is_write } => keywords::accessor(*is_write, &mut acc),
        Place::ModuleLevel => {
            keywords::module_level(&mut acc);
            templates::module_level(&ctx, &mut acc);
        }
        Place::ClassBody { modifiers } => {
            keywords::class_body(modifiers, &mut acc);
            if modifiers.is_empty() {
                templates::class_body(&ctx, &mut acc);
                members::complete(&ctx, &mut acc);
            }
        }
        Place::Override => members::complete(&ctx, &mut acc),
        Place::ObjectField { object } => structure::complete(&ctx, object, &mut acc),
        Place::Pattern => toplevel::complete_pattern(&ctx, &mut acc),
        Place::Expression { expected } => {
            toplevel::complete(&ctx, *expected, &mut acc);
            templates::statement(&ctx, &mut acc);
        }
        Place::Interpolated => toplevel::complete_interpolated(&ctx, &mut acc),
        Place::Operator => keywords::operators(&mut acc),
        Place::Dollar { is_quoted } => keywords::dollar(*is_quoted, &mut acc),
        Place::Words(words) => words.iter().for_each(|it| acc.keyword(it)),
    }
    Some(acc.finish(ctx.replace))
}

/// The documentation of an item, as Markdown.
pub fn completion_docs(db: &dyn Db, config: Config, key: &DocsKey) -> Option<String> {
    let ty = type_by_path(db, config, &key.type_path)?;
    let docs = match &key.member {
        None => hir_def::source::type_docs(db, ty),
        Some(member) => {
            let name = Name::new(member);
            match hir_def::ctor_named(db, ty, &name) {
                Some(ctor) => hir_def::source::ctor_docs(db, ctor),
                None => hir_def::source::field_docs(db, field_named(db, ty, &name)?),
            }
        }
    };
    Some(crate::docs::to_markdown(&docs?))
}

pub(crate) struct Collector {
    prefix: String,
    items: Vec<CompletionItem>,
    is_incomplete: bool,
}

impl Collector {
    /// Whether an item of that name would be shown; asked before work is put into it.
    fn wants(&self, label: &str) -> bool {
        score(label, &self.prefix).is_some()
    }

    fn push(&mut self, item: CompletionItem) {
        if self.wants(&item.label) {
            self.items.push(item);
        }
    }

    fn keyword(&mut self, word: &str) {
        self.push(CompletionItem::new(
            word,
            CompletionKind::Keyword,
            rank::KEYWORD,
        ));
    }

    fn finish(mut self, replace: TextRange) -> Completions {
        let prefix = &self.prefix;
        self.items.sort_by(|a, b| {
            let key = |it: &CompletionItem| {
                let fit = score(&it.label, prefix).unwrap_or(u32::MAX);
                // A word that begins as typed comes before one that only holds the letters.
                (fit > 4, it.rank)
            };
            key(a).cmp(&key(b)).then_with(|| a.label.cmp(&b.label))
        });
        let mut seen = rustc_hash::FxHashSet::default();
        self.items.retain(|it| {
            // `x` and `this.x` are two.
            let qualifier = it.insert.strip_suffix(&it.label).unwrap_or_default();
            seen.insert((
                it.label.clone(),
                qualifier.to_owned(),
                it.more_edits.is_empty(),
                it.detail.clone(),
            ))
        });
        let is_incomplete = self.is_incomplete || self.items.len() > LIMIT;
        self.items.truncate(LIMIT);
        Completions {
            replace,
            items: self.items,
            is_incomplete,
        }
    }
}

/// Tiers of rank.
pub(crate) mod rank {
    pub const EXPECTED: u32 = 0;
    pub const LOCAL: u32 = 10;
    pub const MEMBER: u32 = 20;
    pub const INHERITED: u32 = 25;
    pub const STATIC: u32 = 30;
    pub const EXTENSION: u32 = 40;
    pub const MODULE: u32 = 40;
    pub const CTOR: u32 = 50;
    pub const TYPE: u32 = 60;
    pub const KEYWORD: u32 = 70;
    pub const PACKAGE: u32 = 80;
    pub const IMPORTABLE: u32 = 90;
}

impl CompletionItem {
    fn new(label: &str, kind: CompletionKind, rank: u32) -> CompletionItem {
        CompletionItem {
            label: label.to_owned(),
            kind,
            detail: None,
            insert: label.to_owned(),
            is_snippet: false,
            rank,
            is_deprecated: false,
            more_edits: vec![],
            docs_of: None,
        }
    }

    fn with_detail(mut self, detail: impl Into<String>) -> CompletionItem {
        self.detail = Some(detail.into());
        self
    }

    fn with_snippet(mut self, insert: impl Into<String>) -> CompletionItem {
        self.insert = insert.into();
        self.is_snippet = true;
        self
    }
}

#[cfg(test)]
mod tests;
