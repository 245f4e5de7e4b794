//! Behind `@` in a documentation comment: `@param name` for each parameter that has none yet, and the other tags.

use base_db::{TextRange, TextSize};
use hir::Semantics;
use syntax::{
    SyntaxKind, SyntaxToken,
    ast::{self, AstNode},
};

use super::{Collector, CompletionItem, CompletionKind, Completions, rank};

/// As the documentation generator knows them.
const TAGS: &[&str] = &[
    "return",
    "throws",
    "see",
    "since",
    "deprecated",
    "default",
    "event",
    "inheritDoc",
];

pub(super) fn complete(sema: &Semantics<'_>, offset: TextSize) -> Option<Completions> {
    let comment = sema
        .root()
        .token_at_offset(offset)
        .left_biased()
        .filter(|it| it.kind() == SyntaxKind::DOC_COMMENT)?;
    let start = comment.text_range().start();
    let before = &comment.text()[..usize::from(offset - start)];
    let at = before.rfind('@')? + 1;
    let typed = &before[at..];
    let is_tag = typed.chars().all(|it| it.is_ascii_alphabetic());
    let opens_line = before[..at - 1]
        .trim_end_matches([' ', '\t', '*'])
        .ends_with(['\n', '/']);
    if !is_tag || !opens_line {
        return None;
    }
    let mut acc = Collector {
        prefix: typed.to_owned(),
        items: Vec::new(),
        is_incomplete: false,
    };
    for name in params_below(&comment) {
        let tag = format!("param {name}");
        if !comment.text().contains(&format!("@{tag}")) {
            acc.push(CompletionItem::new(
                &tag,
                CompletionKind::Keyword,
                rank::EXPECTED,
            ));
        }
    }
    for tag in TAGS {
        acc.keyword(tag);
    }
    let replace = TextRange::new(start + TextSize::from(at as u32), offset);
    Some(acc.finish(replace))
}

/// The parameters of the function that the comment belongs to.
fn params_below(comment: &SyntaxToken) -> Vec<String> {
    let mut token = comment.next_token();
    while let Some(at) = &token
        && at.kind().is_trivia()
    {
        token = at.next_token();
    }
    let function = token.and_then(|it| it.parent_ancestors().find_map(ast::FunctionField::cast));
    let list = function.and_then(|it| it.param_list());
    list.into_iter()
        .flat_map(|it| it.params())
        .filter_map(|it| it.name())
        .map(|it| it.text().to_string())
        .collect()
}
