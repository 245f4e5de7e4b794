//! [`AssistContext`]: what an assist starts from, and the layout of the text around it.

use base_db::{Db, FileEdit, TextRange, TextSize, file_text};
use hir::{Definition, Semantics};
use hir_def::{ids::FieldId, module::modules_of_class_paths, source::field_source};
use syntax::{
    Direction, SyntaxElement, SyntaxKind, SyntaxNode, SyntaxToken, T,
    ast::{self, AstNode, HasModifiers},
};

/// The selection and the file around it.
pub(super) struct AssistContext<'a, 'db> {
    pub sema: &'a Semantics<'db>,
    /// Without the blanks at its ends; empty for a caret.
    pub range: TextRange,
}

impl<'a, 'db> AssistContext<'a, 'db> {
    pub fn new(sema: &'a Semantics<'db>, range: TextRange) -> Self {
        let text: &str = file_text(sema.db, sema.file());
        let selected = text
            .get(std::ops::Range::<usize>::from(range))
            .unwrap_or("");
        let before = TextSize::of(selected) - TextSize::of(selected.trim_start());
        let range = match selected.trim() {
            "" => TextRange::empty(range.start()),
            inner => TextRange::at(range.start() + before, TextSize::of(inner)),
        };
        AssistContext { sema, range }
    }

    pub fn db(&self) -> &'db dyn Db {
        self.sema.db
    }

    pub fn text(&self, range: TextRange) -> &'db str {
        text_at(self.sema, range)
    }

    /// The token at the caret or where the selection starts.
    pub fn token(&self) -> Option<SyntaxToken> {
        match self.range.is_empty() {
            true => self.sema.token_at(self.range.start()),
            false => self
                .sema
                .root()
                .token_at_offset(self.range.start())
                .right_biased(),
        }
    }

    /// The expression that is selected from its first to its last letter.
    pub fn selected_expr(&self) -> Option<ast::Expr> {
        if self.range.is_empty() {
            return None;
        }
        self.token()?
            .parent_ancestors()
            .skip_while(|it| it.text_range() != self.range)
            .take_while(|it| it.text_range() == self.range)
            .find_map(ast::Expr::cast)
    }

    pub fn edit(&self, range: TextRange, text: impl Into<String>) -> FileEdit {
        super::edit(self.sema, range, text)
    }

    pub fn insert(&self, at: TextSize, text: impl Into<String>) -> FileEdit {
        self.edit(TextRange::empty(at), text)
    }

    pub fn indent_at(&self, offset: TextSize) -> String {
        indent_at(self.sema, offset)
    }

    /// What goes in front of a body for it to begin a block: the blanks that give way, and the brace. A comment at the
    /// end of the line before keeps its line.
    pub fn brace_before(&self, body: &SyntaxNode, outer: &str) -> (TextRange, String) {
        let start = body.text_range().start();
        let blank = body
            .first_token()
            .and_then(|it| it.prev_token())
            .filter(|it| it.kind() == SyntaxKind::WHITESPACE);
        let Some(blank) = blank else {
            return (TextRange::empty(start), " {".to_owned());
        };
        let range = TextRange::new(blank.text_range().start(), start);
        let is_after_comment = blank
            .prev_token()
            .is_some_and(|it| it.kind() == SyntaxKind::LINE_COMMENT);
        match is_after_comment {
            true => (range, format!("\n{outer}{{")),
            false => (range, " {".to_owned()),
        }
    }

    /// The text of a range as it reads where lines are indented by `to` instead of `from`. The inner lines of strings
    /// stay as they are.
    pub fn reindented(&self, range: TextRange, from: &str, to: &str) -> String {
        let mut res = String::new();
        let mut at = range.start();
        for line in self.text(range).split_inclusive('\n') {
            let is_inner = self
                .sema
                .root()
                .token_at_offset(at)
                .right_biased()
                .is_some_and(|it| is_verbatim(it.kind()) && it.text_range().start() < at);
            match line.strip_prefix(from) {
                Some(rest) if at != range.start() && !is_inner && !rest.trim().is_empty() => {
                    res.push_str(to);
                    res.push_str(rest);
                }
                _ => res.push_str(line),
            }
            at += TextSize::of(line);
        }
        res
    }
}

fn is_verbatim(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        SyntaxKind::STRING | SyntaxKind::TEMPLATE_TEXT | SyntaxKind::MARKUP
    )
}

pub(super) fn text_at<'db>(sema: &Semantics<'db>, range: TextRange) -> &'db str {
    let text: &'db str = file_text(sema.db, sema.file());
    text.get(std::ops::Range::<usize>::from(range))
        .unwrap_or("")
}

/// The declaration of a field of the project with its file.
pub(super) fn own_declaration<'db>(
    sema: &Semantics<'db>,
    field: FieldId<'db>,
) -> Option<(Semantics<'db>, SyntaxNode)> {
    let db = sema.db;
    let module = field.module(db);
    let kind = base_db::ClassPathKind::Project;
    let is_own = modules_of_class_paths(db, sema.config(), kind).contains(&module);
    let there = Semantics::new(db, sema.config(), module.file(db));
    let node = field_source(db, field)?.node.try_to_node(there.root())?;
    is_own.then_some((there, node))
}

/// The first modifier, or `var`, `final`, `function`.
pub(super) fn first_word(field: &ast::Field) -> Option<SyntaxToken> {
    field.modifiers().next().or_else(|| {
        field
            .syntax()
            .children_with_tokens()
            .filter_map(|it| it.into_token())
            .find(|it| matches!(it.kind(), T![function] | T![var] | T![final]))
    })
}

/// The blanks before the first letter of the line that holds `offset`.
pub(super) fn indent_at(sema: &Semantics<'_>, offset: TextSize) -> String {
    let text = file_text(sema.db, sema.file());
    let before = &text[..usize::from(offset)];
    let line = &text[before.rfind('\n').map_or(0, |it| it + 1)..];
    line.chars()
        .take_while(|it| matches!(it, ' ' | '\t'))
        .collect()
}

/// One step of indentation, as the file has it.
pub(super) fn indent_step(sema: &Semantics<'_>) -> String {
    let text = file_text(sema.db, sema.file());
    let indented = text
        .lines()
        .find(|it| it.starts_with([' ', '\t']) && !it.trim().is_empty());
    match indented {
        Some(line) if line.starts_with(' ') => {
            let n = line.len() - line.trim_start_matches(' ').len();
            " ".repeat(if n % 4 == 0 { 4 } else { 2 })
        }
        _ => "\t".to_owned(),
    }
}

/// Whether the node is one of the statements of a block.
pub(super) fn is_statement(node: &SyntaxNode) -> bool {
    node.parent()
        .is_some_and(|it| matches!(it.kind(), SyntaxKind::BLOCK_EXPR | SyntaxKind::CASE_BODY))
}

/// Whether the value of the node is thrown away.
pub(super) fn is_value_unused(node: &SyntaxNode) -> bool {
    let Some(parent) = node.parent() else {
        return true;
    };
    match parent.kind() {
        SyntaxKind::BLOCK_EXPR | SyntaxKind::CASE_BODY => {
            let is_last = parent.last_child().as_ref() == Some(node);
            if !is_last {
                return true;
            }
            match parent.kind() {
                SyntaxKind::BLOCK_EXPR => is_value_unused(&parent),
                _ => parent
                    .ancestors()
                    .find(|it| it.kind() == SyntaxKind::SWITCH_EXPR)
                    .is_none_or(|it| is_value_unused(&it)),
            }
        }
        SyntaxKind::IF_EXPR => {
            let is_condition = ast::IfExpr::cast(parent.clone())
                .and_then(|it| it.condition())
                .is_some_and(|it| it.syntax() == node);
            !is_condition && is_value_unused(&parent)
        }
        SyntaxKind::TRY_EXPR | SyntaxKind::CATCH_CLAUSE => is_value_unused(&parent),
        SyntaxKind::FOR_EXPR | SyntaxKind::WHILE_EXPR => {
            let is_body = parent.last_child().as_ref() == Some(node);
            is_body && is_value_unused(&parent)
        }
        SyntaxKind::DO_WHILE_EXPR => parent.first_child().as_ref() == Some(node),
        SyntaxKind::FUNCTION_FIELD | SyntaxKind::FUNCTION_EXPR => true,
        _ => false,
    }
}

/// The `;` behind a statement.
pub(super) fn semicolon_after(node: &SyntaxNode) -> Option<SyntaxToken> {
    let next = siblings_after(node).find(|it| !it.kind().is_trivia())?;
    next.into_token().filter(|it| it.kind() == T![;])
}

/// The `;` that ends the body of a branch or loop; it stands behind the outermost statement that ends with it.
pub(super) fn closing_semicolon(body: &SyntaxNode) -> Option<SyntaxToken> {
    let ends_with_body = |it: &SyntaxNode| {
        let is_statement = matches!(
            it.kind(),
            SyntaxKind::IF_EXPR
                | SyntaxKind::FOR_EXPR
                | SyntaxKind::WHILE_EXPR
                | SyntaxKind::TRY_EXPR
                | SyntaxKind::CATCH_CLAUSE
        );
        is_statement && it.text_range().end() == body.text_range().end()
    };
    let outer = body.ancestors().skip(1).take_while(ends_with_body);
    std::iter::once(body.clone())
        .chain(outer)
        .find_map(|it| semicolon_after(&it))
}

/// The `;` that the code around `node` wants once the node ends in something else than `}`: `return switch (x) { … }`
/// needs none.
pub(super) fn wanted_semicolon(node: &SyntaxNode) -> &'static str {
    let ends_with_brace = node.last_token().is_some_and(|it| it.kind() == T!['}']);
    if !ends_with_brace {
        return "";
    }
    let end = node.text_range().end();
    let outermost = node
        .ancestors()
        .take_while(|it| it.text_range().end() == end)
        .find(|it| is_statement(it) || ast::Field::can_cast(it.kind()));
    match outermost {
        Some(it) if semicolon_after(&it).is_none() => ";",
        _ => "",
    }
}

/// A statement with its `;`.
pub(super) fn statement_range(node: &SyntaxNode) -> TextRange {
    let range = node.text_range();
    semicolon_after(node).map_or(range, |it| range.cover(it.text_range()))
}

fn siblings_after(node: &SyntaxNode) -> impl Iterator<Item = SyntaxElement> {
    node.siblings_with_tokens(Direction::Next).skip(1)
}

/// Whether a comment or condition stands between the tokens of the node: moving parts around would lose it.
pub(super) fn has_comments(node: &SyntaxNode) -> bool {
    node.descendants_with_tokens().any(|it| {
        matches!(
            it.kind(),
            SyntaxKind::LINE_COMMENT
                | SyntaxKind::BLOCK_COMMENT
                | SyntaxKind::DOC_COMMENT
                | SyntaxKind::DIRECTIVE
        )
    })
}

/// Whether parts of the node are left out by `#if`: they cannot be judged.
pub(super) fn has_conditions(node: &SyntaxNode) -> bool {
    node.descendants()
        .any(|it| matches!(it.kind(), SyntaxKind::DIRECTIVE | SyntaxKind::INACTIVE))
}

/// The local or field that a name declares or uses.
pub(super) fn definition_at<'db>(
    sema: &Semantics<'db>,
    token: &SyntaxToken,
) -> Option<Definition<'db>> {
    sema.classify(token).map(|it| it.def)
}

/// The names an expression uses: tokens of names without a dot in front.
pub(super) fn free_names(node: &SyntaxNode) -> impl Iterator<Item = SyntaxToken> {
    node.descendants()
        .filter(|it| it.kind() == SyntaxKind::NAME_EXPR)
        .filter_map(|it| it.first_token())
}

/// The text of a node's tokens alone, to compare code that is laid out differently.
pub(super) fn bare_text(node: &SyntaxNode) -> String {
    let mut res = String::new();
    for token in node
        .descendants_with_tokens()
        .filter_map(|it| it.into_token())
    {
        if !token.kind().is_trivia() {
            res.push_str(token.text());
            res.push(' ');
        }
    }
    res
}

/// How tightly an expression holds together as an operand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Tightness {
    /// `x -> y`, `if`, `return`, a ternary, an assignment: reaches to the right as far as it can.
    Open,
    /// `a + b`, `a is B`
    Binary,
    /// `!a`, `-a`
    Prefix,
    /// `a`, `a.b`, `f(x)`, `(…)`, `[…]`
    Atom,
}

pub(super) fn tightness(expr: &ast::Expr) -> Tightness {
    use ast::Expr::*;
    match expr {
        NameExpr(_) | ThisExpr(_) | AbstractExpr(_) | Literal(_) | TemplateExpr(_)
        | MarkupExpr(_) | ParenExpr(_) | CheckTypeExpr(_) | ArrayExpr(_) | CallExpr(_)
        | NewExpr(_) | IndexExpr(_) | FieldExpr(_) | PostfixExpr(_) | ReificationExpr(_) => {
            Tightness::Atom
        }
        PrefixExpr(_) => Tightness::Prefix,
        BinaryExpr(it) if it.op().is_some_and(|it| !it.is_assign()) => Tightness::Binary,
        IsExpr(_) => Tightness::Binary,
        _ => Tightness::Open,
    }
}

/// Whether an expression of `tightness` may stand at the place of `node` without parentheses. Operands of binary
/// operators get them always, except atoms and signs: that is right at any precedence.
pub(super) fn needs_parens(node: &SyntaxNode, tightness: Tightness) -> bool {
    let Some(parent) = node.parent() else {
        return false;
    };
    let is_first = parent.first_child().as_ref() == Some(node);
    match parent.kind() {
        SyntaxKind::FIELD_EXPR | SyntaxKind::POSTFIX_EXPR => tightness < Tightness::Atom,
        SyntaxKind::CALL_EXPR | SyntaxKind::INDEX_EXPR if is_first => tightness < Tightness::Atom,
        SyntaxKind::PREFIX_EXPR => tightness < Tightness::Atom,
        SyntaxKind::BINARY_EXPR => {
            let is_assigned = ast::BinaryExpr::cast(parent.clone())
                .and_then(|it| it.op())
                .is_some_and(|it| it.is_assign())
                && !is_first;
            !is_assigned && tightness < Tightness::Prefix
        }
        SyntaxKind::IS_EXPR => tightness < Tightness::Prefix,
        SyntaxKind::TERNARY_EXPR => tightness < Tightness::Binary,
        SyntaxKind::UNTYPED_EXPR
        | SyntaxKind::CAST_EXPR
        | SyntaxKind::INLINE_EXPR
        | SyntaxKind::META_EXPR => tightness < Tightness::Atom,
        _ => false,
    }
}

/// The text of an expression in parentheses, unless it is an atom.
pub(super) fn parenthesized(expr: &ast::Expr, unless: Tightness) -> String {
    let text = expr.syntax().text();
    match tightness(expr) >= unless {
        true => text.to_string(),
        false => format!("({text})"),
    }
}

/// An expression without the parentheses around it.
pub(super) fn strip_parens(expr: ast::Expr) -> ast::Expr {
    let mut expr = expr;
    while let ast::Expr::ParenExpr(inner) = &expr
        && let Some(inner) = inner.expr()
    {
        expr = inner;
    }
    expr
}

/// Some statements of one block.
pub(super) struct Statements {
    /// At least one.
    pub nodes: Vec<SyntaxNode>,
    /// With the last `;`.
    pub range: TextRange,
}

impl AssistContext<'_, '_> {
    /// The statements that the selection holds whole.
    pub fn selected_statements(&self) -> Option<Statements> {
        if self.range.is_empty() {
            return None;
        }
        let block = self.token()?.parent_ancestors().find(|it| {
            matches!(it.kind(), SyntaxKind::BLOCK_EXPR | SyntaxKind::CASE_BODY)
                && it.text_range().contains_range(self.range)
        })?;
        let nodes: Vec<SyntaxNode> = block
            .children()
            .filter(|it| ast::Expr::can_cast(it.kind()))
            .filter(|it| {
                it.text_range()
                    .intersect(self.range)
                    .is_some_and(|it| !it.is_empty())
            })
            .collect();
        let (first, last) = (nodes.first()?, nodes.last()?);
        let range = first.text_range().cover(statement_range(last));
        let is_whole = self.range.start() == range.start()
            && (self.range.end() == range.end() || self.range.end() == last.text_range().end());
        is_whole.then_some(Statements { nodes, range })
    }
}
