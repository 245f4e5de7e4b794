//! Parameters and type parameters: rest comes last and alone, names occur once (3.5, 8.6, 7.13).

use hir_def::{
    ids::FieldId,
    item_tree::{Field, FieldKind, TypeParam},
};

use crate::check::{Checker, DeclPlace};

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
        for (i, param) in params.iter().enumerate() {
            if !param.rest {
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
