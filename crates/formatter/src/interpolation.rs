//! Code inside of strings: `'${a+b}'` becomes `'${a + b}'`.

use syntax::{Defines, SyntaxKind::*};

use crate::branches;
use crate::gaps::Formatter;
use crate::layout::{Layout, Tok};

impl Formatter<'_> {
    pub fn mark_strings(&mut self) {
        if !self.config.whitespace.format_string_interpolation {
            return;
        }
        for tok in 0..self.layout.len() {
            if self.layout.kind(tok) == STRING && !self.layout.tokens[tok].frozen {
                self.texts[tok] = self.formatted_string(tok);
            }
        }
    }

    fn formatted_string(&self, tok: Tok) -> Option<String> {
        let range = self.layout.tokens[tok].range.clone();
        let interpolations = &self.layout.interpolations;
        let start = interpolations.partition_point(|it| it.start < range.start);
        let mut res = String::new();
        let mut done = range.start;
        for code in &interpolations[start..] {
            if code.end > range.end {
                break;
            }
            let text = &self.layout.text[code.clone()];
            // Code that takes several lines or holds blocks stays as it is.
            if !text.contains(['{', '\n', '\r', '#'])
                && let Some(formatted) = self.formatted_code(text)
            {
                res += &self.layout.text[done..code.start];
                res += &formatted;
                done = code.end;
            }
        }
        res += &self.layout.text[done..range.end];
        (res != self.layout.text_of(tok)).then_some(res)
    }

    /// One expression on one line; `None` where it is none.
    fn formatted_code(&self, code: &str) -> Option<String> {
        let trimmed = code.trim();
        if trimmed
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || b"_.".contains(&it))
        {
            return Some(trimmed.to_owned());
        }
        let file = format!("var x = {code};");
        let parses = branches::parse_all(&file, &Defines::empty());
        if parses.iter().any(|it| !it.errors().is_empty()) {
            return None;
        }
        let layout = Layout::new(&file, &parses);
        let mut formatter = Formatter::new(layout, self.config, "\n");
        formatter.mark_strings();
        formatter.mark_whitespace();
        let layout = &formatter.layout;
        let first = layout.tokens.iter().position(|it| it.kind == EQ)? + 1;
        let last = layout.len().checked_sub(2)?;
        if last < first
            || layout
                .tokens
                .iter()
                .any(|it| crate::layout::is_comment(it.kind))
        {
            return None;
        }
        let mut res = String::new();
        for tok in first..=last {
            res += formatter.text(tok);
            if tok < last && formatter.gaps[tok].space {
                res.push(' ');
            }
        }
        Some(res)
    }
}
