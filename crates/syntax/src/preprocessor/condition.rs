//! The conditions of `#if`.
//!
//! Without parentheses a condition is one atom: `#if js && cpp` is `#if js`
//! followed by tokens `&& cpp`. Inside parentheses there are the logical and
//! the comparing operators and `version("1.2.3")`.
//!
//! Values: an undefined name is null; a defined one is its string. Only null,
//! false and 0.0 do not hold, so a define whose value is "0" does.

use rowan::TextRange;

use super::{is_directive, is_name};
use crate::ast::{BinaryOp, unescape};
use crate::error::codes;
use crate::lexer::Tokens;
use crate::{Defines, MAX_DEPTH, SyntaxError, SyntaxKind::*, T};

/// A condition as a tree.
#[derive(Debug)]
pub(super) enum Condition {
    Name(String),
    String(String),
    Number(f64),
    Version(String),
    Not(Box<Condition>),
    Binary(BinaryOp, Box<Condition>, Box<Condition>),
}

pub(super) struct Parsed {
    /// The token behind the condition.
    pub end: usize,
    /// `None` when it cannot be read.
    pub condition: Option<Condition>,
    pub error: Option<SyntaxError>,
}

/// Reads the condition that starts at or after token `idx`.
pub(super) fn parse(text: &str, tokens: &Tokens, idx: usize) -> Parsed {
    let mut parser = Parser {
        text,
        tokens,
        idx,
        end: idx,
        depth: 0,
        n_ops: 0,
    };
    match parser.atom() {
        Ok(condition) => Parsed {
            end: parser.end,
            condition: Some(condition),
            error: None,
        },
        Err(error) => Parsed {
            end: parser.end,
            condition: None,
            error: Some(error),
        },
    }
}

struct Parser<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    idx: usize,
    /// Behind the last token taken.
    end: usize,
    depth: usize,
    n_ops: usize,
}

type Result<T> = std::result::Result<T, SyntaxError>;

impl Parser<'_> {
    /// The next token that is not trivia. A line comment is not skipped in the
    /// reference; nobody writes one inside a condition.
    fn peek(&mut self) -> crate::SyntaxKind {
        while self
            .tokens
            .kinds
            .get(self.idx)
            .is_some_and(|kind| kind.is_trivia())
        {
            self.idx += 1;
        }
        match self.tokens.kinds.get(self.idx) {
            Some(&kind) if !is_directive(kind) => kind,
            _ => EOF,
        }
    }

    fn bump(&mut self) -> &str {
        let idx = self.idx;
        self.idx += 1;
        self.end = self.idx;
        self.tokens.text(self.text, idx)
    }

    fn unexpected(&mut self) -> SyntaxError {
        let kind = self.peek();
        let at = self.idx.min(self.tokens.len().saturating_sub(1));
        let (range, what) = match self.tokens.kinds.get(self.idx) {
            Some(_) => (
                self.tokens.range(self.idx),
                self.tokens.text(self.text, self.idx),
            ),
            None => (TextRange::empty(self.tokens.range(at).end()), "end of file"),
        };
        let what = if kind.is_keyword() {
            format!("keyword \"{what}\"")
        } else {
            what.to_owned()
        };
        SyntaxError::new(codes::UNEXPECTED_TOKEN, format!("Unexpected {what}"), range)
    }

    fn invalid(&self, start: usize) -> SyntaxError {
        let range = TextRange::new(
            self.tokens.starts[start].into(),
            self.tokens.starts[self.end.max(start + 1)].into(),
        );
        SyntaxError::new(
            codes::INVALID_CONDITION,
            "Invalid conditional expression",
            range,
        )
    }

    fn atom(&mut self) -> Result<Condition> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let range = self.tokens.range(self.idx.min(self.tokens.len() - 1));
            return Err(SyntaxError::new(
                codes::NESTING_TOO_DEEP,
                "Nested too deeply",
                range,
            ));
        }
        let res = self.atom_inner();
        self.depth -= 1;
        res
    }

    fn atom_inner(&mut self) -> Result<Condition> {
        match self.peek() {
            T![!] => {
                self.bump();
                Ok(Condition::Not(Box::new(self.atom()?)))
            }
            T!['('] => {
                self.bump();
                let condition = self.binary(0)?;
                if self.peek() != T![')'] {
                    return Err(self.unexpected());
                }
                self.bump();
                Ok(condition)
            }
            STRING => Ok(Condition::String(self.string())),
            INT | FLOAT => {
                let start = self.idx;
                let text = self.bump().replace('_', "");
                let value = match text.strip_prefix("0x") {
                    Some(hex) => u64::from_str_radix(hex, 16).ok().map(|value| value as f64),
                    None => text.parse().ok(),
                };
                value
                    .map(Condition::Number)
                    .ok_or_else(|| self.invalid(start))
            }
            kind if is_name(kind) => Ok(Condition::Name(self.name())),
            _ => Err(self.unexpected()),
        }
    }

    fn string(&mut self) -> String {
        let text = self.bump();
        // The closing quote may be missing.
        let inner = text.get(1..).unwrap_or_default();
        unescape(inner.strip_suffix(['"', '\'']).unwrap_or(inner)).0
    }

    /// `target.name`
    fn name(&mut self) -> String {
        let mut name = self.bump().to_owned();
        while self.tokens.kinds.get(self.idx) == Some(&T![.])
            && self
                .tokens
                .kinds
                .get(self.idx + 1)
                .is_some_and(|&kind| is_name(kind))
        {
            self.bump();
            name.push('.');
            name.push_str(self.bump());
        }
        name
    }

    /// What stands in parentheses, operators of this strength and stronger.
    fn binary(&mut self, min: u8) -> Result<Condition> {
        let start = self.idx;
        let mut lhs = self.operand()?;
        loop {
            let (op, strength, len) = match self.peek() {
                T![||] => (BinaryOp::BoolOr, 1, 1),
                T![&&] => (BinaryOp::BoolAnd, 2, 1),
                T![==] => (BinaryOp::Eq, 3, 1),
                T![!=] => (BinaryOp::NotEq, 3, 1),
                T![<] => (BinaryOp::Lt, 3, 1),
                T![<=] => (BinaryOp::LtEq, 3, 1),
                T![>] if self.tokens.kinds.get(self.idx + 1) == Some(&T![=]) => {
                    (BinaryOp::GtEq, 3, 2)
                }
                T![>] => (BinaryOp::Gt, 3, 1),
                T![')'] => return Ok(lhs),
                kind if BinaryOp::from_kind(kind).is_some() => {
                    self.bump();
                    return Err(self.invalid(start));
                }
                _ => return Ok(lhs),
            };
            if strength <= min {
                return Ok(lhs);
            }
            self.n_ops += 1;
            if self.n_ops > MAX_DEPTH {
                return Err(SyntaxError::new(
                    codes::NESTING_TOO_DEEP,
                    "Nested too deeply",
                    self.tokens.range(self.idx),
                ));
            }
            for _ in 0..len {
                self.bump();
            }
            let rhs = self.binary(strength)?;
            lhs = Condition::Binary(op, Box::new(lhs), Box::new(rhs));
        }
    }

    fn operand(&mut self) -> Result<Condition> {
        if self.peek() == T![!] {
            self.bump();
            self.depth += 1;
            if self.depth > MAX_DEPTH {
                return Err(self.unexpected());
            }
            let operand = self.operand();
            self.depth -= 1;
            return Ok(Condition::Not(Box::new(operand?)));
        }
        let start = self.idx;
        let atom = self.atom()?;
        match atom {
            Condition::Name(name) if self.peek() == T!['('] => {
                self.bump();
                if name != "version" || self.peek() != STRING {
                    return Err(self.invalid(start));
                }
                let version = self.string();
                if self.peek() != T![')'] {
                    return Err(self.unexpected());
                }
                self.bump();
                Ok(Condition::Version(version))
            }
            atom => Ok(atom),
        }
    }
}

/// The value of a condition.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Float(f64),
    String(String),
    Version(Version),
}

/// A semantic version: release numbers, then what follows a dash.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Version {
    release: [i64; 3],
    pre: Option<Vec<VersionPart>>,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum VersionPart {
    Number(i64),
    Text(String),
}

impl Value {
    pub(super) fn is_true(&self) -> bool {
        !matches!(self, Value::Null | Value::Bool(false) | Value::Float(0.0))
    }

    fn describe(&self) -> String {
        match self {
            Value::Null => "null".to_owned(),
            Value::Bool(value) => format!("boolean {value}"),
            Value::Float(value) if value.fract() == 0.0 => format!("float {value:.0}."),
            Value::Float(value) => format!("float {value}"),
            Value::String(value) => format!("string \"{value}\""),
            Value::Version(version) => {
                let [major, minor, patch] = version.release;
                format!("version {major}.{minor}.{patch}")
            }
        }
    }
}

/// What the condition is under these defines, or why that cannot be said.
pub(super) fn eval(condition: &Condition, defines: &Defines) -> std::result::Result<Value, String> {
    Ok(match condition {
        Condition::Name(name) => match defines.get(name) {
            Some(value) => Value::String(value.to_owned()),
            None => Value::Null,
        },
        Condition::String(value) => Value::String(value.clone()),
        Condition::Number(value) => Value::Float(*value),
        Condition::Version(text) => Value::Version(parse_version(text)?),
        Condition::Not(inner) => Value::Bool(!eval(inner, defines)?.is_true()),
        Condition::Binary(BinaryOp::BoolAnd, lhs, rhs) => {
            Value::Bool(eval(lhs, defines)?.is_true() && eval(rhs, defines)?.is_true())
        }
        Condition::Binary(BinaryOp::BoolOr, lhs, rhs) => {
            Value::Bool(eval(lhs, defines)?.is_true() || eval(rhs, defines)?.is_true())
        }
        Condition::Binary(op, lhs, rhs) => {
            let (lhs, rhs) = bring_together(eval(lhs, defines)?, eval(rhs, defines)?)?;
            let ordering = compare(&lhs, &rhs)?;
            Value::Bool(match op {
                BinaryOp::Eq => ordering.is_some_and(|it| it.is_eq()),
                BinaryOp::NotEq => !ordering.is_some_and(|it| it.is_eq()),
                BinaryOp::Lt => ordering.is_some_and(|it| it.is_lt()),
                BinaryOp::LtEq => ordering.is_some_and(|it| it.is_le()),
                BinaryOp::Gt => ordering.is_some_and(|it| it.is_gt()),
                BinaryOp::GtEq => ordering.is_some_and(|it| it.is_ge()),
                _ => return Err("Unsupported operation".to_owned()),
            })
        }
    })
}

/// A string next to a number or a version is read as one.
fn bring_together(lhs: Value, rhs: Value) -> std::result::Result<(Value, Value), String> {
    Ok(match (lhs, rhs) {
        (Value::String(text), rhs @ Value::Float(_)) => (as_float(text), rhs),
        (lhs @ Value::Float(_), Value::String(text)) => (lhs, as_float(text)),
        (lhs @ Value::Version(_), Value::String(text)) => {
            (lhs, Value::Version(parse_version(&text)?))
        }
        (Value::String(text), rhs @ Value::Version(_)) => {
            (Value::Version(parse_version(&text)?), rhs)
        }
        (lhs, rhs) => (lhs, rhs),
    })
}

fn as_float(text: String) -> Value {
    text.parse().map_or(Value::String(text), Value::Float)
}

/// `None` where any comparison is false: with null, and between unlike values.
fn compare(lhs: &Value, rhs: &Value) -> std::result::Result<Option<std::cmp::Ordering>, String> {
    Ok(match (lhs, rhs) {
        (Value::Null, _) | (_, Value::Null) => None,
        (Value::Float(lhs), Value::Float(rhs)) => lhs.partial_cmp(rhs),
        (Value::String(lhs), Value::String(rhs)) => Some(lhs.cmp(rhs)),
        (Value::Bool(lhs), Value::Bool(rhs)) => Some(lhs.cmp(rhs)),
        (Value::Version(lhs), Value::Version(rhs)) => {
            Some(
                lhs.release
                    .cmp(&rhs.release)
                    .then_with(|| match (&lhs.pre, &rhs.pre) {
                        (None, None) => std::cmp::Ordering::Equal,
                        // A version without a suffix comes after those with one.
                        (None, Some(_)) => std::cmp::Ordering::Greater,
                        (Some(_), None) => std::cmp::Ordering::Less,
                        (Some(lhs), Some(rhs)) => lhs.cmp(rhs),
                    }),
            )
        }
        (Value::String(_), Value::Float(_))
        | (Value::Float(_), Value::String(_))
        | (Value::Version(_), _)
        | (_, Value::Version(_)) => {
            return Err(format!(
                "Cannot compare {} and {}",
                lhs.describe(),
                rhs.describe()
            ));
        }
        (Value::Bool(_), _) | (_, Value::Bool(_)) => None,
    })
}

fn parse_version(text: &str) -> std::result::Result<Version, String> {
    let error = || format!("Invalid version string \"{text}\". Should follow SemVer.");
    let (release, pre) = match text.split_once('-') {
        Some((_, "")) => return Err(error()),
        Some((release, pre)) => (
            release,
            Some(pre.split_once('+').map_or(pre, |(pre, _)| pre)),
        ),
        None => (text, None),
    };
    let numbers: Vec<i64> = release
        .split('.')
        .map(|part| part.parse().map_err(|_| error()))
        .collect::<std::result::Result<_, _>>()?;
    let release = <[i64; 3]>::try_from(numbers).map_err(|_| error())?;
    let part = |part: &str| {
        part.parse()
            .map_or(VersionPart::Text(part.to_owned()), VersionPart::Number)
    };
    Ok(Version {
        release,
        pre: pre.map(|pre| pre.split('.').map(part).collect()),
    })
}
