//! The state that the grammar functions share: a position in the tokens, the
//! events so far, the errors.
//!
//! Errors: at most one per token, so that a mistake is not reported by every
//! function on the way out. Depth: every function that may call itself through
//! others goes through [`Parser::deeper`]; beyond [`MAX_DEPTH`] what is left of
//! the enclosing brackets is skipped. Progress: every loop over a list stops
//! when an element took no token.

use rowan::{TextRange, TextSize};

use crate::error::codes;
use crate::event::Event;
use crate::lexer::Tokens;
use crate::preprocessor::Active;
use crate::token_set::TokenSet;
use crate::{Defines, MAX_DEPTH, SyntaxError, SyntaxKind, SyntaxKind::*, T};

pub(crate) struct Parser<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    active: &'a Active,
    pos: usize,
    events: Vec<Event>,
    errors: Vec<SyntaxError>,
    /// The token at which the last error was reported.
    error_pos: usize,
    depth: usize,
    /// The height of the tree that the current call of [`Parser::deeper`] has made so far.
    height: usize,
    /// How many nodes are open that hold each other without a call being deeper.
    above: usize,
    /// What the brackets of the text say as a whole.
    pub(crate) brackets: Brackets,
    /// The column of the field being parsed, for finding missing braces.
    pub(crate) field_column: Option<u32>,
    /// How many `case` bodies we are in.
    pub(crate) n_cases: u32,
    /// What else than Haxe 4.3 is allowed.
    pub(crate) dialect: Dialect,
    /// How often inline markup turned out to have no end.
    pub(crate) n_open_markup: u32,
    /// Inline markup found at a place where the lexer saw something else.
    pub(crate) markup: Option<TextRange>,
}

/// Additions to the grammar that the defines of a build bring.
#[derive(Clone, Copy)]
pub(crate) struct Dialect {
    /// The native scalars of our own target are types.
    pub(crate) has_scalars: bool,
    pub(crate) is_haxe5: bool,
}

impl Dialect {
    pub(crate) fn new(defines: &Defines) -> Dialect {
        Dialect {
            has_scalars: defines.is_set("rayzor"),
            is_haxe5: defines.is_haxe5(),
        }
    }
}

/// What is known about the brackets before parsing.
#[derive(Default)]
pub(crate) struct Brackets {
    /// Some `{` is never closed: fields that look like statements are suspected.
    pub unclosed_brace: bool,
    /// Some `}` closes nothing.
    pub extra_brace: bool,
    /// The `(` whose `)` is followed by `->`, in order.
    pub arrow_parens: Vec<u32>,
}

impl Brackets {
    /// Matches all brackets in one pass.
    fn new(kinds: &[SyntaxKind]) -> Brackets {
        let mut res = Brackets::default();
        let mut open: Vec<(SyntaxKind, u32)> = vec![];
        for (pos, &kind) in kinds.iter().enumerate() {
            let opening = match kind {
                T!['('] | T!['['] | T!['{'] | TEMPLATE_OPEN => {
                    open.push((kind, pos as u32));
                    continue;
                }
                T![')'] => T!['('],
                T![']'] => T!['['],
                T!['}'] => T!['{'],
                TEMPLATE_CLOSE => TEMPLATE_OPEN,
                _ => continue,
            };
            // Some brackets between may be unclosed, but not many.
            let found = open
                .iter()
                .rev()
                .take(8)
                .position(|&(kind, _)| kind == opening);
            match found {
                Some(up) => {
                    let at = open.len() - 1 - up;
                    res.unclosed_brace |= open[at..].iter().skip(1).any(|it| it.0 == T!['{']);
                    let (_, start) = open[at];
                    open.truncate(at);
                    if kind == T![')'] && kinds.get(pos + 1) == Some(&T![->]) {
                        res.arrow_parens.push(start);
                    }
                }
                None => res.extra_brace |= kind == T!['}'],
            }
        }
        res.unclosed_brace |= open.iter().any(|it| it.0 == T!['{']);
        res.arrow_parens.sort_unstable();
        res
    }
}

/// What parsing leaves behind.
pub(crate) struct Output {
    pub events: Vec<Event>,
    pub errors: Vec<SyntaxError>,
    /// Markup that must be lexed as such before parsing can succeed.
    pub markup: Option<TextRange>,
}

impl<'a> Parser<'a> {
    pub(crate) fn new(
        text: &'a str,
        tokens: &'a Tokens,
        active: &'a Active,
        dialect: Dialect,
    ) -> Parser<'a> {
        Parser {
            text,
            tokens,
            active,
            pos: 0,
            events: Vec::with_capacity(active.kinds.len() * 3),
            errors: vec![],
            error_pos: usize::MAX,
            depth: 0,
            height: 0,
            above: 0,
            brackets: Brackets::new(&active.kinds),
            field_column: None,
            n_cases: 0,
            dialect,
            n_open_markup: 0,
            markup: None,
        }
    }

    pub(crate) fn finish(self) -> Output {
        Output {
            events: self.events,
            errors: self.errors,
            markup: self.markup,
        }
    }

    // Looking.

    /// The kind of the current token.
    pub(crate) fn current(&self) -> SyntaxKind {
        self.active.kinds[self.pos]
    }

    /// The kind of the token `n` ahead.
    pub(crate) fn nth(&self, n: usize) -> SyntaxKind {
        self.active.kinds.get(self.pos + n).copied().unwrap_or(EOF)
    }

    pub(crate) fn at(&self, kind: SyntaxKind) -> bool {
        self.current() == kind
    }

    pub(crate) fn at_set(&self, set: TokenSet) -> bool {
        set.contains(self.current())
    }

    pub(crate) fn nth_at(&self, n: usize, kind: SyntaxKind) -> bool {
        self.nth(n) == kind
    }

    /// Whether the current token is this identifier.
    pub(crate) fn at_contextual(&self, word: &str) -> bool {
        self.at(T![ident]) && self.nth_text(0) == word
    }

    /// The number of tokens taken so far.
    pub(crate) fn pos(&self) -> usize {
        self.pos
    }

    pub(crate) fn nth_text(&self, n: usize) -> &'a str {
        let range = self.nth_range(n);
        &self.text[range]
    }

    /// Where the token `n` ahead is; that of the end of the file is empty.
    pub(crate) fn nth_range(&self, n: usize) -> TextRange {
        let pos = (self.pos + n).min(self.active.raw.len() - 1);
        let raw = self.active.raw[pos] as usize;
        if raw >= self.tokens.len() {
            return TextRange::empty(TextSize::of(self.text));
        }
        self.tokens.range(raw)
    }

    /// The kind of the last token taken.
    pub(crate) fn previous(&self) -> SyntaxKind {
        if self.pos == 0 {
            EOF
        } else {
            self.active.kinds[self.pos - 1]
        }
    }

    /// Where the last token taken ends.
    pub(crate) fn previous_end(&self) -> TextSize {
        if self.pos == 0 {
            return TextSize::new(0);
        }
        self.tokens
            .range(self.active.raw[self.pos - 1] as usize)
            .end()
    }

    /// Whether nothing stands between the token `n` ahead and the one before it.
    pub(crate) fn nth_is_joint(&self, n: usize) -> bool {
        let pos = self.pos + n;
        pos > 0
            && pos < self.active.raw.len()
            && self.active.raw[pos] == self.active.raw[pos - 1] + 1
    }

    /// Whether the current token stands on another line than the one before it.
    pub(crate) fn at_line_start(&self) -> bool {
        let start = usize::from(self.nth_range(0).start());
        let end = usize::from(self.previous_end());
        self.pos == 0 || memchr::memchr2(b'\n', b'\r', &self.text.as_bytes()[end..start]).is_some()
    }

    /// The column of the current token, a tab being four wide, up to some limit.
    pub(crate) fn column(&self) -> u32 {
        let end = usize::from(self.nth_range(0).start());
        let before = &self.text.as_bytes()[end.saturating_sub(MAX_COLUMN)..end];
        let line = before
            .iter()
            .rev()
            .take_while(|&&byte| !matches!(byte, b'\n' | b'\r'));
        line.map(|&byte| if byte == b'\t' { 4 } else { 1 }).sum()
    }

    /// Whether the current token is a `(` whose `)` is followed by `->`.
    pub(crate) fn at_arrow_paren(&self) -> bool {
        self.brackets
            .arrow_parens
            .binary_search(&(self.pos as u32))
            .is_ok()
    }

    pub(crate) fn source(&self) -> &'a str {
        self.text
    }

    // Taking.

    /// Takes the current token.
    pub(crate) fn bump_any(&mut self) {
        let kind = self.current();
        if kind != EOF {
            self.push_token(kind, 1);
        }
    }

    /// Takes the current token, which is known.
    pub(crate) fn bump(&mut self, kind: SyntaxKind) {
        debug_assert!(self.at(kind), "{kind:?} expected, at {:?}", self.current());
        self.bump_any();
    }

    /// Takes the current token as one of another kind.
    pub(crate) fn bump_remap(&mut self, kind: SyntaxKind) {
        self.push_token(kind, 1);
    }

    /// Takes this many touching tokens as one.
    pub(crate) fn bump_joined(&mut self, kind: SyntaxKind, n: usize) {
        self.push_token(kind, n);
    }

    fn push_token(&mut self, kind: SyntaxKind, n: usize) {
        self.pos += n;
        self.events.push(Event::Token {
            kind,
            n_raw: n as u32,
        });
    }

    /// Takes all tokens up to this place in the text as one, if one starts there.
    pub(crate) fn bump_until(&mut self, kind: SyntaxKind, end: TextSize) -> bool {
        let start = self.active.raw[self.pos] as usize;
        let Ok(end) = self.tokens.starts.binary_search(&end.into()) else {
            return false;
        };
        if self.tokens.kinds[start..end]
            .iter()
            .any(|&kind| !is_plain(kind))
        {
            return false;
        }
        let within = |error: &SyntaxError| {
            let at = u32::from(error.range.start());
            self.tokens.starts[start] <= at && at < self.tokens.starts[end]
        };
        if self.tokens.errors.iter().any(within) {
            return false;
        }
        self.events.push(Event::Token {
            kind,
            n_raw: (end - start) as u32,
        });
        while (self.active.raw[self.pos] as usize) < end {
            self.pos += 1;
        }
        true
    }

    /// Takes the current token if it is of this kind.
    pub(crate) fn eat(&mut self, kind: SyntaxKind) -> bool {
        let res = self.at(kind);
        if res {
            self.bump_any();
        }
        res
    }

    // Reporting.

    /// Reports a mistake at the current token, unless one was reported there already.
    pub(crate) fn error(&mut self, code: &'static str, message: impl Into<String>) {
        let range = self.nth_range(0);
        self.error_once(SyntaxError::new(code, message, range));
    }

    fn error_once(&mut self, error: SyntaxError) {
        if self.error_pos != self.pos {
            self.error_pos = self.pos;
            self.push_error(error);
        }
    }

    /// Reports a mistake at some other place.
    pub(crate) fn error_at(
        &mut self,
        range: TextRange,
        code: &'static str,
        message: impl Into<String>,
    ) {
        self.push_error(SyntaxError::new(code, message, range));
    }

    fn push_error(&mut self, error: SyntaxError) {
        if self.errors.len() < MAX_ERRORS {
            self.errors.push(error);
        }
    }

    /// Reports that the current token cannot stand here.
    pub(crate) fn unexpected(&mut self) {
        let text = self.nth_text(0);
        let message = match self.current() {
            EOF => "Unexpected end of file".to_owned(),
            kind if kind.is_keyword() => format!("Unexpected keyword \"{text}\""),
            _ => format!("Unexpected {text}"),
        };
        let range = self.range_of_missing(false);
        self.error_once(SyntaxError::new(codes::UNEXPECTED_TOKEN, message, range));
    }

    /// Reports what should stand here.
    pub(crate) fn expected(&mut self, what: &str) {
        let range = self.range_of_missing(true);
        let message = format!("Expected {what}");
        self.error_once(SyntaxError::new(codes::EXPECTED_TOKEN, message, range));
    }

    /// Reports what should stand here, with the text that would mend it.
    pub(crate) fn expected_insert(&mut self, what: &str, insert: &'static str) {
        self.missing(codes::EXPECTED_TOKEN, format!("Expected {what}"), insert);
    }

    /// Reports a missing `;`.
    pub(crate) fn missing_semicolon(&mut self) {
        self.missing(codes::MISSING_SEMICOLON, "Missing ;".to_owned(), ";");
    }

    fn missing(&mut self, code: &'static str, message: String, insert: &'static str) {
        // A body may begin on the next line; everything else ends on its own.
        let range = self.range_of_missing(insert != "{");
        let insert = Some((self.previous_end(), insert));
        self.error_once(SyntaxError {
            insert,
            ..SyntaxError::new(code, message, range)
        });
    }

    /// Something missing is shown at the next token when that is on the same
    /// line, otherwise at the end of what stands before.
    fn range_of_missing(&self, prefer_before: bool) -> TextRange {
        let at_eof = self.at(EOF);
        if self.pos == 0 || !(at_eof || prefer_before && self.at_line_start()) {
            return self.nth_range(0);
        }
        self.tokens.range(self.active.raw[self.pos - 1] as usize)
    }

    // Nodes.

    /// Begins a node.
    pub(crate) fn start(&mut self) -> Marker {
        let at = self.events.len();
        self.events.push(Event::Start {
            kind: TOMBSTONE,
            parent: 0,
        });
        Marker { at }
    }

    /// Goes one level deeper, or reports that it is too deep and skips the brackets.
    pub(crate) fn deeper<T>(&mut self, f: impl FnOnce(&mut Parser<'a>) -> Option<T>) -> Option<T> {
        if self.depth >= MAX_DEPTH {
            self.error(codes::NESTING_TOO_DEEP, "Nested too deeply");
            self.skip_balanced();
            return None;
        }
        self.depth += 1;
        let outer = std::mem::take(&mut self.height);
        let res = f(self);
        self.height = outer.max(self.height + 1);
        self.depth -= 1;
        res
    }

    /// Says that what was parsed at this level now stands one node deeper.
    ///
    /// Operators to the left make the tree higher without any call being
    /// deeper. False, with an error, when the tree gets too high.
    pub(crate) fn higher(&mut self) -> bool {
        self.height += 1;
        if self.height > MAX_HEIGHT {
            self.error(codes::NESTING_TOO_DEEP, "Nested too deeply");
            return false;
        }
        true
    }

    /// Says that one more node is open in a row of nodes that a loop parses.
    ///
    /// False, with an error, when there are too many.
    pub(crate) fn open_in_row(&mut self) -> bool {
        self.above += 1;
        if self.above > MAX_HEIGHT {
            self.error(codes::NESTING_TOO_DEEP, "Nested too deeply");
            return false;
        }
        true
    }

    /// The counterpart of [`Parser::open_in_row`] for a whole row.
    pub(crate) fn close_row(&mut self, n: usize) {
        self.above -= n;
    }

    /// Takes everything up to the bracket that closes what we are in.
    fn skip_balanced(&mut self) {
        let m = self.start();
        let mut depth = 0usize;
        loop {
            match self.current() {
                EOF => break,
                T!['('] | T!['['] | T!['{'] | TEMPLATE_OPEN => depth += 1,
                T![')'] | T![']'] | T!['}'] | TEMPLATE_CLOSE if depth == 0 => break,
                T![')'] | T![']'] | T!['}'] | TEMPLATE_CLOSE => depth -= 1,
                _ => {}
            }
            self.bump_any();
        }
        m.complete(self, ERROR);
    }

    /// Takes one token into an error node, with a message.
    pub(crate) fn err_and_bump(&mut self) {
        self.unexpected();
        let m = self.start();
        self.bump_any();
        m.complete(self, ERROR);
    }
}

/// How far to the right an indented field may begin.
const MAX_COLUMN: usize = 256;

/// How many errors of a text are reported: whoever has more will not read them.
pub(crate) const MAX_ERRORS: usize = 500;

/// How high a tree may get: more than anyone writes, and few enough levels that
/// a function that walks the tree by recursion has stack for them.
const MAX_HEIGHT: usize = 1500;

/// Whether a token within markup would be the same if the lexer had known of the markup.
fn is_plain(kind: SyntaxKind) -> bool {
    !matches!(
        kind,
        HASH_IF
            | HASH_ELSEIF
            | HASH_ELSE
            | HASH_END
            | HASH_ERROR
            | HASH_LINE
            | HASH_UNKNOWN
            | TEMPLATE_START
            | TEMPLATE_TEXT
            | TEMPLATE_DOLLAR
            | TEMPLATE_OPEN
            | TEMPLATE_CLOSE
            | TEMPLATE_END
            | UNKNOWN
    )
}

/// A node that was begun.
#[must_use]
pub(crate) struct Marker {
    at: usize,
}

impl Marker {
    /// Ends the node and gives it its kind.
    pub(crate) fn complete(self, p: &mut Parser<'_>, kind: SyntaxKind) -> CompletedMarker {
        if let Event::Start { kind: slot, .. } = &mut p.events[self.at] {
            *slot = kind;
        }
        let end = p.events.len();
        p.events.push(Event::Finish);
        CompletedMarker {
            start: self.at,
            end,
        }
    }

    /// Makes the children of the node those of the node around it.
    pub(crate) fn abandon(self, p: &mut Parser<'_>) {
        if self.at == p.events.len() - 1 {
            p.events.pop();
        }
        // Otherwise the `Start` keeps the kind TOMBSTONE and is passed over.
    }
}

/// A node that is complete.
#[derive(Clone, Copy)]
pub(crate) struct CompletedMarker {
    start: usize,
    end: usize,
}

impl CompletedMarker {
    /// Begins a node around this one.
    pub(crate) fn precede(self, p: &mut Parser<'_>) -> Marker {
        let m = p.start();
        if let Event::Start { parent, .. } = &mut p.events[self.start] {
            *parent = (m.at - self.start) as u32;
        }
        m
    }

    /// Whether both are the same node.
    pub(crate) fn is_same(self, other: CompletedMarker) -> bool {
        self.start == other.start
    }

    /// Removes the node and keeps its children.
    pub(crate) fn undo(self, p: &mut Parser<'_>) {
        if let Event::Start { kind, .. } = &mut p.events[self.start] {
            *kind = TOMBSTONE;
        }
        p.events[self.end] = Event::Tombstone;
    }

    /// Opens the node again, so that it also covers what follows `inner`.
    ///
    /// `inner` is the operand in this node, `outer` the outermost node that was
    /// put around this node since. All of those become nodes around `inner`
    /// alone, and this node is around all of them.
    pub(crate) fn reopen_around(self, p: &mut Parser<'_>, inner: CompletedMarker) -> Marker {
        p.events[self.end] = Event::Tombstone;
        let Event::Start { parent, .. } = p.events[self.start] else {
            return p.start();
        };
        if parent != 0 {
            // Hang the chain of later parents on the end of the operand's own chain.
            let chain = self.start + parent as usize;
            let mut last = inner.start;
            while let Event::Start { parent, .. } = p.events[last] {
                if parent == 0 {
                    break;
                }
                last += parent as usize;
            }
            if let Event::Start { parent, .. } = &mut p.events[last] {
                *parent = (chain - last) as u32;
            }
            if let Event::Start { parent, .. } = &mut p.events[self.start] {
                *parent = 0;
            }
        }
        Marker { at: self.start }
    }
}
