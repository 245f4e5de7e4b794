//! `if`, loops, `switch`, `try`, `return`.

use super::*;
use crate::grammar::blocks::{capture_expr, case_body};

/// `(e)` as the head of a statement.
fn head(p: &mut Parser<'_>) -> bool {
    if !p.at(T!['(']) {
        p.unexpected();
        return false;
    }
    p.bump(T!['(']);
    expr(p);
    close_bracket(p, T![')'], ")");
    true
}

/// The body of an `if` or a loop.
fn body(p: &mut Parser<'_>) {
    expr(p);
}

/// `if (c) a else b`; a `;` may stand before `else`. A chain of `else if` is a loop here.
pub(super) fn if_expr(p: &mut Parser<'_>) -> CompletedMarker {
    let mut open = vec![];
    let mut n_else = 0;
    loop {
        let m = p.start();
        p.bump(T![if]);
        open.push(m);
        if !head(p) {
            break;
        }
        body(p);
        if p.at(T![;]) && p.nth_at(1, T![else]) {
            p.bump(T![;]);
        }
        if !p.eat(T![else]) {
            break;
        }
        if !p.at(T![if]) {
            expr(p);
            break;
        }
        n_else += 1;
        if !p.open_in_row() {
            skip_until(p, HARD_STOP);
            break;
        }
    }
    p.close_row(n_else);
    let mut res = None;
    while let Some(m) = open.pop() {
        res = Some(m.complete(p, IF_EXPR));
    }
    res.expect("the loop runs at least once")
}

/// `for (x in e) b`
pub(super) fn for_expr(p: &mut Parser<'_>) -> CompletedMarker {
    let m = p.start();
    p.bump(T![for]);
    if head(p) {
        body(p);
    }
    m.complete(p, FOR_EXPR)
}

/// `while (c) b`
pub(super) fn while_expr(p: &mut Parser<'_>) -> CompletedMarker {
    let m = p.start();
    p.bump(T![while]);
    if head(p) {
        body(p);
    }
    m.complete(p, WHILE_EXPR)
}

/// `do b while (c)`
pub(super) fn do_while_expr(p: &mut Parser<'_>) -> CompletedMarker {
    let m = p.start();
    p.bump(T![do]);
    expr(p);
    if p.eat(T![while]) {
        head(p);
    } else {
        p.expected_insert("while", "while");
    }
    m.complete(p, DO_WHILE_EXPR)
}

/// `return`, `return e`
pub(super) fn return_expr(p: &mut Parser<'_>) -> CompletedMarker {
    let m = p.start();
    p.bump(T![return]);
    if p.at_set(EXPR_START) {
        expr(p);
    }
    m.complete(p, RETURN_EXPR)
}

/// `switch e { case p: … default: … }`
pub(super) fn switch_expr(p: &mut Parser<'_>) -> CompletedMarker {
    let m = p.start();
    p.bump(T![switch]);
    expr(p);
    if p.at(T!['{']) {
        case_list(p);
    } else {
        p.expected_insert("{", "{");
    }
    m.complete(p, SWITCH_EXPR)
}

fn case_list(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(T!['{']);
    let mut has_default = false;
    while p.at(T![case]) || p.at(T![default]) {
        if p.at(T![default]) {
            if has_default {
                p.error(codes::DUPLICATE_DEFAULT, "Duplicate default");
            }
            has_default = true;
        }
        case_clause(p);
    }
    if !p.eat(T!['}']) {
        p.expected_insert("}", "}");
        // Statements before the first `case`.
        if p.at_set(EXPR_START) && !p.at_line_start() {
            skip_until(p, TokenSet::new(&[T!['}'], T![case], T![default]]));
            while p.at(T![case]) || p.at(T![default]) {
                case_clause(p);
            }
            p.eat(T!['}']);
        }
    }
    m.complete(p, CASE_LIST);
}

fn case_clause(p: &mut Parser<'_>) {
    let m = p.start();
    if p.eat(T![default]) {
        if !p.eat(T![:]) {
            p.unexpected();
        }
        case_body(p);
        m.complete(p, CASE_CLAUSE);
        return;
    }
    let range = p.nth_range(0);
    p.bump(T![case]);
    if at_pattern(p) {
        pattern(p);
        while p.eat(T![,]) {
            if !at_pattern(p) {
                p.unexpected();
                break;
            }
            pattern(p);
        }
    } else if p.at(T![:]) {
        let message = "case without a pattern is not allowed";
        p.error_at(range, codes::EXPECTED_TOKEN, message);
    } else {
        p.expected("expression");
    }
    if p.at(T![if]) {
        let guard = p.start();
        p.bump(T![if]);
        head(p);
        guard.complete(p, CASE_GUARD);
    }
    if !p.eat(T![:]) {
        p.expected_insert(":", ":");
        // The rest of the line up to the colon.
        if !p.at_line_start() && !p.at(T!['}']) {
            skip_until(p, TokenSet::new(&[T![:]]).union(HARD_STOP));
            p.eat(T![:]);
        }
    }
    case_body(p);
    m.complete(p, CASE_CLAUSE);
}

fn at_pattern(p: &Parser<'_>) -> bool {
    p.at_set(EXPR_START) && !p.at(T![if])
}

fn pattern(p: &mut Parser<'_>) {
    if p.at(T![var]) || p.at(T![final]) {
        capture_expr(p);
    } else {
        expr(p);
    }
}

/// `try e catch (x:T) e`
pub(super) fn try_expr(p: &mut Parser<'_>) -> CompletedMarker {
    let m = p.start();
    p.bump(T![try]);
    expr(p);
    while p.at(T![catch]) {
        catch_clause(p);
    }
    m.complete(p, TRY_EXPR)
}

fn catch_clause(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(T![catch]);
    if !p.at(T!['(']) {
        p.unexpected();
        m.complete(p, CATCH_CLAUSE);
        return;
    }
    p.bump(T!['(']);
    name(p);
    if !matches!(p.current(), T![:] | T![')']) {
        p.error(codes::MISSING_TYPE, "Missing type declaration");
    }
    opt_type_hint(p);
    close_bracket(p, T![')'], ")");
    expr(p);
    m.complete(p, CATCH_CLAUSE);
}
