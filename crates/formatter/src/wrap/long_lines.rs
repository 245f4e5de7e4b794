//! Lines that are still too long are broken at the last place where they may be.

use std::ops::RangeInclusive;

use crate::gaps::Formatter;
use crate::layout::Tok;

impl Formatter<'_> {
    pub fn break_long_lines(&mut self) {
        let mut start = 0;
        while start < self.layout.len() {
            let mut end = start;
            while end + 1 < self.layout.len() && !self.gaps[end].newline {
                end += 1;
            }
            self.break_line(start, end);
            start = end + 1;
        }
    }

    fn break_line(&mut self, start: Tok, end: Tok) {
        let parts = self.parts(start, end);
        if parts.len() < 2 {
            return;
        }
        let max = self.config.wrapping.max_line_length;
        let depth = self.indent_of_line(start);
        if !self.is_too_long(&parts, self.indentation_width(depth)) {
            return;
        }
        let mut length = self.indentation_width(depth);
        for (idx, part) in parts.iter().enumerate() {
            let (first, last) = (*part.start(), *part.end());
            let (first_length, last_length) = self.part_lengths(part.clone());
            let bare = match last_length {
                Some(_) => first_length,
                None => first_length - usize::from(self.gaps[last].space),
            };
            if idx > 0 && length + bare >= max {
                self.line_end_after(first - 1);
                let depth = self.indent_of_line(first);
                length = self.indentation_width(depth);
            }
            length += last_length.filter(|&it| it > 0).unwrap_or(first_length);
        }
    }

    fn parts(&self, start: Tok, end: Tok) -> Vec<RangeInclusive<Tok>> {
        let mut res = vec![];
        let mut first = start;
        for tok in start..=end {
            if tok == end || (self.gaps[tok].wrap && !self.gaps[tok].fixed) {
                res.push(first..=tok);
                first = tok + 1;
            }
        }
        res
    }

    fn is_too_long(&self, parts: &[RangeInclusive<Tok>], indent: usize) -> bool {
        let max = self.config.wrapping.max_line_length;
        let mut length = indent;
        for part in parts {
            let (first, last) = self.part_lengths(part.clone());
            if length + first > max {
                return true;
            }
            length = match last {
                Some(last) => last,
                None => length + first,
            };
        }
        false
    }

    /// The length of a part, or of its first and last line.
    fn part_lengths(&self, part: RangeInclusive<Tok>) -> (usize, Option<usize>) {
        let mut text = String::new();
        for tok in part {
            text += &" ".repeat(self.pads[tok]);
            text += self.text(tok);
            if self.gaps[tok].space && !self.gaps[tok].newline {
                text.push(' ');
            }
        }
        let width = |text: &str| text.chars().count();
        match (text.find('\n'), text.rfind('\n')) {
            (Some(first), Some(last)) => (width(&text[..first]), Some(width(&text[last + 1..]))),
            _ => (width(&text), None),
        }
    }
}
