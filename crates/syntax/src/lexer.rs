//! Text to tokens.
//!
//! The lexer cuts the whole text, inactive branches of `#if` included, and
//! leaves no byte out: every token has a kind and an end, and they touch. It
//! follows the reference's rules (longest match, ASCII identifiers, `>` always
//! alone) with one difference: a single-quoted string that interpolates is cut
//! into its pieces, with the code inside `${…}` as ordinary tokens.
//!
//! ```text
//! 'a $b ${c}'   →   '  "a "  $  b  " "  ${  c  }  '
//! ```
//!
//! A string without its closing quote turns everything behind it inside out.
//! When the text ends inside a string, the lexer looks for the string that was
//! really left open (see [`Lexer::recover_unterminated`]) and ends it at its line.

mod number;
mod string;

use rowan::{TextRange, TextSize};

use crate::error::codes;
use crate::{SyntaxError, SyntaxKind, SyntaxKind::*, T};

/// All tokens of a text.
pub(crate) struct Tokens {
    /// The kind of each token.
    pub kinds: Vec<SyntaxKind>,
    /// The start of each token, and behind them the length of the text.
    pub starts: Vec<u32>,
    /// What is wrong with single tokens.
    pub errors: Vec<SyntaxError>,
}

impl Tokens {
    /// The number of tokens.
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Where the token is.
    pub fn range(&self, idx: usize) -> TextRange {
        TextRange::new(self.starts[idx].into(), self.starts[idx + 1].into())
    }

    /// Whether a token that touches this range has an error of its own.
    pub fn has_error_in(&self, range: TextRange) -> bool {
        let offset = |idx: usize| TextSize::new(self.starts[idx]);
        let first = self
            .starts
            .partition_point(|&start| TextSize::new(start) <= range.start());
        let last = self
            .starts
            .partition_point(|&start| TextSize::new(start) < range.end());
        let start = offset(first.saturating_sub(1));
        let end = offset(last.max(first).min(self.len()));
        let idx = self
            .errors
            .partition_point(|error| error.range.start() < start);
        self.errors
            .get(idx)
            .is_some_and(|error| error.range.start() < end)
    }

    /// The text of the token.
    pub fn text<'a>(&self, text: &'a str, idx: usize) -> &'a str {
        &text[self.starts[idx] as usize..self.starts[idx + 1] as usize]
    }
}

/// Cuts the text. `markup` lists the places of inline markup that the parser
/// has found so far: only the grammar knows whether `<` is an operator.
pub(crate) fn lex(text: &str, haxe5: bool, markup: &[TextRange]) -> Tokens {
    let mut lexer = Lexer::new(text, haxe5, markup);
    lexer.run();
    lexer.tokens.starts.push(text.len() as u32);
    lexer.tokens
}

struct Lexer<'a> {
    text: &'a str,
    bytes: &'a [u8],
    pos: usize,
    tokens: Tokens,
    haxe5: bool,
    markup: &'a [TextRange],
    /// The strings whose `${…}` we are in, innermost last.
    templates: Vec<Template>,
    /// Strings outside any template that span lines: where they start and which token that is.
    multiline: Vec<(usize, usize)>,
    /// Starts of strings that end at the end of their line.
    cut_at_line_end: Vec<usize>,
}

struct Template {
    /// Where the opening quote is.
    start: usize,
    /// Where the innermost `${` is.
    open: usize,
    /// Braces opened inside the code so far.
    braces: u32,
}

const IDENT_START: u8 = 1;
const IDENT: u8 = 2;
const SPACE: u8 = 4;

const CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut b = 0;
    while b < 256 {
        table[b] = match b as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => IDENT_START | IDENT,
            b'0'..=b'9' => IDENT,
            b' ' | b'\t' | b'\r' | b'\n' => SPACE,
            _ => 0,
        };
        b += 1;
    }
    table
};

fn is_ident_start(byte: u8) -> bool {
    CLASS[usize::from(byte)] & IDENT_START != 0
}

fn is_ident(byte: u8) -> bool {
    CLASS[usize::from(byte)] & IDENT != 0
}

impl<'a> Lexer<'a> {
    fn new(text: &'a str, haxe5: bool, markup: &'a [TextRange]) -> Lexer<'a> {
        // Five bytes a token is a usual measure.
        let capacity = text.len() / 4 + 8;
        Lexer {
            text,
            bytes: text.as_bytes(),
            pos: 0,
            tokens: Tokens {
                kinds: Vec::with_capacity(capacity),
                starts: Vec::with_capacity(capacity + 1),
                errors: vec![],
            },
            haxe5,
            markup,
            templates: vec![],
            multiline: vec![],
            cut_at_line_end: vec![],
        }
    }

    fn run(&mut self) {
        self.header();
        loop {
            while self.pos < self.bytes.len() {
                self.token();
            }
            let Some(template) = self.templates.first() else {
                return;
            };
            let (start, open) = (template.start, template.open);
            if self.recover_unterminated(start) {
                continue;
            }
            self.error(open, open + 2, codes::UNCLOSED_CODE, "Unclosed code string");
            return;
        }
    }

    /// A byte order mark and a `#!` line.
    fn header(&mut self) {
        loop {
            if self.text[self.pos..].starts_with('\u{feff}') {
                self.push(BOM, self.pos + 3);
            } else if self.bytes[self.pos..].starts_with(b"#!") {
                self.push(SHEBANG, self.line_end(self.pos));
            } else {
                return;
            }
        }
    }

    fn peek(&self, n: usize) -> u8 {
        self.bytes.get(self.pos + n).copied().unwrap_or(0)
    }

    fn push(&mut self, kind: SyntaxKind, end: usize) {
        self.tokens.kinds.push(kind);
        self.tokens.starts.push(self.pos as u32);
        self.pos = end;
    }

    fn error(&mut self, start: usize, end: usize, code: &'static str, message: impl Into<String>) {
        let range = TextRange::new(
            TextSize::new(start as u32),
            TextSize::new(end.min(self.bytes.len()) as u32),
        );
        self.tokens
            .errors
            .push(SyntaxError::new(code, message, range));
    }

    fn line_end(&self, from: usize) -> usize {
        memchr::memchr2(b'\n', b'\r', &self.bytes[from..])
            .map_or(self.bytes.len(), |idx| from + idx)
    }

    fn skip_while(&self, mut pos: usize, class: u8) -> usize {
        while pos < self.bytes.len() && CLASS[usize::from(self.bytes[pos])] & class != 0 {
            pos += 1;
        }
        pos
    }

    fn token(&mut self) {
        let pos = self.pos;
        if !self.markup.is_empty() && self.at_markup() {
            return;
        }
        match self.bytes[pos] {
            b' ' | b'\t' | b'\r' | b'\n' => self.push(WHITESPACE, self.skip_while(pos + 1, SPACE)),
            b'a'..=b'z' => {
                let end = self.skip_while(pos + 1, IDENT);
                let kind = match end - pos {
                    2..=10 => SyntaxKind::from_keyword(&self.bytes[pos..end]).unwrap_or(IDENT_),
                    _ => IDENT_,
                };
                self.push(kind, end);
            }
            b'A'..=b'Z' | b'_' => self.push(IDENT_, self.skip_while(pos + 1, IDENT)),
            b'$' => self.push(DOLLAR_IDENT, self.skip_while(pos + 1, IDENT)),
            b'0'..=b'9' => self.number(),
            b'.' if self.peek(1).is_ascii_digit() => self.number(),
            b'"' => self.double_quoted(),
            b'\'' => self.single_quoted(),
            b'~' if self.peek(1) == b'/' => self.regex(),
            b'/' if self.peek(1) == b'/' => self.push(LINE_COMMENT, self.line_end(pos)),
            b'/' if self.peek(1) == b'*' => self.block_comment(),
            b'#' => self.directive(),
            b'{' => {
                if let Some(template) = self.templates.last_mut() {
                    template.braces += 1;
                }
                self.push(T!['{'], pos + 1);
            }
            b'}' => self.close_brace(),
            byte => match self.punct(byte) {
                Some((kind, len)) => self.push(kind, pos + len),
                None => self.invalid(),
            },
        }
    }

    fn punct(&self, byte: u8) -> Option<(SyntaxKind, usize)> {
        let (next, third) = (self.peek(1), self.peek(2));
        Some(match byte {
            b'(' => (T!['('], 1),
            b')' => (T![')'], 1),
            b'[' => (T!['['], 1),
            b']' => (T![']'], 1),
            b';' => (T![;], 1),
            b':' => (T![:], 1),
            b',' => (T![,], 1),
            b'@' => (T![@], 1),
            b'~' => (T![~], 1),
            b'>' => (T![>], 1),
            b'.' if next == b'.' && third == b'.' => (T![...], 3),
            b'.' => (T![.], 1),
            b'?' if next == b'?' && third == b'=' => (T![??=], 3),
            b'?' if next == b'?' => (T![??], 2),
            b'?' if next == b'.' => (T![?.], 2),
            b'?' => (T![?], 1),
            b'=' if next == b'=' => (T![==], 2),
            b'=' if next == b'>' => (T![=>], 2),
            b'=' => (T![=], 1),
            b'!' if next == b'=' => (T![!=], 2),
            b'!' => (T![!], 1),
            b'+' if next == b'+' => (T![++], 2),
            b'+' if next == b'=' => (T![+=], 2),
            b'+' => (T![+], 1),
            b'-' if next == b'-' => (T![--], 2),
            b'-' if next == b'=' => (T![-=], 2),
            b'-' if next == b'>' => (T![->], 2),
            b'-' => (T![-], 1),
            b'*' if next == b'=' => (T![*=], 2),
            b'*' => (T![*], 1),
            b'/' if next == b'=' => (T![/=], 2),
            b'/' => (T![/], 1),
            b'%' if next == b'=' => (T![%=], 2),
            b'%' => (T![%], 1),
            b'^' if next == b'=' => (T![^=], 2),
            b'^' => (T![^], 1),
            b'&' if next == b'&' && third == b'=' => (T![&&=], 3),
            b'&' if next == b'&' => (T![&&], 2),
            b'&' if next == b'=' => (T![&=], 2),
            b'&' => (T![&], 1),
            b'|' if next == b'|' && third == b'=' => (T![||=], 3),
            b'|' if next == b'|' => (T![||], 2),
            b'|' if next == b'=' => (T![|=], 2),
            b'|' => (T![|], 1),
            b'<' if next == b'<' && third == b'=' => (T![<<=], 3),
            b'<' if next == b'<' => (T![<<], 2),
            b'<' if next == b'=' => (T![<=], 2),
            b'<' => (T![<], 1),
            _ => return None,
        })
    }

    /// A run of characters that belong to no token.
    fn invalid(&mut self) {
        let start = self.pos;
        let Some(c) = self.text[start..].chars().next() else {
            return;
        };
        let end = start + c.len_utf8();
        let message = match c {
            '!'..='\u{7f}' => format!("Invalid character '{c}'"),
            _ => format!("Invalid character 0x{:02X}", c as u32),
        };
        self.error(start, end, codes::INVALID_CHARACTER, message);
        // One message for a run of foreign text.
        let len = self.text[end..]
            .chars()
            .take_while(|c| !c.is_ascii())
            .map(char::len_utf8)
            .sum::<usize>();
        self.push(UNKNOWN, end + if c.is_ascii() { 0 } else { len });
    }

    fn block_comment(&mut self) {
        let start = self.pos;
        let body = start + 2;
        match memchr::memmem::find(&self.bytes[body..], b"*/") {
            Some(len) => {
                let is_doc = len > 0 && self.bytes[body] == b'*';
                self.push(
                    if is_doc { DOC_COMMENT } else { BLOCK_COMMENT },
                    body + len + 2,
                );
            }
            None => {
                self.error(start, body, codes::UNCLOSED_COMMENT, "Unclosed comment");
                self.push(BLOCK_COMMENT, self.bytes.len());
            }
        }
    }

    fn directive(&mut self) {
        let start = self.pos;
        let end = self.skip_while(start + 1, IDENT);
        let kind = match &self.bytes[start + 1..end] {
            b"if" => HASH_IF,
            b"elseif" => HASH_ELSEIF,
            b"else" => HASH_ELSE,
            b"end" => HASH_END,
            b"error" => HASH_ERROR,
            b"line" => HASH_LINE,
            name => {
                let first = name.iter().find(|&&byte| byte != b'_').copied();
                let digit_first = name.first().is_some_and(u8::is_ascii_digit);
                if name.is_empty() || digit_first || first.is_some_and(|b| b.is_ascii_uppercase()) {
                    return self.invalid();
                }
                HASH_UNKNOWN
            }
        };
        self.push(kind, end);
    }

    fn regex(&mut self) {
        let start = self.pos;
        let mut pos = start + 2;
        loop {
            match self.bytes.get(pos) {
                None | Some(b'\n' | b'\r') => {
                    self.error(
                        start,
                        start + 2,
                        codes::UNTERMINATED_REGEX,
                        "Unterminated regular expression",
                    );
                    return self.push(REGEX, pos);
                }
                Some(b'\\') => pos = self.regex_escape(pos),
                Some(b'/') => break,
                Some(_) => pos += 1,
            }
        }
        pos += 1;
        while let Some(&byte) = self.bytes.get(pos) {
            match byte {
                b'g' | b'i' | b'm' | b's' | b'u' => {}
                b'a'..=b'z' => self.error(
                    pos,
                    pos + 1,
                    codes::INVALID_REGEX_OPTION,
                    "Invalid regular expression option",
                ),
                _ => break,
            }
            pos += 1;
        }
        self.push(REGEX, pos);
    }

    /// Checks the escape at the backslash and returns where it ends.
    fn regex_escape(&mut self, pos: usize) -> usize {
        const PLAIN: &[u8] = b"/rnt\\$.*+^|{}[]()?-0123456789wWbBsSdDx";
        match self.bytes.get(pos + 1) {
            None | Some(b'\n' | b'\r') => pos + 1,
            Some(byte) if PLAIN.contains(byte) => pos + 2,
            Some(b'u' | b'U')
                if self
                    .bytes
                    .get(pos + 2..pos + 6)
                    .is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)) =>
            {
                pos + 6
            }
            Some(_) => {
                self.error(
                    pos,
                    pos + 1,
                    codes::INVALID_CHARACTER,
                    "Invalid character '\\'",
                );
                pos + 1
                    + self.text[pos + 1..]
                        .chars()
                        .next()
                        .map_or(0, char::len_utf8)
            }
        }
    }

    /// Takes the markup that starts here, if the parser has said that there is some.
    fn at_markup(&mut self) -> bool {
        let start = TextSize::new(self.pos as u32);
        match self
            .markup
            .binary_search_by_key(&start, |range| range.start())
        {
            Ok(idx) => {
                self.push(MARKUP, usize::from(self.markup[idx].end()));
                true
            }
            Err(_) => false,
        }
    }
}

/// The token kind; `IDENT` itself is a character class here.
const IDENT_: SyntaxKind = SyntaxKind::IDENT;

/// Where the inline markup starting with the `<` at `start` ends.
///
/// Everything up to the closing tag of the same name belongs to it; tags of
/// other names need not match.
pub(crate) fn markup_end(text: &str, start: usize) -> Result<usize, MarkupError> {
    let name_len = markup_name_len(&text[start + 1..]);
    let name = &text[start + 1..start + 1 + name_len];
    if name_len == 0 && !text[start + 1..].starts_with('>') {
        return Err(MarkupError::NoName);
    }
    let bytes = text.as_bytes();
    let mut pos = start + 1 + name_len;
    let mut depth = 0i64;
    // A fragment `<>` cannot close itself.
    let mut in_open = name_len > 0;
    while let Some(idx) = memchr::memchr2(b'<', b'/', &bytes[pos..]) {
        pos += idx;
        let rest = &text[pos..];
        if let Some(tag) = rest.strip_prefix("</") {
            let len = markup_name_len(tag);
            if tag[len..].starts_with('>') {
                pos += 2 + len + 1;
                if &tag[..len] == name {
                    if depth == 0 {
                        return Ok(pos);
                    }
                    depth -= 1;
                }
                in_open = false;
            } else {
                pos += 1;
            }
        } else if let Some(tag) = rest.strip_prefix('<') {
            let len = markup_name_len(tag);
            in_open = &tag[..len] == name;
            depth += i64::from(in_open);
            pos += 1 + len;
        } else if rest.starts_with("/>") {
            pos += 2;
            depth -= i64::from(in_open);
            in_open = false;
            if depth < 0 {
                return Ok(pos);
            }
        } else {
            pos += 1;
        }
    }
    Err(MarkupError::Unterminated)
}

/// Why there is no markup at a `<`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum MarkupError {
    /// What follows cannot start a tag.
    NoName,
    /// The closing tag is missing.
    Unterminated,
}

fn markup_name_len(text: &str) -> usize {
    let is_start = |c: char| {
        matches!(c, '$' | ':' | 'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}'
            | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}'
            | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
            | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
    };
    let is_part = |c: char| {
        is_start(c)
            || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
    };
    let mut chars = text.chars();
    match chars.next() {
        Some(c) if is_start(c) => {
            c.len_utf8()
                + chars
                    .take_while(|&c| is_part(c))
                    .map(char::len_utf8)
                    .sum::<usize>()
        }
        _ => 0,
    }
}
