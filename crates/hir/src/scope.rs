//! Which locals are visible where, read off the syntax around their declarations.

use base_db::{TextRange, TextSize};
use hir_def::ids::FieldId;
use hir_ty::typed_body::LocalId;
use syntax::{
    SyntaxKind, SyntaxNode, SyntaxToken,
    ast::{self, AstNode},
};

use crate::{LocalDef, Semantics};

/// Where a local is visible: from behind its name to the end of what holds it.
pub fn scope_of_local<'db>(sema: &Semantics<'db>, local: LocalDef<'db>) -> Option<TextRange> {
    let name = local.name_range(sema.db)?;
    if name.file != sema.file() {
        return None;
    }
    let token = sema
        .root()
        .token_at_offset(name.range.start())
        .right_biased()?;
    let holder = token.parent_ancestors().find(|it| {
        matches!(
            it.kind(),
            SyntaxKind::BLOCK_EXPR
                | SyntaxKind::CASE_CLAUSE
                | SyntaxKind::CATCH_CLAUSE
                | SyntaxKind::FOR_EXPR
                | SyntaxKind::ARROW_FUNCTION
                | SyntaxKind::FUNCTION_FIELD
                | SyntaxKind::VAR_FIELD
        ) || it.kind() == SyntaxKind::FUNCTION_EXPR
            // Its own name is visible around it too.
            && token.parent().and_then(|name| name.parent()).as_ref() != Some(it)
    })?;
    let end = holder.text_range().end();
    // A variable is not visible in its own initialiser.
    let declarator = token
        .parent_ancestors()
        .take_while(|it| *it != holder)
        .find(|it| it.kind() == SyntaxKind::VAR_DECLARATOR);
    let start = match declarator {
        Some(declarator) => end_of_declarator(&declarator),
        None => name.range.end(),
    };
    Some(TextRange::new(start.min(end), end))
}

/// The locals visible at an offset in the body of `owner`, the innermost first; a hidden one is
/// left out.
pub fn locals_at<'db>(
    sema: &Semantics<'db>,
    owner: FieldId<'db>,
    offset: TextSize,
) -> Vec<LocalDef<'db>> {
    let locals = &sema.infer(owner).body.locals;
    let mut res: Vec<(TextRange, LocalDef<'db>)> = (0..locals.len())
        .filter(|&i| !locals[i].name.is_empty())
        .filter_map(|i| {
            let def = LocalDef {
                owner,
                id: LocalId(i as u32),
            };
            let scope = scope_of_local(sema, def)?;
            scope.contains_inclusive(offset).then_some((scope, def))
        })
        .collect();
    // A scope that starts later was declared later.
    res.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.start()));
    let mut seen = rustc_hash::FxHashSet::default();
    res.retain(|(_, def)| seen.insert(def.name(sema.db)));
    res.into_iter().map(|(_, def)| def).collect()
}

/// Behind the initialiser; where it is still to be written, behind what follows.
fn end_of_declarator(declarator: &SyntaxNode) -> TextSize {
    let end = declarator.text_range().end();
    let initializer = declarator.children().find_map(ast::Initializer::cast);
    if initializer.is_none_or(|it| it.expr().is_some()) {
        return end;
    }
    let next = declarator
        .last_token()
        .and_then(|it| it.next_token())
        .and_then(skip_trivia);
    next.map_or(end, |it| it.text_range().end())
}

fn skip_trivia(token: SyntaxToken) -> Option<SyntaxToken> {
    let mut token = token;
    while token.kind().is_trivia() {
        token = token.next_token()?;
    }
    Some(token)
}
