//! Which parts of a tree are mistaken and better left alone.
//!
//! Declarations whose braces the parser had to guess about, tokens that no rule of the grammar wanted, and lists without their bracket.
//! Around them the smallest thing that can be written on lines of its own is
//! taken: a statement, a field, a declaration. A node that only lacks a part,
//! such as a body not yet typed, is formatted like any other.

use std::ops::Range;

use syntax::{Parse, SyntaxKind, SyntaxKind::*, SyntaxNode, SyntaxToken, TextSize, codes};

/// Ranges of the text, in no order.
pub(super) fn mistakes(parse: &Parse) -> Vec<Range<usize>> {
    let mut res = vec![];
    if parse.errors().is_empty() {
        return res;
    }
    let root = parse.syntax_node();
    res.extend(misread_braces(&root));
    for node in root.descendants() {
        if node.kind() == ERROR || lacks_bracket(&node) {
            res.push(range(&unit(&node)));
        }
    }
    for error in parse.errors() {
        if error.code == codes::UNEXPECTED_TOKEN {
            res.extend(around(&root, error.range.start()));
        }
    }
    res
}

/// What a token that cannot stand where it stands makes doubtful: what it is in, and what is
/// before it.
fn around(root: &SyntaxNode, at: TextSize) -> Vec<Range<usize>> {
    let Some(token) = root.token_at_offset(at).right_biased() else {
        return vec![];
    };
    let before = std::iter::successors(token.prev_token(), |it| it.prev_token())
        .find(|it| !it.kind().is_trivia() && it.kind() != SEMICOLON);
    [Some(token), before]
        .into_iter()
        .flatten()
        .filter_map(|token| token.parent())
        .map(|node| unit(&node))
        .filter(|node| node.kind() != SOURCE_FILE)
        .map(|node| range(&node))
        .collect()
}

/// Declarations in which braces do not belong together as they do to one who reads the text
/// alone: the parser guessed where something ends.
fn misread_braces(root: &SyntaxNode) -> Vec<Range<usize>> {
    let mut open: Vec<SyntaxToken> = vec![];
    let mut misread: Vec<SyntaxToken> = vec![];
    for token in root
        .descendants_with_tokens()
        .filter_map(|it| it.into_token())
    {
        match token.kind() {
            L_CURLY if !is_left_out(&token) => open.push(token),
            R_CURLY if !is_left_out(&token) => match open.pop() {
                Some(start) if start.parent() == token.parent() => {}
                start => misread.extend(start.into_iter().chain([token])),
            },
            _ => {}
        }
    }
    misread
        .into_iter()
        .chain(open)
        .filter_map(|token| token.parent_ancestors().find(is_declaration))
        .map(|it| range(&it))
        .collect()
}

fn is_left_out(token: &SyntaxToken) -> bool {
    token.parent().is_some_and(|it| it.kind() == INACTIVE)
}

fn is_declaration(node: &SyntaxNode) -> bool {
    node.parent().is_some_and(|it| it.kind() == SOURCE_FILE)
}

fn lacks_bracket(node: &SyntaxNode) -> bool {
    let mut depth = 0;
    for token in node.children_with_tokens().filter_map(|it| it.into_token()) {
        match token.kind() {
            L_PAREN | L_BRACK | L_CURLY => depth += 1,
            R_PAREN | R_BRACK | R_CURLY => depth -= 1,
            _ => {}
        }
    }
    depth != 0 && !matches!(node.kind(), DIRECTIVE | INACTIVE)
}

/// The smallest node around that stands on lines of its own.
fn unit(node: &SyntaxNode) -> SyntaxNode {
    let mut node = node.clone();
    while let Some(parent) = node.parent() {
        if is_list(parent.kind()) && !is_list(node.kind()) {
            break;
        }
        node = parent;
    }
    node
}

fn is_list(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        BLOCK_EXPR | CASE_BODY | FIELD_LIST | ENUM_CTOR_LIST | SOURCE_FILE
    )
}

fn range(node: &SyntaxNode) -> Range<usize> {
    let range = node.text_range();
    range.start().into()..range.end().into()
}
