//! Giving an expression a name.
//!
//! ```haxe
//! trace(user.name.length);    // select `user.name`
//! final name = user.name;
//! trace(name.length);
//! ```
//!
//! The variable comes before the statement. What ran before the expression now runs after it, so it is refused where
//! that would show; where a body is no block it becomes one.

use base_db::{FileEdit, TextRange};
use hir::{Definition, Semantics};
use hir_def::is_package;
use hir_ty::ty::Ty;
use syntax::{
    SyntaxKind, SyntaxNode, T,
    ast::{self, AstNode, BinaryOp},
};

use super::{
    Actions, CodeActionKind,
    context::{
        AssistContext, bare_text, closing_semicolon, definition_at, free_names, has_conditions,
        indent_step, is_value_unused, semicolon_after, wanted_semicolon,
    },
    effects::{Effects, effects},
    names,
};
use crate::type_text::type_text;

pub(super) fn assist(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    if let Some(extraction) = Extraction::new(ctx) {
        let Some(edits) = extraction.edits(std::slice::from_ref(&extraction.expr)) else {
            return;
        };
        acc.refactor(
            format!("Extract into variable `{}`", extraction.name),
            CodeActionKind::RefactorExtract,
            edits,
        );
        let all = extraction.occurrences();
        if all.len() > 1
            && let Some(edits) = extraction.edits(&all)
        {
            acc.refactor(
                format!(
                    "Extract all {} occurrences into variable `{}`",
                    all.len(),
                    extraction.name
                ),
                CodeActionKind::RefactorExtract,
                edits,
            );
        }
    }
}

struct Extraction<'a, 'db> {
    ctx: &'a AssistContext<'a, 'db>,
    expr: SyntaxNode,
    place: Place,
    name: String,
    /// `:Type` where the expression means nothing without it.
    hint: String,
    effects: Effects,
}

/// Where the variable is declared.
enum Place {
    /// Before a statement of a block.
    Before(SyntaxNode),
    /// In a block to be made of the body of a loop, a branch or a function.
    Body {
        body: SyntaxNode,
        /// Of `x -> e`.
        returns: bool,
    },
}

impl Place {
    fn node(&self) -> &SyntaxNode {
        match self {
            Place::Before(node) | Place::Body { body: node, .. } => node,
        }
    }
}

impl<'a, 'db> Extraction<'a, 'db> {
    fn new(ctx: &'a AssistContext<'a, 'db>) -> Option<Self> {
        let selected = ctx.selected_expr()?;
        let sema = ctx.sema;
        let expr = selected.syntax().clone();
        let ty = value_type(sema, &selected)?;
        let place = place_of(sema, &expr)?;
        let effects = effects(sema, &expr);
        if has_conditions(place.node()) || effects.conflicts(before(sema, &expr, place.node())) {
            return None;
        }
        let declared_inside = |it: &Definition<'db>| {
            let range = it.name_range(sema.db).map(|it| it.range);
            range.is_some_and(|it| {
                place.node().text_range().contains_range(it)
                    && !expr.text_range().contains_range(it)
            })
        };
        let is_bound_inside = free_names(&expr)
            .filter_map(|it| definition_at(sema, &it))
            .any(|it| matches!(it, Definition::Local(_)) && declared_inside(&it));
        if is_bound_inside {
            return None;
        }
        let hint = match needs_hint(sema, &selected) {
            true => {
                let wanted = sema.expected_type(&expr).filter(|it| !it.is_unknown());
                format!(":{}", type_text(sema, wanted.unwrap_or(ty))?)
            }
            false => String::new(),
        };
        let field = field_node(&expr)?;
        let name = names::unused_in(&field, &names::suggest(sema, &selected));
        Some(Extraction {
            ctx,
            expr,
            place,
            name,
            hint,
            effects,
        })
    }

    /// The expression and those after it in the block that certainly have the same value.
    fn occurrences(&self) -> Vec<SyntaxNode> {
        let alone = vec![self.expr.clone()];
        // What takes its type from its place may be of another one elsewhere.
        if self.effects.writes || self.effects.makes || !self.hint.is_empty() {
            return alone;
        }
        let sema = self.ctx.sema;
        let place = self.place.node();
        let statements: Vec<SyntaxNode> = match self.place {
            Place::Before(_) => {
                std::iter::successors(Some(place.clone()), |it| it.next_sibling()).collect()
            }
            Place::Body { .. } => vec![place.clone()],
        };
        let mut res = Vec::new();
        for statement in statements {
            if has_conditions(&statement) {
                break;
            }
            let found: Vec<SyntaxNode> = statement
                .descendants()
                .filter(|it| self.is_same(it))
                .collect();
            // What is read may be another thing after a call.
            if self.effects.reads && effects_below(sema, &statement).writes {
                break;
            }
            res.extend(found);
        }
        if !res.contains(&self.expr) {
            return alone;
        }
        res
    }

    fn is_same(&self, node: &SyntaxNode) -> bool {
        if *node == self.expr {
            return true;
        }
        let sema = self.ctx.sema;
        node.kind() == self.expr.kind()
            && node.text_range().start() >= self.place.node().text_range().start()
            && bare_text(node) == bare_text(&self.expr)
            && ast::Expr::cast(node.clone()).is_some_and(|it| value_type(sema, &it).is_some())
            && free_names(node)
                .zip(free_names(&self.expr))
                .all(|(a, b)| definition_at(sema, &a) == definition_at(sema, &b))
    }

    fn edits(&self, replaced: &[SyntaxNode]) -> Option<Vec<FileEdit>> {
        let ctx = self.ctx;
        let value = ctx.text(self.expr.text_range());
        let declaration = format!("final {}{} = {value}", self.name, self.hint);
        let mut edits = Vec::new();
        match &self.place {
            Place::Before(statement) if *statement == self.expr && is_value_unused(statement) => {
                let start = statement.text_range().start();
                let head = format!("final {}{} = ", self.name, self.hint);
                edits.push(ctx.insert(start, head));
                if semicolon_after(statement).is_none() {
                    edits.push(ctx.insert(statement.text_range().end(), ";"));
                }
                return (replaced.len() == 1).then_some(edits);
            }
            Place::Before(statement) => {
                let start = statement.text_range().start();
                let indent = ctx.indent_at(start);
                let is_first_on_line = is_first_on_line(ctx, start);
                let separator = match is_first_on_line {
                    true => format!("\n{indent}"),
                    false => " ".to_owned(),
                };
                edits.push(ctx.insert(start, format!("{declaration};{separator}")));
            }
            Place::Body { body, returns } => {
                let range = body.text_range();
                let outer = ctx.indent_at(body.parent()?.text_range().start());
                let inner = format!("{outer}{}", indent_step(ctx.sema));
                let return_ = if *returns { "return " } else { "" };
                let (gap, brace) = ctx.brace_before(body, &outer);
                edits.push(ctx.edit(
                    gap,
                    format!("{brace}\n{inner}{declaration};\n{inner}{return_}"),
                ));
                let close = match closing_semicolon(body) {
                    Some(semicolon) => {
                        ctx.insert(semicolon.text_range().end(), format!("\n{outer}}}"))
                    }
                    None => ctx.insert(range.end(), format!(";\n{outer}}}")),
                };
                edits.push(close);
            }
        }
        for node in replaced {
            // The end of a new block has its `;` already.
            let semicolon = match self.place {
                Place::Before(_) => wanted_semicolon(node),
                Place::Body { .. } => "",
            };
            edits.push(ctx.edit(node.text_range(), format!("{}{semicolon}", self.name)));
        }
        Some(edits)
    }
}

fn is_first_on_line(ctx: &AssistContext<'_, '_>, at: base_db::TextSize) -> bool {
    let before = ctx.text(TextRange::new(0.into(), at));
    let line = before.rsplit('\n').next().unwrap_or("");
    line.trim().is_empty()
}

/// The declaration of the field around a node.
pub(super) fn field_node(node: &SyntaxNode) -> Option<SyntaxNode> {
    node.ancestors()
        .filter(|it| ast::Field::can_cast(it.kind()))
        .last()
}

/// The type of an expression that is a value of its own: not the name of a package, type or method to be called, not
/// what is assigned to, not a pattern.
pub(super) fn value_type<'db>(sema: &Semantics<'db>, expr: &ast::Expr) -> Option<Ty<'db>> {
    let node = expr.syntax();
    let parent = node.parent()?;
    let is_first = parent.first_child().as_ref() == Some(node);
    match parent.kind() {
        SyntaxKind::CALL_EXPR if is_first => match expr {
            ast::Expr::NameExpr(_) | ast::Expr::FieldExpr(_) => return None,
            _ => {}
        },
        SyntaxKind::BINARY_EXPR if is_first => {
            let op = ast::BinaryExpr::cast(parent.clone()).and_then(|it| it.op())?;
            if op.is_assign() || op == BinaryOp::In {
                return None;
            }
        }
        SyntaxKind::PREFIX_EXPR => {
            let op = ast::PrefixExpr::cast(parent.clone()).and_then(|it| it.op())?;
            use ast::PrefixOp;
            if !matches!(op, PrefixOp::Not | PrefixOp::Neg | PrefixOp::BitNot) {
                return None;
            }
        }
        SyntaxKind::POSTFIX_EXPR
        | SyntaxKind::INLINE_EXPR
        | SyntaxKind::MACRO_EXPR
        | SyntaxKind::PARAM => {
            return None;
        }
        _ => {}
    }
    use ast::Expr::*;
    match expr {
        VarExpr(_) | ReturnExpr(_) | BreakExpr(_) | ContinueExpr(_) | ThrowExpr(_) | ForExpr(_)
        | WhileExpr(_) | DoWhileExpr(_) | BlockExpr(_) | MacroExpr(_) | ReificationExpr(_) => {
            return None;
        }
        BinaryExpr(it) => {
            let op = it.op()?;
            if matches!(op, BinaryOp::In | BinaryOp::Arrow | BinaryOp::Interval) {
                return None;
            }
        }
        PrefixExpr(it) if it.op() == Some(ast::PrefixOp::Spread) => return None,
        Literal(it) if it.syntax().text() == "null" => return None,
        NameExpr(it) => {
            let text = it.syntax().text().to_string();
            let is_word = text == "super" || text.starts_with('$') || text == "_";
            let is_type = hir_def::type_ref::is_type_name(&text)
                && !matches!(
                    sema.classify(&it.syntax().first_token()?)?.def,
                    Definition::Local(_) | Definition::Field(_) | Definition::EnumCtor(_)
                );
            if is_word || is_type {
                return None;
            }
        }
        FieldExpr(_) => {
            let names: Option<Vec<hir_def::Name>> = dotted(expr);
            if let Some(names) = names
                && is_package(sema.db, sema.config(), &names)
            {
                return None;
            }
        }
        _ => {}
    }
    let is_pattern = node.ancestors().any(|it| {
        it.parent().is_some_and(|parent| {
            parent.kind() == SyntaxKind::CASE_CLAUSE && ast::Expr::can_cast(it.kind())
        })
    });
    if is_pattern || node.ancestors().any(|it| it.kind() == SyntaxKind::METADATA) {
        return None;
    }
    match sema.type_of_node(node)? {
        Ty::Void | Ty::TypeValue(_) => None,
        ty => Some(ty),
    }
}

fn dotted(expr: &ast::Expr) -> Option<Vec<hir_def::Name>> {
    match expr {
        ast::Expr::NameExpr(it) => Some(vec![hir_def::Name::new(it.syntax().text().to_string())]),
        ast::Expr::FieldExpr(it) => {
            let mut names = dotted(&it.base()?)?;
            names.push(hir_def::Name::new(it.name_ref()?.text()));
            Some(names)
        }
        _ => None,
    }
}

/// Whether the expression takes its type from where it stands.
pub(super) fn needs_hint(sema: &Semantics<'_>, expr: &ast::Expr) -> bool {
    let inner = |it: Option<ast::Expr>| it.is_some_and(|it| needs_hint(sema, &it));
    use ast::Expr::*;
    match expr {
        Literal(it) => it.syntax().text() == "null",
        ArrayExpr(_) | ObjectExpr(_) | FunctionExpr(_) | ArrowFunction(_) => true,
        CastExpr(it) => !it.is_checked(),
        NewExpr(it) => {
            it.path_type()
                .is_some_and(|it| it.type_arg_list().is_none())
                && sema
                    .type_of_node(expr.syntax())
                    .and_then(|it| it.decl(sema.db))
                    .is_some_and(|(_, args)| !args.is_empty())
        }
        ParenExpr(it) => inner(it.expr()),
        TernaryExpr(it) => inner(it.then_branch()) || inner(it.else_branch()),
        IfExpr(_) | SwitchExpr(_) | TryExpr(_) | UntypedExpr(_) | MetaExpr(_) => true,
        BinaryExpr(it) if it.op() == Some(BinaryOp::NullCoal) => inner(it.rhs()),
        // `Red` found by the type that is wanted.
        NameExpr(it) => it
            .syntax()
            .first_token()
            .and_then(|it| definition_at(sema, &it))
            .is_some_and(|it| match it {
                Definition::EnumCtor(_) => true,
                Definition::Field(field) => hir_def::resolve::is_enum_value(sema.db, field),
                _ => false,
            }),
        CallExpr(it) => match it.callee() {
            Some(callee @ NameExpr(_)) => needs_hint(sema, &callee),
            _ => false,
        },
        _ => false,
    }
}

/// The innermost place for a declaration that runs whenever the expression does, and no more often.
fn place_of(sema: &Semantics<'_>, expr: &SyntaxNode) -> Option<Place> {
    let mut node = expr.clone();
    loop {
        let parent = node.parent()?;
        let body = |node: SyntaxNode, returns| {
            Some(Place::Body {
                body: node,
                returns,
            })
        };
        match parent.kind() {
            SyntaxKind::BLOCK_EXPR | SyntaxKind::CASE_BODY => return Some(Place::Before(node)),
            SyntaxKind::IF_EXPR => {
                let if_ = ast::IfExpr::cast(parent.clone())?;
                let is_condition = if_.condition().is_some_and(|it| *it.syntax() == node);
                if !is_condition {
                    // `else if (e)`: the declaration would have to be the else's block.
                    return body(node, false);
                }
            }
            SyntaxKind::FOR_EXPR => {
                let is_head = ast::ForExpr::cast(parent.clone())?
                    .head()
                    .is_some_and(|it| *it.syntax() == node);
                if !is_head {
                    return body(node, false);
                }
            }
            SyntaxKind::WHILE_EXPR => {
                let is_body = ast::WhileExpr::cast(parent.clone())?
                    .body()
                    .is_some_and(|it| *it.syntax() == node);
                return if is_body { body(node, false) } else { None };
            }
            SyntaxKind::DO_WHILE_EXPR => {
                let is_body = ast::DoWhileExpr::cast(parent.clone())?
                    .body()
                    .is_some_and(|it| *it.syntax() == node);
                return if is_body { body(node, false) } else { None };
            }
            SyntaxKind::FUNCTION_FIELD
            | SyntaxKind::FUNCTION_EXPR
            | SyntaxKind::CATCH_CLAUSE
            | SyntaxKind::TRY_EXPR => {
                return body(node, false);
            }
            SyntaxKind::ARROW_FUNCTION => {
                let Some(Ty::Fun(fun)) = sema.type_of_node(&parent) else {
                    return None;
                };
                let returns =
                    fun.ret(sema.db) != Ty::Void && node.kind() != SyntaxKind::RETURN_EXPR;
                return body(node, returns);
            }
            SyntaxKind::BINARY_EXPR => {
                let binary = ast::BinaryExpr::cast(parent.clone())?;
                let is_rhs = binary.rhs().is_some_and(|it| *it.syntax() == node);
                let is_lazy = matches!(
                    binary.op()?,
                    BinaryOp::BoolAnd
                        | BinaryOp::BoolOr
                        | BinaryOp::NullCoal
                        | BinaryOp::NullCoalAssign
                        | BinaryOp::BoolAndAssign
                        | BinaryOp::BoolOrAssign
                );
                if is_rhs && is_lazy {
                    return None;
                }
            }
            SyntaxKind::TERNARY_EXPR => {
                let is_condition = ast::TernaryExpr::cast(parent.clone())?
                    .condition()
                    .is_some_and(|it| *it.syntax() == node);
                if !is_condition {
                    return None;
                }
            }
            SyntaxKind::ARG_LIST
            | SyntaxKind::INDEX_EXPR
            | SyntaxKind::FIELD_EXPR
            | SyntaxKind::CALL_EXPR => {
                // `a?.b(e)` does not run `e` where `a` is null.
                let is_first = parent.first_child().as_ref() == Some(&node);
                let is_argument = parent.kind() == SyntaxKind::ARG_LIST || !is_first;
                if is_argument && is_in_safe_chain(&parent) {
                    return None;
                }
            }
            SyntaxKind::CASE_CLAUSE
            | SyntaxKind::CASE_GUARD
            | SyntaxKind::PARAM
            | SyntaxKind::VAR_FIELD
            | SyntaxKind::METADATA
            | SyntaxKind::MACRO_EXPR
            | SyntaxKind::UNTYPED_EXPR => return None,
            _ => {}
        }
        node = parent;
    }
}

/// Whether `?.` stands somewhere in front of the arguments or index of `node`.
fn is_in_safe_chain(node: &SyntaxNode) -> bool {
    let mut at = match node.kind() {
        SyntaxKind::ARG_LIST => node.parent(),
        _ => Some(node.clone()),
    };
    while let Some(node) = at {
        let has_safe_dot = node.children_with_tokens().any(|it| it.kind() == T![?.]);
        if has_safe_dot {
            return true;
        }
        at = match node.kind() {
            SyntaxKind::CALL_EXPR | SyntaxKind::INDEX_EXPR | SyntaxKind::FIELD_EXPR => {
                node.first_child()
            }
            _ => None,
        };
    }
    false
}

/// What runs in `place` before `expr` does.
pub(super) fn before(sema: &Semantics<'_>, expr: &SyntaxNode, place: &SyntaxNode) -> Effects {
    let mut res = Effects::default();
    let mut node = expr.clone();
    while node != *place {
        let Some(parent) = node.parent() else { break };
        let is_plain_assignment =
            ast::BinaryExpr::cast(parent.clone()).and_then(|it| it.op()) == Some(BinaryOp::Assign);
        for sibling in parent.children().take_while(|it| *it != node) {
            // The target of an assignment is not read, only what leads to it.
            let evaluated = match ast::Expr::cast(sibling.clone()) {
                Some(ast::Expr::NameExpr(_)) if is_plain_assignment => None,
                Some(ast::Expr::FieldExpr(it)) if is_plain_assignment => {
                    it.base().map(|it| it.syntax().clone())
                }
                _ => Some(sibling),
            };
            if let Some(evaluated) = evaluated {
                res = res.or(effects_below(sema, &evaluated));
            }
        }
        node = parent;
    }
    res
}

/// The effects of all that stands in a node, declarations and loops included.
pub(super) fn effects_below(sema: &Semantics<'_>, node: &SyntaxNode) -> Effects {
    match node.kind() {
        SyntaxKind::VAR_EXPR
        | SyntaxKind::VAR_DECLARATOR
        | SyntaxKind::INITIALIZER
        | SyntaxKind::IF_EXPR
        | SyntaxKind::BLOCK_EXPR
        | SyntaxKind::RETURN_EXPR
        | SyntaxKind::THROW_EXPR => node.children().fold(Effects::default(), |acc, it| {
            acc.or(effects_below(sema, &it))
        }),
        _ => effects(sema, node),
    }
}

#[cfg(test)]
mod tests;
