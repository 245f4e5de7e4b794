//! Haxe text to the same text, laid out as the project's `hxformat.json` says.
//!
//! ```text
//! text ─ trees of all #if branches ─ tokens ─ marks on the gaps between them ─ edits
//! ```
//!
//! Only white space changes: outside of comments and strings any, inside of them
//! indentation and what an option names. Tokens stay, comments stay, in their order.
//! Code that does not parse stays as it is, the code around it is formatted.
//!
//! The marks are made by passes, each of which may take back what an earlier one
//! wanted: [`whitespace`], [`line_ends`], [`same_line`], [`wrap`], [`empty_lines`].
//! How deep a line stands ([`indent`]) follows from where lines end.

#![warn(missing_docs)]

mod branches;
mod comments;
pub mod config;
mod empty_lines;
mod gaps;
mod indent;
mod interpolation;
mod layout;
mod line_ends;
mod print;
mod range;
mod same_line;
mod verbatim;
mod whitespace;
mod wrap;

use syntax::Defines;

pub use config::Config;
pub use print::{TextEdit, apply};
pub use range::within;

use gaps::Formatter;
use layout::Layout;

/// How often a text is formatted until it stays.
const MAX_ROUNDS: usize = 5;

/// The edits that format a text.
pub fn format(text: &str, config: &Config) -> Vec<TextEdit> {
    if config.disable_formatting {
        return vec![];
    }
    let (edits, mut settled) = format_once(text, config);
    if settled {
        return edits;
    }
    let mut res = apply(text, &edits);
    for _ in 1..MAX_ROUNDS {
        if settled {
            break;
        }
        let (edits, is_settled) = format_once(&res, config);
        settled = is_settled || edits.is_empty();
        res = apply(&res, &edits);
    }
    print::white_space_edits(text, &res)
}

/// The edits, and whether the result would stay if it were formatted again.
fn format_once(text: &str, config: &Config) -> (Vec<TextEdit>, bool) {
    let parses = branches::parse_all(text, &Defines::empty());
    let mut layout = Layout::new(text, &parses);
    layout.freeze_verbatim();
    let newline = newline(text, config);
    let mut formatter = Formatter::new(layout, config, newline);
    formatter.mark_strings();
    formatter.mark_line_comments();
    formatter.mark_whitespace();
    formatter.mark_line_ends();
    formatter.mark_same_line();
    formatter.mark_wrapping();
    formatter.mark_empty_lines();
    formatter.break_long_lines();
    formatter.mark_block_comments();
    let edits = formatter.edits();
    let settled = edits.is_empty() || formatter.is_settled();
    (edits, settled)
}

/// The text as it is when formatted.
pub fn formatted(text: &str, config: &Config) -> String {
    apply(text, &format(text, config))
}

/// What ends a line: what the options say, else what the first line of the text has.
fn newline(text: &str, config: &Config) -> &'static str {
    use config::LineEndCharacter;
    match config.line_ends.line_end_character {
        LineEndCharacter::LF => "\n",
        LineEndCharacter::CR => "\r",
        LineEndCharacter::CRLF => "\r\n",
        LineEndCharacter::Auto => match text.find(['\n', '\r']) {
            Some(at) if text[at..].starts_with("\r\n") => "\r\n",
            Some(at) if text[at..].starts_with('\r') => "\r",
            _ => "\n",
        },
    }
}

#[cfg(test)]
mod tests;
