#![cfg(test)]
use super::ops::*;
use super::search::*;
use super::*;
use crate::array::Arr;
use crate::exception::take_pending;
use crate::instance::{Config, Runtime};

const END: i32 = i32::MAX;

fn text<'a>(string: Ref) -> &'a str {
    Str::from_ref(string).unwrap().text()
}

fn s(text: &str) -> Ref {
    new(text)
}

#[test]
fn lengths_are_in_code_points() {
    let _runtime = Runtime::start(Config::for_tests());
    for (text, len) in [("", 0), ("a", 1), ("häh", 3), ("a😀b", 3), ("日本", 2)] {
        assert_eq!(rayzor_string_length(s(text)), len);
    }
    assert_eq!(rayzor_string_length(Ref::NULL), 0);
    assert!(take_pending().is_some());
}

#[test]
fn characters_by_index() {
    let _runtime = Runtime::start(Config::for_tests());
    let string = s("a😀b");
    assert_eq!(text(rayzor_string_char_at(string, 1)), "😀");
    assert_eq!(text(rayzor_string_char_at(string, 3)), "");
    assert_eq!(text(rayzor_string_char_at(string, -1)), "");
    assert_eq!(rayzor_string_char_code_at(string, 2), Word::int(98));
    assert_eq!(rayzor_string_char_code_at(string, 3), Word::NULL);
    assert_eq!(rayzor_string_fast_code_at(string, 1), 0x1F600);
    assert_eq!(rayzor_string_fast_code_at(string, 3), -1);
    assert_eq!(text(from_code(0xD800)), "\u{FFFD}");
}

/// With code points of 16 bits in the index table, and with more.
#[test]
fn long_strings_by_index() {
    let _runtime = Runtime::start(Config::for_tests());
    for text_of_string in ["äb日".repeat(50), "äb😀".repeat(50) + "x"] {
        let string = s(&text_of_string);
        let chars: Vec<char> = text_of_string.chars().collect();
        for (i, char) in chars.iter().enumerate() {
            let code = rayzor_string_fast_code_at(string, i as i32);
            assert_eq!(code, *char as i32, "at {i}");
            let part = text(rayzor_string_substr(string, i as i32, 1));
            assert_eq!(part, char.to_string(), "at {i}");
        }
        let end = chars.len() as i32;
        assert_eq!(rayzor_string_fast_code_at(string, end), -1);
        assert_eq!(text(rayzor_string_substr(string, end, 1)), "");
    }
}

#[test]
fn parts_as_the_reference_answers() {
    let _runtime = Runtime::start(Config::for_tests());
    let substr = |pos, len| text(rayzor_string_substr(s("abc"), pos, len));
    assert_eq!(
        (
            substr(-2, 1),
            substr(1, -1),
            substr(-5, END),
            substr(1, END)
        ),
        ("b", "b", "abc", "bc")
    );
    assert_eq!((substr(3, END), substr(9, 1), substr(0, 0)), ("", "", ""));
    let substring = |from, to| text(rayzor_string_substring(s("abc"), from, to));
    assert_eq!(
        (substring(2, 0), substring(-1, 2), substring(1, END)),
        ("ab", "ab", "bc")
    );
    assert_eq!(text(rayzor_string_substring(s("häßlich"), 1, 3)), "äß");
}

#[test]
fn search_as_the_reference_answers() {
    let _runtime = Runtime::start(Config::for_tests());
    let index = |text: &str, sub: &str, from| rayzor_string_index_of(s(text), s(sub), from);
    assert_eq!(index("abc", "", 10), 3);
    assert_eq!(index("abc", "", 2), 2);
    assert_eq!(index("abc", "c", -1), 2);
    assert_eq!(index("abc", "", 0), 0);
    assert_eq!(index("abc", "c", 10), -1);
    assert_eq!(index("äöü", "ü", 1), 2);
    let last = |text: &str, sub: &str, from| rayzor_string_last_index_of(s(text), s(sub), from);
    assert_eq!(last("abcabc", "c", 4), 2);
    assert_eq!(last("abc", "", END), 3);
    assert_eq!((last("abc", "a", -1), last("abc", "", -1)), (-1, 0));
    assert_eq!(last("abc", "b", 0), -1);
    assert_eq!(last("üaü", "ü", END), 2);
}

#[test]
fn order_is_by_code_point() {
    let _runtime = Runtime::start(Config::for_tests());
    assert!(rayzor_string_compare(s("a"), s("b")) < 0);
    assert!(rayzor_string_compare(s("\u{FFFF}"), s("\u{10000}")) < 0);
    assert_eq!(rayzor_string_compare(s("ab"), s("ab")), 0);
    assert!(rayzor_string_compare(Ref::NULL, s("")) < 0);
    assert!(rayzor_string_equals(
        s("long enough not to be shared"),
        s("long enough not to be shared")
    ));
    assert!(!rayzor_string_equals(s(""), Ref::NULL) && rayzor_string_equals(Ref::NULL, Ref::NULL));
}

#[test]
fn building_is_linear_and_branches_stay_apart() {
    let _runtime = Runtime::start(Config::for_tests());
    let mut built = s("");
    let mut expected = String::new();
    let n = if cfg!(miri) { 300 } else { 50_000 };
    for i in 0..n {
        let piece = format!("{i}é,");
        built = rayzor_string_concat(built, s(&piece));
        expected.push_str(&piece);
    }
    assert_eq!(text(built), expected);
    assert_eq!(
        rayzor_string_length(built) as usize,
        expected.chars().count()
    );
    // Two continuations of one string share its start, not its end.
    let (left, right) = (
        rayzor_string_concat(built, s("left")),
        rayzor_string_concat(built, s("right!")),
    );
    assert_eq!(text(left), format!("{expected}left"));
    assert_eq!(text(right), format!("{expected}right!"));
    assert_eq!(text(built), expected);
    assert_eq!(text(rayzor_string_concat(Ref::NULL, s("x"))), "nullx");
}

#[test]
fn long_strings_that_are_not_ascii_have_an_index() {
    let _runtime = Runtime::start(Config::for_tests());
    let chars: Vec<char> = (0..1000)
        .map(|i| if i % 3 == 0 { 'é' } else { 'x' })
        .collect();
    let string = s(&chars.iter().collect::<String>());
    for i in [0, 1, 31, 32, 33, 500, 998, 999] {
        assert_eq!(
            rayzor_string_fast_code_at(string, i),
            chars[i as usize] as i32,
            "{i}"
        );
    }
    crate::testing::collect();
    let part = rayzor_string_substr(string, 3, 900);
    let expected: String = chars[3..903].iter().collect();
    assert_eq!(text(part), expected);
    assert_eq!(rayzor_string_fast_code_at(part, 899), chars[902] as i32);
    let literal = immortal(core().desc(Core::String), &expected);
    assert_eq!(rayzor_string_fast_code_at(literal, 899), chars[902] as i32);
}

#[test]
fn splitting_and_replacing() {
    let _runtime = Runtime::start(Config::for_tests());
    let split = |text: &str, by: &str| -> Vec<String> {
        let parts = Arr::from_ref(rayzor_string_split(s(text), s(by))).unwrap();
        parts
            .iter()
            .map(|part| self::text(part.as_ref()).to_owned())
            .collect()
    };
    assert_eq!(split("a,b,,c", ","), ["a", "b", "", "c"]);
    assert_eq!(split("", ","), [""]);
    assert_eq!(split("aé😀", ""), ["a", "é", "😀"]);
    assert_eq!(
        text(rayzor_string_replace(s("banana"), s("an"), s("-"))),
        "b--a"
    );
    assert_eq!(
        text(rayzor_string_replace(s("abc"), s(""), s("-"))),
        "a-b-c"
    );
    assert_eq!(text(rayzor_string_trim(s(" \t x y\r\n"))), "x y");
    assert_eq!(text(rayzor_string_repeat(s("ab"), 3)), "ababab");
    rayzor_string_repeat(s("ab"), i32::MAX);
    assert!(take_pending().is_some());
}

#[test]
fn numbers_in_decimal() {
    let _runtime = Runtime::start(Config::for_tests());
    for i in [0, 7, -7, 10, 1234567890, i32::MIN, i32::MAX] {
        assert_eq!(text(decimal(i)), i.to_string());
    }
}

#[test]
fn equality_looks_at_every_byte() {
    let _runtime = Runtime::start(Config::for_tests());
    for len in 0..40 {
        let text = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"[..len].to_owned();
        assert!(rayzor_string_equals(s(&text), s(&text)) || len == 0);
        for at in 0..len {
            let mut other = text.clone();
            other.replace_range(at..=at, "-");
            assert!(!rayzor_string_equals(s(&text), s(&other)), "{len} {at}");
        }
    }
}
