//! `#if`: which tokens the grammar sees.
//!
//! Works on tokens, before the grammar, so a directive may stand between any
//! two of them (manual, chapter 6, Conditional Compilation):
//!
//! ```haxe
//! return #if js "js" #elseif (cpp && !debug) "cpp" #else "other" #end;
//! ```
//!
//! The result is the list of tokens that count, and the [`Group`]s of tokens
//! that become one `Directive` or `Inactive` node in the tree. The directives
//! of one `#if … #end` are linked in one pass beforehand, so leaving out a
//! branch is a jump and the whole is linear whatever the nesting.
//!
//! An `#if` without `#end` whose branch is not taken would hide the rest of the
//! file; it is reported and the rest read as if the directive were not there.

mod condition;

use rowan::{TextRange, TextSize};

use crate::error::codes;
use crate::lexer::Tokens;
use crate::{Defines, SyntaxError, SyntaxKind, SyntaxKind::*, T};

/// The tokens that the grammar sees.
pub(crate) struct Active {
    /// Their kinds, ending with `EOF`.
    pub kinds: Vec<SyntaxKind>,
    /// The index of each among all tokens; that of `EOF` is the number of tokens.
    pub raw: Vec<u32>,
    /// Runs of tokens that form one node, in order.
    pub groups: Vec<Group>,
    /// What is wrong with directives.
    pub errors: Vec<SyntaxError>,
}

/// Tokens from `start` to before `end` that form a node of their own among the trivia.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Group {
    pub start: u32,
    pub end: u32,
    pub kind: SyntaxKind,
    /// The tokens are of no interest: the node holds all their text as one.
    pub hidden: bool,
}

/// How it is decided whether the branch of an `#if` or `#elseif` is taken.
#[derive(Clone, Copy)]
pub(crate) enum Branches<'a> {
    /// By its condition.
    Conditions(&'a Defines),
    /// By where its directive starts; conditions are not evaluated. Text in the ranges, which
    /// are in order, is left out like a branch that is not taken.
    Places {
        taken: &'a dyn Fn(TextSize) -> bool,
        hidden: &'a [TextRange],
    },
}

/// Decides all directives of the text.
pub(crate) fn preprocess(text: &str, tokens: &Tokens, branches: Branches<'_>) -> Active {
    let mut pp = Preprocessor {
        text,
        tokens,
        branches,
        next_branch: next_branches(tokens),
        open: vec![],
        res: Active {
            kinds: Vec::with_capacity(tokens.len() / 2 + 1),
            raw: Vec::with_capacity(tokens.len() / 2 + 1),
            groups: vec![],
            errors: vec![],
        },
    };
    pp.run();
    pp.res
}

struct Preprocessor<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    branches: Branches<'a>,
    /// For each `#if`, `#elseif`, `#else`, by token index: the next directive of the same group.
    next_branch: Vec<(u32, Option<u32>)>,
    /// The directives whose branch we are in.
    open: Vec<usize>,
    res: Active,
}

/// Links each opening directive to the next one of its group, in one pass.
fn next_branches(tokens: &Tokens) -> Vec<(u32, Option<u32>)> {
    let mut res: Vec<(u32, Option<u32>)> = vec![];
    let mut open: Vec<usize> = vec![];
    for (idx, &kind) in tokens.kinds.iter().enumerate() {
        if !matches!(kind, HASH_IF | HASH_ELSEIF | HASH_ELSE | HASH_END) {
            continue;
        }
        if kind != HASH_IF
            && let Some(previous) = open.pop()
        {
            res[previous].1 = Some(idx as u32);
        } else if kind != HASH_IF {
            continue;
        }
        if kind != HASH_END {
            open.push(res.len());
            res.push((idx as u32, None));
        }
    }
    res
}

impl Preprocessor<'_> {
    fn run(&mut self) {
        let len = self.tokens.len();
        let mut idx = 0;
        let mut hidden = match self.branches {
            Branches::Conditions(_) => &[],
            Branches::Places { hidden, .. } => hidden,
        };
        while idx < len {
            if let [range, rest @ ..] = hidden {
                let start = self.tokens.starts[idx];
                if start >= u32::from(range.end()) {
                    hidden = rest;
                    continue;
                }
                if start >= u32::from(range.start()) {
                    let end = self.tokens.starts[idx..]
                        .partition_point(|&start| start < u32::from(range.end()));
                    self.res.groups.push(Group {
                        start: idx as u32,
                        end: (idx + end) as u32,
                        kind: INACTIVE,
                        hidden: true,
                    });
                    idx += end;
                    continue;
                }
            }
            let kind = self.tokens.kinds[idx];
            idx = match kind {
                HASH_IF => self.enter(idx),
                HASH_ELSEIF | HASH_ELSE | HASH_END if self.open.is_empty() => self.stray(idx),
                HASH_ELSEIF | HASH_ELSE => {
                    self.open.pop();
                    let end = match kind {
                        HASH_ELSEIF => self.check_condition(idx + 1),
                        _ => idx + 1,
                    };
                    self.group(idx, end, DIRECTIVE);
                    self.skip_to_end(idx, end)
                }
                HASH_END => {
                    self.open.pop();
                    self.group(idx, idx + 1, DIRECTIVE);
                    idx + 1
                }
                HASH_ERROR => self.error_directive(idx),
                HASH_LINE => self.line_directive(idx),
                HASH_UNKNOWN => {
                    self.unknown_directive(idx);
                    self.group(idx, idx + 1, DIRECTIVE);
                    idx + 1
                }
                _ => {
                    if !kind.is_trivia() {
                        self.res.kinds.push(kind);
                        self.res.raw.push(idx as u32);
                    }
                    idx + 1
                }
            };
        }
        self.res.kinds.push(EOF);
        self.res.raw.push(len as u32);
        for idx in std::mem::take(&mut self.open) {
            self.unclosed(idx);
        }
    }

    /// An `#if`, or an `#elseif` after branches that were not taken.
    fn enter(&mut self, mut idx: usize) -> usize {
        loop {
            let (end, holds) = match self.tokens.kinds[idx] {
                HASH_ELSE => (idx + 1, true),
                _ => match self.branches {
                    Branches::Conditions(defines) => self.condition(idx + 1, defines),
                    Branches::Places { taken, .. } => {
                        let start = self.tokens.starts[idx].into();
                        (self.check_condition(idx + 1), taken(start))
                    }
                },
            };
            self.group(idx, end, DIRECTIVE);
            if holds {
                self.open.push(idx);
                return end;
            }
            let Some(next) = self.next_branch(idx) else {
                self.unclosed(idx);
                return end;
            };
            self.inactive(end, next);
            if self.tokens.kinds[next] == HASH_END {
                self.group(next, next + 1, DIRECTIVE);
                return next + 1;
            }
            idx = next;
        }
    }

    /// After a branch that was taken: leaves out the others.
    fn skip_to_end(&mut self, mut idx: usize, mut end: usize) -> usize {
        loop {
            let Some(next) = self.next_branch(idx) else {
                self.unclosed(idx);
                return end;
            };
            self.inactive(end, next);
            idx = next;
            end = match self.tokens.kinds[next] {
                HASH_ELSEIF => self.check_condition(next + 1),
                _ => next + 1,
            };
            self.group(next, end, DIRECTIVE);
            if self.tokens.kinds[next] == HASH_END {
                return end;
            }
        }
    }

    fn next_branch(&self, idx: usize) -> Option<usize> {
        let found = self
            .next_branch
            .binary_search_by_key(&(idx as u32), |&(idx, _)| idx)
            .ok()?;
        self.next_branch[found].1.map(|next| next as usize)
    }

    /// Tokens of a branch that is not taken. They must still be well-formed directives.
    fn inactive(&mut self, start: usize, end: usize) {
        let mut idx = start;
        while idx < end {
            idx = match self.tokens.kinds[idx] {
                HASH_IF | HASH_ELSEIF => self.check_condition(idx + 1),
                HASH_UNKNOWN => {
                    self.unknown_directive(idx);
                    idx + 1
                }
                _ => idx + 1,
            };
        }
        let is_space = |idx: usize| self.tokens.kinds[idx] == WHITESPACE;
        let (mut start, mut end) = (start, end);
        while start < end && is_space(start) {
            start += 1;
        }
        while start < end && is_space(end - 1) {
            end -= 1;
        }
        if start < end {
            self.group(start, end, INACTIVE);
        }
    }

    fn stray(&mut self, idx: usize) -> usize {
        let text = self.tokens.text(self.text, idx);
        self.error(idx, codes::UNEXPECTED_TOKEN, format!("Unexpected {text}"));
        let end = match self.tokens.kinds[idx] {
            HASH_ELSEIF => self.check_condition(idx + 1),
            _ => idx + 1,
        };
        self.group(idx, end, DIRECTIVE);
        end
    }

    fn error_directive(&mut self, idx: usize) -> usize {
        let message = idx + 1 + usize::from(self.tokens.kinds.get(idx + 1) == Some(&WHITESPACE));
        let end = match self.tokens.kinds.get(message) {
            Some(&STRING) => message + 1,
            // Interpolated: up to the quote that closes it.
            Some(&TEMPLATE_START) => {
                let rest = &self.tokens.kinds[message..];
                message
                    + rest
                        .iter()
                        .position(|&kind| kind == TEMPLATE_END)
                        .map_or(1, |it| it + 1)
            }
            _ => {
                self.error(
                    idx,
                    codes::ERROR_DIRECTIVE,
                    "Not implemented for current platform".to_owned(),
                );
                self.group(idx, idx + 1, DIRECTIVE);
                return idx + 1;
            }
        };
        let start = self.tokens.starts[message] as usize;
        let text = &self.text[start..self.tokens.starts[end] as usize];
        let text = text.trim_matches(|c| c == '"' || c == '\'');
        let range = TextRange::new(
            self.tokens.starts[message].into(),
            self.tokens.starts[end].into(),
        );
        let (mut message, _) = crate::ast::unescape(text);
        if message.is_empty() {
            message = "#error".to_owned();
        }
        // Nothing after the error is read by the reference; a `;` is a habit.
        let end = end + usize::from(self.tokens.kinds.get(end) == Some(&T![;]));
        self.res
            .errors
            .push(SyntaxError::new(codes::ERROR_DIRECTIVE, message, range));
        self.group(idx, end, DIRECTIVE);
        end
    }

    fn line_directive(&mut self, idx: usize) -> usize {
        let rest = &self.tokens.kinds[idx + 1..];
        let number = rest
            .iter()
            .position(|kind| !kind.is_trivia())
            .map(|len| idx + 1 + len);
        let end = match number {
            Some(number) if self.tokens.kinds[number] == INT => number + 1,
            _ => {
                self.error(idx, codes::EXPECTED_TOKEN, "Expected number".to_owned());
                idx + 1
            }
        };
        self.group(idx, end, DIRECTIVE);
        end
    }

    fn unknown_directive(&mut self, idx: usize) {
        let text = self.tokens.text(self.text, idx);
        let suggestion = suggest_directive(text);
        let message = match suggestion {
            Some(suggestion) => format!("Unknown token (Suggestion: {suggestion})"),
            None => format!("Unknown token {text}"),
        };
        self.error(idx, codes::UNKNOWN_DIRECTIVE, message);
    }

    fn unclosed(&mut self, idx: usize) {
        self.error(
            idx,
            codes::UNCLOSED_CONDITIONAL,
            "Unclosed conditional compilation block".to_owned(),
        );
    }

    fn error(&mut self, idx: usize, code: &'static str, message: String) {
        self.res
            .errors
            .push(SyntaxError::new(code, message, self.tokens.range(idx)));
    }

    fn group(&mut self, start: usize, end: usize, kind: SyntaxKind) {
        self.res.groups.push(Group {
            start: start as u32,
            end: end as u32,
            kind,
            hidden: false,
        });
    }

    /// The condition at `idx`: where it ends and whether it holds.
    fn condition(&mut self, idx: usize, defines: &Defines) -> (usize, bool) {
        let (end, condition) = self.parse_condition(idx);
        let Some(condition) = condition else {
            return (end, false);
        };
        match condition::eval(&condition, defines) {
            Ok(value) => (end, value.is_true()),
            Err(message) => {
                let range = TextRange::new(
                    self.tokens.starts[idx].into(),
                    self.tokens.starts[end].into(),
                );
                let leading = self.tokens.kinds[idx] == WHITESPACE && end > idx + 1;
                let start = self.tokens.starts[idx + usize::from(leading)];
                let range = TextRange::new(start.into(), range.end());
                self.res
                    .errors
                    .push(SyntaxError::new(codes::INVALID_CONDITION, message, range));
                (end, false)
            }
        }
    }

    /// A condition whose value does not matter.
    fn check_condition(&mut self, idx: usize) -> usize {
        self.parse_condition(idx).0
    }

    fn parse_condition(&mut self, idx: usize) -> (usize, Option<condition::Condition>) {
        let parsed = condition::parse(self.text, self.tokens, idx);
        if let Some(error) = parsed.error {
            self.res.errors.push(error);
        }
        (parsed.end, parsed.condition)
    }
}

/// The directive that was probably meant.
fn suggest_directive(text: &str) -> Option<&'static str> {
    ["#if", "#elseif", "#else", "#end", "#error", "#line"]
        .into_iter()
        .map(|name| (edit_distance(text, name), name))
        .filter(|(distance, _)| *distance <= 2)
        .min()
        .map(|(_, name)| name)
}

/// How many letters must change, be put in or taken out; long texts count as far away.
fn edit_distance(from: &str, to: &str) -> usize {
    if from.len() > 2 * to.len() {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.bytes().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in to.bytes().enumerate() {
            let change = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[to.len()]
}

/// Tokens that would end a condition in an unfinished directive.
fn is_directive(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        HASH_IF | HASH_ELSEIF | HASH_ELSE | HASH_END | HASH_ERROR | HASH_LINE | HASH_UNKNOWN
    )
}

/// Keywords count as names in conditions: `#if macro`, `#if static`.
fn is_name(kind: SyntaxKind) -> bool {
    kind == T![ident] || kind.is_keyword()
}
