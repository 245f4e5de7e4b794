//! What stands between two tokens, and the marks that decide it.
//!
//! Every pass marks gaps: a space here, a line end there. A later mark replaces
//! an earlier one, but a gap remembers that a space was wanted, for the case
//! that its line end is taken back.

use syntax::SyntaxKind::*;

use crate::config::{Config, WhitespacePolicy};
use crate::layout::{Layout, Tok};
use crate::whitespace::Brace;

/// What stands after a token.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Gap {
    pub newline: bool,
    pub space: bool,
    /// Lines left empty after the line end.
    pub empty: usize,
    /// A line that is too long may be broken here.
    pub wrap: bool,
    /// It is what it is in the text.
    pub fixed: bool,
}

/// The state that the passes share.
pub(crate) struct Formatter<'a> {
    pub layout: Layout<'a>,
    pub config: &'a Config,
    /// What stands after each token.
    pub gaps: Vec<Gap>,
    /// Spaces before a token that align it with others.
    pub pads: Vec<usize>,
    /// How much deeper than the tree says the line is that a token starts.
    pub extra_indent: Vec<i32>,
    /// Texts that replace those of tokens.
    pub texts: Vec<Option<String>>,
    /// Empty lines at the start of the file.
    pub leading_empty: usize,
    /// What ends a line.
    pub newline: &'static str,
}

impl<'a> Formatter<'a> {
    pub fn new(layout: Layout<'a>, config: &'a Config, newline: &'static str) -> Formatter<'a> {
        let n_tokens = layout.len();
        let gaps = (0..n_tokens)
            .map(|tok| {
                let Some(next) = layout.next(tok) else {
                    return Gap::default();
                };
                let fixed = layout.tokens[tok].frozen || layout.tokens[next].frozen;
                let between = layout.tokens[tok].range.end..layout.tokens[next].range.start;
                Gap {
                    fixed,
                    newline: fixed && !layout.was_same_line(tok, next),
                    space: fixed && !between.is_empty(),
                    ..Gap::default()
                }
            })
            .collect();
        Formatter {
            layout,
            config,
            gaps,
            pads: vec![0; n_tokens],
            extra_indent: vec![0; n_tokens],
            texts: vec![None; n_tokens],
            leading_empty: 0,
            newline,
        }
    }

    fn gap(&mut self, tok: Tok) -> Option<&mut Gap> {
        self.gaps.get_mut(tok).filter(|gap| !gap.fixed)
    }

    /// A line comment ends its line whatever else is wanted.
    fn must_break(&self, tok: Tok) -> bool {
        self.layout.kind(tok) == LINE_COMMENT || self.layout.kind(tok) == SHEBANG
    }

    pub fn whitespace(&mut self, tok: Tok, policy: WhitespacePolicy) {
        if let (Some(space), Some(prev)) = (policy.before(), self.layout.prev(tok))
            && !self.must_break(prev)
        {
            self.space_after(prev, space);
        }
        if let Some(space) = policy.after() {
            self.space_after(tok, space);
        }
    }

    /// A space or none, and no line end.
    pub fn space_after(&mut self, tok: Tok, space: bool) {
        if let Some(gap) = self.gap(tok) {
            if space || !gap.newline {
                gap.space = space;
            }
            gap.newline = false;
        }
    }

    pub fn line_end_after(&mut self, tok: Tok) {
        if let Some(gap) = self.gap(tok) {
            gap.newline = true;
        }
    }

    pub fn line_end_before(&mut self, tok: Tok) {
        if let Some(prev) = self.layout.prev(tok) {
            self.line_end_after(prev);
        }
    }

    pub fn no_line_end_after(&mut self, tok: Tok) {
        let newline = self.must_break(tok);
        if let Some(gap) = self.gap(tok) {
            gap.newline = newline;
        }
    }

    pub fn no_line_end_before(&mut self, tok: Tok) {
        if let Some(prev) = self.layout.prev(tok) {
            self.no_line_end_after(prev);
        }
    }

    pub fn empty_after(&mut self, tok: Tok, empty: usize) {
        if let Some(gap) = self.gap(tok) {
            gap.empty = empty;
        }
    }

    pub fn empty_before(&mut self, tok: Tok, empty: usize) {
        match self.layout.prev(tok) {
            Some(prev) => self.empty_after(prev, empty),
            None => self.leading_empty = empty,
        }
    }

    pub fn wrap_after(&mut self, tok: Tok, wrap: bool) {
        if let Some(gap) = self.gap(tok) {
            gap.wrap = wrap;
        }
    }

    pub fn wrap_before(&mut self, tok: Tok, wrap: bool) {
        if let Some(prev) = self.layout.prev(tok) {
            self.wrap_after(prev, wrap);
        }
    }

    pub fn is_newline_after(&self, tok: Tok) -> bool {
        self.gaps[tok].newline
    }

    pub fn is_newline_before(&self, tok: Tok) -> bool {
        self.layout
            .prev(tok)
            .is_some_and(|it| self.gaps[it].newline)
    }

    /// Whether no line ends between two tokens, lines of their own texts aside.
    pub fn is_same_line(&self, one: Tok, other: Tok) -> bool {
        let (start, end) = (one.min(other), one.max(other));
        !self.gaps[start..end].iter().any(|gap| gap.newline)
    }

    /// Whether no line ends from the first token to the start of the second.
    pub fn is_same_line_between(&self, start: Tok, end: Tok) -> bool {
        (start..end).all(|tok| !self.gaps[tok].newline && !self.is_multiline(tok))
    }

    /// The token that starts the line of this one.
    pub fn line_start(&self, tok: Tok) -> Tok {
        let mut tok = tok;
        while tok > 0 && !self.gaps[tok - 1].newline {
            tok -= 1;
        }
        tok
    }

    pub fn text(&self, tok: Tok) -> &str {
        match &self.texts[tok] {
            Some(text) => text,
            None => self.layout.text_of(tok),
        }
    }

    pub fn is_multiline(&self, tok: Tok) -> bool {
        self.layout.tokens[tok].line != self.layout.tokens[tok].end_line
    }

    /// How long a text is.
    pub fn width(&self, tok: Tok) -> usize {
        self.text(tok).chars().count()
    }

    fn space_width(&self, tok: Tok) -> usize {
        usize::from(self.gaps[tok].space && !self.gaps[tok].newline)
    }

    /// A token and the space after it.
    pub fn token_length(&self, tok: Tok) -> usize {
        self.width(tok) + self.space_width(tok)
    }

    /// From one token to the start of another.
    pub fn length_between(&self, start: Tok, end: Tok) -> usize {
        (start..end).map(|tok| self.token_length(tok)).sum()
    }

    /// From one token to another or to the first line end.
    pub fn length_until_newline(&self, start: Tok, end: Tok) -> usize {
        let mut length = 0;
        for tok in start..=end {
            let text = self.text(tok);
            if let Some(at) = text.find(['\n', '\r']) {
                return length + text[..at].chars().count();
            }
            length += self.pads[tok] + self.token_length(tok);
            if self.gaps[tok].newline {
                break;
            }
        }
        length
    }

    /// The line of a token without its indentation.
    pub fn line_length(&self, tok: Tok) -> usize {
        let mut length = 0;
        for tok in self.line_start(tok)..self.layout.len() {
            length += self.token_length(tok);
            if self.gaps[tok].newline {
                break;
            }
        }
        length
    }

    /// What stands on a line before a token.
    pub fn length_before(&self, tok: Tok) -> usize {
        self.length_between(self.line_start(tok), tok)
    }

    /// What stands on a line after a token.
    pub fn length_after(&self, tok: Tok) -> usize {
        let mut length = 0;
        for tok in tok + 1..self.layout.len() {
            let text = self.text(tok);
            let last_line = text.rfind(['\n', '\r']).map_or(text, |at| &text[at + 1..]);
            length += last_line.chars().count() + self.space_width(tok);
            if self.gaps[tok].newline {
                break;
            }
        }
        length
    }

    /// Whether the text would be laid out the same way if its lines were those of the result.
    /// Braces and brackets on one line, and directives in the middle of one, are laid out by
    /// other rules than those over several lines.
    pub fn is_settled(&self) -> bool {
        let layout = &self.layout;
        let pairs = (0..layout.len()).all(|open| {
            let is_block = layout.kind(open) == L_CURLY
                && layout.brace(open) == Brace::Block
                && layout.prev_kind(open) != MACRO_KW;
            let pair = layout.pair(open).filter(|&close| close > open && !is_block);
            let Some(close) = pair.filter(|_| matches!(layout.kind(open), L_CURLY | L_BRACK))
            else {
                return true;
            };
            layout.was_same_line(open, close) == self.is_same_line_between(open, close)
        });
        let conditionals = layout.conditionals.iter().all(|conditional| {
            let ends = (
                conditional.directives.first(),
                conditional.directives.last(),
            );
            let (Some(&start), Some(&end)) = ends else {
                return true;
            };
            let n_lines: usize = (start..end)
                .map(|tok| {
                    let token = &layout.tokens[tok];
                    let gap = self.gaps[tok];
                    let after = if gap.newline { 1 + gap.empty.min(1) } else { 0 };
                    token.end_line - token.line + after
                })
                .sum();
            layout.lines_between(start, end).min(6) == n_lines.min(6)
        });
        pairs && conditionals
    }
}
