//! Parameters and type parameters: rest comes last and alone, names occur once (3.5, 8.6, 7.13).

use hir_def::{
    ids::FieldId,
    item_tree::{Field, FieldKind, TypeParam},
};

use crate::{
    check::{Checker, DeclPlace},
    decl::expand_typedefs,
    signature::written_signature,
    ty::Ty,
};

fn is_rest_type<'db>(db: &'db dyn base_db::Db, ty: Ty<'db>) -> bool {
    // A parameter that may be left out has its type wrapped.
    let ty = match expand_typedefs(db, ty) {
        Ty::Null(inner) => expand_typedefs(db, inner.ty(db)),
        ty => ty,
    };
    matches!(ty, Ty::Abstract(decl, _) if hir_def::type_path(db, decl) == "haxe.Rest")
}

impl<'db> Checker<'db> {
    pub(super) fn check_params(&mut self, field: FieldId<'db>, data: &'db Field) {
        let FieldKind::Fun {
            type_params,
            params,
            ..
        } = &data.kind
        else {
            return;
        };
        let at = DeclPlace::Field(field);
        self.check_type_params(at, type_params);
        self.check_no_defaults(at, type_params);
        let written = written_signature(self.db, field);
        for (i, param) in params.iter().enumerate() {
            // `...r:Int`, or `r:haxe.Rest<Int>` as externs have it.
            let ty = written.params.get(i).and_then(|it| it.ty);
            let is_rest = param.rest || ty.is_some_and(|ty| is_rest_type(self.db, ty));
            if !is_rest {
                continue;
            }
            if i + 1 < params.len() {
                self.error(
                    "invalid-rest",
                    at,
                    "Rest should only be used for the last function argument",
                );
            }
            if param.optional {
                self.error("invalid-rest", at, "Rest argument cannot be optional");
            }
            if param.has_default {
                self.error(
                    "invalid-rest",
                    at,
                    "Rest argument cannot have default value",
                );
            }
        }
    }

    pub(super) fn check_type_params(&mut self, at: DeclPlace<'db>, params: &[TypeParam]) {
        for (i, param) in params.iter().enumerate() {
            if params[..i].iter().any(|other| other.name == param.name) {
                self.error(
                    "duplicate-type-parameter",
                    at,
                    format!("Duplicate type parameter name: {}", param.name),
                );
            }
        }
    }

    pub(super) fn check_no_defaults(&mut self, at: DeclPlace<'db>, params: &[TypeParam]) {
        if params.iter().any(|param| param.default.is_some()) {
            self.error(
                "invalid-default",
                at,
                "Default type parameters are only supported on types",
            );
        }
    }
}
