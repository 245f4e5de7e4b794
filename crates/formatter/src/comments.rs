//! The text of comments: a space after `//`, the indentation of lines inside.

use syntax::SyntaxKind::*;

use crate::gaps::Formatter;
use crate::layout::{Tok, is_block_comment};

impl Formatter<'_> {
    pub fn mark_line_comments(&mut self) {
        for tok in 0..self.layout.len() {
            if self.layout.kind(tok) == LINE_COMMENT && !self.layout.tokens[tok].frozen {
                let text = self.layout.text_of(tok);
                let res = self.line_comment(text);
                if res != text {
                    self.texts[tok] = Some(res);
                }
            }
        }
    }

    fn line_comment(&self, text: &str) -> String {
        let body = &text["//".len()..];
        if body.starts_with(['/', '*', '-', ' ', '\t']) || body.is_empty() {
            return format!("//{}", body.trim_end());
        }
        match self.config.whitespace.add_line_comment_space {
            true => format!("// {}", body.trim()),
            false => format!("//{}", body.trim()),
        }
    }

    /// Lines inside of block comments follow the comment's own.
    pub fn mark_block_comments(&mut self) {
        for tok in 0..self.layout.len() {
            if is_block_comment(self.layout.kind(tok))
                && self.is_multiline(tok)
                && !self.layout.tokens[tok].frozen
            {
                let depth = self.indent_of_line(tok);
                let text = self.block_comment(tok, depth);
                if text != self.layout.text_of(tok) {
                    self.texts[tok] = Some(text);
                }
            }
        }
    }

    fn block_comment(&self, tok: Tok, depth: usize) -> String {
        let text = self.layout.text_of(tok);
        let Some(body) = text.strip_prefix("/*").and_then(|it| it.strip_suffix("*/")) else {
            return text.to_owned();
        };
        let normal = body.replace("\r\n", "\n").replace('\r', "\n");
        let lines: Vec<&str> = normal.split('\n').collect();
        let middle = &lines[1..lines.len() - 1];
        let starred = lines.len() >= 3 && middle.iter().all(|line| is_starred(line));
        let lines: Vec<String> = lines.iter().map(|line| self.indent_chars(line)).collect();
        let lines = without_prefix(lines);
        let mut res = format!("/*{}", lines[0].trim_end());
        for (idx, line) in lines.iter().enumerate().skip(1) {
            let last = idx == lines.len() - 1;
            let (depth, line) = match last {
                true => last_line(line, depth, starred),
                false if line.trim().is_empty() && !starred => (0, String::new()),
                false if starred => (depth, format!(" {}", line.trim_start())),
                false => (depth + 1, line.clone()),
            };
            res += self.newline;
            // Two spaces at the end of a line mean something in documentation.
            let line = match line.trim() {
                "" if !last => "",
                _ => line.as_str(),
            };
            res += &self.indentation(depth);
            res += line;
        }
        res + "*/"
    }

    /// Leading white space in the characters that the options name.
    fn indent_chars(&self, line: &str) -> String {
        let text = line.trim_start();
        let lead = &line[..line.len() - text.len()];
        let options = &self.config.indentation;
        let lead = match options.character.as_str() {
            "\t" => lead.replace(&" ".repeat(options.tab_width.max(1)), "\t"),
            other => lead.replace('\t', other),
        };
        lead + text
    }
}

/// ` * text`
fn is_starred(line: &str) -> bool {
    let Some(rest) = line.trim_start().strip_prefix('*') else {
        return false;
    };
    rest.is_empty() || rest.starts_with(char::is_whitespace)
}

/// Lines without the white space that they have in common. The first stands behind `/*`,
/// the last does not count when nothing but the end of the comment stands on it.
fn without_prefix(mut lines: Vec<String>) -> Vec<String> {
    let last = lines.len() - 1;
    let bare = lines[last].trim_start().trim_start_matches('*').is_empty()
        || lines[last].trim_start().starts_with('}');
    let end = if bare { last } else { last + 1 };
    let prefix = lines[1..end]
        .iter()
        .map(|line| &line[..line.len() - line.trim_start().len()])
        .filter(|lead| !lead.is_empty())
        .min_by_key(|lead| lead.len())
        .map(str::to_owned);
    if let Some(prefix) = prefix {
        for line in &mut lines {
            let starred = format!("{prefix} *");
            if line.starts_with(&starred) {
                line.drain(..starred.len() - 1);
            } else if line.starts_with(&prefix) {
                line.drain(..prefix.len());
            }
        }
    }
    let stars = lines[last].trim_start();
    if stars.starts_with('*') && stars.bytes().all(|it| it == b'*') {
        lines[last] = stars.to_owned();
    }
    lines
}

/// The line that ends the comment: its depth and its text.
fn last_line(line: &str, depth: usize, starred: bool) -> (usize, String) {
    let trimmed = line.trim_start();
    let mut line = line.to_owned();
    let has_text = trimmed
        .strip_prefix('*')
        .is_some_and(|rest| !rest.trim_start().is_empty() && !rest.trim_start().starts_with('*'));
    if has_text {
        line.insert(0, ' ');
    }
    let mut res = depth;
    if trimmed.starts_with('}') {
        line = line.trim().to_owned();
    } else {
        if !trimmed.is_empty() && !trimmed.starts_with('*') {
            res = depth + usize::from(!starred);
        }
        line = line.trim_end().to_owned();
        if !line.ends_with('*') {
            line.push(' ');
        }
    }
    if line.trim().is_empty() {
        line = " ".to_owned();
    }
    (res, line)
}
