//! Texts and what they are formatted to. Every test also checks what must hold
//! of any text: nothing but white space changes, and a formatted text stays.

mod broken;
mod conditionals;
mod expressions;
mod lists;
mod properties;
mod types;

use expect_test::Expect;
use syntax::SyntaxKind;

use crate::{Config, apply, format, formatted};

/// With the options that a project without a file has.
#[track_caller]
fn check(text: &str, expect: Expect) {
    check_with("{}", text, expect);
}

/// With the options of a file.
#[track_caller]
fn check_with(options: &str, text: &str, expect: Expect) {
    let config = Config::from_json(options).expect("options");
    let res = formatted(text, &config);
    expect.assert_eq(&res);
    check_properties(text, &config);
}

/// The statements of a function, without what is around them.
#[track_caller]
fn check_body(text: &str, expect: Expect) {
    check_body_with("{}", text, expect);
}

/// The same with options.
#[track_caller]
fn check_body_with(options: &str, text: &str, expect: Expect) {
    let config = Config::from_json(options).expect("options");
    let text = format!("class C {{\nfunction f() {{\n{text}\n}}\n}}\n");
    let res = formatted(&text, &config);
    let body: Vec<&str> = res
        .lines()
        .map(|line| line.strip_prefix("\t\t").unwrap_or(line))
        .collect();
    expect.assert_eq(&(body[2..body.len() - 2].join("\n") + "\n"));
    check_properties(&text, &config);
}

/// Fails unless what must hold of any text holds of this.
#[track_caller]
fn check_properties(text: &str, config: &Config) {
    let edits = format(text, config);
    for pair in edits.windows(2) {
        assert!(
            pair[0].range.end <= pair[1].range.start,
            "edits overlap: {pair:?}"
        );
    }
    let once = apply(text, &edits);
    assert_eq!(
        significant(text),
        significant(&once),
        "more than white space changed"
    );
    assert_eq!(once, formatted(&once, config), "formatted twice");
}

/// The tokens of a text; of comments and strings all that is no white space.
fn significant(text: &str) -> Vec<(SyntaxKind, String)> {
    syntax::tokens(text)
        .into_iter()
        .filter(|(kind, _)| *kind != SyntaxKind::WHITESPACE)
        .map(|(kind, range)| (kind, text[range].split_whitespace().collect()))
        .collect()
}
