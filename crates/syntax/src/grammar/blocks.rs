//! Blocks, their statements, and variables.
//!
//! Haxe has no statements of its own: a block is a list of expressions with
//! `;` after each that does not end in a brace.

use super::*;
use crate::grammar::{
    expressions::{EXPR_START, expr, initializer, markup_expr},
    fields::{at_type_decl, no_property_access},
    metadata::metadata_list,
    types::opt_type_hint,
};

/// `{ a; b; }`
pub(super) fn block_expr(p: &mut Parser<'_>) -> CompletedMarker {
    let m = p.start();
    p.bump(T!['{']);
    let outer_cases = std::mem::take(&mut p.n_cases);
    statements(p, outer_cases > 0);
    p.n_cases = outer_cases;
    if !p.eat(T!['}']) {
        p.expected_insert("}", "}");
    }
    m.complete(p, BLOCK_EXPR)
}

/// The statements of a `case`.
pub(super) fn case_body(p: &mut Parser<'_>) {
    let m = p.start();
    p.n_cases += 1;
    statements(p, true);
    p.n_cases -= 1;
    m.complete(p, CASE_BODY);
}

/// Statements up to a `}`, the next `case`, or a declaration that shows that a brace is missing.
fn statements(p: &mut Parser<'_>, in_switch: bool) {
    loop {
        match p.current() {
            EOF | T!['}'] | TEMPLATE_CLOSE => return,
            // In a block within a `case` the brace of the block is missing.
            T![case] | T![default] if in_switch => return,
            T![;] => {
                // An empty statement; the reference has none.
                p.err_and_bump();
                continue;
            }
            _ => {}
        }
        if at_declaration(p) {
            return;
        }
        let before = p.pos();
        statement(p);
        if p.pos() == before {
            stray_token(p);
        }
    }
}

/// A token that begins no statement. A closing bracket goes alone, other text with its line.
fn stray_token(p: &mut Parser<'_>) {
    p.unexpected();
    let m = p.start();
    p.bump_any();
    while !p.at(EOF) && !p.at_line_start() && !p.at_set(EXPR_START) && !p.at_set(HARD_STOP) {
        p.bump_any();
    }
    m.complete(p, ERROR);
    p.eat(T![;]);
}

/// Whether a field or a type begins here, so that the block must have ended.
fn at_declaration(p: &Parser<'_>) -> bool {
    let by_keyword = match p.current() {
        T![public]
        | T![private]
        | T![override]
        | T![class]
        | T![interface]
        | T![typedef]
        | T![import]
        | T![using]
        | T![package] => true,
        T![enum] => matches!(p.nth(1), T![ident] | T![abstract]),
        T![extern] | T![dynamic] | T![overload] => p.nth(1).is_keyword(),
        T![macro] => matches!(p.nth(1), T![static] | T![public] | T![private]),
        T![static] => !matches!(p.nth(1), T![var] | T![final]),
        T![inline] => matches!(p.nth(1), T![static] | T![public] | T![private]),
        T![final] => matches!(p.nth(1), T![function] | T![class]),
        _ => false,
    };
    by_keyword || p.brackets.unclosed_brace && at_declaration_by_column(p)
}

/// In a text that lacks a brace, a `function` no further in than the field we are in is the next field.
fn at_declaration_by_column(p: &Parser<'_>) -> bool {
    let Some(column) = p.field_column else {
        return false;
    };
    let suspect = matches!(
        p.current(),
        T![function]
            | T![var]
            | T![final]
            | T![static]
            | T![inline]
            | T![macro]
            | T![@]
            | T![abstract]
            | T![extern]
            | T![dynamic]
    );
    suspect && p.at_line_start() && (p.column() <= column || at_type_decl(p))
}

fn statement(p: &mut Parser<'_>) {
    match p.current() {
        T![var] | T![final] => {
            var_expr(p);
            semicolon(p);
        }
        T![static] if matches!(p.nth(1), T![var] | T![final]) => {
            var_expr(p);
            semicolon(p);
        }
        T![<] => {
            if markup_expr(p).is_some() {
                p.eat(T![;]);
            }
        }
        _ if p.at_set(EXPR_START) => {
            expr(p);
            semicolon(p);
        }
        _ => {}
    }
}

/// `var a = 1, b:T = 2` with several variables, `static` in front allowed.
pub(super) fn var_expr(p: &mut Parser<'_>) -> CompletedMarker {
    let m = p.start();
    p.eat(T![static]);
    var_keyword(p);
    loop {
        if !declarator(p) {
            break;
        }
        if !p.eat(T![,]) {
            break;
        }
    }
    m.complete(p, VAR_EXPR)
}

/// `var a = 1` where a comma would belong to something else.
pub(super) fn single_var_expr(p: &mut Parser<'_>) -> CompletedMarker {
    let m = p.start();
    var_keyword(p);
    declarator(p);
    m.complete(p, VAR_EXPR)
}

/// `var x` in a pattern: a name alone.
pub(super) fn capture_expr(p: &mut Parser<'_>) -> CompletedMarker {
    let m = p.start();
    var_keyword(p);
    let declarator = p.start();
    name(p);
    declarator.complete(p, VAR_DECLARATOR);
    m.complete(p, VAR_EXPR)
}

fn var_keyword(p: &mut Parser<'_>) {
    if p.eat(T![final]) {
        declarations::redundant_var(p);
    } else {
        p.bump(T![var]);
    }
}

fn declarator(p: &mut Parser<'_>) -> bool {
    let m = p.start();
    metadata_list(p);
    if !opt_name(p) {
        if p.current().is_keyword() {
            let message = format!("Keyword {} cannot be used as variable name", p.nth_text(0));
            p.error(codes::INVALID_NAME, message);
            // `var class = 1`: the name is only a bad one.
            if matches!(p.nth(1), T![=] | T![:] | T![;]) && !p.at_line_start() {
                let error = p.start();
                p.bump_any();
                error.complete(p, ERROR);
            }
        } else {
            p.error(codes::EXPECTED_TOKEN, "Missing variable identifier");
        }
        if !matches!(p.current(), T![=] | T![:]) {
            m.complete(p, VAR_DECLARATOR);
            return false;
        }
    }
    if p.at(T!['(']) && p.nth_at(2, T![,]) {
        let error = p.start();
        no_property_access(p, "Cannot define property accessors for local vars");
        error.complete(p, ERROR);
    }
    opt_type_hint(p);
    if p.at(T![=]) {
        initializer(p);
    }
    m.complete(p, VAR_DECLARATOR);
    true
}
