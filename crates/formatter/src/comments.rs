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
        let lines = self.without_common_indentation(&lines);
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

    /// Lines without the indentation that they have in common, the rest of it in the
    /// characters that the options name. The first line stands behind `/*`; lines at the very
    /// left and a last line with nothing but the end of the comment do not count.
    fn without_common_indentation(&self, lines: &[&str]) -> Vec<String> {
        let last = lines.len() - 1;
        let bare = lines[last].trim_start().trim_start_matches('*').is_empty()
            || lines[last].trim_start().starts_with('}');
        let counted = &lines[1..if bare { last } else { last + 1 }];
        let width = |line: &str| self.leading_columns(line);
        let common = counted
            .iter()
            .filter(|line| !line.trim().is_empty())
            .map(|line| width(line))
            .filter(|&width| width > 0)
            .min();
        let common = common.unwrap_or(0);
        let strip = |(idx, line): (usize, &&str)| {
            let text = line.trim_start();
            let stars = text.bytes().all(|it| it == b'*');
            match idx {
                0 => (*line).to_owned(),
                _ if idx == last && stars && !text.is_empty() => text.to_owned(),
                _ => self.columns(width(line).saturating_sub(common)) + text,
            }
        };
        lines.iter().enumerate().map(strip).collect()
    }

    fn leading_columns(&self, line: &str) -> usize {
        let tab = self.config.indentation.tab_width.max(1);
        let lead = line.chars().take_while(|c| c.is_whitespace());
        lead.fold(0, |column, c| match c {
            '\t' => (column / tab + 1) * tab,
            _ => column + 1,
        })
    }

    fn columns(&self, n: usize) -> String {
        let options = &self.config.indentation;
        match options.character.as_str() {
            "\t" => {
                let tab = options.tab_width.max(1);
                "\t".repeat(n / tab) + &" ".repeat(n % tab)
            }
            _ => " ".repeat(n),
        }
    }
}

/// ` * text`
fn is_starred(line: &str) -> bool {
    let Some(rest) = line.trim_start().strip_prefix('*') else {
        return false;
    };
    rest.is_empty() || rest.starts_with(char::is_whitespace)
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
