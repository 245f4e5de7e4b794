//! The grammar of Haxe 4.3 as functions over the [`Parser`].
//!
//! Conventions: a function carries the name of what it parses and is called
//! when the parser may be at the start of it. `opt_*` may take nothing without
//! complaint, all others produce a node or an error. A function that takes a
//! [`Marker`] continues a node that the caller began.
//!
//! Errors use the words of the reference compiler. Recovery: lists go on after
//! a broken element, blocks end where a field or type declaration begins that
//! cannot be a statement, and what fits nowhere goes into an ERROR node.

mod blocks;
mod declarations;
mod expressions;
mod fields;
mod metadata;
mod module;
mod params;
mod types;

use crate::parser::{CompletedMarker, Marker, Parser};
use crate::token_set::TokenSet;
use crate::{SyntaxKind, SyntaxKind::*, T, error::codes};

pub(crate) use module::source_file;

/// A name being declared: an identifier or `$name` in a reification.
fn name(p: &mut Parser<'_>) {
    if !opt_name(p) {
        p.unexpected();
    }
}

fn opt_name(p: &mut Parser<'_>) -> bool {
    if !(p.at(T![ident]) || p.at(DOLLAR_IDENT)) {
        return false;
    }
    let m = p.start();
    p.bump_any();
    m.complete(p, NAME);
    true
}

/// The name of a type, which starts with an uppercase letter.
fn type_name(p: &mut Parser<'_>) -> bool {
    if p.at(T![ident]) && !is_type_ident(p, 0) {
        p.error(codes::INVALID_NAME, UPPERCASE);
    }
    opt_name(p)
}

const UPPERCASE: &str = "Type name should start with an uppercase letter";

/// Whether the identifier `n` ahead can name a type: it starts with a capital
/// letter, or is one of our own target's native scalars.
fn is_type_ident(p: &Parser<'_>, n: usize) -> bool {
    let name = p.nth_text(n);
    !is_lower_ident(name) || p.dialect.has_scalars && SCALARS.contains(&name)
}

/// Types of our own target with names as in other languages.
const SCALARS: &[&str] = &["u8", "u16", "u32", "u64", "i8", "i16", "i64", "f32"];

/// Whether the first letter, after underscores, is a small one: a value or a package.
fn is_lower_ident(name: &str) -> bool {
    match name.bytes().find(|&byte| byte != b'_') {
        Some(byte) => byte.is_ascii_lowercase(),
        None => true,
    }
}

/// The `;` after a statement or field, which may be missing after a `}`.
fn semicolon(p: &mut Parser<'_>) {
    if !p.eat(T![;]) && !ends_with_brace(p) {
        p.missing_semicolon();
    }
}

fn ends_with_brace(p: &Parser<'_>) -> bool {
    p.previous() == T!['}']
}

/// Takes tokens into an ERROR node up to one of `stop`, leaving nested brackets whole.
fn skip_until(p: &mut Parser<'_>, stop: TokenSet) {
    let mut m: Option<Marker> = None;
    let mut depth = 0usize;
    loop {
        let kind = p.current();
        match kind {
            EOF => break,
            _ if depth == 0 && stop.contains(kind) => break,
            T!['('] | T!['['] | T!['{'] => depth += 1,
            T![')'] | T![']'] | T!['}'] => depth = depth.saturating_sub(1),
            _ => {}
        }
        if m.is_none() {
            m = Some(p.start());
        }
        p.bump_any();
    }
    if let Some(m) = m {
        m.complete(p, ERROR);
    }
}

/// Elements with commas between them up to `close`, a trailing comma allowed.
///
/// `expected` is what the reference says when neither a comma nor the end follows.
fn comma_list(
    p: &mut Parser<'_>,
    close: SyntaxKind,
    expected: &str,
    mut element: impl FnMut(&mut Parser<'_>) -> bool,
) {
    while !p.at(close) && !p.at(EOF) {
        let before = p.pos();
        if !element(p) {
            break;
        }
        if p.at(close) {
            break;
        }
        if !p.eat(T![,]) {
            // On the same line a comma was forgotten; on another one the end.
            let is_over = p.at_line_start() || p.at_set(LIST_STOP);
            let insert = if is_over {
                close.text().unwrap_or(")")
            } else {
                ","
            };
            p.expected_insert(expected, insert);
            if is_over {
                break;
            }
        }
        if p.pos() == before {
            break;
        }
    }
}

/// Tokens that never continue an expression or a list: recovery stops here.
const HARD_STOP: TokenSet = TokenSet::new(&[
    T![;],
    T!['{'],
    T!['}'],
    T![case],
    T![default],
    T![public],
    T![private],
    T![override],
    T![class],
    T![interface],
    T![typedef],
    T![import],
    T![using],
    T![package],
    T![var],
    T![return],
    T![for],
    T![while],
    T![else],
    T![static],
    TEMPLATE_CLOSE,
]);

/// Tokens behind which no list goes on.
const LIST_STOP: TokenSet = HARD_STOP.union(TokenSet::new(&[T![')'], T![']'], EOF]));

/// Takes the closing bracket. When something else stands here, looks for the
/// bracket in the rest of the statement.
fn close_bracket(p: &mut Parser<'_>, close: SyntaxKind, expected: &str) {
    if p.eat(close) {
        return;
    }
    let text = close.text().unwrap_or(")");
    p.expected_insert(expected, text);
    let mut depth = 0usize;
    for n in 0..MAX_LOOKAHEAD {
        let kind = p.nth(n);
        match kind {
            T!['('] | T!['['] => depth += 1,
            _ if depth == 0 && kind == close => {
                skip_until(p, TokenSet::new(&[T![')'], T![']']]).union(HARD_STOP));
                p.eat(close);
                return;
            }
            T![')'] | T![']'] if depth == 0 => return,
            T![')'] | T![']'] => depth -= 1,
            EOF => return,
            _ if HARD_STOP.contains(kind) => return,
            _ => {}
        }
    }
}

/// How far recovery looks ahead for a closing bracket.
const MAX_LOOKAHEAD: usize = 64;
