//! Types as written: paths, structures, functions in both notations.

use super::*;
use crate::grammar::{
    expressions::{EXPR_START, array_expr, expr, literal_or_name},
    fields::{FieldsOf, fields_until_brace},
    module::{is_segment_keyword, name_ref},
};

/// `: T`, if there is a colon.
pub(super) fn opt_type_hint(p: &mut Parser<'_>) {
    if p.at(T![:]) {
        type_hint(p);
    }
}

/// `: T`
pub(super) fn type_hint(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(T![:]);
    ty(p);
    m.complete(p, TYPE_HINT);
}

const TYPE_START: TokenSet =
    TokenSet::new(&[T![ident], DOLLAR_IDENT, T!['('], T!['{'], T![?], T![...]]);

/// A type with `->` and `&`, or an error.
pub(super) fn ty(p: &mut Parser<'_>) {
    if opt_ty(p).is_none() {
        p.unexpected();
    }
}

fn opt_ty(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    if !p.at_set(TYPE_START) {
        return None;
    }
    p.deeper(|p| {
        if p.at(T!['(']) {
            return Some(paren_or_function_type(p));
        }
        let inner = inner_type(p)?;
        Some(type_next(p, inner))
    })
}

/// What may follow a type: `-> R`, `& B`.
fn type_next(p: &mut Parser<'_>, lhs: CompletedMarker) -> CompletedMarker {
    let kind = match p.current() {
        T![->] => ARROW_TYPE,
        T![&] => INTERSECTION_TYPE,
        _ => return lhs,
    };
    let m = lhs.precede(p);
    p.bump_any();
    ty(p);
    m.complete(p, kind)
}

/// `(T)`, `(T) -> R` in the old notation, or `(a:T, ?b:U) -> R` in the new one.
fn paren_or_function_type(p: &mut Parser<'_>) -> CompletedMarker {
    let m = p.start();
    let list = p.start();
    p.bump(T!['(']);
    let mut params = vec![];
    comma_list(p, T![')'], ", or )", |p| {
        let param = function_type_param(p);
        params.extend(param);
        param.is_some()
    });
    close_bracket(p, T![')'], ", or )");
    let is_old = match params[..] {
        [(param, ParamName::None)] => {
            // A single unnamed type: parentheses, and the old notation if an arrow follows.
            param.undo(p);
            true
        }
        // `(?a:T)` may stand alone, in the parentheses of something else.
        [(_, ParamName::Optional)] => !p.at(T![->]),
        _ => false,
    };
    if is_old {
        list.abandon(p);
        let paren = m.complete(p, PAREN_TYPE);
        return type_next(p, paren);
    }
    list.complete(p, FUNCTION_TYPE_PARAM_LIST);
    if !p.eat(T![->]) {
        p.unexpected();
    } else if matches!(params[..], [(_, ParamName::Optional)]) {
        // To the reference this too is the old notation.
        ty(p);
    } else if p.deeper(inner_type).is_none() {
        p.unexpected();
    }
    m.complete(p, FUNCTION_TYPE)
}

/// How a parameter of a function type is named.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ParamName {
    /// `T`
    None,
    /// `a:T`
    Plain,
    /// `?a:T`, `...a:T`
    Optional,
}

/// `a:Int`, `?b:T`, `...c:T` or a type alone.
fn function_type_param(p: &mut Parser<'_>) -> Option<(CompletedMarker, ParamName)> {
    let prefix = usize::from(matches!(p.current(), T![?] | T![...]));
    let is_named = matches!(p.nth(prefix), T![ident] | DOLLAR_IDENT) && p.nth_at(prefix + 1, T![:]);
    let m = p.start();
    let name = match prefix {
        _ if !is_named => ParamName::None,
        0 => ParamName::Plain,
        _ => ParamName::Optional,
    };
    if is_named {
        if prefix == 1 {
            p.bump_any();
        }
        opt_name(p);
        p.bump(T![:]);
        ty(p);
    } else if opt_ty(p).is_none() {
        p.unexpected();
        m.abandon(p);
        return None;
    }
    Some((m.complete(p, FUNCTION_TYPE_PARAM), name))
}

/// A type without `->` and `&` around it.
fn inner_type(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    let m = p.start();
    let kind = match p.current() {
        T!['('] => {
            p.bump(T!['(']);
            ty(p);
            close_bracket(p, T![')'], ")");
            PAREN_TYPE
        }
        T!['{'] => {
            struct_type(p);
            STRUCT_TYPE
        }
        T![?] | T![...] => {
            let kind = if p.at(T![?]) {
                OPTIONAL_TYPE
            } else {
                REST_TYPE
            };
            p.bump_any();
            if p.deeper(inner_type).is_none() {
                p.unexpected();
            }
            kind
        }
        T![ident] | DOLLAR_IDENT => {
            path_and_args(p);
            PATH_TYPE
        }
        _ => {
            m.abandon(p);
            return None;
        }
    };
    Some(m.complete(p, kind))
}

/// `a.B<C>` where nothing but a path can stand.
pub(super) fn path_type(p: &mut Parser<'_>) {
    if !matches!(p.current(), T![ident] | DOLLAR_IDENT) {
        p.unexpected();
        return;
    }
    let m = p.start();
    path_and_args(p);
    m.complete(p, PATH_TYPE);
}

fn path_and_args(p: &mut Parser<'_>) {
    type_path(p);
    if p.at(T![<])
        && p.deeper(|p| {
            type_arg_list(p);
            Some(())
        })
        .is_none()
    {
        p.eat(T![>]);
    }
}

/// Small-letter packages, a type, and possibly a type inside its module.
fn type_path(p: &mut Parser<'_>) {
    let m = p.start();
    loop {
        let lower =
            !p.at(DOLLAR_IDENT) && (is_segment_keyword(p.current()) || !is_type_ident(p, 0));
        let range = p.nth_range(0);
        name_ref(p);
        if lower {
            if p.at(T![;]) {
                p.error_at(range, codes::INVALID_NAME, UPPERCASE);
                break;
            }
            if !p.at(T![.]) {
                p.unexpected();
                break;
            }
            p.bump(T![.]);
            if !(matches!(p.current(), T![ident] | DOLLAR_IDENT) || is_segment_keyword(p.current()))
            {
                p.unexpected();
                break;
            }
            continue;
        }
        if p.at(T![.]) {
            p.bump(T![.]);
            if p.at(T![ident]) && is_type_ident(p, 0) {
                name_ref(p);
            } else {
                p.unexpected();
                // `haxe.ds.` while typing leaves the next line alone.
                if p.at(T![ident]) && p.nth_is_joint(0) {
                    name_ref(p);
                }
            }
        }
        break;
    }
    m.complete(p, PATH);
}

/// `<T, "const", -1, [a]>`
fn type_arg_list(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(T![<]);
    loop {
        if !type_arg(p) {
            p.unexpected();
            break;
        }
        if !p.eat(T![,]) {
            break;
        }
    }
    if !p.eat(T![>]) {
        p.expected_insert(">", ">");
    }
    m.complete(p, TYPE_ARG_LIST);
}

fn type_arg(p: &mut Parser<'_>) -> bool {
    match p.current() {
        T!['['] => {
            array_expr(p);
            true
        }
        _ if opt_ty(p).is_some() => true,
        T![-] | T![!] | T![~] => {
            let m = p.start();
            p.bump_any();
            literal_or_name(p);
            m.complete(p, PREFIX_EXPR);
            true
        }
        // Not a whole expression: its `>` would be taken for an operator.
        INT | FLOAT | STRING | REGEX | T![true] | T![false] => {
            literal_or_name(p);
            true
        }
        _ if p.at_set(EXPR_START) && !p.at(T![<]) && !p.at_set(HARD_STOP) => {
            expr(p);
            true
        }
        _ => false,
    }
}

/// `{ a:Int, ?b:T }`, `{ > A, x:Int }`, `{ var a:Int; }`
fn struct_type(p: &mut Parser<'_>) {
    p.bump(T!['{']);
    while p.at(T![>]) {
        let m = p.start();
        p.bump(T![>]);
        path_type(p);
        if !p.eat(T![,]) {
            p.expected_insert(",", ",");
        }
        m.complete(p, STRUCT_EXTENSION);
    }
    if !at_struct_field(p) {
        fields_until_brace(p, FieldsOf::Structure);
        return;
    }
    while at_struct_field(p) {
        struct_field(p);
        if p.at(T!['}']) {
            break;
        }
        if !p.eat(T![,]) {
            p.expected_insert(", or }", ",");
            if !at_struct_field(p) || p.nth_at(1, T!['(']) {
                break;
            }
        }
    }
    if p.eat(T!['}']) {
        return;
    }
    p.expected_insert(", or }", "}");
    // Foreign text up to the brace of this structure, unless a declaration begins before it.
    let stop = TokenSet::new(&[T!['}'], T![;], T![function], T![var]]).union(HARD_STOP);
    skip_until(p, stop);
    p.eat(T!['}']);
}

fn at_struct_field(p: &Parser<'_>) -> bool {
    matches!(p.current(), T![ident] | DOLLAR_IDENT)
        || p.at(T![?]) && matches!(p.nth(1), T![ident] | DOLLAR_IDENT)
}

fn struct_field(p: &mut Parser<'_>) {
    let m = p.start();
    p.eat(T![?]);
    opt_name(p);
    if p.at(T![:]) {
        type_hint(p);
    } else {
        p.unexpected();
    }
    m.complete(p, STRUCT_FIELD);
}
