//! What must hold for any text, for fuzzers and for the random texts in the tests.

use crate::ast::{self, HasMetadata, HasModifiers, HasName};
use crate::{AstNode, Defines, Parse, Reparser, SyntaxNode, TextRange, TextSize, parse, tokens_at};

/// Parses the text under two sets of defines and checks everything that can be checked.
///
/// # Panics
///
/// When something does not hold.
pub fn check_text(text: &str) {
    for defines in [
        Defines::empty(),
        Defines::new([("a", "1"), ("js", "2"), ("haxe_ver", "5")]),
    ] {
        let parse = parse(text, &defines);
        check_lossless(text, &parse);
        check_errors(text, &parse);
        walk(&parse);
    }
}

/// The tree is the text, byte by byte.
pub fn check_lossless(text: &str, parse: &Parse) {
    assert_eq!(parse.syntax_node().text(), text, "the tree must print back");
}

/// Errors are in order, say something, and point into the text.
fn check_errors(text: &str, parse: &Parse) {
    let whole = TextRange::up_to(TextSize::of(text));
    let mut last = TextSize::new(0);
    for error in parse.errors() {
        assert!(
            whole.contains_range(error.range),
            "{error:?} points outside"
        );
        assert!(
            text.get(std::ops::Range::from(error.range)).is_some(),
            "{error:?} splits a letter"
        );
        assert!(!error.message.is_empty() && last <= error.range.start());
        assert!(crate::codes::ALL.contains(&error.code));
        if let Some((offset, insert)) = error.insert {
            assert!(text.is_char_boundary(usize::from(offset)) && !insert.is_empty());
        }
        last = error.range.start();
    }
}

/// Asks the typed tree what users of it ask.
fn walk(parse: &Parse) {
    check_tokens_at(&parse.syntax_node());
    for node in parse.syntax_node().descendants() {
        if let Some(decl) = ast::TypeDecl::cast(node.clone()) {
            let _ = (
                decl.name(),
                decl.doc_comment(),
                decl.modifiers().count(),
                decl.field_list(),
            );
        }
        if let Some(field) = ast::Field::cast(node.clone()) {
            let _ = (field.name(), field.doc_comment(), field.modifiers().count());
        }
        if let Some(literal) = ast::Literal::cast(node.clone()) {
            let _ = (
                literal.kind(),
                literal.string_value(),
                literal.regex_parts(),
            );
            let _ = (
                literal.int_value(true),
                literal.float_value(),
                literal.suffix(),
            );
        }
        match ast::Expr::cast(node) {
            Some(ast::Expr::BinaryExpr(it)) => drop((it.op(), it.lhs(), it.rhs())),
            Some(ast::Expr::PrefixExpr(it)) => drop(it.op()),
            Some(ast::Expr::PostfixExpr(it)) => drop(it.op()),
            Some(ast::Expr::IfExpr(it)) => {
                drop((it.condition(), it.then_branch(), it.else_branch()));
            }
            Some(ast::Expr::ForExpr(it)) => drop((it.iteration(), it.body())),
            Some(ast::Expr::ReificationExpr(it)) => drop(it.name_text()),
            _ => {}
        }
    }
}

/// Places are found as rowan finds them.
fn check_tokens_at(root: &SyntaxNode) {
    let len = u32::from(root.text_range().end());
    // Some, in a long text.
    for offset in (0..=len).step_by(len as usize / 64 + 1).map(TextSize::new) {
        assert_eq!(
            tokens_at(root, offset).collect::<Vec<_>>(),
            root.token_at_offset(offset).collect::<Vec<_>>(),
            "tokens at {offset:?}"
        );
    }
}

/// Applies edits to a text: each takes a place, how much to delete, and what to
/// insert. The tree after each equals the tree of the same text read afresh.
pub fn check_edits(text: &str, edits: &[(u16, u8, String)]) {
    let mut text = text.to_owned();
    let mut reparser = Reparser::default();
    reparser.parse(&text, &Defines::empty());
    for (place, len, insert) in edits {
        let floor = |mut at: usize| {
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let start = floor(usize::from(*place) % (text.len() + 1));
        let end = floor((start + usize::from(*len)).min(text.len())).max(start);
        text.replace_range(start..end, insert);
        let once = parse(&text, &Defines::empty());
        let again = reparser.parse(&text, &Defines::empty());
        check_lossless(&text, &once);
        assert!(once == again, "the tree depends on the text alone");
    }
}
