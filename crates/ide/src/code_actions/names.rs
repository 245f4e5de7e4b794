//! Names for what an action makes: after what it stands for, and free.

use hir::Semantics;
use hir_ty::{decl::expand_typedefs, ty::Ty};
use syntax::{
    SyntaxKind, SyntaxNode,
    ast::{self, AstNode},
};

/// A name for the value of an expression: `length` for `a.length`, `user` for `getUser()`, `point` for `new Point()`,
/// else after its type.
pub(super) fn suggest(sema: &Semantics<'_>, expr: &ast::Expr) -> String {
    let named = match expr {
        ast::Expr::FieldExpr(it) => it.name_ref().map(|it| it.text().to_string()),
        ast::Expr::CallExpr(it) => it.callee().and_then(|it| match it {
            ast::Expr::FieldExpr(it) => it.name_ref().map(|it| it.text().to_string()),
            ast::Expr::NameExpr(it) => Some(it.syntax().text().to_string()),
            _ => None,
        }),
        ast::Expr::NewExpr(it) => it
            .path_type()
            .and_then(|it| it.path())
            .and_then(|it| it.segments().last())
            .map(|it| it.text().to_string()),
        ast::Expr::ParenExpr(it) => return it.expr().map_or_else(value, |it| suggest(sema, &it)),
        ast::Expr::CheckTypeExpr(it) => {
            return it.expr().map_or_else(value, |it| suggest(sema, &it));
        }
        ast::Expr::IndexExpr(it) => it.base().and_then(|it| {
            let name = match it {
                ast::Expr::FieldExpr(it) => it.name_ref()?.text().to_string(),
                ast::Expr::NameExpr(it) => it.syntax().text().to_string(),
                _ => return None,
            };
            // One of `items` is an `item`.
            name.strip_suffix('s').map(str::to_owned)
        }),
        _ => None,
    };
    let name = named
        .map(|it| variable_case(without_verb(&it)))
        .filter(|it| is_free_word(it));
    name.unwrap_or_else(|| after_type(sema, expr))
}

fn value() -> String {
    "value".to_owned()
}

fn after_type(sema: &Semantics<'_>, expr: &ast::Expr) -> String {
    let Some(ty) = sema.type_of_node(expr.syntax()) else {
        return value();
    };
    let ty = match expand_typedefs(sema.db, ty) {
        Ty::Null(inner) => inner.ty(sema.db),
        _ => ty,
    };
    match ty {
        Ty::Class(decl, _) | Ty::Enum(decl, _) | Ty::Abstract(decl, _) | Ty::Typedef(decl, _) => {
            match &**decl.name(sema.db) {
                "String" => "text".to_owned(),
                "Array" | "List" => "list".to_owned(),
                name => Some(variable_case(name))
                    .filter(|it| is_free_word(it))
                    .unwrap_or_else(value),
            }
        }
        Ty::Fun(_) => "callback".to_owned(),
        _ => value(),
    }
}

/// `User` of `getUser`.
fn without_verb(name: &str) -> &str {
    for verb in ["get_", "get", "create", "make", "find", "to"] {
        if let Some(rest) = name.strip_prefix(verb)
            && rest.starts_with(|it: char| it.is_ascii_uppercase() || verb.ends_with('_'))
        {
            return rest;
        }
    }
    name
}

/// `userName` of `UserName`, `url` of `URL`.
pub(super) fn variable_case(name: &str) -> String {
    let name = name.trim_start_matches('_');
    if !name.contains(|it: char| it.is_ascii_lowercase()) {
        return name.to_ascii_lowercase();
    }
    let mut chars = name.chars();
    match chars.next() {
        Some(first) => first.to_ascii_lowercase().to_string() + chars.as_str(),
        None => String::new(),
    }
}

/// Whether it may be the name of a variable.
pub(super) fn is_free_word(name: &str) -> bool {
    let is_word = name.starts_with(|it: char| it == '_' || it.is_ascii_lowercase())
        && name
            .chars()
            .all(|it| it == '_' || it.is_ascii_alphanumeric());
    is_word && !is_reserved(name)
}

fn is_reserved(name: &str) -> bool {
    SyntaxKind::from_keyword(name.as_bytes()).is_some()
        || matches!(name, "trace" | "super" | "null" | "true" | "false" | "this")
}

/// `name`, or `name2`, `name3` …: one that no word in `scope` is.
pub(super) fn unused_in(scope: &SyntaxNode, name: &str) -> String {
    unused(name, |it| {
        scope
            .descendants_with_tokens()
            .filter_map(|it| it.into_token())
            .filter(|token| token.kind() == SyntaxKind::IDENT && token.text() == it)
            // `a.name` is no obstacle.
            .filter_map(|token| token.parent())
            .any(|it| matches!(it.kind(), SyntaxKind::NAME | SyntaxKind::NAME_EXPR))
    })
}

pub(super) fn unused(name: &str, is_used: impl Fn(&str) -> bool) -> String {
    if !is_used(name) {
        return name.to_owned();
    }
    let numbered = (2..).map(|n| format!("{name}{n}"));
    numbered
        .into_iter()
        .find(|it| !is_used(it))
        .unwrap_or_else(|| name.to_owned())
}
