//! Strings, interpolation, and what to do when the closing quote is missing.

use super::{IDENT, Lexer, Template, is_ident, is_ident_start};
use crate::error::codes;
use crate::{SyntaxKind, SyntaxKind::*, T, ast::unescape};

/// How often one text may be re-read to find the string that was left open.
const MAX_RECOVERIES: usize = 16;

impl Lexer<'_> {
    pub(super) fn double_quoted(&mut self) {
        let start = self.pos;
        if self.cut_here() {
            return;
        }
        let mut pos = start + 1;
        let mut escapes = false;
        loop {
            match memchr::memchr2(b'"', b'\\', &self.bytes[pos..]) {
                None => return self.unterminated(start),
                Some(idx) if self.bytes[pos + idx] == b'"' => {
                    pos += idx + 1;
                    break;
                }
                Some(idx) => {
                    escapes = true;
                    pos = self.after_backslash(pos + idx);
                }
            }
        }
        self.string_token(STRING, start, pos, escapes);
    }

    /// Emits one piece of a string, checking what its escapes say.
    fn string_token(&mut self, kind: SyntaxKind, start: usize, end: usize, escapes: bool) {
        if escapes {
            self.check_escapes(start, end);
        }
        if self.templates.is_empty()
            && kind == STRING
            && memchr::memchr(b'\n', &self.bytes[start..end]).is_some()
        {
            self.multiline.push((start, self.tokens.kinds.len()));
        }
        self.push(kind, end);
    }

    fn check_escapes(&mut self, start: usize, end: usize) {
        for error in unescape(&self.text[start..end]).1 {
            let at = start + usize::from(error.offset);
            let end = self.after_backslash(at - 1);
            self.error(at - 1, end, codes::INVALID_ESCAPE, error.message);
        }
    }

    pub(super) fn single_quoted(&mut self) {
        let start = self.pos;
        if self.cut_here() {
            return;
        }
        let (end, stop, escapes) = self.template_text(start + 1);
        match stop {
            Stop::Eof => self.unterminated(start),
            Stop::Quote => self.string_token(STRING, start, end + 1, escapes),
            Stop::Interpolation => {
                self.push(TEMPLATE_START, start + 1);
                self.templates.push(Template {
                    start,
                    open: start,
                    braces: 0,
                });
                self.template_rest();
            }
        }
    }

    /// Reads pieces up to the closing quote or the next `${`, whose code the main loop reads.
    fn template_rest(&mut self) {
        loop {
            let start = self.pos;
            let (end, stop, escapes) = self.template_text(start);
            if end > start && stop != Stop::Eof {
                self.string_token(TEMPLATE_TEXT, start, end, escapes);
            }
            match stop {
                Stop::Eof => return self.unterminated_template(end),
                Stop::Quote => {
                    self.templates.pop();
                    return self.push(TEMPLATE_END, end + 1);
                }
                Stop::Interpolation if self.peek(1) == b'{' => {
                    if let Some(template) = self.templates.last_mut() {
                        template.open = end;
                        template.braces = 0;
                    }
                    return self.push(TEMPLATE_OPEN, end + 2);
                }
                Stop::Interpolation => {
                    self.push(TEMPLATE_DOLLAR, end + 1);
                    let name_end = self.skip_while(self.pos, IDENT);
                    let kind = match &self.bytes[self.pos..name_end] {
                        b"this" => T![this],
                        b"null" => T![null],
                        b"true" => T![true],
                        b"false" => T![false],
                        _ => T![ident],
                    };
                    self.push(kind, name_end);
                }
            }
        }
    }

    /// The end of the plain text at `pos`, what stops it, and whether it holds a backslash.
    fn template_text(&self, mut pos: usize) -> (usize, Stop, bool) {
        let mut escapes = false;
        loop {
            let Some(idx) = memchr::memchr3(b'\'', b'\\', b'$', &self.bytes[pos..]) else {
                return (self.bytes.len(), Stop::Eof, escapes);
            };
            pos += idx;
            match self.bytes[pos] {
                b'\'' => return (pos, Stop::Quote, escapes),
                b'\\' => {
                    escapes = true;
                    pos = self.after_backslash(pos);
                }
                _ => match self.bytes.get(pos + 1).copied().unwrap_or(0) {
                    b'$' => pos += 2,
                    next if next == b'{' || is_ident_start(next) => {
                        return (pos, Stop::Interpolation, escapes);
                    }
                    _ => pos += 1,
                },
            }
        }
    }

    /// Behind the character that follows the backslash.
    fn after_backslash(&self, pos: usize) -> usize {
        pos + 1
            + self.text[pos + 1..]
                .chars()
                .next()
                .map_or(0, char::len_utf8)
    }

    /// A `}`: of the code, or the one that returns to the string around it.
    pub(super) fn close_brace(&mut self) {
        match self.templates.last_mut() {
            Some(template) if template.braces == 0 => {
                self.push(TEMPLATE_CLOSE, self.pos + 1);
                self.template_rest();
            }
            Some(template) => {
                template.braces -= 1;
                self.push(T!['}'], self.pos + 1);
            }
            None => self.push(T!['}'], self.pos + 1),
        }
    }

    /// The text ended inside the string that starts at `start`.
    fn unterminated(&mut self, start: usize) {
        let outer = self
            .templates
            .first()
            .map_or(start, |template| template.start);
        if self.recover_unterminated(outer) {
            return;
        }
        self.templates.clear();
        self.error(
            start,
            start + 1,
            codes::UNTERMINATED_STRING,
            "Unterminated string",
        );
        self.push(STRING, self.bytes.len());
    }

    /// The text ended in a piece of the innermost template.
    fn unterminated_template(&mut self, end: usize) {
        let start = self
            .templates
            .last()
            .map_or(self.pos, |template| template.start);
        let outer = self
            .templates
            .first()
            .map_or(start, |template| template.start);
        if self.recover_unterminated(outer) {
            return;
        }
        self.templates.clear();
        self.error(
            start,
            start + 1,
            codes::UNTERMINATED_STRING,
            "Unterminated string",
        );
        if end > self.pos {
            self.push(TEMPLATE_TEXT, end);
        }
    }

    /// Goes back to the string that was probably left open and ends it at its line.
    ///
    /// With a quote missing, the rest of the text is read inside out, and the
    /// string that reaches the end is the last one, not the broken one. Of the
    /// strings that span lines, the broken one is recognised by what follows
    /// its end: its "closing" quote is really an opening one, so letters touch it.
    pub(super) fn recover_unterminated(&mut self, start: usize) -> bool {
        if self.cut_at_line_end.len() >= MAX_RECOVERIES {
            return false;
        }
        let suspicious = self.multiline.iter().find(|&&(_, idx)| {
            let end = self.tokens.starts.get(idx + 1).map(|&end| end as usize);
            end.is_some_and(|end| {
                self.bytes
                    .get(end)
                    .is_some_and(|&b| is_ident(b) || b == b'\\')
            })
        });
        let (cut, idx) = suspicious.copied().unwrap_or_else(|| {
            (
                start,
                self.tokens
                    .starts
                    .partition_point(|&it| (it as usize) < start),
            )
        });
        self.tokens.kinds.truncate(idx);
        self.tokens.starts.truncate(idx);
        self.tokens
            .errors
            .retain(|error| usize::from(error.range.start()) < cut);
        self.multiline.retain(|&(start, _)| start < cut);
        self.templates.clear();
        self.pos = cut;
        self.cut_at_line_end.push(cut);
        true
    }

    /// Ends the string that starts here at its line, if that was decided.
    fn cut_here(&mut self) -> bool {
        let start = self.pos;
        if !self.cut_at_line_end.contains(&start) {
            return false;
        }
        self.error(
            start,
            start + 1,
            codes::UNTERMINATED_STRING,
            "Unterminated string",
        );
        self.push(STRING, self.line_end(start));
        true
    }
}

#[derive(PartialEq, Eq)]
enum Stop {
    Eof,
    Quote,
    Interpolation,
}
