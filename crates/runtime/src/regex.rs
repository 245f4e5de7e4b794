//! Regular expressions for `EReg`, whose syntax is PCRE's. The matcher is the `fancy-regex` crate;
//! what PCRE writes differently is translated first: `$` also matches before a line break at the very
//! end, brackets and braces that form no class or repetition stand for themselves. `\d \w \s \b` know
//! all of Unicode.

use crate::abi::entries;
use crate::desc::Ref;
use crate::exception;
use crate::heap;
use crate::string::{self, Str};
use fancy_regex::{Regex, RegexBuilder};
use std::cell::RefCell;
use std::collections::HashMap;

/// A compiled expression and its last match.
struct Matcher {
    pattern: String,
    flags: String,
    /// `$` as the end of the text, which is all it is unless the text ends in a line break.
    plain: Regex,
    exact: Option<Regex>,
    /// Byte ranges of the groups.
    groups: Vec<Option<(usize, usize)>>,
    /// The same in code points.
    units: Vec<Option<(i32, i32)>>,
}

thread_local! {
    /// Literals are made anew each time they are passed; compiling takes far longer than a match.
    static COMPILED: RefCell<HashMap<Key, Regex>> = RefCell::default();
}

/// Pattern, flags, and whether `$` allows for a line break.
type Key = (String, String, bool);

/// How many compiled expressions are kept; programs that make up more than that start over.
const KEPT: usize = 256;

/// A compiled expression, shared with all that are written the same.
fn compiled(pattern: &str, flags: &str, dollar: &str) -> Result<Regex, String> {
    let key = (pattern.to_owned(), flags.to_owned(), dollar == END);
    if let Some(regex) = COMPILED.with_borrow(|kept| kept.get(&key).cloned()) {
        return Ok(regex);
    }
    let regex = compile(pattern, flags, dollar)?;
    COMPILED.with_borrow_mut(|kept| {
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(key, regex.clone());
    });
    Ok(regex)
}

fn compile(pattern: &str, flags: &str, dollar: &str) -> Result<Regex, String> {
    let has = |flag: char| flags.contains(flag);
    let dollar = if has('m') { "$" } else { dollar };
    RegexBuilder::new(&translate(pattern, dollar))
        .case_insensitive(has('i'))
        .multi_line(has('m'))
        .dot_matches_new_line(has('s'))
        .backtrack_limit(10_000_000)
        .build()
        .map_err(|error| error.to_string())
}

const END: &str = r"\z";
const END_OR_LINE_BREAK: &str = r"(?=\n?\z)";

/// PCRE's syntax in that of the matcher.
fn translate(pattern: &str, dollar: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut chars = pattern.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        match char {
            '\\' => {
                let Some((_, escaped)) = chars.next() else {
                    out.push_str("\\\\");
                    break;
                };
                match escaped {
                    'h' => out.push_str(r"[ \t]"),
                    'H' => out.push_str(r"[^ \t]"),
                    'R' => out.push_str(r"(?>\r\n|\n|\r|\f|\v)"),
                    'Z' => out.push_str(END_OR_LINE_BREAK),
                    'e' => out.push_str(r"\x1B"),
                    '0' => out.push_str(r"\x00"),
                    'Q' => {
                        let rest = &pattern[at + 2..];
                        let end = rest.find("\\E").unwrap_or(rest.len());
                        out.push_str(&fancy_regex::escape(&rest[..end]));
                        let stop = at + 2 + (end + 2).min(rest.len());
                        while chars.peek().is_some_and(|&(at, _)| at < stop) {
                            chars.next();
                        }
                    }
                    'E' => {}
                    _ if escaped.is_ascii_alphanumeric() => {
                        out.push('\\');
                        out.push(escaped);
                    }
                    _ => push_literal(&mut out, escaped),
                }
            }
            '[' => {
                let rest = &pattern[at..];
                let len = translate_class(&mut out, rest);
                while chars.peek().is_some_and(|&(next, _)| next < at + len) {
                    chars.next();
                }
            }
            '$' => out.push_str(dollar),
            '{' if !is_repetition(&pattern[at..]) => out.push_str(r"\{"),
            _ => out.push(char),
        }
    }
    out
}

fn push_literal(out: &mut String, char: char) {
    if char.is_ascii_punctuation() {
        out.push('\\');
    }
    out.push(char);
}

/// Whether `{…` is `{n}`, `{n,}` or `{n,m}`.
fn is_repetition(text: &str) -> bool {
    let Some(end) = text.find('}') else {
        return false;
    };
    let (min, max) = match text[1..end].split_once(',') {
        Some((min, max)) => (min, max),
        None => (&text[1..end], ""),
    };
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    !min.is_empty() && is_digits(min) && is_digits(max)
}

/// A class from its bracket on. Returns its length.
fn translate_class(out: &mut String, text: &str) -> usize {
    let mut chars = text.char_indices().skip(1).peekable();
    let start = out.len();
    out.push('[');
    if chars.next_if(|&(_, char)| char == '^').is_some() {
        out.push('^');
    }
    let mut is_first = true;
    while let Some((at, char)) = chars.next() {
        match char {
            ']' if !is_first => {
                out.push(']');
                return at + 1;
            }
            ']' => out.push_str(r"\]"),
            '[' if text[at..].starts_with("[:") && text[at..].contains(":]") => {
                let end = at + text[at..].find(":]").unwrap_or(0) + 2;
                push_posix_class(out, &text[at..end]);
                while chars.peek().is_some_and(|&(next, _)| next < end) {
                    chars.next();
                }
            }
            '[' | '&' | '~' => {
                out.push('\\');
                out.push(char);
            }
            // A range ends at the next character; `--` would be a difference.
            '-' if text[at + 1..].starts_with('-') => out.push_str(r"\-"),
            '\\' => match chars.next() {
                Some((_, 'h')) => out.push_str(r" \t"),
                Some((_, 'b')) => out.push_str(r"\x08"),
                Some((_, 'e')) => out.push_str(r"\x1B"),
                Some((_, '0')) => out.push_str(r"\x00"),
                Some((_, escaped)) if escaped.is_ascii_alphanumeric() => {
                    out.push('\\');
                    out.push(escaped);
                }
                Some((_, escaped)) => push_literal(out, escaped),
                None => out.push_str(r"\\"),
            },
            _ => out.push(char),
        }
        is_first = false;
    }
    // Without an end it is left to the matcher to complain.
    out.truncate(start);
    out.push_str(text);
    text.len()
}

/// `[:alpha:]` and its like know all of Unicode as `\w` does.
fn push_posix_class(out: &mut String, class: &str) {
    let name = class.trim_matches(['[', ':', ']']);
    let (is_not, name) = match name.strip_prefix('^') {
        Some(name) => (true, name),
        None => (false, name),
    };
    let unicode = match name {
        "alpha" => r"\p{L}",
        "lower" => r"\p{Ll}",
        "upper" => r"\p{Lu}",
        "alnum" => r"\p{L}\p{N}",
        "digit" => r"\d",
        "space" => r"\s",
        "word" => r"\w",
        _ => return out.push_str(class),
    };
    out.push_str(if is_not { "[^" } else { "[" });
    out.push_str(unicode);
    out.push(']');
}

impl Matcher {
    fn new(pattern: &str, flags: &str) -> Result<Matcher, String> {
        Ok(Matcher {
            plain: compiled(pattern, flags, END)?,
            exact: None,
            pattern: pattern.to_owned(),
            flags: flags.to_owned(),
            groups: Vec::new(),
            units: Vec::new(),
        })
    }

    fn find(&mut self, text: &str, from: usize) -> Result<bool, String> {
        if text.ends_with('\n') && self.exact.is_none() && self.pattern.contains('$') {
            self.exact = Some(compiled(&self.pattern, &self.flags, END_OR_LINE_BREAK)?);
        }
        let regex = match &self.exact {
            Some(exact) if text.ends_with('\n') => exact,
            _ => &self.plain,
        };
        let captures = regex
            .captures_from_pos(text, from)
            .map_err(|error| error.to_string())?;
        self.groups.clear();
        if let Some(captures) = &captures {
            self.groups.extend(
                captures
                    .iter()
                    .map(|group| group.map(|it| (it.start(), it.end()))),
            );
        }
        Ok(captures.is_some())
    }
}

fn group(regex: Ref, n: i32) -> Option<(i32, i32)> {
    let matcher = heap::native::<Matcher>(regex)?;
    *matcher.units.get(usize::try_from(n).ok()?)?
}

entries! {
    /// Compiles an expression; `flags` are those of the literal.
    throws fn rayzor_regex_new(pattern: Ref, flags: Ref) -> Ref {
        let pattern = string::receiver(pattern)?.text();
        let flags = Str::from_ref(flags).map_or("", Str::text);
        match Matcher::new(pattern, flags) {
            Ok(matcher) => Ok(heap::alloc_native(matcher)),
            Err(message) => Err(exception::error(&format!("Invalid regular expression: {message}"))),
        }
    }

    /// Looks for a match from `pos` on, in `len` characters if `len` is not negative.
    throws fn rayzor_regex_match(regex: Ref, s: Ref, pos: i32, len: i32) -> bool {
        let s = string::receiver(s)?;
        let matcher = heap::native::<Matcher>(regex).ok_or_else(exception::null_access)?;
        let n = s.len() as i64;
        let from = i64::from(pos).clamp(0, n);
        let to = if len < 0 { n } else { (from + i64::from(len)).min(n) };
        let (from, to) = (s.byte_offset(from as usize), s.byte_offset(to as usize));
        let is_match = matcher.find(&s.text()[..to], from).map_err(|message| exception::error(&message))?;
        if is_match {
            let unit = |offset: usize| s.unit_of_byte(offset) as i32;
            matcher.units = matcher.groups.iter().map(|it| it.map(|(start, end)| (unit(start), unit(end)))).collect();
        }
        Ok(is_match)
    }

    /// Groups of the expression, the whole included.
    leaf fn rayzor_regex_group_count(regex: Ref) -> i32 {
        heap::native::<Matcher>(regex).map_or(0, |matcher| matcher.plain.captures_len() as i32)
    }

    /// Where group `n` of the last match starts, in code points; -1 if it took no part.
    leaf fn rayzor_regex_group_start(regex: Ref, n: i32) -> i32 {
        group(regex, n).map_or(-1, |group| group.0)
    }

    leaf fn rayzor_regex_group_end(regex: Ref, n: i32) -> i32 {
        group(regex, n).map_or(-1, |group| group.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exception::take_pending;
    use crate::instance::{Config, Runtime};

    fn matched(pattern: &str, flags: &str, text: &str) -> Option<String> {
        let mut matcher = Matcher::new(pattern, flags).unwrap();
        let is_match = matcher.find(text, 0).unwrap();
        is_match.then(|| {
            matcher.groups[0].map_or(String::new(), |(start, end)| text[start..end].to_owned())
        })
    }

    #[test]
    #[cfg_attr(miri, ignore = "slow")]
    fn the_syntax_is_that_of_pcre() {
        let cases = [
            (r"\d+", "", "a٣12b", Some("٣12")),
            (r":(\w):", "", "x:ä:", Some(":ä:")),
            (r"[\d.]+", "", "v1.2", Some("1.2")),
            (r"[^\d]+", "", "12ab3", Some("ab")),
            (r"\bfoo\b", "", "xfoo foo", Some("foo")),
            (r"a{2}", "", "baab", Some("aa")),
            (r"a{,x}", "", "a{,x}", Some("a{,x}")),
            (r"\{[a-z]+}", "", "-{ab}-", Some("{ab}")),
            (r"[[]x[]]", "", "[x]", Some("[x]")),
            (r"[]a]+", "", "-]a", Some("]a")),
            (r"[a&&b]+", "", "a&b", Some("a&b")),
            (r"[[:digit:]]+", "", "ab12", Some("12")),
            (r"[[:alpha:]_]+", "", "1é_2", Some("é_")),
            (r"[[:^upper:]]+", "", "ÉéE", Some("é")),
            (r"(a)(b)?\1", "", "aa", Some("aa")),
            (r"(?<=x)y(?!z)", "", "xyz xy!", Some("y")),
            (r"a.c", "", "a\nc", None),
            (r"a.c", "s", "a\nc", Some("a\nc")),
            (r"^b$", "m", "a\nb\nc", Some("b")),
            (r"b$", "", "ab\n", Some("b")),
            (r"b$", "", "b\nc", None),
            (r"ÄÖ", "iu", "xäö", Some("äö")),
            (r"\/\*", "", "a/*b", Some("/*")),
            (r"\Q.+\E.", "", "a.+b", Some(".+b")),
            (r"x*", "", "abc", Some("")),
        ];
        for (pattern, flags, text, expected) in cases {
            assert_eq!(
                matched(pattern, flags, text).as_deref(),
                expected,
                "{pattern} in {text}"
            );
        }
    }

    #[test]
    #[cfg_attr(miri, ignore = "slow")]
    fn groups_are_in_code_points() {
        let _runtime = Runtime::start(Config::for_tests());
        let regex = rayzor_regex_new(string::new("(é)(x)?(b)"), string::new(""));
        let text = string::new("😀éb éb");
        assert!(rayzor_regex_match(regex, text, 0, -1));
        let group = |n| {
            (
                rayzor_regex_group_start(regex, n),
                rayzor_regex_group_end(regex, n),
            )
        };
        assert_eq!(
            (group(0), group(1), group(2), group(3)),
            ((1, 3), (1, 2), (-1, -1), (2, 3))
        );
        assert_eq!(rayzor_regex_group_count(regex), 4);
        assert!(rayzor_regex_match(regex, text, 2, -1));
        assert_eq!(group(0), (4, 6));
        assert!(!rayzor_regex_match(regex, text, 2, 3));
        rayzor_regex_new(string::new("(a"), string::new(""));
        assert!(take_pending().is_some());
    }
}
