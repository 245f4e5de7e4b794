//! Parameters of functions and enum constructors, and type parameters.

use super::*;
use crate::grammar::{
    expressions::initializer,
    metadata::metadata_list,
    types::{opt_type_hint, ty, type_hint},
};

/// Whose parameters they are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ParamKind {
    /// `@meta ?name:T = e`, `...name:T`
    Function,
    /// The same without metadata.
    Arrow,
    /// `?name:T`, the type needed.
    Enum,
}

/// `(a:Int, ?b)`
pub(super) fn param_list(p: &mut Parser<'_>, kind: ParamKind) {
    let m = p.start();
    p.bump(T!['(']);
    comma_list(p, T![')'], ", or )", |p| param(p, kind));
    close_bracket(p, T![')'], ")");
    m.complete(p, PARAM_LIST);
}

fn param(p: &mut Parser<'_>, kind: ParamKind) -> bool {
    let m = p.start();
    let start = p.pos();
    if p.at(T![@]) && kind != ParamKind::Enum {
        if kind == ParamKind::Arrow {
            p.error(
                codes::INVALID_SYNTAX,
                "Metadata on arrow function arguments is not allowed",
            );
        }
        metadata_list(p);
    }
    if p.at(T![?]) || p.at(T![...]) && kind != ParamKind::Enum {
        p.bump_any();
    }
    if !(p.at(T![ident]) || p.at(DOLLAR_IDENT) && kind != ParamKind::Enum) {
        if kind == ParamKind::Arrow && is_reserved_value(p.current()) {
            p.error(codes::INVALID_NAME, "Invalid argument name");
            p.bump_any();
        } else {
            p.unexpected();
            if p.pos() == start {
                m.abandon(p);
            } else {
                m.complete(p, PARAM);
            }
            // Another parameter may follow.
            return p.at(T![,]);
        }
    } else {
        opt_name(p);
    }
    if kind == ParamKind::Enum {
        if p.at(T![:]) {
            type_hint(p);
        } else {
            p.unexpected();
        }
    } else {
        opt_type_hint(p);
        if p.at(T![=]) {
            initializer(p);
        }
    }
    m.complete(p, PARAM);
    true
}

fn is_reserved_value(kind: SyntaxKind) -> bool {
    matches!(kind, T![true] | T![false] | T![null] | T![this])
}

/// `<T, U:V, W = X>`
pub(super) fn opt_type_param_list(p: &mut Parser<'_>) {
    if !p.at(T![<]) {
        return;
    }
    let m = p.start();
    p.bump(T![<]);
    loop {
        if !type_param(p) {
            break;
        }
        if !p.eat(T![,]) {
            break;
        }
    }
    if !p.eat(T![>]) {
        p.expected_insert("type parameter", ">");
        // `class A<T {`: nothing but names and the like is skipped.
        if !p.at_line_start() {
            skip_until(p, TokenSet::new(&[T![>], T!['('], T![=]]).union(HARD_STOP));
            p.eat(T![>]);
        }
    }
    m.complete(p, TYPE_PARAM_LIST);
}

fn type_param(p: &mut Parser<'_>) -> bool {
    let m = p.start();
    let has_metadata = p.at(T![@]);
    metadata_list(p);
    if !type_name(p) {
        if has_metadata {
            p.expected("type name");
            m.complete(p, TYPE_PARAM);
        } else {
            p.expected("type parameter");
            m.abandon(p);
        }
        return false;
    }
    opt_type_hint(p);
    if p.at(T![=]) {
        let default = p.start();
        p.bump(T![=]);
        ty(p);
        default.complete(p, TYPE_DEFAULT);
    }
    m.complete(p, TYPE_PARAM);
    true
}
