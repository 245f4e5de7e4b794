//! Making a method of selected statements or an expression.
//!
//! ```haxe
//! final area = w * h;      // select this line
//! trace(area);
//!
//! final area = extracted(w, h);
//! trace(area);
//! function extracted(w:Int, h:Int):Int { final area = w * h; return area; }
//! ```
//!
//! Locals of the outside become parameters; the one that is wanted afterwards is returned. Refused: two of these,
//! jumps out of the selection, variables that a closure shares.

use base_db::TextRange;
use hir::{Definition, LocalDef, Semantics, Usage};
use hir_def::{
    field_data,
    ids::{FieldId, FieldOwner},
    item_tree::FieldKind,
};
use hir_ty::{signature::field_signature, ty::Ty};
use rustc_hash::FxHashSet;
use syntax::{
    SyntaxKind, SyntaxNode, T,
    ast::{self, AstNode},
};

use super::{
    Actions, CodeActionKind,
    context::{
        AssistContext, Statements, free_names, has_conditions, indent_step, is_value_unused,
        wanted_semicolon,
    },
    extract_variable::{field_node, value_type},
    members, names,
};
use crate::type_text::type_text;

pub(super) fn assist(ctx: &AssistContext<'_, '_>, acc: &mut Actions) {
    let extraction = match ctx.selected_statements() {
        Some(statements) => Extraction::of_statements(ctx, &statements),
        None => Extraction::of_expr(ctx),
    };
    let Some(extraction) = extraction else { return };
    let call = ctx.edit(extraction.range, extraction.call.clone());
    let method = members::insert_after(ctx.sema, &extraction.field, &extraction.method);
    acc.refactor(
        format!("Extract into method `{}`", extraction.name),
        CodeActionKind::RefactorExtract,
        vec![call, method],
    );
}

struct Extraction {
    /// The declaration around the selection.
    field: SyntaxNode,
    range: TextRange,
    name: String,
    call: String,
    /// Indented with tabs.
    method: String,
}

impl Extraction {
    fn of_statements(ctx: &AssistContext<'_, '_>, statements: &Statements) -> Option<Extraction> {
        let sema = ctx.sema;
        let nodes = &statements.nodes;
        let outside = Outside::new(ctx, nodes, statements.range)?;
        let last = nodes.last()?;
        // The caller would not be seen to end here.
        if last.kind() == SyntaxKind::THROW_EXPR {
            return None;
        }
        let tail = ast::ReturnExpr::cast(last.clone());
        let n_returns = outside.returns;
        let returns_at_end = tail.is_some() && n_returns == 1;
        if !returns_at_end && (n_returns > 0 || !is_value_unused(last)) {
            return None;
        }
        let body = ctx.text(statements.range).to_owned();
        let (mut before_call, mut at_end, mut ret) = (String::new(), String::new(), Some(Ty::Void));
        if returns_at_end {
            before_call = "return ".to_owned();
            ret = outside.return_type(sema);
        } else {
            match &*outside.results {
                [] => {}
                [only] => {
                    let name = only.def.name(sema.db);
                    before_call = match &only.declared_with {
                        Some(word) => format!("{word} {name} = "),
                        None => format!("{name} = "),
                    };
                    at_end = format!("\nreturn {name};");
                    ret = Some(only.def.ty(sema.db));
                }
                _ => return None,
            }
        }
        let terminator = if body.ends_with([';', '}']) { "" } else { ";" };
        let body = format!("{body}{terminator}{at_end}");
        outside.finish(ctx, statements.range, body, before_call, ";", ret)
    }

    fn of_expr(ctx: &AssistContext<'_, '_>) -> Option<Extraction> {
        let sema = ctx.sema;
        let expr = ctx.selected_expr()?;
        let ty = value_type(sema, &expr)?;
        let range = expr.syntax().text_range();
        // What a loop goes through is asked for its iterator, and known by that.
        let is_iterated = expr
            .syntax()
            .parent()
            .and_then(ast::BinaryExpr::cast)
            .is_some_and(|it| it.op() == Some(ast::BinaryOp::In));
        if is_iterated {
            return None;
        }
        let outside = Outside::new(ctx, &[expr.syntax().clone()], range)?;
        let is_trivial = matches!(
            expr,
            ast::Expr::NameExpr(_) | ast::Expr::Literal(_) | ast::Expr::ThisExpr(_)
        );
        if is_trivial || outside.returns > 0 || !outside.results.is_empty() {
            return None;
        }
        let wanted = sema
            .expected_type(expr.syntax())
            .filter(|_| super::extract_variable::needs_hint(sema, &expr))
            .filter(|it| !it.is_unknown());
        let body = format!("return {};", ctx.text(range));
        outside.finish(
            ctx,
            range,
            body,
            String::new(),
            wanted_semicolon(expr.syntax()),
            Some(wanted.unwrap_or(ty)),
        )
    }
}

/// What the selection shares with the code around it.
struct Outside<'db> {
    field: SyntaxNode,
    owner: FieldId<'db>,
    params: Vec<LocalDef<'db>>,
    results: Vec<Shared<'db>>,
    /// How many `return`s.
    returns: usize,
    first: SyntaxNode,
}

/// A local that is given a value in the selection and read afterwards.
struct Shared<'db> {
    def: LocalDef<'db>,
    /// `var` or `final` when the selection declares it.
    declared_with: Option<&'static str>,
}

impl<'db> Outside<'db> {
    fn new(
        ctx: &AssistContext<'_, 'db>,
        nodes: &[SyntaxNode],
        range: TextRange,
    ) -> Option<Outside<'db>> {
        let sema = ctx.sema;
        let first = nodes.first()?.clone();
        let field = field_node(&first)?;
        let owner = sema.field_around(&first)?;
        let data = field_data(sema.db, owner)?;
        let flags = &data.field.flags;
        // Its initialiser knows no `this`.
        let is_instance_var = matches!(data.field.kind, FieldKind::Var { .. }) && !flags.is_static;
        // The value of an inline variable is a constant.
        let is_constant = matches!(data.field.kind, FieldKind::Var { .. }) && flags.is_inline;
        if flags.is_macro || is_instance_var || is_constant || nodes.iter().any(has_conditions) {
            return None;
        }
        let mut res = Outside {
            field,
            owner,
            params: Vec::new(),
            results: Vec::new(),
            returns: 0,
            first,
        };
        for node in nodes {
            res.returns += jumps(sema, node, node)?;
        }
        let mut seen = FxHashSet::default();
        for token in nodes.iter().flat_map(free_names) {
            let Some(Definition::Local(local)) = sema.classify(&token).map(|it| it.def) else {
                continue;
            };
            let place = local.name_range(sema.db)?.range;
            if !range.contains_range(place) && seen.insert(local) {
                res.captured(sema, local, range)?;
            }
        }
        for node in nodes {
            res.declared(sema, node, range)?;
        }
        Some(res)
    }

    /// A local of the outside that the selection mentions.
    fn captured(
        &mut self,
        sema: &Semantics<'db>,
        def: LocalDef<'db>,
        range: TextRange,
    ) -> Option<()> {
        let all = crate::references::references_of(sema.db, sema.config(), &Definition::Local(def));
        let written = |it: &&crate::Reference| it.usage == Usage::Write;
        let is_constant = !all.iter().any(|it| written(&it));
        let place = def.name_range(sema.db)?.range;
        let home = function_around(&sema.token_at(place.start())?.parent()?);
        let is_shared = all.iter().any(|it| {
            let node = sema
                .token_at(it.place.range.start())
                .and_then(|it| it.parent());
            node.is_some_and(|it| function_around(&it) != home)
        });
        if !is_constant && is_shared {
            return None;
        }
        self.params.push(def);
        let is_written_inside = all
            .iter()
            .filter(written)
            .any(|it| range.contains_range(it.place.range));
        if is_written_inside && self.is_read_outside(&all, place, range) {
            // Without a value of its own it cannot be passed.
            let has_value = sema
                .token_at(place.start())?
                .parent()?
                .parent()
                .and_then(ast::VarDeclarator::cast)
                .is_none_or(|it| it.initializer().is_some());
            has_value.then_some(())?;
            self.results.push(Shared {
                def,
                declared_with: None,
            });
        }
        Some(())
    }

    /// Whether a local's value of the selection is read after it, or before it in the next round of a loop.
    fn is_read_outside(
        &self,
        all: &[crate::Reference],
        declaration: TextRange,
        range: TextRange,
    ) -> bool {
        let is_outside = |it: &&crate::Reference| !range.contains_range(it.place.range);
        let in_loop = self.first.ancestors().any(|it| {
            let is_loop = matches!(
                it.kind(),
                SyntaxKind::FOR_EXPR | SyntaxKind::WHILE_EXPR | SyntaxKind::DO_WHILE_EXPR
            );
            is_loop && !it.text_range().contains_range(declaration)
        });
        in_loop
            || all
                .iter()
                .filter(is_outside)
                .any(|it| it.place.range.start() >= range.end())
    }

    /// The variables that a statement of the selection declares and others use.
    fn declared(
        &mut self,
        sema: &Semantics<'db>,
        node: &SyntaxNode,
        range: TextRange,
    ) -> Option<()> {
        let word = match ast::VarExpr::cast(node.clone()) {
            Some(it) if it.is_final() => "final",
            _ => "var",
        };
        let names = match node.kind() {
            SyntaxKind::VAR_EXPR => node
                .children()
                .filter_map(ast::VarDeclarator::cast)
                .filter_map(|it| it.name())
                .collect(),
            SyntaxKind::FUNCTION_EXPR => ast::FunctionExpr::cast(node.clone())
                .and_then(|it| it.name())
                .into_iter()
                .collect(),
            _ => vec![],
        };
        for name in names {
            let Some(Definition::Local(def)) = sema.classify(&name.token()?).map(|it| it.def)
            else {
                continue;
            };
            let all =
                crate::references::references_of(sema.db, sema.config(), &Definition::Local(def));
            let is_used_after = all.iter().any(|it| it.place.range.start() >= range.end());
            if is_used_after {
                // `var x;` alone has nothing to return.
                let has_value = name
                    .syntax()
                    .parent()
                    .and_then(ast::VarDeclarator::cast)
                    .is_none_or(|it| it.initializer().is_some());
                let is_assigned = all
                    .iter()
                    .any(|it| it.usage == Usage::Write && range.contains_range(it.place.range));
                (has_value || is_assigned).then_some(())?;
                // A closure in the selection would keep the other variable.
                let home = function_around(node);
                let is_shared = all.iter().any(|it| {
                    let node = sema
                        .token_at(it.place.range.start())
                        .and_then(|it| it.parent());
                    node.is_some_and(|it| function_around(&it) != home)
                });
                let is_constant = !all.iter().any(|it| it.usage == Usage::Write);
                (is_constant || !is_shared).then_some(())?;
                self.results.push(Shared {
                    def,
                    declared_with: Some(word),
                });
            }
        }
        Some(())
    }

    /// Of the function around the selection.
    fn return_type(&self, sema: &Semantics<'db>) -> Option<Ty<'db>> {
        let ty = match function_around(&self.first) {
            Some(inner) if inner != self.field => sema.type_of_node(&inner)?,
            _ => field_signature(sema.db, self.owner).ty,
        };
        match ty {
            Ty::Fun(fun) => Some(fun.ret(sema.db)),
            _ => None,
        }
    }

    fn finish(
        self,
        ctx: &AssistContext<'_, 'db>,
        range: TextRange,
        body: String,
        before_call: String,
        after_call: &str,
        ret: Option<Ty<'db>>,
    ) -> Option<Extraction> {
        let sema = ctx.sema;
        let db = sema.db;
        let mut params = Vec::new();
        let mut args = Vec::new();
        for &param in &self.params {
            let name = param.name(db);
            // Without its type the body could mean something else; `Math` in a variable has none.
            let ty = match param.ty(db) {
                Ty::TypeValue(_) => return None,
                ty => type_text(sema, ty)?,
            };
            params.push(format!("{name}:{ty}"));
            args.push(name.to_string());
        }
        let name = names::unused_in(sema.root(), "extracted");
        let is_static = field_data(db, self.owner)?.field.flags.is_static
            && matches!(self.owner.owner(db), FieldOwner::Type(_));
        let static_ = if is_static { "static " } else { "" };
        let ret = match ret? {
            Ty::Unknown => String::new(),
            ret => format!(":{}", type_text(sema, ret)?),
        };
        let type_params = self.type_params(&format!("{} {ret} {body}", params.join(" ")))?;
        // A string over several lines would get other blanks.
        let has_long_string = self.field.descendants_with_tokens().any(|it| {
            matches!(it.kind(), SyntaxKind::STRING | SyntaxKind::TEMPLATE_TEXT)
                && range.contains_range(it.text_range())
                && it.as_token().is_some_and(|it| it.text().contains('\n'))
        });
        if has_long_string {
            return None;
        }
        // The body is laid out as if it stood at the margin; `insert_after` indents it.
        let from = ctx.indent_at(range.start());
        let step = indent_step(sema);
        let margin = |it: &str| match it.strip_prefix(&*from) {
            Some(rest) => rest.to_owned(),
            None => it.to_owned(),
        };
        let lines: Vec<String> = body
            .lines()
            .enumerate()
            .map(|(i, it)| if i == 0 { it.to_owned() } else { margin(it) })
            .map(|it| {
                if it.is_empty() {
                    it
                } else {
                    format!("{step}{it}")
                }
            })
            .collect();
        let method = format!(
            "{static_}function {name}{type_params}({}){ret} {{\n{}\n}}",
            params.join(", "),
            lines.join("\n")
        );
        Some(Extraction {
            field: self.field,
            range,
            call: format!("{before_call}{name}({}){after_call}", args.join(", ")),
            name,
            method,
        })
    }

    /// The type parameters of the method around the selection, when `code` mentions one.
    fn type_params(&self, code: &str) -> Option<String> {
        let list = ast::FunctionField::cast(self.field.clone()).and_then(|it| it.type_param_list());
        let mentions = |list: &ast::TypeParamList| {
            list.params().filter_map(|it| it.name()).any(|it| {
                crate::search::occurrences(code, &it.text())
                    .next()
                    .is_some()
            })
        };
        let is_inner = self
            .first
            .ancestors()
            .filter_map(ast::FunctionExpr::cast)
            .filter_map(|it| it.type_param_list())
            .any(|it| mentions(&it));
        if is_inner {
            return None;
        }
        Some(match list {
            Some(list) if mentions(&list) => list.syntax().text().to_string(),
            _ => String::new(),
        })
    }
}

/// How many `return`s leave the selection; `None` when something else does, or it cannot stand in another method.
fn jumps(sema: &Semantics<'_>, node: &SyntaxNode, top: &SyntaxNode) -> Option<usize> {
    match node.kind() {
        SyntaxKind::FUNCTION_EXPR | SyntaxKind::ARROW_FUNCTION => return inner_jumps(sema, node),
        SyntaxKind::RETURN_EXPR => {
            let inner: Option<usize> = node.children().map(|it| jumps(sema, &it, top)).sum();
            return Some(1 + inner?);
        }
        SyntaxKind::BREAK_EXPR | SyntaxKind::CONTINUE_EXPR => {
            let has_loop = node
                .ancestors()
                .take_while(|it| it != top)
                .chain([top.clone()])
                .any(|it| {
                    matches!(
                        it.kind(),
                        SyntaxKind::FOR_EXPR | SyntaxKind::WHILE_EXPR | SyntaxKind::DO_WHILE_EXPR
                    )
                });
            has_loop.then_some(())?;
        }
        _ => stays(sema, node)?,
    }
    node.children().map(|it| jumps(sema, &it, top)).sum()
}

/// A closure's own `return`s do not count.
fn inner_jumps(sema: &Semantics<'_>, node: &SyntaxNode) -> Option<usize> {
    for inner in node.descendants() {
        stays(sema, &inner)?;
    }
    Some(0)
}

/// `None` for what only the method it stands in may do: the parent's constructor, giving `this` or a final a value.
fn stays(sema: &Semantics<'_>, node: &SyntaxNode) -> Option<()> {
    match node.kind() {
        SyntaxKind::CALL_EXPR => {
            let callee = node.first_child()?;
            (callee.text() != "super").then_some(())
        }
        SyntaxKind::BINARY_EXPR => {
            let binary = ast::BinaryExpr::cast(node.clone())?;
            if !binary.op().is_some_and(|it| it.is_assign()) {
                return Some(());
            }
            let target = binary.lhs()?;
            let token = match &target {
                ast::Expr::ThisExpr(_) => return None,
                ast::Expr::FieldExpr(it) => it.name_ref()?.syntax().first_token()?,
                ast::Expr::NameExpr(it) => it.syntax().first_token()?,
                _ => return Some(()),
            };
            match sema.classify(&token).map(|it| it.def) {
                Some(Definition::Field(field)) => {
                    let is_final = field_data(sema.db, field)?.field.flags.is_final;
                    (!is_final).then_some(())
                }
                _ => Some(()),
            }
        }
        SyntaxKind::MACRO_EXPR | SyntaxKind::REIFICATION_EXPR => None,
        SyntaxKind::VAR_EXPR => {
            let is_static = node
                .children_with_tokens()
                .any(|it| it.kind() == T![static]);
            (!is_static).then_some(())
        }
        _ => Some(()),
    }
}

/// The function that a node belongs to.
fn function_around(node: &SyntaxNode) -> Option<SyntaxNode> {
    // The name and parameters of a function are inside of it, except its own name.
    let is_name_of = |function: &SyntaxNode| {
        node.kind() == SyntaxKind::NAME
            && function.kind() == SyntaxKind::FUNCTION_EXPR
            && node.parent().as_ref() == Some(function)
    };
    node.ancestors().find(|it| {
        matches!(
            it.kind(),
            SyntaxKind::FUNCTION_FIELD
                | SyntaxKind::VAR_FIELD
                | SyntaxKind::FUNCTION_EXPR
                | SyntaxKind::ARROW_FUNCTION
        ) && !is_name_of(it)
    })
}

#[cfg(test)]
mod tests;
