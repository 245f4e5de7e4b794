//! Writing down an inferred type: a function's result, a variable's or parameter's type.

use base_db::TextSize;
use hir::{Definition, Semantics};
use hir_ty::{signature::field_signature, ty::Ty};
use syntax::ast::{self, AstNode};

use super::{Actions, CodeActionKind, context::AssistContext};
use crate::type_text::type_text;

pub(super) fn assist(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let Some((at, ty)) = missing_hint(ctx) else {
        return;
    };
    let Some(text) = type_text(ctx.sema, ty) else {
        return;
    };
    acc.refactor(
        format!("Write its type `{text}`"),
        CodeActionKind::RefactorRewrite,
        vec![ctx.insert(at, format!(":{text}"))],
    );
}

fn missing_hint<'db>(ctx: &AssistContext<'_, 'db>) -> Option<(TextSize, Ty<'db>)> {
    let name = ctx.token()?.parent().and_then(ast::Name::cast)?;
    let decl = name.syntax().parent()?;
    match ast::FunctionField::cast(decl.clone()) {
        Some(function) => return_type(ctx.sema, &function),
        None => variable_type(ctx.sema, &decl, &name),
    }
}

fn return_type<'db>(
    sema: &Semantics<'db>,
    function: &ast::FunctionField,
) -> Option<(TextSize, Ty<'db>)> {
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
) -> Option<(TextSize, Ty<'db>)> {
    let has_hint = decl.children().any(|it| ast::TypeHint::can_cast(it.kind()));
    if has_hint {
        return None;
    }
    let ty = match sema.classify(&name.token()?)?.def {
        Definition::Local(local) if ast::VarDeclarator::can_cast(decl.kind()) => local.ty(sema.db),
        Definition::Local(local) if ast::Param::can_cast(decl.kind()) => {
            // `x -> …` has no place for it.
            let list = decl.parent().and_then(ast::ParamList::cast)?;
            list.l_paren_token()?;
            let ty = local.ty(sema.db);
            let is_optional = ast::Param::cast(decl.clone())?.question_token().is_some();
            match ty {
                Ty::Null(inner) if is_optional => inner.ty(sema.db),
                ty => ty,
            }
        }
        Definition::Field(field) => field_signature(sema.db, field).ty,
        _ => return None,
    };
    let end = decl
        .children()
        .find(|it| ast::PropertyAccess::can_cast(it.kind()))
        .map_or(name.syntax().text_range().end(), |it| it.text_range().end());
    Some((end, ty))
}
