//! The type that the place of an expression asks for, read off what is around it.
//!
//! ```haxe
//! paint(Red);          // the parameter's type
//! var c:Color = Red;   // the hint's
//! switch (c) { case Red: }
//! ```

use base_db::Db;
use hir_def::ids::GenericOwner;
use hir_ty::{
    lower::{LowerCtx, lower_type_ref},
    signature::field_signature,
    ty::Ty,
};
use syntax::{
    SyntaxKind, SyntaxNode, T, TextSize,
    ast::{self, AstNode},
};

use crate::Semantics;

impl<'db> Semantics<'db> {
    /// The type that the expression at `node` is wanted to have; `None` when anything goes.
    pub fn expected_type(&self, node: &SyntaxNode) -> Option<Ty<'db>> {
        self.expected(node, 0)
    }

    fn expected(&self, node: &SyntaxNode, depth: u32) -> Option<Ty<'db>> {
        // Deeper than anyone nests, and the parser bounds it anyway.
        if depth > 64 {
            return None;
        }
        let parent = node.parent()?;
        match parent.kind() {
            SyntaxKind::PAREN_EXPR
            | SyntaxKind::META_EXPR
            | SyntaxKind::UNTYPED_EXPR
            | SyntaxKind::INLINE_EXPR => self.expected(&parent, depth + 1),
            SyntaxKind::CHECK_TYPE_EXPR => self.type_of_node(&parent),
            SyntaxKind::TERNARY_EXPR => {
                let ternary = ast::TernaryExpr::cast(parent.clone())?;
                let is_condition = ternary.condition().is_some_and(|it| it.syntax() == node);
                if is_condition {
                    return Some(Ty::Bool);
                }
                self.expected(&parent, depth + 1)
            }
            SyntaxKind::IF_EXPR => {
                let if_ = ast::IfExpr::cast(parent.clone())?;
                let is_condition = if_.condition().is_some_and(|it| it.syntax() == node);
                if is_condition {
                    return Some(Ty::Bool);
                }
                self.expected(&parent, depth + 1)
            }
            SyntaxKind::WHILE_EXPR | SyntaxKind::DO_WHILE_EXPR => Some(Ty::Bool),
            SyntaxKind::BLOCK_EXPR | SyntaxKind::CASE_BODY => {
                let is_last = parent.children().last().as_ref() == Some(node);
                match (is_last, parent.kind()) {
                    (false, _) => None,
                    (true, SyntaxKind::CASE_BODY) => {
                        let switch = parent
                            .ancestors()
                            .find(|it| it.kind() == SyntaxKind::SWITCH_EXPR)?;
                        self.expected(&switch, depth + 1)
                    }
                    (true, _) => self.expected(&parent, depth + 1),
                }
            }
            SyntaxKind::RETURN_EXPR => self.return_type(&parent),
            SyntaxKind::FUNCTION_FIELD => self.return_type(node),
            SyntaxKind::ARROW_FUNCTION => self.return_type(node),
            SyntaxKind::INITIALIZER => self.initialized_type(&parent),
            SyntaxKind::ARG_LIST => self.argument_type(&parent, node),
            SyntaxKind::BINARY_EXPR => self.operand_type(&parent, node, depth),
            SyntaxKind::OBJECT_FIELD => {
                let field = ast::ObjectField::cast(parent.clone())?;
                let name = field.object_field_name()?.text();
                let object = parent.parent()?;
                let ty = self.expected(&object, depth + 1)?;
                self.member_type(ty, &name)
            }
            SyntaxKind::ARRAY_EXPR => {
                let ty = self.expected(&parent, depth + 1)?;
                let (_, args) = hir_ty::decl::expand_typedefs(self.db, ty).decl(self.db)?;
                args.first().copied()
            }
            SyntaxKind::CASE_CLAUSE => self.subject_type(&parent, node),
            _ => None,
        }
    }

    /// What an argument list wants at an offset, for an argument not yet written.
    pub fn expected_argument(&self, args: &SyntaxNode, offset: TextSize) -> Option<Ty<'db>> {
        let index = args
            .children_with_tokens()
            .filter(|it| it.kind() == T![,] && it.text_range().end() <= offset)
            .count();
        self.nth_parameter(args, index)
    }

    fn argument_type(&self, args: &SyntaxNode, node: &SyntaxNode) -> Option<Ty<'db>> {
        let index = args.children().position(|it| it == *node)?;
        self.nth_parameter(args, index)
    }

    fn nth_parameter(&self, args: &SyntaxNode, index: usize) -> Option<Ty<'db>> {
        let Ty::Fun(fun) = self.callee_type(args)? else {
            return None;
        };
        let params = fun.params(self.db);
        let param = params
            .get(index)
            .or_else(|| params.last().filter(|it| it.rest))?;
        match param.ty {
            Ty::Null(inner) if param.optional => Some(inner.ty(self.db)),
            ty => Some(ty),
        }
    }

    /// The function type called with an argument list.
    pub fn callee_type(&self, args: &SyntaxNode) -> Option<Ty<'db>> {
        let call = args.parent()?;
        match call.kind() {
            SyntaxKind::CALL_EXPR => {
                let callee = ast::CallExpr::cast(call)?.callee()?;
                let ty = self.type_of_node(callee.syntax())?;
                match hir_ty::decl::expand_typedefs(self.db, ty) {
                    Ty::Null(inner) => Some(inner.ty(self.db)),
                    ty => Some(ty),
                }
            }
            SyntaxKind::NEW_EXPR => {
                let Ty::Class(class, class_args) = self.type_of_node(&call)? else {
                    return None;
                };
                let ctor = hir_ty::member::ctor_field(self.db, class, class_args)?;
                let signature = field_signature(self.db, ctor.field);
                Some(hir_ty::fold::subst(
                    self.db,
                    signature.ty,
                    &ctor.subst(self.db),
                ))
            }
            _ => None,
        }
    }

    /// The written or inferred return type of the function around a node.
    pub fn return_type(&self, node: &SyntaxNode) -> Option<Ty<'db>> {
        let function = node.ancestors().find(|it| {
            matches!(
                it.kind(),
                SyntaxKind::FUNCTION_FIELD | SyntaxKind::FUNCTION_EXPR | SyntaxKind::ARROW_FUNCTION
            )
        })?;
        let ty = match function.kind() {
            SyntaxKind::FUNCTION_FIELD => {
                field_signature(self.db, self.field_around(&function)?).ty
            }
            _ => self.type_of_node(&function)?,
        };
        match ty {
            Ty::Fun(fun) => Some(fun.ret(self.db)),
            _ => None,
        }
    }

    fn initialized_type(&self, initializer: &SyntaxNode) -> Option<Ty<'db>> {
        let decl = initializer.parent()?;
        match decl.kind() {
            SyntaxKind::VAR_FIELD => Some(field_signature(self.db, self.field_around(&decl)?).ty),
            SyntaxKind::VAR_DECLARATOR | SyntaxKind::PARAM => {
                let hint = decl.children().find_map(ast::TypeHint::cast)?;
                self.written_type(&hint)
            }
            _ => None,
        }
    }

    /// The type that a hint in a body or signature writes.
    pub fn written_type(&self, hint: &ast::TypeHint) -> Option<Ty<'db>> {
        let db: &'db dyn Db = self.db;
        let owner = self.field_around(hint.syntax())?;
        let ty = hint.ty()?;
        let range = ty.syntax().text_range();
        let map = self.source_map(owner);
        let body = hir_def::body(db, owner);
        let in_body = body
            .type_refs
            .iter()
            .find(|(id, _)| self.body_range(owner, map.type_ref_range(*id)) == range);
        if let Some((id, _)) = in_body {
            let ctx = LowerCtx::for_body(db, owner);
            return Some(lower_type_ref(&ctx, &body.type_refs, id, &mut Vec::new()));
        }
        let source = hir_def::source::field_source(db, owner)?;
        let index = source.type_refs.iter().position(|it| *it == range)?;
        let data = hir_def::field_data(db, owner)?;
        let ctx = LowerCtx::for_owner(db, GenericOwner::Field(owner));
        let id = hir_def::arena::Idx::from_raw(index as u32);
        Some(lower_type_ref(&ctx, &data.type_refs, id, &mut Vec::new()))
    }

    fn operand_type(&self, binary: &SyntaxNode, node: &SyntaxNode, depth: u32) -> Option<Ty<'db>> {
        let binary = ast::BinaryExpr::cast(binary.clone())?;
        let op = binary.op()?;
        let (lhs, rhs) = (binary.lhs(), binary.rhs());
        let is_rhs = rhs.as_ref().is_some_and(|it| it.syntax() == node);
        use ast::BinaryOp;
        match op {
            BinaryOp::BoolAnd | BinaryOp::BoolOr => Some(Ty::Bool),
            BinaryOp::Eq | BinaryOp::NotEq if is_rhs => self.type_of_node(lhs?.syntax()),
            BinaryOp::Eq | BinaryOp::NotEq => self.type_of_node(rhs?.syntax()),
            BinaryOp::NullCoal if is_rhs => self.type_of_node(lhs?.syntax()),
            // Alternatives of a pattern.
            BinaryOp::Or => self.expected(binary.syntax(), depth + 1),
            _ if op.is_assign() && is_rhs => self.type_of_node(lhs?.syntax()),
            _ => None,
        }
    }

    fn subject_type(&self, clause: &SyntaxNode, node: &SyntaxNode) -> Option<Ty<'db>> {
        let is_pattern = ast::Expr::can_cast(node.kind());
        let switch = clause.parent()?.parent().and_then(ast::SwitchExpr::cast)?;
        let subject = switch.subject()?;
        let subject = match &subject {
            ast::Expr::ParenExpr(it) => it.expr()?,
            _ => subject,
        };
        is_pattern
            .then(|| self.type_of_node(subject.syntax()))
            .flatten()
    }

    /// The subject of the switch whose case is being written.
    pub fn switch_subject_type(&self, inside: &SyntaxNode) -> Option<Ty<'db>> {
        let clause = inside
            .ancestors()
            .find(|it| it.kind() == SyntaxKind::CASE_CLAUSE)?;
        let switch = clause.parent()?.parent().and_then(ast::SwitchExpr::cast)?;
        let subject = match switch.subject()? {
            ast::Expr::ParenExpr(it) => it.expr()?,
            it => it,
        };
        self.type_of_node(subject.syntax())
    }

    /// The type of a field of a structure or class.
    pub fn member_type(&self, ty: Ty<'db>, name: &str) -> Option<Ty<'db>> {
        let mut table = hir_ty::table::InferenceTable::new(self.db, self.config());
        let member = table.lookup_member(ty, &hir_def::Name::new(name))?;
        Some(table.finish(member.ty))
    }
}
