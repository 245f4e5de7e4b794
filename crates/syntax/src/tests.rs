//! Trees of small texts, printed as nested lists without trivia, then the errors.

mod declarations;
mod directives;
mod expressions;
mod recovery;
mod tokens;
mod types;

use expect_test::Expect;

use crate::{Defines, NodeOrToken, SyntaxKind, SyntaxNode, parse};

/// The tree of a whole file.
#[track_caller]
pub(super) fn check(text: &str, expect: Expect) {
    check_with(text, &Defines::empty(), expect);
}

/// The tree of a file under some defines.
#[track_caller]
pub(super) fn check_with(text: &str, defines: &Defines, expect: Expect) {
    let parse = parse(text, defines);
    let root = parse.syntax_node();
    assert_eq!(root.text(), text, "the tree must print back");
    let mut res = String::new();
    for child in root.children_with_tokens() {
        match child {
            NodeOrToken::Node(node) => {
                print(&node, &mut res);
                res.push('\n');
            }
            NodeOrToken::Token(token) if !token.kind().is_trivia() => {
                res += &format!("{:?} {:?}\n", token.kind(), token.text());
            }
            NodeOrToken::Token(_) => {}
        }
    }
    expect.assert_eq(&(res + &errors(text, &parse)));
}

/// The tree of one expression, and the errors of the file around it.
#[track_caller]
pub(super) fn check_expr(text: &str, expect: Expect) {
    let file = format!("var x = {text};");
    let parse = parse(&file, &Defines::empty());
    let root = parse.syntax_node();
    assert_eq!(root.text(), file.as_str(), "the tree must print back");
    let mut res = String::new();
    let initializer = root
        .descendants()
        .find(|node| node.kind() == SyntaxKind::INITIALIZER);
    for node in initializer.iter().flat_map(|it| it.children()) {
        print(&node, &mut res);
        res.push('\n');
    }
    expect.assert_eq(&(res + &errors(&file, &parse)));
}

/// Only the errors.
#[track_caller]
pub(super) fn check_errors(text: &str, expect: Expect) {
    let parse = parse(text, &Defines::empty());
    assert_eq!(parse.syntax_node().text(), text, "the tree must print back");
    expect.assert_eq(&errors(text, &parse));
}

fn errors(text: &str, parse: &crate::Parse) -> String {
    let mut res = String::new();
    for error in parse.errors() {
        let at = usize::from(error.range.start());
        let line = text[..at].matches('\n').count() + 1;
        let column = at - text[..at].rfind('\n').map_or(0, |idx| idx + 1) + 1;
        let shown = &text[error.range];
        res += &format!(
            "{line}:{column} {shown:?} {} [{}]\n",
            error.message, error.code
        );
    }
    res
}

/// `(KIND child token …)`
fn print(node: &SyntaxNode, res: &mut String) {
    res.push('(');
    res.push_str(&format!("{:?}", node.kind()).to_lowercase());
    for child in node.children_with_tokens() {
        match child {
            NodeOrToken::Node(node) => {
                res.push(' ');
                print(&node, res);
            }
            NodeOrToken::Token(token) if !token.kind().is_trivia() => {
                res.push(' ');
                res.push_str(token.text());
            }
            NodeOrToken::Token(_) => {}
        }
    }
    res.push(')');
}
