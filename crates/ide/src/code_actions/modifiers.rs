//! Adding and taking away words of a declaration: `override`, `final`, `var`.

use base_db::TextRange;
use hir::{Definition, LocalDef, Semantics, Usage};
use hir_def::source::{DeclAt, field_source};
use syntax::{
    SyntaxKind, SyntaxNode, SyntaxToken, T,
    ast::{self, AstNode, HasModifiers},
};

use super::{Actions, CodeActionKind, FixContext, context::AssistContext, edit};

pub(super) fn add_override(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let Some(node) = field_at(ctx) else { return };
    let Some(field) = ast::Field::cast(node) else {
        return;
    };
    let first = field
        .modifiers()
        .next()
        .or_else(|| own_keyword(field.syntax()));
    if let Some(first) = first {
        let at = TextRange::empty(first.text_range().start());
        acc.fix(
            ctx,
            "Add `override`".to_owned(),
            vec![edit(ctx.sema, at, "override ")],
        );
    }
}

pub(super) fn remove_override(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let Some(field) = field_at(ctx).and_then(ast::Field::cast) else {
        return;
    };
    let Some(word) = field.modifiers().find(|it| it.kind() == T![override]) else {
        return;
    };
    let next = word
        .next_token()
        .filter(|it| it.kind() == SyntaxKind::WHITESPACE);
    let end = next.map_or(word.text_range().end(), |it| it.text_range().end());
    let range = TextRange::new(word.text_range().start(), end);
    acc.fix(
        ctx,
        "Remove `override`".to_owned(),
        vec![edit(ctx.sema, range, "")],
    );
}

fn field_at(ctx: &FixContext<'_, '_>) -> Option<SyntaxNode> {
    let sema = ctx.sema;
    match sema.decl_at(ctx.diagnostic.place.range.start())? {
        DeclAt::Field(field) => field_source(sema.db, field)?.node.try_to_node(sema.root()),
        DeclAt::Type(_) | DeclAt::Ctor(_) => None,
    }
}

/// `function`, `var` or `final` of a declaration.
fn own_keyword(node: &SyntaxNode) -> Option<SyntaxToken> {
    node.children_with_tokens()
        .filter_map(|it| it.into_token())
        .find(|it| matches!(it.kind(), T![function] | T![var] | T![final]))
}

/// A `final` that is assigned wanted to be a `var`.
pub(super) fn final_to_var(ctx: &FixContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let range = ctx.diagnostic.place.range;
    let words = sema
        .root()
        .covering_element(range)
        .into_node()
        .map(|it| it.descendants_with_tokens().collect::<Vec<_>>())
        .unwrap_or_default();
    let tokens = words.into_iter().filter_map(|it| it.into_token());
    let single = sema.token_at(range.start());
    let def = tokens
        .chain(single)
        .filter(|it| it.kind() == SyntaxKind::IDENT && range.contains_range(it.text_range()))
        .filter_map(|it| sema.classify(&it))
        .map(|it| it.def)
        .find(|it| matches!(it, Definition::Local(_) | Definition::Field(_)));
    let Some(def) = def else { return };
    let Some(place) = def.name_range(sema.db).filter(|it| it.file == sema.file()) else {
        return;
    };
    let Some(name) = sema.token_at(place.range.start()) else {
        return;
    };
    let decl = name
        .parent_ancestors()
        .find(|it| matches!(it.kind(), SyntaxKind::VAR_EXPR | SyntaxKind::VAR_FIELD));
    let word = decl.and_then(|it| {
        it.children_with_tokens()
            .filter_map(|it| it.into_token())
            .find(|it| it.kind() == T![final])
    });
    if let Some(word) = word {
        acc.fix(
            ctx,
            format!("Make `{}` a var", name.text()),
            vec![edit(sema, word.text_range(), "var")],
        );
    }
}

/// A local `var` that is never assigned again may be a `final`.
pub(super) fn var_to_final(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let sema = ctx.sema;
    let Some(token) = ctx.token() else {
        return;
    };
    let Some(vars) = token.parent_ancestors().find_map(ast::VarExpr::cast) else {
        return;
    };
    let on_head = token.kind() == T![var]
        || token
            .parent_ancestors()
            .take(2)
            .any(|it| it.kind() == SyntaxKind::VAR_DECLARATOR);
    let Some(word) = vars.var_token().filter(|_| on_head) else {
        return;
    };
    let all_constant = vars.declarators().all(|it| {
        let name = it.name().and_then(|it| it.token());
        let has_value = it.initializer().is_some();
        has_value && name.is_some_and(|it| is_never_assigned(sema, &it))
    });
    if all_constant {
        acc.refactor(
            "Make it final",
            CodeActionKind::RefactorRewrite,
            vec![edit(sema, word.text_range(), "final")],
        );
    }
}

fn is_never_assigned(sema: &Semantics<'_>, name: &SyntaxToken) -> bool {
    let Some(Definition::Local(local)) = sema.classify(name).map(|it| it.def) else {
        return false;
    };
    let def: LocalDef<'_> = local;
    !crate::references::references_of(sema.db, sema.config(), &Definition::Local(def))
        .iter()
        .any(|it| it.usage == Usage::Write)
}
