//! Constants, names, strings with interpolation, arrays, objects, inline markup.

use super::*;
use crate::lexer::{MarkupError, markup_end};
use rowan::{TextRange, TextSize};

/// One token that is a constant or a name.
pub(in crate::grammar) fn literal_or_name(p: &mut Parser<'_>) -> CompletedMarker {
    let m = p.start();
    let kind = match p.current() {
        T![ident] | DOLLAR_IDENT => NAME_EXPR,
        T![this] => THIS_EXPR,
        INT | FLOAT | STRING | REGEX | T![true] | T![false] | T![null] => LITERAL,
        _ => {
            p.unexpected();
            return m.complete(p, ERROR);
        }
    };
    p.bump_any();
    m.complete(p, kind)
}

/// `'a $b ${c}'`
pub(super) fn template_expr(p: &mut Parser<'_>) -> CompletedMarker {
    let m = p.start();
    p.bump(TEMPLATE_START);
    loop {
        match p.current() {
            TEMPLATE_TEXT => p.bump(TEMPLATE_TEXT),
            TEMPLATE_DOLLAR => {
                let m = p.start();
                p.bump(TEMPLATE_DOLLAR);
                literal_or_name(p);
                m.complete(p, INTERPOLATION);
            }
            TEMPLATE_OPEN => interpolation(p),
            _ => break,
        }
    }
    // An unterminated string was reported by the lexer.
    p.eat(TEMPLATE_END);
    m.complete(p, TEMPLATE_EXPR)
}

/// `${e}`
fn interpolation(p: &mut Parser<'_>) {
    let m = p.start();
    p.bump(TEMPLATE_OPEN);
    // Cases around the string are not those of the code in it.
    let outer_cases = std::mem::take(&mut p.n_cases);
    if p.at(TEMPLATE_CLOSE) {
        p.error(codes::EXPECTED_TOKEN, "Expression cannot be empty");
    } else {
        expr(p);
    }
    p.n_cases = outer_cases;
    if !p.at(TEMPLATE_CLOSE) && !p.at(EOF) {
        p.unexpected();
        let error = p.start();
        let mut depth = 0usize;
        loop {
            match p.current() {
                EOF => break,
                TEMPLATE_CLOSE if depth == 0 => break,
                TEMPLATE_OPEN => depth += 1,
                TEMPLATE_CLOSE => depth -= 1,
                _ => {}
            }
            p.bump_any();
        }
        error.complete(p, ERROR);
    }
    p.eat(TEMPLATE_CLOSE);
    m.complete(p, INTERPOLATION);
}

/// `[a, b]`, `[k => v]`, `[for (x in e) x]`
pub(in crate::grammar) fn array_expr(p: &mut Parser<'_>) -> CompletedMarker {
    let m = p.start();
    p.bump(T!['[']);
    comma_list(p, T![']'], ", or ]", |p| expr(p).is_some());
    close_bracket(p, T![']'], ", or ]");
    m.complete(p, ARRAY_EXPR)
}

/// `{name:` or `{"name":` begins an object, anything else a block.
pub(super) fn at_object(p: &Parser<'_>) -> bool {
    match p.nth(1) {
        T![ident] | DOLLAR_IDENT | STRING => p.nth_at(2, T![:]),
        TEMPLATE_START => {
            let mut depth = 0usize;
            let mut n = 1;
            loop {
                match p.nth(n) {
                    TEMPLATE_START => depth += 1,
                    TEMPLATE_END if depth == 1 => return p.nth_at(n + 1, T![:]),
                    TEMPLATE_END => depth -= 1,
                    EOF => return false,
                    _ if n > MAX_LOOKAHEAD => return false,
                    _ => {}
                }
                n += 1;
            }
        }
        _ => false,
    }
}

/// `{ a: 1, "b": 2 }`
pub(super) fn object_expr(p: &mut Parser<'_>) -> CompletedMarker {
    let m = p.start();
    p.bump(T!['{']);
    while at_object_field(p) {
        object_field(p);
        if p.eat(T![,]) {
            continue;
        }
        // A forgotten comma: the next thing is clearly a field.
        if at_object_field(p) && p.nth_at(1, T![:]) {
            p.expected_insert(", or }", ",");
            continue;
        }
        break;
    }
    if !p.eat(T!['}']) {
        p.expected_insert("}", "}");
        if !p.at_line_start() {
            skip_until(
                p,
                TokenSet::new(&[T![,], T![')'], T![']']]).union(HARD_STOP),
            );
            while p.eat(T![,]) && at_object_field(p) {
                object_field(p);
            }
            p.eat(T!['}']);
        }
    }
    m.complete(p, OBJECT_EXPR)
}

fn at_object_field(p: &Parser<'_>) -> bool {
    matches!(
        p.current(),
        T![ident] | DOLLAR_IDENT | STRING | TEMPLATE_START
    )
}

fn object_field(p: &mut Parser<'_>) {
    let m = p.start();
    let name = p.start();
    if p.at(TEMPLATE_START) {
        template_expr(p);
    } else {
        p.bump_any();
    }
    name.complete(p, OBJECT_FIELD_NAME);
    if p.eat(T![:]) {
        expr(p);
    } else {
        p.expected_insert(":", ":");
        if p.at_set(EXPR_START) && !p.at_line_start() {
            expr(p);
        }
    }
    m.complete(p, OBJECT_FIELD);
}

/// How often the end of markup is looked for in vain: each time reads the rest of the text.
const MAX_OPEN_MARKUP: u32 = 16;

/// `<div>…</div>`. The lexer took the `<` for an operator, so the text is read again here.
pub(in crate::grammar) fn markup_expr(p: &mut Parser<'_>) -> Option<CompletedMarker> {
    if p.at(MARKUP) {
        return Some(single(p, MARKUP_EXPR));
    }
    let start = p.nth_range(0).start();
    let end = match p.n_open_markup {
        0..MAX_OPEN_MARKUP => markup_end(p.source(), usize::from(start)),
        _ => Err(MarkupError::Unterminated),
    };
    match end {
        Ok(end) => {
            let end = TextSize::new(end as u32);
            let m = p.start();
            if !p.bump_until(MARKUP, end) {
                // The text inside confuses the lexer: it must know of the markup first.
                p.markup = p.markup.or(Some(TextRange::new(start, end)));
                p.bump_any();
            }
            Some(m.complete(p, MARKUP_EXPR))
        }
        Err(MarkupError::NoName) => {
            p.unexpected();
            None
        }
        Err(MarkupError::Unterminated) => {
            p.n_open_markup += 1;
            p.error(codes::UNTERMINATED_MARKUP, "Unterminated markup literal");
            let m = p.start();
            p.bump(T![<]);
            m.complete(p, ERROR);
            None
        }
    }
}
