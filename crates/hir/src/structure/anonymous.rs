//! Fields of structures without a name: they are declared by the literal or the hint that the value came from.
//!
//! ```haxe
//! var size = {width: 1, height: 2};
//! size.width;                                  // the literal's field
//! function f(at:{x:Int}) return at.x;          // the hint's
//! [{v: 1}].map(e -> e.v);                      // the literal's, through what is mapped
//! ```
//!
//! The way back is read off declarations; among literals and hints on it the first one counts whose fields are those of
//! the type.

use base_db::TextRange;
use hir_def::{ids::ModuleId, source::field_source};
use hir_ty::ty::AnonTy;
use syntax::{
    SyntaxKind, SyntaxNode, T,
    ast::{self, AstNode},
};

use super::struct_field_node;
use crate::{Definition, Semantics};

/// Longer than any way through declarations that a person follows.
const MAX_DEPTH: u32 = 16;

/// Where the structure that `value` has was written: the name of its field.
pub(crate) fn declared_by_value<'db>(
    sema: &Semantics<'db>,
    value: &SyntaxNode,
    anon: AnonTy<'db>,
    name: &str,
) -> Option<(ModuleId<'db>, TextRange)> {
    Wanted { anon, name }.by_value(sema, value, MAX_DEPTH)
}

/// Where the structure that is wanted at the literal was written, if that is somewhere else.
pub(crate) fn declared_by_place<'db>(
    sema: &Semantics<'db>,
    literal: &SyntaxNode,
    anon: AnonTy<'db>,
    name: &str,
) -> Option<(ModuleId<'db>, TextRange)> {
    let wanted = Wanted { anon, name };
    let mut node = literal.clone();
    let holder = loop {
        let parent = node.parent()?;
        match parent.kind() {
            SyntaxKind::ARRAY_EXPR | SyntaxKind::PAREN_EXPR | SyntaxKind::BLOCK_EXPR => {
                node = parent;
            }
            _ => break parent,
        }
    };
    match holder.kind() {
        SyntaxKind::INITIALIZER => {
            let hint = holder.parent()?.children().find_map(ast::TypeHint::cast)?;
            wanted.in_hint(sema, hint.syntax())
        }
        SyntaxKind::RETURN_EXPR | SyntaxKind::FUNCTION_FIELD => {
            let function = node.ancestors().find(|it| {
                matches!(
                    it.kind(),
                    SyntaxKind::FUNCTION_FIELD | SyntaxKind::FUNCTION_EXPR
                )
            })?;
            let hint = function.children().find_map(ast::TypeHint::cast)?;
            wanted.in_hint(sema, hint.syntax())
        }
        SyntaxKind::ARG_LIST => {
            let callee = ast::CallExpr::cast(holder.parent()?)?.callee()?;
            wanted.by_value(sema, callee.syntax(), MAX_DEPTH)
        }
        SyntaxKind::BINARY_EXPR => {
            let target = ast::BinaryExpr::cast(holder)?.lhs()?;
            let is_other = target.syntax() != &node;
            is_other.then(|| wanted.by_value(sema, target.syntax(), MAX_DEPTH))?
        }
        _ => None,
    }
}

struct Wanted<'a, 'db> {
    anon: AnonTy<'db>,
    name: &'a str,
}

impl<'db> Wanted<'_, 'db> {
    fn by_value(
        &self,
        sema: &Semantics<'db>,
        value: &SyntaxNode,
        depth: u32,
    ) -> Option<(ModuleId<'db>, TextRange)> {
        let depth = depth.checked_sub(1)?;
        match ast::Expr::cast(value.clone())? {
            ast::Expr::ObjectExpr(object) => self.in_literal(sema, &object),
            ast::Expr::CheckTypeExpr(_) | ast::Expr::CastExpr(_) => self.in_hint(sema, value),
            ast::Expr::CallExpr(call) => self.by_value(sema, call.callee()?.syntax(), depth),
            ast::Expr::IndexExpr(index) => self.by_value(sema, index.base()?.syntax(), depth),
            ast::Expr::NameExpr(name) => {
                let def = sema.classify(&name.token()?)?.def;
                self.by_definition(sema, &def, depth)
            }
            ast::Expr::FieldExpr(field) => {
                let named = field.name_ref()?.token().and_then(|it| sema.classify(&it));
                let found = named.and_then(|it| self.by_definition(sema, &it.def, depth));
                // `list.pop()`: of what is in the list.
                found.or_else(|| self.by_value(sema, field.base()?.syntax(), depth))
            }
            // Parentheses, `if`, `??`, an array, a comprehension: one of what is in it.
            ast::Expr::FunctionExpr(_) | ast::Expr::ArrowFunction(_) => None,
            _ => value
                .children()
                .find_map(|it| self.by_value(sema, &it, depth)),
        }
    }

    fn by_definition(
        &self,
        sema: &Semantics<'db>,
        def: &Definition<'db>,
        depth: u32,
    ) -> Option<(ModuleId<'db>, TextRange)> {
        let db = sema.db;
        let module = def.module(db)?;
        let elsewhere;
        let there = match module == sema.module {
            true => sema,
            false => {
                elsewhere = Semantics::new(db, module.config(db), module.file(db));
                &elsewhere
            }
        };
        let node = match def {
            Definition::Field(field) => field_source(db, *field)?.node.try_to_node(there.root())?,
            Definition::EnumCtor(_) => {
                let place = def.full_range(db)?;
                let token = there
                    .root()
                    .token_at_offset(place.range.start())
                    .right_biased()?;
                token
                    .parent_ancestors()
                    .find(|it| it.text_range() == place.range)?
            }
            Definition::StructField { ty, name } => struct_field_node(db, *ty, name)?.0,
            Definition::Local(_) | Definition::AnonField { .. } => {
                let at = def.name_range(db)?.range.start();
                there
                    .root()
                    .token_at_offset(at)
                    .right_biased()?
                    .parent()?
                    .parent()?
            }
            _ => return None,
        };
        self.by_declaration(there, &node, depth)
    }

    fn by_declaration(
        &self,
        sema: &Semantics<'db>,
        decl: &SyntaxNode,
        depth: u32,
    ) -> Option<(ModuleId<'db>, TextRange)> {
        // A written hint says it all.
        if let Some(hint) = decl.children().find_map(ast::TypeHint::cast) {
            return self.in_hint(sema, hint.syntax());
        }
        match decl.kind() {
            SyntaxKind::VAR_DECLARATOR | SyntaxKind::VAR_FIELD => {
                let value = decl.children().find_map(ast::Initializer::cast)?.expr()?;
                self.by_value(sema, value.syntax(), depth)
            }
            SyntaxKind::OBJECT_FIELD => {
                let value = ast::ObjectField::cast(decl.clone())?.expr()?;
                self.by_value(sema, value.syntax(), depth)
            }
            SyntaxKind::ENUM_CTOR => self.in_hint(sema, decl),
            // What the function returns.
            SyntaxKind::FUNCTION_FIELD | SyntaxKind::FUNCTION_EXPR => decl
                .descendants()
                .filter(|it| {
                    it.kind() == SyntaxKind::RETURN_EXPR || it.parent().as_ref() == Some(decl)
                })
                .filter_map(|it| match ast::ReturnExpr::cast(it.clone()) {
                    Some(it) => Some(it.expr()?.syntax().clone()),
                    None => ast::Expr::can_cast(it.kind()).then_some(it),
                })
                .find_map(|it| self.by_value(sema, &it, depth)),
            // `list.map(x -> …)`: of what is in the list.
            SyntaxKind::PARAM | SyntaxKind::ARROW_FUNCTION => {
                let args = decl
                    .ancestors()
                    .find(|it| it.kind() == SyntaxKind::ARG_LIST)?;
                let callee = ast::CallExpr::cast(args.parent()?)?.callee()?;
                self.by_value(sema, callee.syntax(), depth)
            }
            // `for (x in list)`
            SyntaxKind::BINARY_EXPR => {
                let head = decl
                    .descendants_with_tokens()
                    .find(|it| it.kind() == T![in])?;
                let iterable = ast::BinaryExpr::cast(head.parent()?)?.rhs()?;
                self.by_value(sema, iterable.syntax(), depth)
            }
            // A capture of a pattern.
            _ => {
                let switch = decl.ancestors().find_map(ast::SwitchExpr::cast)?;
                self.by_value(sema, switch.subject()?.syntax(), depth)
            }
        }
    }

    fn in_literal(
        &self,
        sema: &Semantics<'db>,
        object: &ast::ObjectExpr,
    ) -> Option<(ModuleId<'db>, TextRange)> {
        let names = object.fields().filter_map(|it| it.object_field_name());
        let names: Vec<(String, TextRange)> = names
            .map(|it| (it.text(), it.syntax().text_range()))
            .collect();
        self.among(sema, names)
    }

    fn in_hint(
        &self,
        sema: &Semantics<'db>,
        hint: &SyntaxNode,
    ) -> Option<(ModuleId<'db>, TextRange)> {
        let mut structures = hint
            .descendants()
            .filter(|it| it.kind() == SyntaxKind::STRUCT_TYPE);
        structures.find_map(|structure| {
            let names = structure
                .children()
                .filter_map(|it| it.children().find_map(ast::Name::cast));
            let names = names.map(|it| (it.text().to_string(), it.syntax().text_range()));
            self.among(sema, names.collect())
        })
    }

    /// The name, if all of them are names of the structure.
    fn among(
        &self,
        sema: &Semantics<'db>,
        names: Vec<(String, TextRange)>,
    ) -> Option<(ModuleId<'db>, TextRange)> {
        let fields = self.anon.fields(sema.db);
        let is_known = |name: &str| fields.iter().any(|it| it.name == name);
        if !names.iter().all(|it| is_known(&it.0)) {
            return None;
        }
        let (_, range) = names.into_iter().find(|it| it.0 == self.name)?;
        Some((sema.module, range))
    }
}
