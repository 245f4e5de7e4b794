//! Enums: constructors once each, their arguments named once and never Void.

use hir_def::{
    enum_ctor_data,
    ids::{EnumCtorId, TypeDeclId},
};

use crate::{
    check::{Checker, DeclPlace},
    signature::ctor_signature,
    ty::Ty,
};

impl<'db> Checker<'db> {
    pub(super) fn check_enum(&mut self, decl: TypeDeclId<'db>) {
        let db = self.db;
        for &ctor in hir_def::ctors_of(db, decl) {
            let at = DeclPlace::Ctor(ctor);
            if ctor.dup(db) > 0 {
                let first = EnumCtorId::new(db, decl, ctor.name(db).clone(), 0);
                self.error_with(
                    "duplicate-field",
                    at,
                    format!("Duplicate constructor {}", ctor.name(db)),
                    vec![(
                        DeclPlace::Ctor(first),
                        "Previous declaration here".to_owned(),
                    )],
                );
            }
            let Some(data) = enum_ctor_data(db, ctor) else {
                continue;
            };
            self.check_type_params(at, &data.ctor.type_params);
            self.check_no_defaults(at, &data.ctor.type_params);
            let signature = ctor_signature(db, ctor);
            for (i, param) in data.ctor.params.iter().enumerate() {
                if data.ctor.params[..i].iter().any(|p| p.name == param.name) {
                    self.error(
                        "duplicate-argument",
                        at,
                        format!(
                            "Duplicate argument `{}` in enum constructor {}",
                            param.name,
                            ctor.name(db)
                        ),
                    );
                }
                let is_void = signature
                    .params
                    .get(i)
                    .is_some_and(|param| param.ty == Ty::Void);
                match param.ty {
                    Some(id) if is_void => self.error(
                        "void-value",
                        DeclPlace::CtorHint(ctor, id),
                        "Arguments of type Void are not allowed in enum constructors",
                    ),
                    Some(_) => {}
                    None => self.error(
                        "missing-type",
                        at,
                        format!("Type required for argument {}", param.name),
                    ),
                }
            }
            if let Some(id) = data.ctor.ret
                && !self.makes_own_enum(ctor, decl)
            {
                self.error(
                    "type-mismatch",
                    DeclPlace::CtorHint(ctor, id),
                    "Explicit enum type must be of the same enum type",
                );
            }
        }
    }

    fn makes_own_enum(&self, ctor: EnumCtorId<'db>, decl: TypeDeclId<'db>) -> bool {
        let db = self.db;
        let Some(data) = enum_ctor_data(db, ctor) else {
            return true;
        };
        let Some(id) = data.ctor.ret else { return true };
        let ctx = crate::lower::LowerCtx::for_owner(db, hir_def::ids::GenericOwner::Ctor(ctor));
        let ty = crate::lower::Lowering::new(&ctx, &data.type_refs).lower(id);
        match crate::decl::expand_typedefs(db, ty) {
            Ty::Enum(id, _) => id == decl,
            Ty::Unknown => true,
            _ => false,
        }
    }
}
