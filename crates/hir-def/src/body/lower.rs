//! Bodies from syntax. Chains (`a.b().c`, `1 + 2 + …`) are walked along their left spine, so
//! that a long one needs no deep stack; what nests otherwise is bounded by the parser.

use base_db::TextRange;
use syntax::{
    NodeOrToken, SyntaxKind, SyntaxNode,
    ast::{self, AstNode},
};

use super::{
    BinaryOp, Body, BodyParam, BodySourceMap, Case, Catch, Expr, ExprId, FunctionExpr, Literal,
    NameKind, NameSource, ObjectField, StringPart, UnaryOp, VarDecl,
};
use crate::{
    Name,
    item_tree::lower_type::{TypeLower, meta, metas},
    type_ref::TypeRefId,
};

/// `node` is the declaration of a field, as the root of its own tree.
pub(super) fn lower_body(node: &SyntaxNode) -> (Body, BodySourceMap) {
    let mut lower = BodyLower::default();
    lower.body.skips_text = node.descendants().any(|it| it.kind() == SyntaxKind::ERROR);
    match ast::Field::cast(node.clone()) {
        Some(ast::Field::VarField(var)) => {
            lower.body.root = var
                .initializer()
                .map(|it| lower.expr_or_missing(it.expr(), it.syntax()));
        }
        Some(ast::Field::FunctionField(fun)) => {
            lower.body.params = lower.params(fun.param_list(), None);
            lower.body.root = fun.body().map(|it| lower.expr(&it));
        }
        None => {}
    }
    lower.finish()
}

#[derive(Default)]
struct BodyLower {
    body: Body,
    ranges: Vec<TextRange>,
    map: BodySourceMap,
    types: TypeLower,
    names: Vec<NameSource>,
    n_functions: u32,
    in_pattern: bool,
}

impl BodyLower {
    fn finish(mut self) -> (Body, BodySourceMap) {
        let (type_refs, type_ranges) = self.types.finish();
        self.body.exprs.shrink_to_fit();
        self.body.type_refs = type_refs;
        self.map.exprs = self.ranges.into();
        self.map.type_refs = type_ranges;
        self.map.names = self.names.into();
        self.map.by_node.shrink_to_fit();
        (self.body, self.map)
    }

    fn alloc(&mut self, expr: Expr, node: &SyntaxNode) -> ExprId {
        let range = node.text_range();
        self.ranges.push(range);
        let id = self.body.exprs.alloc(expr);
        self.map.by_node.insert((node.kind(), range), id);
        id
    }

    fn missing(&mut self, around: &SyntaxNode) -> ExprId {
        // At the end of what lacks it: there the caret stands while one types.
        let end = around.text_range().end();
        self.ranges.push(TextRange::empty(end));
        self.body.exprs.alloc(Expr::Missing)
    }

    fn expr_or_missing(&mut self, expr: Option<ast::Expr>, around: &SyntaxNode) -> ExprId {
        match expr {
            Some(expr) => self.expr(&expr),
            None => self.missing(around),
        }
    }

    fn opt_expr(&mut self, expr: Option<ast::Expr>) -> Option<ExprId> {
        Some(self.expr(&expr?))
    }

    fn name(&mut self, name: Option<ast::Name>, expr: Option<ExprId>, kind: NameKind) -> Name {
        let Some(node) = name else {
            return Name::default();
        };
        let name = Name::new(node.text());
        self.names.push(NameSource {
            expr,
            name: name.clone(),
            kind,
            range: node.syntax().text_range(),
        });
        name
    }

    /// Reserves the id of an expression whose children refer to it.
    fn reserve(&mut self, node: &SyntaxNode) -> ExprId {
        self.alloc(Expr::Missing, node)
    }

    fn expr(&mut self, expr: &ast::Expr) -> ExprId {
        // Down the left spine, then back up.
        let mut spine = Vec::new();
        let mut at = expr.clone();
        let mut id = loop {
            let next = match &at {
                ast::Expr::BinaryExpr(it) => it.lhs(),
                ast::Expr::CallExpr(it) => it.callee(),
                ast::Expr::FieldExpr(it) => it.base(),
                ast::Expr::IndexExpr(it) => it.base(),
                ast::Expr::PostfixExpr(it) => it.operand(),
                ast::Expr::IsExpr(it) => it.expr(),
                _ => break self.head(&at),
            };
            let parent = std::mem::replace(
                &mut at,
                match next {
                    Some(next) => next,
                    None => {
                        let missing = self.missing(at.syntax());
                        spine.push(at);
                        break missing;
                    }
                },
            );
            spine.push(parent);
        };
        while let Some(parent) = spine.pop() {
            id = self.spine_step(&parent, id);
        }
        id
    }

    fn spine_step(&mut self, expr: &ast::Expr, left: ExprId) -> ExprId {
        let node = expr.syntax();
        let res = match expr {
            ast::Expr::BinaryExpr(it) => {
                let rhs = self.expr_or_missing(it.rhs(), node);
                match it.op() {
                    Some(op) => binary(op, left, rhs),
                    None => Expr::Missing,
                }
            }
            ast::Expr::CallExpr(it) => Expr::Call {
                callee: left,
                args: self.args(it.arg_list()),
            },
            ast::Expr::FieldExpr(it) => {
                let id = self.reserve(node);
                let name = it.name_ref();
                if let Some(name) = &name {
                    self.names.push(NameSource {
                        expr: Some(id),
                        name: Name::new(name.text()),
                        kind: NameKind::Selector,
                        range: name.syntax().text_range(),
                    });
                }
                self.body.exprs[id] = Expr::Field {
                    expr: left,
                    name: name.map(|it| it.text()).unwrap_or_default().into(),
                    null_safe: it.is_safe(),
                };
                return id;
            }
            ast::Expr::IndexExpr(it) => Expr::Index {
                expr: left,
                index: self.expr_or_missing(it.index(), node),
            },
            ast::Expr::PostfixExpr(it) => match it.op() {
                Some(ast::PostfixOp::Increment) => unary(UnaryOp::Increment, true, left),
                Some(ast::PostfixOp::Decrement) => unary(UnaryOp::Decrement, true, left),
                Some(ast::PostfixOp::Not) => Expr::Unsupported("postfix !"),
                None => Expr::Missing,
            },
            ast::Expr::IsExpr(it) => Expr::Is {
                expr: left,
                ty: self.types.required(it.ty(), node.text_range()),
            },
            _ => return left,
        };
        self.alloc(res, node)
    }

    /// Everything that does not begin with another expression.
    fn head(&mut self, expr: &ast::Expr) -> ExprId {
        let node = expr.syntax();
        let res = match expr {
            ast::Expr::BinaryExpr(_)
            | ast::Expr::CallExpr(_)
            | ast::Expr::FieldExpr(_)
            | ast::Expr::IndexExpr(_)
            | ast::Expr::PostfixExpr(_)
            | ast::Expr::IsExpr(_) => return self.expr(expr),
            ast::Expr::NameExpr(it) => Expr::Ident(it.text().into()),
            ast::Expr::ThisExpr(_) => Expr::Ident("this".into()),
            ast::Expr::AbstractExpr(_) => Expr::Ident("abstract".into()),
            ast::Expr::Literal(it) => self.literal(it, false),
            ast::Expr::TemplateExpr(it) => self.template(it),
            ast::Expr::MarkupExpr(_) => Expr::Unsupported("inline markup"),
            ast::Expr::ParenExpr(it) => Expr::Paren(self.expr_or_missing(it.expr(), node)),
            ast::Expr::CheckTypeExpr(it) => {
                let expr = self.expr_or_missing(it.expr(), node);
                let ty = it.type_hint().and_then(|it| it.ty());
                Expr::CheckType {
                    expr,
                    ty: self.types.required(ty, node.text_range()),
                }
            }
            ast::Expr::ArrayExpr(it) => {
                Expr::Array(it.elements().map(|it| self.expr(&it)).collect())
            }
            ast::Expr::ObjectExpr(it) => return self.object(it),
            ast::Expr::BlockExpr(it) => {
                Expr::Block(it.statements().map(|it| self.expr(&it)).collect())
            }
            ast::Expr::VarExpr(it) => return self.vars(it),
            ast::Expr::FunctionExpr(it) => return self.function(it),
            ast::Expr::ArrowFunction(it) => return self.arrow_function(it),
            ast::Expr::NewExpr(it) => Expr::New {
                ty: self.path_type(it.path_type(), node),
                args: self.args(it.arg_list()),
            },
            ast::Expr::PrefixExpr(it) => self.prefix(it),
            ast::Expr::TernaryExpr(it) => Expr::Ternary {
                cond: self.expr_or_missing(it.condition(), node),
                then: self.expr_or_missing(it.then_branch(), node),
                els: self.expr_or_missing(it.else_branch(), node),
            },
            ast::Expr::IfExpr(it) => {
                let has_else = it.else_token().is_some();
                Expr::If {
                    cond: self.expr_or_missing(it.condition(), node),
                    then: self.expr_or_missing(it.then_branch(), node),
                    els: has_else.then(|| self.expr_or_missing(it.else_branch(), node)),
                }
            }
            ast::Expr::ForExpr(it) => return self.for_(it),
            ast::Expr::WhileExpr(it) => Expr::While {
                cond: self.expr_or_missing(it.condition(), node),
                body: self.expr_or_missing(it.body(), node),
                do_while: false,
            },
            ast::Expr::DoWhileExpr(it) => Expr::While {
                body: self.expr_or_missing(it.body(), node),
                cond: self.expr_or_missing(it.condition(), node),
                do_while: true,
            },
            ast::Expr::SwitchExpr(it) => self.switch(it),
            ast::Expr::TryExpr(it) => return self.try_(it),
            ast::Expr::ReturnExpr(it) => Expr::Return(self.opt_expr(it.expr())),
            ast::Expr::BreakExpr(_) => Expr::Break,
            ast::Expr::ContinueExpr(_) => Expr::Continue,
            ast::Expr::ThrowExpr(it) => Expr::Throw(self.expr_or_missing(it.expr(), node)),
            ast::Expr::CastExpr(it) => {
                let expr = self.expr_or_missing(it.expr(), node);
                let ty = it
                    .is_checked()
                    .then(|| self.types.required(it.ty(), node.text_range()));
                Expr::Cast { expr, ty }
            }
            ast::Expr::UntypedExpr(it) => Expr::Untyped(self.expr_or_missing(it.expr(), node)),
            ast::Expr::InlineExpr(it) => Expr::Inline(self.expr_or_missing(it.expr(), node)),
            ast::Expr::MetaExpr(it) => {
                let expr = self.expr_or_missing(it.expr(), node);
                match it.metadata().and_then(|it| meta(&it)) {
                    Some(meta) => Expr::Meta { meta, expr },
                    None => Expr::Paren(expr),
                }
            }
            ast::Expr::MacroExpr(_) => Expr::Unsupported("macro"),
            ast::Expr::ReificationExpr(_) => Expr::Unsupported("reification"),
        };
        self.alloc(res, node)
    }

    fn path_type(&mut self, ty: Option<ast::PathType>, around: &SyntaxNode) -> TypeRefId {
        match ty {
            Some(ty) => self.types.path_type(&ty),
            None => self.types.required(None, around.text_range()),
        }
    }

    fn args(&mut self, list: Option<ast::ArgList>) -> Box<[ExprId]> {
        list.into_iter()
            .flat_map(|it| it.args())
            .map(|it| self.expr(&it))
            .collect()
    }

    fn literal(&mut self, literal: &ast::Literal, negative: bool) -> Expr {
        let Some(kind) = literal.kind() else {
            return Expr::Missing;
        };
        let float = || {
            let value = literal.float_value().unwrap_or_default();
            let value = if negative { -value } else { value };
            Literal::Float(Name::new(format!("{value:?}")))
        };
        Expr::Literal(match kind {
            ast::LiteralKind::Int => match literal.suffix().as_deref() {
                Some("i64") => Literal::Int64(int64_value(literal, negative)),
                Some("u32") => Literal::UInt(int64_value(literal, negative) as u32),
                Some("f64") => float(),
                _ => match literal.int_value(negative) {
                    Some(Ok(value)) => Literal::Int(value),
                    Some(Err(ast::IntError::TooLarge)) => float(),
                    Some(Err(ast::IntError::HexTooLarge)) | None => return Expr::Missing,
                },
            },
            ast::LiteralKind::Float => float(),
            ast::LiteralKind::String => Literal::String {
                value: literal.string_value().unwrap_or_default().into(),
                single_quoted: literal.syntax().text().char_at(0.into()) == Some('\''),
            },
            ast::LiteralKind::Regex => {
                let (pattern, flags) = literal.regex_parts().unwrap_or_default();
                Literal::Regex {
                    pattern: pattern.into(),
                    flags: flags.into(),
                }
            }
            ast::LiteralKind::Bool(true) => return Expr::Ident("true".into()),
            ast::LiteralKind::Bool(false) => return Expr::Ident("false".into()),
            ast::LiteralKind::Null => return Expr::Ident("null".into()),
        })
    }

    fn template(&mut self, template: &ast::TemplateExpr) -> Expr {
        let mut parts = Vec::new();
        for child in template.syntax().children_with_tokens() {
            match child {
                NodeOrToken::Token(token) if token.kind() == SyntaxKind::TEMPLATE_TEXT => {
                    let text = ast::unescape(token.text()).0.replace("$$", "$");
                    match parts.last_mut() {
                        Some(StringPart::Text(before)) => {
                            *before = Name::new(format!("{before}{text}"));
                        }
                        _ => parts.push(StringPart::Text(text.into())),
                    }
                }
                NodeOrToken::Token(_) => {}
                NodeOrToken::Node(node) => {
                    if ast::Interpolation::can_cast(node.kind()) {
                        let expr = node.children().find_map(ast::Expr::cast);
                        parts.push(StringPart::Expr(self.expr_or_missing(expr, &node)));
                    }
                }
            }
        }
        Expr::Interpolated(parts.into())
    }

    fn object(&mut self, object: &ast::ObjectExpr) -> ExprId {
        let id = self.reserve(object.syntax());
        let mut fields = Vec::new();
        for field in object.fields() {
            let value = self.expr_or_missing(field.expr(), field.syntax());
            let Some(name) = field.object_field_name() else {
                continue;
            };
            let text = Name::new(name.text());
            self.names.push(NameSource {
                expr: Some(id),
                name: text.clone(),
                kind: NameKind::ObjectField,
                range: name.syntax().text_range(),
            });
            fields.push(ObjectField {
                name: text,
                quoted: name.string_token().is_some(),
                value,
            });
        }
        self.body.exprs[id] = Expr::Object(fields.into());
        id
    }

    fn vars(&mut self, vars: &ast::VarExpr) -> ExprId {
        let id = self.reserve(vars.syntax());
        let is_final = vars.is_final();
        let mut decls = Vec::new();
        for decl in vars.declarators() {
            let name = self.name(decl.name(), Some(id), NameKind::Var);
            let ty = self.types.opt_hint(decl.type_hint());
            let init = decl
                .initializer()
                .map(|it| self.expr_or_missing(it.expr(), it.syntax()));
            decls.push(VarDecl {
                name,
                is_final,
                is_static: vars.is_static(),
                ty,
                init,
                meta: metas(decl.metadata()),
            });
        }
        self.body.exprs[id] = match &*decls {
            [only] if self.in_pattern && only.init.is_none() => Expr::PatternVar {
                name: only.name.clone(),
                is_final,
            },
            _ => Expr::Vars(decls.into()),
        };
        id
    }

    fn function(&mut self, function: &ast::FunctionExpr) -> ExprId {
        let id = self.reserve(function.syntax());
        let ordinal = self.next_ordinal();
        let name = function
            .name()
            .map(|it| self.name(Some(it), Some(id), NameKind::Function));
        let expr = FunctionExpr {
            name,
            is_inline: function.inline_token().is_some(),
            is_arrow: false,
            type_params: self.types.type_params(function.type_param_list()),
            params: self.params(function.param_list(), Some(id)),
            ret: self.types.opt_hint(function.type_hint()),
            body: self.function_body(function.body()),
            ordinal,
        };
        self.body.exprs[id] = Expr::Function(Box::new(expr));
        id
    }

    fn arrow_function(&mut self, function: &ast::ArrowFunction) -> ExprId {
        let id = self.reserve(function.syntax());
        let ordinal = self.next_ordinal();
        let expr = FunctionExpr {
            name: None,
            is_inline: false,
            is_arrow: true,
            type_params: Box::new([]),
            params: self.params(function.param_list(), Some(id)),
            ret: None,
            body: self.function_body(function.body()),
            ordinal,
        };
        self.body.exprs[id] = Expr::Function(Box::new(expr));
        id
    }

    /// A function in a guard or an extractor is no pattern.
    fn function_body(&mut self, body: Option<ast::Expr>) -> Option<ExprId> {
        let in_pattern = std::mem::replace(&mut self.in_pattern, false);
        let res = self.opt_expr(body);
        self.in_pattern = in_pattern;
        res
    }

    fn next_ordinal(&mut self) -> u32 {
        self.n_functions += 1;
        self.n_functions - 1
    }

    fn params(
        &mut self,
        list: Option<ast::ParamList>,
        function: Option<ExprId>,
    ) -> Box<[BodyParam]> {
        list.into_iter()
            .flat_map(|it| it.params())
            .map(|param| BodyParam {
                name: self.name(param.name(), function, NameKind::Param),
                optional: param.question_token().is_some(),
                rest: param.dot3_token().is_some(),
                ty: self.types.opt_hint(param.type_hint()),
                default: param
                    .initializer()
                    .map(|it| self.expr_or_missing(it.expr(), it.syntax())),
                meta: metas(param.metadata()),
            })
            .collect()
    }

    fn prefix(&mut self, prefix: &ast::PrefixExpr) -> Expr {
        let operand = prefix.operand();
        let op = match prefix.op() {
            Some(ast::PrefixOp::Neg) => {
                // `-1` is one literal, or -2147483648 could not be written.
                if let Some(ast::Expr::Literal(literal)) = &operand
                    && matches!(
                        literal.kind(),
                        Some(ast::LiteralKind::Int | ast::LiteralKind::Float)
                    )
                {
                    return self.literal(literal, true);
                }
                UnaryOp::Neg
            }
            Some(ast::PrefixOp::Not) => UnaryOp::Not,
            Some(ast::PrefixOp::BitNot) => UnaryOp::BitNot,
            Some(ast::PrefixOp::Increment) => UnaryOp::Increment,
            Some(ast::PrefixOp::Decrement) => UnaryOp::Decrement,
            Some(ast::PrefixOp::Spread) => UnaryOp::Spread,
            None => return Expr::Missing,
        };
        let expr = self.expr_or_missing(operand, prefix.syntax());
        unary(op, false, expr)
    }

    fn for_(&mut self, for_: &ast::ForExpr) -> ExprId {
        let node = for_.syntax();
        let id = self.reserve(node);
        let (key, value, iter) = match for_.head() {
            Some(ast::Expr::BinaryExpr(head)) => for_head(&head),
            // Without an `in` there is no variable.
            head => (None, None, head),
        };
        let key = key.map(|it| self.for_var(Some(it), id));
        let value = self.for_var(value, id);
        self.body.exprs[id] = Expr::For {
            key,
            value,
            iter: self.expr_or_missing(iter, node),
            body: self.expr_or_missing(for_.body(), node),
        };
        id
    }

    fn for_var(&mut self, expr: Option<ast::Expr>, for_: ExprId) -> Name {
        let Some(ast::Expr::NameExpr(name)) = expr else {
            return Name::default();
        };
        let text = Name::new(name.text());
        self.names.push(NameSource {
            expr: Some(for_),
            name: text.clone(),
            kind: NameKind::LoopVar,
            range: name.syntax().text_range(),
        });
        text
    }

    fn switch(&mut self, switch: &ast::SwitchExpr) -> Expr {
        let subject = self.expr_or_missing(switch.subject(), switch.syntax());
        let mut cases = Vec::new();
        let mut default = None;
        for clause in switch.case_list().into_iter().flat_map(|it| it.clauses()) {
            if clause.is_default() {
                default = Some(self.case_body(&clause));
                continue;
            }
            let in_pattern = std::mem::replace(&mut self.in_pattern, true);
            let patterns = clause.patterns().map(|it| self.expr(&it)).collect();
            self.in_pattern = in_pattern;
            cases.push(Case {
                patterns,
                guard: clause
                    .case_guard()
                    .map(|it| self.expr_or_missing(it.expr(), it.syntax())),
                body: self.case_body(&clause),
            });
        }
        Expr::Switch {
            subject,
            cases: cases.into(),
            default,
        }
    }

    fn case_body(&mut self, clause: &ast::CaseClause) -> Option<ExprId> {
        let body = clause.body()?;
        let statements: Box<[ExprId]> = body.statements().map(|it| self.expr(&it)).collect();
        if statements.is_empty() {
            return None;
        }
        Some(self.alloc(Expr::Block(statements), body.syntax()))
    }

    fn try_(&mut self, try_: &ast::TryExpr) -> ExprId {
        let node = try_.syntax();
        let id = self.reserve(node);
        let body = self.expr_or_missing(try_.body(), node);
        let mut catches = Vec::new();
        for clause in try_.catches() {
            catches.push(Catch {
                name: self.name(clause.name(), Some(id), NameKind::Catch),
                ty: self.types.opt_hint(clause.type_hint()),
                body: self.expr_or_missing(clause.body(), clause.syntax()),
            });
        }
        self.body.exprs[id] = Expr::Try {
            body,
            catches: catches.into(),
        };
        id
    }
}

type ForHead = (Option<ast::Expr>, Option<ast::Expr>, Option<ast::Expr>);

/// Key, value and what is iterated. `in` binds closer than `=>`: `k => (v in e)`.
fn for_head(head: &ast::BinaryExpr) -> ForHead {
    match (head.op(), head.rhs()) {
        (Some(ast::BinaryOp::In), iter) => match head.lhs() {
            Some(ast::Expr::BinaryExpr(vars)) if vars.op() == Some(ast::BinaryOp::Arrow) => {
                (vars.lhs(), vars.rhs(), iter)
            }
            value => (None, value, iter),
        },
        (Some(ast::BinaryOp::Arrow), Some(ast::Expr::BinaryExpr(rest)))
            if rest.op() == Some(ast::BinaryOp::In) =>
        {
            (head.lhs(), rest.lhs(), rest.rhs())
        }
        _ => (None, None, Some(ast::Expr::BinaryExpr(head.clone()))),
    }
}

fn unary(op: UnaryOp, postfix: bool, expr: ExprId) -> Expr {
    Expr::Unary { op, postfix, expr }
}

fn binary(op: ast::BinaryOp, lhs: ExprId, rhs: ExprId) -> Expr {
    match (op.is_assign(), op.compound()) {
        (false, _) => match binary_op(op) {
            Some(op) => Expr::Binary { op, lhs, rhs },
            None => Expr::Missing,
        },
        (true, compound) => Expr::Assign {
            op: compound.and_then(binary_op),
            lhs,
            rhs,
        },
    }
}

fn binary_op(op: ast::BinaryOp) -> Option<BinaryOp> {
    Some(match op {
        ast::BinaryOp::Add => BinaryOp::Add,
        ast::BinaryOp::Sub => BinaryOp::Sub,
        ast::BinaryOp::Mul => BinaryOp::Mul,
        ast::BinaryOp::Div => BinaryOp::Div,
        ast::BinaryOp::Mod => BinaryOp::Mod,
        ast::BinaryOp::And => BinaryOp::BitAnd,
        ast::BinaryOp::Or => BinaryOp::BitOr,
        ast::BinaryOp::Xor => BinaryOp::BitXor,
        ast::BinaryOp::Shl => BinaryOp::Shl,
        ast::BinaryOp::Shr => BinaryOp::Shr,
        ast::BinaryOp::UShr => BinaryOp::UShr,
        ast::BinaryOp::BoolAnd => BinaryOp::BoolAnd,
        ast::BinaryOp::BoolOr => BinaryOp::BoolOr,
        ast::BinaryOp::Eq => BinaryOp::Eq,
        ast::BinaryOp::NotEq => BinaryOp::NotEq,
        ast::BinaryOp::Lt => BinaryOp::Lt,
        ast::BinaryOp::LtEq => BinaryOp::LtEq,
        ast::BinaryOp::Gt => BinaryOp::Gt,
        ast::BinaryOp::GtEq => BinaryOp::GtEq,
        ast::BinaryOp::Interval => BinaryOp::Interval,
        ast::BinaryOp::Arrow => BinaryOp::Arrow,
        ast::BinaryOp::In => BinaryOp::In,
        ast::BinaryOp::NullCoal => BinaryOp::NullCoalesce,
        ast::BinaryOp::Assign
        | ast::BinaryOp::AddAssign
        | ast::BinaryOp::SubAssign
        | ast::BinaryOp::MulAssign
        | ast::BinaryOp::DivAssign
        | ast::BinaryOp::ModAssign
        | ast::BinaryOp::AndAssign
        | ast::BinaryOp::OrAssign
        | ast::BinaryOp::XorAssign
        | ast::BinaryOp::ShlAssign
        | ast::BinaryOp::ShrAssign
        | ast::BinaryOp::UShrAssign
        | ast::BinaryOp::BoolAndAssign
        | ast::BinaryOp::BoolOrAssign
        | ast::BinaryOp::NullCoalAssign => return None,
    })
}

fn int64_value(literal: &ast::Literal, negative: bool) -> i64 {
    let Some((digits, radix, _)) = literal.int_parts() else {
        return 0;
    };
    // Digits of 2^63 fit only with their sign.
    let value = u64::from_str_radix(&digits, radix).unwrap_or(0) as i64;
    if negative {
        value.wrapping_neg()
    } else {
        value
    }
}
