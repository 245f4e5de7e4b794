//! What the text of a literal means.
//!
//! Manual, chapter 10 (String literals) and 5 (Constants). A single-quoted and
//! a double-quoted string have the same escapes; only the former interpolates.

use rowan::TextSize;

use super::{AstNode, Literal, Name, NameExpr, NameRef, ObjectFieldName};
use crate::{SyntaxKind, SyntaxKind::*, SyntaxToken, T};

/// The sort of a literal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LiteralKind {
    /// `1`, `0xff`, `1_000`, `5i64`
    Int,
    /// `1.5`, `1e3`, `2f64`
    Float,
    /// `"a"`, `'a'`
    String,
    /// `~/a/g`
    Regex,
    /// `true`, `false`
    Bool(bool),
    /// `null`
    Null,
}

/// Why an integer literal has no 32-bit value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IntError {
    /// A decimal that does not fit: Haxe makes it a `Float`.
    TooLarge,
    /// A hexadecimal of more than eight digits.
    HexTooLarge,
}

/// A bad escape sequence: where the character after the backslash is, and Haxe's message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StringError {
    /// Offset in the text given.
    pub offset: TextSize,
    /// The message.
    pub message: String,
}

impl Literal {
    /// The one token of the literal.
    pub fn token(&self) -> Option<SyntaxToken> {
        first_token(self)
    }

    /// The sort of literal.
    pub fn kind(&self) -> Option<LiteralKind> {
        Some(match self.token()?.kind() {
            INT => LiteralKind::Int,
            FLOAT => LiteralKind::Float,
            STRING => LiteralKind::String,
            REGEX => LiteralKind::Regex,
            T![true] => LiteralKind::Bool(true),
            T![false] => LiteralKind::Bool(false),
            T![null] => LiteralKind::Null,
            _ => return None,
        })
    }

    /// The value of a string literal.
    pub fn string_value(&self) -> Option<String> {
        string_value(&self.token()?)
    }

    /// Pattern and flags of a regular expression, `\/` unescaped.
    pub fn regex_parts(&self) -> Option<(String, String)> {
        let token = self.token().filter(|token| token.kind() == REGEX)?;
        let text = token.text().strip_prefix("~/")?;
        let (pattern, flags) = text.rsplit_once('/')?;
        Some((pattern.replace("\\/", "/"), flags.to_owned()))
    }

    /// Digits without separators and prefix, the radix, and the suffix (`i64`) of a number.
    pub fn int_parts(&self) -> Option<(String, u32, Option<String>)> {
        let token = self.token().filter(|token| token.kind() == INT)?;
        Some(int_parts(token.text()))
    }

    /// The value of an unsuffixed or 32-bit integer. `negative` is for a `-` in
    /// front, which belongs to the literal: `-2147483648` is an `Int`.
    pub fn int_value(&self, negative: bool) -> Option<Result<i32, IntError>> {
        let (digits, radix, _) = self.int_parts()?;
        if radix != 10 {
            let significant = digits.trim_start_matches('0');
            return Some(match u32::from_str_radix(significant, radix) {
                Ok(value) => {
                    let value = value as i32;
                    Ok(if negative {
                        value.wrapping_neg()
                    } else {
                        value
                    })
                }
                Err(_) if significant.is_empty() => Ok(0),
                Err(_) => Err(IntError::HexTooLarge),
            });
        }
        let value = digits
            .parse::<i64>()
            .ok()
            .map(|value| if negative { -value } else { value });
        Some(
            value
                .and_then(|value| i32::try_from(value).ok())
                .ok_or(IntError::TooLarge),
        )
    }

    /// The value of a number as a float, and its suffix (`f64`).
    pub fn float_value(&self) -> Option<f64> {
        let token = self.token()?;
        let text = match token.kind() {
            INT => {
                let (digits, radix, _) = int_parts(token.text());
                if radix != 10 {
                    return u64::from_str_radix(&digits, radix)
                        .ok()
                        .map(|value| value as f64);
                }
                digits
            }
            FLOAT => float_digits(token.text()),
            _ => return None,
        };
        text.parse().ok()
    }

    /// The suffix of a number: `i32`, `u32`, `i64`, `u64`, `f64`.
    pub fn suffix(&self) -> Option<String> {
        let token = self.token()?;
        match token.kind() {
            INT => int_parts(token.text()).2,
            FLOAT => token
                .text()
                .find('f')
                .map(|idx| token.text()[idx..].to_owned()),
            _ => None,
        }
    }
}

fn int_parts(text: &str) -> (String, u32, Option<String>) {
    let (text, suffix) = match text.find(['i', 'u']) {
        Some(idx) => (&text[..idx], Some(text[idx..].to_owned())),
        None => (text, None),
    };
    let (digits, radix) = match text.get(..2) {
        Some("0x") => (&text[2..], 16),
        Some("0b") => (&text[2..], 2),
        _ => (text, 10),
    };
    (digits.replace('_', ""), radix, suffix)
}

fn float_digits(text: &str) -> String {
    let text = text.find('f').map_or(text, |idx| &text[..idx]);
    text.replace('_', "")
}

/// The value of a `STRING` token.
pub(super) fn string_value(token: &SyntaxToken) -> Option<String> {
    if token.kind() != STRING {
        return None;
    }
    let text = token.text();
    let quote = text.chars().next()?;
    let inner = &text[1..];
    let inner = inner.strip_suffix(quote).unwrap_or(inner);
    let inner = unescape(inner).0;
    // Only in single quotes a doubled dollar stands for one.
    Some(if quote == '\'' {
        inner.replace("$$", "$")
    } else {
        inner
    })
}

/// Replaces escape sequences, with the ones that are wrong reported and left out.
pub fn unescape(text: &str) -> (String, Vec<StringError>) {
    let mut res = String::with_capacity(text.len());
    let mut errors = vec![];
    let mut rest = text;
    while let Some(idx) = rest.find('\\') {
        res.push_str(&rest[..idx]);
        rest = &rest[idx + 1..];
        let offset = TextSize::of(text) - TextSize::of(rest);
        let (len, value) = escape(rest);
        match value {
            Ok(c) => res.push(c),
            Err(hint) => {
                let c = rest.chars().next();
                let c = c
                    .map(|c| c.escape_default().to_string())
                    .unwrap_or_default();
                let mut message = format!("Invalid escape sequence \\{c}");
                if let Some(hint) = hint {
                    message = format!("{message}. {hint}");
                }
                errors.push(StringError { offset, message });
            }
        }
        rest = &rest[len..];
    }
    res.push_str(rest);
    (res, errors)
}

/// One escape sequence after its backslash: how long it is and what it stands for.
fn escape(text: &str) -> (usize, Result<char, Option<String>>) {
    let bytes = text.as_bytes();
    let Some(&first) = bytes.first() else {
        return (0, Err(None));
    };
    let hex = |range: std::ops::Range<usize>| -> Option<u32> {
        let digits = text.get(range)?;
        let valid = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit());
        valid.then(|| u32::from_str_radix(digits, 16).ok())?
    };
    let first_len = text.chars().next().map_or(0, char::len_utf8);
    match first {
        b'n' => (1, Ok('\n')),
        b'r' => (1, Ok('\r')),
        b't' => (1, Ok('\t')),
        b'"' => (1, Ok('"')),
        b'\'' => (1, Ok('\'')),
        b'\\' => (1, Ok('\\')),
        b'0'..=b'3' => {
            let digits = text
                .get(0..3)
                .filter(|it| it.bytes().all(|b| (b'0'..=b'7').contains(&b)));
            match digits.and_then(|it| u32::from_str_radix(it, 8).ok()) {
                Some(value @ 0..=127) => (3, Ok(char::from_u32(value).unwrap_or('\0'))),
                Some(value) => (
                    3,
                    Err(Some(format!(
                        "Values greater than \\177 are not allowed. Use \\u00{value:02x} instead."
                    ))),
                ),
                None => (1, Err(None)),
            }
        }
        b'x' => match hex(1..3) {
            Some(value @ 0..=127) => (3, Ok(char::from_u32(value).unwrap_or('\0'))),
            Some(_) => (
                3,
                Err(Some(format!(
                    "Values greater than \\x7f are not allowed. Use \\u00{} instead.",
                    &text[1..3]
                ))),
            ),
            None => (
                1,
                Err(Some("Must be followed by a hexadecimal sequence.".into())),
            ),
        },
        b'u' => {
            let (len, value) = match hex(1..5) {
                Some(value) => (5, Some(value)),
                None if bytes.get(1) == Some(&b'{') => match text.find('}') {
                    Some(end) => (end + 1, hex(2..end)),
                    None => (1, None),
                },
                None => (1, None),
            };
            match value {
                Some(0xD800..=0xDFFF) => (
                    len,
                    Err(Some("UTF-16 surrogates are not allowed in strings.".into())),
                ),
                Some(value) => match char::from_u32(value) {
                    Some(c) => (len, Ok(c)),
                    None => (
                        len,
                        Err(Some(
                            "Maximum allowed value for unicode escape sequence is \\u{10FFFF}"
                                .into(),
                        )),
                    ),
                },
                None => (
                    1,
                    Err(Some(
                        "Must be followed by a hexadecimal sequence enclosed in curly brackets."
                            .into(),
                    )),
                ),
            }
        }
        _ => (first_len, Err(None)),
    }
}

impl Name {
    /// The token that is the name.
    pub fn token(&self) -> Option<SyntaxToken> {
        first_token(self)
    }

    /// The name, empty when it is missing.
    pub fn text(&self) -> String {
        self.token()
            .map(|token| token.text().to_owned())
            .unwrap_or_default()
    }
}

impl NameRef {
    /// The token that is the name.
    pub fn token(&self) -> Option<SyntaxToken> {
        first_token(self)
    }

    /// The name, empty when it is missing.
    pub fn text(&self) -> String {
        self.token()
            .map(|token| token.text().to_owned())
            .unwrap_or_default()
    }
}

impl NameExpr {
    /// The token that is the name.
    pub fn token(&self) -> Option<SyntaxToken> {
        first_token(self)
    }

    /// The name, with the dollar of `$name`.
    pub fn text(&self) -> String {
        self.token()
            .map(|token| token.text().to_owned())
            .unwrap_or_default()
    }
}

impl ObjectFieldName {
    /// The name of the field; that of a quoted one is its string.
    pub fn text(&self) -> String {
        let Some(token) = first_token(self) else {
            return String::new();
        };
        string_value(&token).unwrap_or_else(|| token.text().to_owned())
    }
}

fn first_token<N: AstNode<Language = crate::HaxeLanguage>>(node: &N) -> Option<SyntaxToken> {
    node.syntax()
        .children_with_tokens()
        .filter_map(|it| it.into_token())
        .find(|token| !SyntaxKind::is_trivia(token.kind()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, value: &str, messages: &[&str]) {
        let (res, errors) = unescape(text);
        let found: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
        assert_eq!((res.as_str(), &found[..]), (value, messages));
    }

    #[test]
    fn escapes() {
        check(r#"a\n\t\\\"\'"#, "a\n\t\\\"'", &[]);
        check(r"\101\x41\u0041\u{1F600}", "AAA\u{1F600}", &[]);
        check(
            r"\q\u{D800}\xFF\x",
            "",
            &[
                "Invalid escape sequence \\q",
                "Invalid escape sequence \\u. UTF-16 surrogates are not allowed in strings.",
                "Invalid escape sequence \\x. Values greater than \\x7f are not allowed. Use \\u00FF instead.",
                "Invalid escape sequence \\x. Must be followed by a hexadecimal sequence.",
            ],
        );
    }
}
