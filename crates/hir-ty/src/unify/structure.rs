//! A value against a structure: classes, statics and other structures, field by field
//! (checklist 7.4), and the bounds an open monomorph collected from `x.foo`.

use hir_def::{ids::TypeDeclId, item_tree::has_meta};

use super::{Cx, EqKind, Res, UnifyError, UnifyItem};
use crate::{
    fold::subst,
    member::class_field,
    signature::{Access, MethodKind, SigKind},
    table::InferenceTable,
    ty::{AnonField, AnonFieldKind, AnonStatus, AnonTy, Ty, Tys},
};

impl<'db> InferenceTable<'db> {
    pub(super) fn unify_class_to_structure(
        &mut self,
        cx: Cx,
        a: Ty<'db>,
        b: Ty<'db>,
        decl: TypeDeclId<'db>,
        args: Tys<'db>,
        anon: AnonTy<'db>,
    ) -> Res<'db> {
        let db = self.db;
        if anon.status(db) == AnonStatus::Statics {
            return Err(UnifyError::cannot(a, b));
        }
        for field in anon.fields(db) {
            let Some(found) = class_field(db, decl, args, &field.name) else {
                if crate::decl::has_unseen_members(db, decl) {
                    continue;
                }
                return Err(
                    UnifyError::new(UnifyItem::HasNoField(a, field.name.clone())).under(a, b),
                );
            };
            let signature = self.signature_of(found.field);
            let kind = anon_kind(field);
            if !kinds_fit(signature.kind, kind) {
                return Err(UnifyError::new(UnifyItem::InvalidKind(
                    field.name.clone(),
                    signature.kind,
                    kind,
                ))
                .under(a, b));
            }
            if !signature.is_public && !field.is_private {
                return Err(
                    UnifyError::new(UnifyItem::InvalidVisibility(field.name.clone())).under(a, b),
                );
            }
            let outer = found.subst(db);
            let mut ty = subst(db, signature.ty, &outer);
            if !signature.type_params.is_empty() {
                let own = self.instantiate(&signature.type_params, &outer);
                ty = subst(db, ty, &own);
            }
            let one = SidedField {
                ty,
                is_final: signature.is_final,
                // Of a class's field the words count.
                is_constant: false,
            };
            self.unify_field(cx, one, field).map_err(|err| {
                err.push(UnifyItem::InvalidFieldType(field.name.clone()))
                    .under(a, b)
            })?;
            if signature.kind == SigKind::Method(MethodKind::Inline)
                && signature.is_extern
                && !hir_def::field_data(db, found.field)
                    .is_some_and(|data| has_meta(&data.field.meta, ":runtime"))
            {
                return Err(
                    UnifyError::new(UnifyItem::HasNoRuntimeField(a, field.name.clone()))
                        .under(a, b),
                );
            }
        }
        Ok(())
    }

    pub(crate) fn unify_structures(
        &mut self,
        cx: Cx,
        a: Ty<'db>,
        b: Ty<'db>,
        anon1: AnonTy<'db>,
        anon2: AnonTy<'db>,
    ) -> Res<'db> {
        let db = self.db;
        for field in anon2.fields(db) {
            let Some(given) = anon1.field(db, &field.name) else {
                if anon1.status(db) == AnonStatus::Const && field.optional {
                    continue;
                }
                return Err(
                    UnifyError::new(UnifyItem::HasNoField(a, field.name.clone())).under(a, b),
                );
            };
            let (kind1, kind2) = (anon_kind(given), anon_kind(field));
            if !kinds_fit(kind1, kind2) {
                return Err(UnifyError::new(UnifyItem::InvalidKind(
                    field.name.clone(),
                    kind1,
                    kind2,
                ))
                .under(a, b));
            }
            if given.is_private && !field.is_private {
                return Err(
                    UnifyError::new(UnifyItem::InvalidVisibility(field.name.clone())).under(a, b),
                );
            }
            let one = SidedField {
                ty: given.ty,
                is_final: given.kind == AnonFieldKind::Final,
                is_constant: is_constant(given.kind == AnonFieldKind::Final, kind1),
            };
            self.unify_field(cx, one, field).map_err(|err| {
                err.push(UnifyItem::InvalidFieldType(field.name.clone()))
                    .under(a, b)
            })?;
        }
        if anon2.status(db) == AnonStatus::Statics && anon1 != anon2 {
            return Err(UnifyError::cannot(a, b));
        }
        Ok(())
    }

    /// Each wanted field may come from a different constraint of a type parameter.
    pub(super) fn unify_bounds_to_structure(
        &mut self,
        cx: Cx,
        a: Ty<'db>,
        b: Ty<'db>,
        bounds: &[Ty<'db>],
        anon: AnonTy<'db>,
    ) -> Res<'db> {
        let db = self.db;
        if anon.fields(db).is_empty() {
            return Err(UnifyError::cannot(a, b));
        }
        for field in anon.fields(db) {
            let one = Ty::Anon(AnonTy::new(db, vec![field.clone()], AnonStatus::Closed));
            let found = bounds
                .iter()
                .any(|&bound| self.ok(|table| table.unify_in(cx, bound, one)));
            if !found {
                return Err(
                    UnifyError::new(UnifyItem::HasNoField(a, field.name.clone())).under(a, b),
                );
            }
        }
        Ok(())
    }

    /// 7.4: equal when writable, covariant when read-only, contravariant when write-only.
    fn unify_field(&mut self, cx: Cx, given: SidedField<'db>, wanted: &AnonField<'db>) -> Res<'db> {
        let cx = cx.nested();
        match anon_kind(wanted) {
            SigKind::Var {
                read: Access::Null | Access::Never,
                ..
            } => self.unify_in(cx, wanted.ty, given.ty),
            SigKind::Method(MethodKind::Normal | MethodKind::Inline)
            | SigKind::Var {
                write: Access::Null | Access::Never,
                ..
            } => {
                let is_final = wanted.kind == AnonFieldKind::Final;
                let both_constant = given.is_constant && is_constant(is_final, anon_kind(wanted));
                if given.is_final != is_final && !both_constant {
                    return Err(UnifyError::new(UnifyItem::FinalInvariance));
                }
                self.unify_in(cx, given.ty, wanted.ty)
            }
            SigKind::Var { .. } | SigKind::Method(_) => self.with_variance(
                cx.with_eq(EqKind::BothDynamic),
                Self::eq_in,
                given.ty,
                wanted.ty,
            ),
        }
    }
}

/// The source side of a field comparison.
struct SidedField<'db> {
    ty: Ty<'db>,
    is_final: bool,
    /// Of a structure's field: nobody ever writes it, `final` and `(default, never)` are as good as each other.
    is_constant: bool,
}

fn is_constant(is_final: bool, kind: SigKind) -> bool {
    is_final
        || matches!(
            kind,
            SigKind::Var {
                write: Access::Never,
                ..
            }
        )
}

/// The kind of a structure's field in the words of signatures.
pub fn anon_kind(field: &AnonField<'_>) -> SigKind {
    use hir_def::item_tree::Accessor;
    let access = |accessor: Accessor| match accessor {
        Accessor::Default => Access::Normal,
        Accessor::Null => Access::Null,
        Accessor::Call | Accessor::Dynamic => Access::Call,
        Accessor::Never => Access::Never,
    };
    match field.kind {
        AnonFieldKind::Var { read, write } => SigKind::Var {
            read: access(read),
            write: access(write),
        },
        AnonFieldKind::Final => SigKind::Var {
            read: Access::Normal,
            write: Access::Never,
        },
        AnonFieldKind::Method => SigKind::Method(MethodKind::Normal),
    }
}

/// 7.4a: may a field of one kind stand for a field of the other in structures and interfaces?
pub fn kinds_fit(given: SigKind, wanted: SigKind) -> bool {
    let access_fits = |given: Access, wanted: Access| {
        given == wanted
            || matches!(wanted, Access::Null | Access::Never)
            || (given == Access::Inline && wanted == Access::Normal)
    };
    let direct = |access: Access| !matches!(access, Access::Call | Access::Dynamic);
    match (given, wanted) {
        _ if given == wanted => true,
        (
            SigKind::Var { read, write },
            SigKind::Var {
                read: read2,
                write: write2,
            },
        ) => access_fits(read, read2) && access_fits(write, write2),
        (SigKind::Var { read, write }, SigKind::Method(method)) => match method {
            MethodKind::Normal => read == Access::Normal,
            MethodKind::Dynamic => read == Access::Normal && write == Access::Normal,
            MethodKind::Inline | MethodKind::Macro => false,
        },
        (SigKind::Method(method), SigKind::Var { read, write }) => match method {
            MethodKind::Dynamic => direct(read) && direct(write),
            MethodKind::Macro => false,
            MethodKind::Normal | MethodKind::Inline => {
                read == Access::Normal && matches!(write, Access::Null | Access::Never)
            }
        },
        (SigKind::Method(given), SigKind::Method(wanted)) => {
            matches!(
                (given, wanted),
                (MethodKind::Inline | MethodKind::Dynamic, MethodKind::Normal)
            )
        }
    }
}
