//! From marks to edits.
//!
//! Every gap whose white space differs from the text becomes an edit, as small
//! as it can be: what stays of a gap at its start and end is left out.

use std::ops::Range;

use syntax::SyntaxKind::*;

use crate::gaps::Formatter;
use crate::layout::Tok;

/// A change of the text: what stands in the range is replaced.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextEdit {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub insert: String,
}

impl Formatter<'_> {
    /// The edits that make the text what the marks say, in order.
    pub fn edits(&self) -> Vec<TextEdit> {
        let layout = &self.layout;
        let mut res = Edits {
            text: layout.text,
            edits: vec![],
        };
        let Some(first) = layout.tokens.first() else {
            let newline = match layout.text.trim().is_empty() && !layout.text.is_empty() {
                true if self.config.empty_lines.final_newline => self.newline,
                _ => "",
            };
            res.replace(self.text_start()..layout.text.len(), newline);
            return res.edits;
        };
        if !first.frozen {
            let mut start = self.newline.repeat(self.leading_empty);
            start += &self.indentation(self.indent_of_line(0));
            start += &" ".repeat(self.pads[0]);
            res.replace(self.text_start()..first.range.start, &start);
        }
        let mut line_indent = self.indent_of_line(0);
        for tok in 0..layout.len() {
            if let Some(text) = &self.texts[tok]
                && !layout.tokens[tok].frozen
            {
                res.replace(layout.tokens[tok].range.clone(), text);
            }
            let Some(next) = layout.next(tok) else { break };
            let gap = self.gaps[tok];
            if gap.newline {
                line_indent = match gap.fixed {
                    true => 0,
                    false => self.indent_of_line(next),
                };
            }
            if gap.fixed {
                continue;
            }
            let mut between = String::new();
            if gap.newline {
                between += self.newline;
                for _ in 0..self.empty_lines_after(tok) {
                    if self.config.indentation.trailing_whitespace {
                        between += &self.indentation(self.indent_of_line(self.line_start(tok)));
                    }
                    between += self.newline;
                }
                between += &self.indentation(line_indent);
            } else if gap.space || self.must_part(tok, next) {
                between.push(' ');
            }
            between += &" ".repeat(self.pads[next]);
            res.replace(
                layout.tokens[tok].range.end..layout.tokens[next].range.start,
                &between,
            );
        }
        if let Some(last) = layout.tokens.last()
            && !layout.ends_verbatim
        {
            let end = match self.config.empty_lines.final_newline {
                true => self.newline,
                false => "",
            };
            res.replace(last.range.end..layout.text.len(), end);
        }
        res.edits
    }

    /// Whether two tokens that stand apart would become others without a space.
    fn must_part(&self, tok: Tok, next: Tok) -> bool {
        let layout = &self.layout;
        if layout.tokens[tok].range.end == layout.tokens[next].range.start {
            return false;
        }
        let (one, other) = (layout.text_of(tok), layout.text_of(next));
        let is_apart = |text: &str| text.ends_with(['(', '[', '{', ')', ']', '}', ',', ';']);
        if is_apart(one) || other.starts_with(['(', '[', '{', ')', ']', '}', ',', ';']) {
            return false;
        }
        if layout.kind(tok) == GT && other.starts_with(['=', '>']) {
            return layout.kind(next) != GT || layout.grand_kind(tok) == BINARY_EXPR;
        }
        let tokens = syntax::tokens(&format!("{one}{other}"));
        tokens.first().map(|(_, range)| usize::from(range.end())) != Some(one.len())
    }

    fn text_start(&self) -> usize {
        match self.layout.text.starts_with('\u{feff}') {
            true => '\u{feff}'.len_utf8(),
            false => 0,
        }
    }

    /// The empty lines after the line that a token ends: the most that any of its gaps wants.
    fn empty_lines_after(&self, tok: Tok) -> usize {
        let start = self.line_start(tok);
        let wanted = self.gaps[start..=tok].iter().map(|it| it.empty).max();
        wanted
            .unwrap_or(0)
            .min(self.config.empty_lines.max_anywhere_in_file)
    }

    /// The depth of the line that a token starts.
    pub fn indent_of_line(&self, tok: Tok) -> usize {
        let depth = self.indent(tok) as isize + self.extra_indent[tok] as isize;
        depth.max(0) as usize
    }

    pub fn indentation(&self, depth: usize) -> String {
        self.config.indentation.character.repeat(depth)
    }

    /// How wide the indentation of some depth is.
    pub fn indentation_width(&self, depth: usize) -> usize {
        let options = &self.config.indentation;
        match options.character.as_str() {
            "\t" => depth * options.tab_width,
            other => depth * other.len(),
        }
    }
}

/// The edits that turn a text into another that differs in white space alone; none if it
/// differs in more.
pub(crate) fn white_space_edits(old: &str, new: &str) -> Vec<TextEdit> {
    let mut res = Edits {
        text: old,
        edits: vec![],
    };
    let space = |text: &str| text.len() - text.trim_start().len();
    let word = |text: &str| text.find(char::is_whitespace).unwrap_or(text.len());
    let (mut at, mut new_at) = (0, 0);
    while at < old.len() || new_at < new.len() {
        let (end, new_end) = (at + space(&old[at..]), new_at + space(&new[new_at..]));
        res.replace(at..end, &new[new_at..new_end]);
        // What stands between white space in both: the shorter of the two.
        let length = word(&old[end..]).min(word(&new[new_end..]));
        if old[end..end + length] != new[new_end..new_end + length] {
            return vec![];
        }
        if length == 0 && (end < old.len() || new_end < new.len()) {
            return vec![];
        }
        (at, new_at) = (end + length, new_end + length);
    }
    res.edits
}

struct Edits<'a> {
    text: &'a str,
    edits: Vec<TextEdit>,
}

impl Edits<'_> {
    fn replace(&mut self, range: Range<usize>, insert: &str) {
        let old = &self.text[range.clone()];
        if old == insert {
            return;
        }
        let start = common_prefix(old, insert);
        let end = common_suffix(&old[start..], &insert[start..]);
        self.edits.push(TextEdit {
            range: range.start + start..range.end - end,
            insert: insert[start..insert.len() - end].to_owned(),
        });
    }
}

fn common_prefix(a: &str, b: &str) -> usize {
    let same = a.char_indices().zip(b.chars()).find(|((_, a), b)| a != b);
    match same {
        Some(((at, _), _)) => at,
        None => a.len().min(b.len()),
    }
}

fn common_suffix(a: &str, b: &str) -> usize {
    let pairs = a.chars().rev().zip(b.chars().rev());
    pairs
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum()
}

/// The text after the edits, which are in order.
pub fn apply(text: &str, edits: &[TextEdit]) -> String {
    let mut res = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        res += &text[done..edit.range.start];
        res += &edit.insert;
        done = edit.range.end;
    }
    res + &text[done..]
}
