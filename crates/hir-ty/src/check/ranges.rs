//! Errors of declarations with their ranges: where places become offsets.

use base_db::{Db, Diagnostic, FileRange};
use hir_def::{
    ids::{FieldId, ModuleId},
    module_types,
    source::{
        ctor_name_range, ctor_type_ref_range, field_name_range, field_type_ref_range,
        type_decl_type_ref_range, type_name_range,
    },
};

use super::{DeclDiagnostic, DeclPlace, check_field, check_type};

/// What is wrong with the types of a module and with the declarations of these fields; bodies are apart.
pub fn declaration_diagnostics<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    fields: &[FieldId<'db>],
) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for &decl in module_types(db, module) {
        convert(db, check_type(db, decl), &mut out);
    }
    for &field in fields {
        convert(db, check_field(db, field), &mut out);
    }
    out
}

fn convert<'db>(db: &'db dyn Db, from: &[DeclDiagnostic<'db>], out: &mut Vec<Diagnostic>) {
    for diagnostic in from {
        let Some(place) = decl_range(db, diagnostic.at) else {
            continue;
        };
        let mut converted = Diagnostic::new(
            diagnostic.code,
            diagnostic.severity(),
            place,
            diagnostic.message.clone(),
        );
        for (at, text) in &diagnostic.related {
            if let Some(place) = decl_range(db, *at) {
                converted = converted.with_related(place, text.clone());
            }
        }
        out.push(converted);
    }
}

pub fn decl_range<'db>(db: &'db dyn Db, at: DeclPlace<'db>) -> Option<FileRange> {
    match at {
        DeclPlace::Type(decl) => type_name_range(db, decl),
        DeclPlace::Header(decl, id) => {
            type_decl_type_ref_range(db, decl, id).or_else(|| type_name_range(db, decl))
        }
        DeclPlace::Field(field) => field_name_range(db, field),
        DeclPlace::FieldHint(field, id) => {
            field_type_ref_range(db, field, id).or_else(|| field_name_range(db, field))
        }
        DeclPlace::Ctor(ctor) => ctor_name_range(db, ctor),
        DeclPlace::CtorHint(ctor, id) => {
            ctor_type_ref_range(db, ctor, id).or_else(|| ctor_name_range(db, ctor))
        }
    }
}
