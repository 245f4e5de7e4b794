//! Constructors (9.2): no result, none in interfaces, and a call of the parent's.

use hir_def::{
    Name,
    body::Expr,
    field_data,
    ids::{FieldId, TypeDeclId},
    item_tree::{Field, FieldKind, TypeDeclKind},
    type_decl_data,
};

use crate::{
    check::{Checker, DeclPlace},
    decl::{has_unseen_members, parent_class, self_type},
    lower::{LowerCtx, Lowering},
    member::ctor_field,
    ty::Ty,
};

impl<'db> Checker<'db> {
    pub(super) fn check_constructor(
        &mut self,
        field: FieldId<'db>,
        data: &'db Field,
        decl: TypeDeclId<'db>,
    ) {
        let db = self.db;
        if field.name(db) != "new" {
            return;
        }
        let at = DeclPlace::Field(field);
        let Some(owner) = type_decl_data(db, decl) else {
            return;
        };
        if matches!(owner.decl.kind, TypeDeclKind::Interface { .. }) {
            return self.error(
                "invalid-constructor",
                at,
                "An interface cannot have a constructor",
            );
        }
        let FieldKind::Fun { ret, has_body, .. } = &data.kind else {
            return;
        };
        if data.flags.is_static {
            return self.error(
                "invalid-constructor",
                at,
                "A constructor must not be static",
            );
        }
        if let Some(ret) = *ret
            && let Some(field_data) = field_data(db, field)
        {
            let ctx = LowerCtx::for_field(db, field);
            let ty = Lowering::new(&ctx, &field_data.type_refs).lower(ret);
            if !matches!(ty, Ty::Void | Ty::Unknown) {
                self.error(
                    "invalid-constructor",
                    at,
                    "A class constructor can't have a return type",
                );
            }
        }
        if !has_body || owner.decl.is_extern || data.flags.is_extern {
            return;
        }
        let Ty::Class(_, args) = self_type(db, decl) else {
            return;
        };
        let Some((parent, parent_args)) = parent_class(db, decl, args) else {
            return;
        };
        let Some(parent_ctor) = ctor_field(db, parent, parent_args) else {
            return;
        };
        if field_data(db, parent_ctor.field).is_some_and(|data| data.field.flags.is_final) {
            self.error("final-method", at, "Cannot override final constructor");
        }
        if !has_unseen_members(db, decl) && !calls_super(db, field) {
            self.error_with(
                "missing-super",
                at,
                "Missing super constructor call",
                vec![(
                    DeclPlace::Field(parent_ctor.field),
                    "The parent's constructor".to_owned(),
                )],
            );
        }
    }
}

/// Whether `super(…)` stands anywhere in the body.
#[salsa::tracked(returns(copy))]
pub(super) fn calls_super<'db>(db: &'db dyn base_db::Db, field: FieldId<'db>) -> bool {
    let body = hir_def::body(db, field);
    let super_ = Name::new_static("super");
    body.exprs.iter().any(|(_, expr)| match expr {
        Expr::Call { callee, .. } => {
            matches!(&body.exprs[*callee], Expr::Ident(name) if *name == super_)
        }
        // Code that macros will rewrite is not ours to judge.
        Expr::Unsupported(_) => true,
        _ => false,
    })
}

/// Names of fields assigned anywhere in a constructor (`x = …`, `this.x = …`); an empty name
/// when something there cannot be judged.
#[salsa::tracked]
pub(super) fn assigned_in<'db>(db: &'db dyn base_db::Db, ctor: FieldId<'db>) -> Vec<Name> {
    let body = hir_def::body(db, ctor);
    let mut out = Vec::new();
    for (_, expr) in body.exprs.iter() {
        match expr {
            Expr::Assign { op: None, lhs, .. } => match &body.exprs[*lhs] {
                Expr::Ident(name) | Expr::Field { name, .. } => out.push(name.clone()),
                _ => {}
            },
            Expr::Unsupported(_) => out.push(Name::default()),
            _ => {}
        }
    }
    out
}
