//! Names that were probably meant, as the message suggests them.

use base_db::{TextRange, TextSize};
use hir_def::type_ref::is_type_name;

use super::{Actions, FixContext, edit};

pub(super) fn fixes(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let Some(place) = misspelled(ctx) else { return };
    for name in suggestions(&ctx.diagnostic.message) {
        let edits = vec![edit(ctx.sema, place, name)];
        acc.fix(ctx, format!("Change to `{name}`"), edits);
    }
    if !ctx.diagnostic.message.contains("uggestion") {
        for name in similar_in_scope(ctx) {
            let edits = vec![edit(ctx.sema, place, name.clone())];
            acc.fix(ctx, format!("Change to `{name}`"), edits);
        }
    }
}

/// The names in `… (Suggestions: a, b)`.
fn suggestions(message: &str) -> Vec<&str> {
    let Some(at) = message.rfind("(Suggestion") else {
        return vec![];
    };
    let list = message[at..].split_once(": ").map_or("", |it| it.1);
    let list = list.trim_end().trim_end_matches(')');
    list.split(", ")
        .filter(|it| !it.is_empty())
        .take(5)
        .collect()
}

/// The last word of what the diagnostic points at: `nme` of `a.nme`.
fn misspelled(ctx: &FixContext<'_, '_>) -> Option<TextRange> {
    let text = ctx.text();
    let is_word = |c: char| c == '_' || c.is_ascii_alphanumeric();
    let path = text.split(|c| !is_word(c) && c != '.').next()?;
    let word = path.rsplit('.').next()?;
    let end = ctx.diagnostic.place.range.start() + TextSize::of(path);
    (!word.is_empty()).then(|| TextRange::new(end - TextSize::of(word), end))
}

/// Locals, members and types with a similar name, where the message suggests none.
fn similar_in_scope(ctx: &FixContext<'_, '_>) -> Vec<String> {
    let (sema, text) = (ctx.sema, ctx.text());
    let offset = ctx.diagnostic.place.range.start();
    let mut names = Vec::new();
    if is_type_name(text) {
        let path = hir_def::type_ref::DottedPath::parse(text);
        return hir_def::suggest_types(sema.db, sema.module, &path);
    }
    if let Some(hir_def::source::DeclAt::Field(field)) = sema.decl_at(offset) {
        for local in hir::scope::locals_at(sema, field, offset) {
            names.push(local.name(sema.db));
        }
    }
    if let Some(ty) = sema.type_around(offset) {
        let args = hir_ty::ty::Tys::empty(sema.db);
        for (owner, _) in hir_ty::decl::ancestors(sema.db, ty, args) {
            names.extend(
                hir_def::fields_of(sema.db, owner)
                    .iter()
                    .map(|it| it.name(sema.db).clone()),
            );
        }
    }
    names.extend(
        hir_def::resolve::values_in_scope(sema.db, sema.module)
            .into_iter()
            .map(|it| it.0),
    );
    hir_def::similar_names(text, names.iter())
        .into_iter()
        .take(3)
        .map(|it| it.to_string())
        .collect()
}
