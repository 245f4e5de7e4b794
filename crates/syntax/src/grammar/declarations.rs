//! Type declarations and module-level fields.

use super::*;
use crate::grammar::{
    fields::{FieldsOf, field_list, final_rest, function_rest, var_rest},
    metadata::metadata_list,
    params::{opt_type_param_list, param_list},
    types::{opt_type_hint, path_type, ty},
};

/// A declaration with its metadata and modifiers. Takes nothing when there is none.
pub(super) fn decl(p: &mut Parser<'_>) {
    let m = p.start();
    let start = p.pos();
    metadata_list(p);
    let modifiers = modifiers(p);
    let kind = decl_rest(p, &modifiers);
    match kind {
        Some(kind) => {
            check_modifiers(p, kind, &modifiers);
            m.complete(p, kind);
        }
        None if p.pos() == start => m.abandon(p),
        None => {
            p.unexpected();
            m.complete(p, ERROR);
        }
    }
}

/// Kind and place of each modifier.
type Modifiers = Vec<(SyntaxKind, rowan::TextRange)>;

/// Modifiers of a declaration in a module. `abstract` counts before `class`.
fn modifiers(p: &mut Parser<'_>) -> Modifiers {
    let mut res = vec![];
    loop {
        let kind = p.current();
        let is_modifier = match kind {
            // `final x = 1` declares a field, `final class` has a modifier.
            T![final] => !matches!(p.nth(1), T![ident] | DOLLAR_IDENT | T![var]),
            T![abstract] => {
                let mut n = 1;
                while MODIFIER.contains(p.nth(n)) {
                    n += 1;
                }
                matches!(p.nth(n), T![class] | T![interface])
            }
            kind => MODIFIER.contains(kind),
        };
        if !is_modifier {
            return res;
        }
        res.push((kind, p.nth_range(0)));
        p.bump_any();
    }
}

const MODIFIER: TokenSet = TokenSet::new(&[
    T![private],
    T![extern],
    T![final],
    T![macro],
    T![dynamic],
    T![inline],
    T![public],
    T![static],
    T![overload],
    T![override],
]);

fn decl_rest(
    p: &mut Parser<'_>,
    modifiers: &[(SyntaxKind, rowan::TextRange)],
) -> Option<SyntaxKind> {
    Some(match p.current() {
        T![class] => {
            p.bump(T![class]);
            class_rest_named(p);
            CLASS_DECL
        }
        T![interface] => {
            p.bump(T![interface]);
            class_rest_named(p);
            INTERFACE_DECL
        }
        T![enum] if p.nth_at(1, T![abstract]) => {
            p.bump(T![enum]);
            abstract_rest(p);
            ABSTRACT_DECL
        }
        T![enum] => {
            enum_rest(p);
            ENUM_DECL
        }
        T![abstract] => {
            abstract_rest(p);
            ABSTRACT_DECL
        }
        T![typedef] => {
            typedef_rest(p);
            TYPEDEF_DECL
        }
        T![function] => {
            p.bump(T![function]);
            name(p);
            function_rest(p);
            FUNCTION_FIELD
        }
        T![var] => {
            p.bump(T![var]);
            name(p);
            var_rest(p);
            VAR_FIELD
        }
        T![final] => {
            p.bump(T![final]);
            redundant_var(p);
            name(p);
            final_rest(p, FINAL_ACCESSORS);
            VAR_FIELD
        }
        // `final` alone, before something that is not declared with it.
        _ if modifiers.last().is_some_and(|it| it.0 == T![final]) && p.at(T![ident]) => {
            name(p);
            final_rest(p, FINAL_ACCESSORS);
            VAR_FIELD
        }
        _ => return None,
    })
}

const FINAL_ACCESSORS: &str = "A final field of a module cannot have accessors";

/// `final var` is a mistake with a message of its own.
pub(super) fn redundant_var(p: &mut Parser<'_>) {
    if p.at(T![var]) {
        p.error(
            codes::INVALID_SYNTAX,
            "`final var` is not supported, use `final` instead",
        );
        p.bump(T![var]);
    }
}

/// Modifiers parse everywhere; each kind of declaration allows some.
fn check_modifiers(
    p: &mut Parser<'_>,
    decl: SyntaxKind,
    modifiers: &[(SyntaxKind, rowan::TextRange)],
) {
    let (allowed, what) = match decl {
        CLASS_DECL | INTERFACE_DECL => (CLASS_MODIFIER, "classes"),
        ENUM_DECL | TYPEDEF_DECL => (TYPE_MODIFIER, "enums"),
        ABSTRACT_DECL => (TYPE_MODIFIER, "abstracts"),
        _ => (FIELD_MODIFIER, "module-level fields"),
    };
    let has = |wanted| modifiers.iter().find(|(kind, _)| *kind == wanted);
    match (decl, has(T![abstract]), has(T![final])) {
        (CLASS_DECL, Some(_), Some(&(_, range))) => p.error_at(
            range,
            codes::INVALID_MODIFIER,
            "An abstract class may not be final",
        ),
        (INTERFACE_DECL, Some(&(_, range)), _) => p.error_at(
            range,
            codes::INVALID_MODIFIER,
            "An interface may not be abstract",
        ),
        _ => {}
    }
    for &(kind, range) in modifiers {
        if allowed.contains(kind) {
            continue;
        }
        let text = kind.text().unwrap_or_default();
        if kind == T![override] {
            let message = format!("Unexpected keyword \"{text}\"");
            p.error_at(range, codes::UNEXPECTED_TOKEN, message);
        } else {
            let message = format!("{text} modifier is not supported for {what}");
            p.error_at(range, codes::INVALID_MODIFIER, message);
        }
    }
}

const CLASS_MODIFIER: TokenSet = TokenSet::new(&[T![private], T![extern], T![final], T![abstract]]);
const TYPE_MODIFIER: TokenSet = TokenSet::new(&[T![private], T![extern]]);
const FIELD_MODIFIER: TokenSet = TokenSet::new(&[
    T![private],
    T![extern],
    T![macro],
    T![dynamic],
    T![inline],
    T![overload],
]);

fn class_rest_named(p: &mut Parser<'_>) {
    if !type_name(p) {
        p.unexpected();
        // `class` while typing: what follows is another declaration.
        if !matches!(p.current(), T!['{'] | T![<] | T![extends] | T![implements]) {
            return;
        }
    }
    class_rest_after_name(p);
}

/// A class from its name on.
pub(super) fn class_rest(p: &mut Parser<'_>) {
    type_name(p);
    class_rest_after_name(p);
}

fn class_rest_after_name(p: &mut Parser<'_>) {
    opt_type_param_list(p);
    while p.at(T![extends]) || p.at(T![implements]) {
        let m = p.start();
        p.bump_any();
        path_type(p);
        m.complete(p, HERITAGE_CLAUSE);
    }
    body(p, "extends or implements or {");
}

/// The braces of a type declaration, or what to do without them.
fn body(p: &mut Parser<'_>, expected: &str) {
    if !p.at(T!['{']) {
        p.expected_insert(expected, "{");
        if p.at_line_start() {
            return;
        }
        // Something foreign between the name and the brace.
        let mut n = 0;
        while n < 16 && !HARD_STOP.contains(p.nth(n)) && !p.nth_at(n, EOF) {
            n += 1;
        }
        if !p.nth_at(n, T!['{']) {
            return;
        }
        skip_until(p, TokenSet::new(&[T!['{']]));
    }
    if p.at(T!['{']) {
        field_list(p, FieldsOf::Type);
    }
}

/// `macro class X { }`: the name may be missing.
pub(super) fn macro_class(p: &mut Parser<'_>) {
    let m = p.start();
    let kind = if p.at(T![class]) {
        CLASS_DECL
    } else {
        INTERFACE_DECL
    };
    p.bump_any();
    type_name(p);
    opt_type_param_list(p);
    while p.at(T![extends]) || p.at(T![implements]) {
        let m = p.start();
        p.bump_any();
        path_type(p);
        m.complete(p, HERITAGE_CLAUSE);
    }
    if p.at(T!['{']) {
        field_list(p, FieldsOf::Reified);
    } else {
        p.unexpected();
    }
    m.complete(p, kind);
}

fn enum_rest(p: &mut Parser<'_>) {
    p.bump(T![enum]);
    if !type_name(p) {
        p.unexpected();
    }
    opt_type_param_list(p);
    if !p.at(T!['{']) {
        p.unexpected();
        return;
    }
    let m = p.start();
    p.bump(T!['{']);
    while !p.at(EOF) && !p.at(T!['}']) {
        let before = p.pos();
        enum_ctor(p);
        if p.pos() == before {
            if fields::at_type_decl(p) {
                break;
            }
            p.err_and_bump();
        }
    }
    if !p.eat(T!['}']) {
        p.unexpected();
    }
    m.complete(p, ENUM_CTOR_LIST);
}

/// `A;` `B(x:Int, ?y:T);` `C<T>(v:T):E<Int>;`
fn enum_ctor(p: &mut Parser<'_>) {
    let m = p.start();
    let before = p.pos();
    metadata_list(p);
    if p.at(T![ident]) {
        opt_name(p);
    } else if p.pos() == before {
        m.abandon(p);
        return;
    } else {
        p.unexpected();
        m.complete(p, ENUM_CTOR);
        return;
    }
    opt_type_param_list(p);
    if p.at(T!['(']) {
        param_list(p, params::ParamKind::Enum);
    }
    opt_type_hint(p);
    semicolon(p);
    m.complete(p, ENUM_CTOR);
}

fn abstract_rest(p: &mut Parser<'_>) {
    p.bump(T![abstract]);
    if !type_name(p) {
        p.unexpected();
        if !matches!(p.current(), T!['{'] | T![<] | T!['(']) {
            return;
        }
    }
    opt_type_param_list(p);
    if p.at(T!['(']) {
        let m = p.start();
        p.bump(T!['(']);
        ty(p);
        close_bracket(p, T![')'], ")");
        m.complete(p, UNDERLYING_TYPE);
    }
    loop {
        let keyword = if p.at_contextual("from") {
            T![from]
        } else if p.at_contextual("to") {
            T![to]
        } else {
            break;
        };
        let m = p.start();
        p.bump_remap(keyword);
        ty(p);
        m.complete(p, ABSTRACT_RELATION);
    }
    body(p, "{ or to or from");
}

fn typedef_rest(p: &mut Parser<'_>) {
    p.bump(T![typedef]);
    if !type_name(p) {
        p.unexpected();
        return;
    }
    opt_type_param_list(p);
    if p.eat(T![=]) {
        ty(p);
        p.eat(T![;]);
    } else {
        p.unexpected();
        if p.at(T!['{']) {
            ty(p);
        }
    }
}
