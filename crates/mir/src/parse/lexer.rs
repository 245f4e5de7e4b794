//! Tokens of the text form.

use std::fmt;

use super::{ParseError, Result};
use crate::types::Symbol;

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Token {
    Word(Symbol),
    /// `@name` or `@"name"`.
    Symbol(Symbol),
    Str(Symbol),
    Number(String),
    Arrow,
    Punct(char),
    End,
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Token::Word(word) => write!(f, "`{word}`"),
            Token::Symbol(symbol) => write!(f, "`@{symbol}`"),
            Token::Str(text) => write!(f, "{text:?}"),
            Token::Number(text) => write!(f, "`{text}`"),
            Token::Arrow => f.write_str("`->`"),
            Token::Punct(c) => write!(f, "`{c}`"),
            Token::End => f.write_str("the end"),
        }
    }
}

pub(super) struct Lexer<'a> {
    rest: &'a str,
    /// Of the token last given.
    pub(super) line: u32,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Lexer<'a> {
        Lexer {
            rest: text,
            line: 1,
        }
    }

    pub(super) fn next(&mut self) -> Result<Token> {
        self.skip_space();
        let Some(c) = self.rest.chars().next() else {
            return Ok(Token::End);
        };
        if self.rest.starts_with("->") {
            self.rest = &self.rest[2..];
            return Ok(Token::Arrow);
        }
        if c.is_ascii_alphabetic() || c == '_' {
            let word = self.take_while(|c| c.is_ascii_alphanumeric() || c == '_');
            return Ok(Token::Word(word.into()));
        }
        if c.is_ascii_digit() || c == '-' {
            let mut text = self.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
            // `1e-7` holds a minus, `1-2` does not occur.
            if let Some(at) = text.find("->") {
                self.rest = &text[at..];
                text = &text[..at];
            }
            return Ok(Token::Number(text.to_owned()));
        }
        self.rest = &self.rest[c.len_utf8()..];
        match c {
            '@' if self.rest.starts_with('"') => {
                self.rest = &self.rest[1..];
                self.quoted().map(Token::Symbol)
            }
            '@' => {
                let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '$');
                let mut end = self.rest.find(|c| !plain(c)).unwrap_or(self.rest.len());
                // `Interface::method`, but not the colon of `@x: i32`.
                while self.rest[end..].starts_with("::") {
                    let more = &self.rest[end + 2..];
                    end += 2 + more.find(|c| !plain(c)).unwrap_or(more.len());
                }
                let (symbol, rest) = self.rest.split_at(end);
                if symbol.is_empty() {
                    return self.error("a symbol without a name");
                }
                self.rest = rest;
                Ok(Token::Symbol(symbol.into()))
            }
            '"' => self.quoted().map(Token::Str),
            _ => Ok(Token::Punct(c)),
        }
    }

    fn error<T>(&self, message: &str) -> Result<T> {
        Err(ParseError {
            line: self.line,
            message: message.to_owned(),
        })
    }

    fn skip_space(&mut self) {
        loop {
            let trimmed = self.rest.trim_start();
            let space = &self.rest[..self.rest.len() - trimmed.len()];
            self.line += space.matches('\n').count() as u32;
            self.rest = trimmed;
            if !self.rest.starts_with(';') {
                return;
            }
            let end = self.rest.find('\n').unwrap_or(self.rest.len());
            self.rest = &self.rest[end..];
        }
    }

    fn take_while(&mut self, f: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !f(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    /// After the opening quote.
    fn quoted(&mut self) -> Result<Symbol> {
        let mut res = String::new();
        let mut chars = self.rest.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    self.rest = &self.rest[at + 1..];
                    return Ok(res.into());
                }
                '\n' => break,
                '\\' => match chars.next() {
                    Some((_, 'n')) => res.push('\n'),
                    Some((_, 'r')) => res.push('\r'),
                    Some((_, 't')) => res.push('\t'),
                    Some((at, 'u')) => {
                        let digits = self.rest[at + 1..]
                            .strip_prefix('{')
                            .and_then(|it| it.split_once('}'));
                        let c = digits.and_then(|(it, _)| u32::from_str_radix(it, 16).ok());
                        let Some(c) = c.and_then(char::from_u32) else {
                            return self.error("a bad \\u escape");
                        };
                        res.push(c);
                        for (_, c) in chars.by_ref() {
                            if c == '}' {
                                break;
                            }
                        }
                    }
                    Some((_, c)) => res.push(c),
                    None => break,
                },
                c => res.push(c),
            }
        }
        self.error("a string that is not closed on its line")
    }
}
