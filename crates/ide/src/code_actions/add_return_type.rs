//! Writing down an inferred type: a function's result, a variable's type.

use base_db::TextRange;
use hir::{Definition, Semantics};
use hir_ty::{print::print_type, signature::field_signature, ty::Ty};
use syntax::ast::{self, AstNode};

use super::{Actions, CodeActionKind, edit};

pub(super) fn assist(sema: &Semantics<'_>, range: TextRange, acc: &mut Actions) {
    let Some(token) = sema.token_at(range.start()) else {
        return;
    };
    let Some(name) = token.parent().and_then(ast::Name::cast) else {
        return;
    };
    let Some(decl) = name.syntax().parent() else {
        return;
    };
    let found = match ast::FunctionField::cast(decl.clone()) {
        Some(function) => return_type(sema, &function),
        None => variable_type(sema, &decl, &name),
    };
    let Some((at, ty)) = found else { return };
    let text = print_type(sema.db, ty);
    if ty.is_unknown() || text.contains("Unknown") {
        return;
    }
    acc.refactor(
        format!("Write its type `{text}`"),
        CodeActionKind::Refactor,
        vec![edit(sema, TextRange::empty(at), format!(":{text}"))],
    );
}

fn return_type<'db>(
    sema: &Semantics<'db>,
    function: &ast::FunctionField,
) -> Option<(base_db::TextSize, Ty<'db>)> {
    let is_ctor = function.name()?.text() == "new";
    if function.type_hint().is_some() || is_ctor {
        return None;
    }
    let field = sema.field_around(function.syntax())?;
    let Ty::Fun(fun) = field_signature(sema.db, field).ty else {
        return None;
    };
    let end = function.param_list()?.syntax().text_range().end();
    Some((end, fun.ret(sema.db)))
}

fn variable_type<'db>(
    sema: &Semantics<'db>,
    decl: &syntax::SyntaxNode,
    name: &ast::Name,
) -> Option<(base_db::TextSize, Ty<'db>)> {
    let has_hint = decl.children().any(|it| ast::TypeHint::can_cast(it.kind()));
    if has_hint {
        return None;
    }
    let ty = match sema.classify(&name.token()?)?.def {
        Definition::Local(local) if ast::VarDeclarator::can_cast(decl.kind()) => local.ty(sema.db),
        Definition::Field(field) => field_signature(sema.db, field).ty,
        _ => return None,
    };
    let end = decl
        .children()
        .find(|it| ast::PropertyAccess::can_cast(it.kind()))
        .map_or(name.syntax().text_range().end(), |it| it.text_range().end());
    Some((end, ty))
}
