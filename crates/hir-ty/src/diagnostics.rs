//! Everything this crate has to say about a module, with places in the file: the border where
//! positions relative to declarations become ranges. Queries behind it never see an offset.

use base_db::{Db, Diagnostic, FileRange, Severity};
use hir_def::{
    body::{NameKind, body_range, body_source_map},
    ids::{FieldId, ModuleId},
    source::{ctor_name_range, field_name_range, field_source, type_name_range},
};

use crate::{
    check::declaration_diagnostics,
    infer::{BodyPlace, DiagnosticTag, InferDiagnostic, InferSeverity, RelatedPlace, infer},
    null_safety::null_safety,
};

/// All diagnostics of a module's declarations and bodies.
pub fn module_diagnostics<'db>(db: &'db dyn Db, module: ModuleId<'db>) -> Vec<Diagnostic> {
    diagnostics_of(db, module, &hir_def::all_fields(db, module))
}

/// Those of a module's types and of some of its fields.
pub fn diagnostics_of<'db>(
    db: &'db dyn Db,
    module: ModuleId<'db>,
    fields: &[FieldId<'db>],
) -> Vec<Diagnostic> {
    let mut out = declaration_diagnostics(db, module, fields);
    for &field in fields {
        body_diagnostics(db, field, &mut out);
    }
    out
}

/// Diagnostics of one body. Macro functions are not typed: they run in another context.
pub fn body_diagnostics<'db>(db: &'db dyn Db, field: FieldId<'db>, out: &mut Vec<Diagnostic>) {
    if is_macro(db, field) {
        return;
    }
    for diagnostic in &infer(db, field).diagnostics {
        out.push(to_diagnostic(db, field, diagnostic));
    }
    for diagnostic in null_safety(db, field) {
        out.push(to_diagnostic(db, field, diagnostic));
    }
}

fn is_macro<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    hir_def::field_data(db, field).is_some_and(|data| data.field.flags.is_macro)
}

/// A body's diagnostic with its places in the file.
pub fn to_diagnostic<'db>(
    db: &'db dyn Db,
    field: FieldId<'db>,
    diagnostic: &InferDiagnostic<'db>,
) -> Diagnostic {
    let severity = match diagnostic.severity {
        InferSeverity::Error => Severity::Error,
        InferSeverity::Warning => Severity::Warning,
        InferSeverity::Info => Severity::Info,
    };
    let place = body_place(db, field, diagnostic.at);
    let mut res = Diagnostic::new(diagnostic.code, severity, place, diagnostic.message.clone());
    for (related, message) in &diagnostic.related {
        let range = match related {
            RelatedPlace::Body(place) => Some(body_place(db, field, *place)),
            RelatedPlace::Field(field) => field_name_range(db, *field),
            RelatedPlace::EnumCtor(ctor) => ctor_name_range(db, *ctor),
            RelatedPlace::Type(decl) => type_name_range(db, *decl),
        };
        if let Some(range) = range {
            res = res.with_related(range, message.clone());
        }
    }
    match diagnostic.tag {
        Some(DiagnosticTag::Unnecessary) => res.with_tag(base_db::DiagnosticTag::Unnecessary),
        Some(DiagnosticTag::Deprecated) => res.with_tag(base_db::DiagnosticTag::Deprecated),
        None => res,
    }
}

/// Where a place of a body stands in its file.
pub fn body_place<'db>(db: &'db dyn Db, owner: FieldId<'db>, place: BodyPlace) -> FileRange {
    let map = body_source_map(db, owner);
    let range = match place {
        BodyPlace::Expr(expr) => map.expr_range(expr),
        BodyPlace::FieldName(expr) => map
            .selector_range(expr)
            .unwrap_or_else(|| map.expr_range(expr)),
        BodyPlace::ObjectField(expr, n) => map
            .name_range(Some(expr), NameKind::ObjectField, n as usize)
            .unwrap_or_else(|| map.expr_range(expr)),
        BodyPlace::VarName(expr, n) => map
            .name_range(Some(expr), NameKind::Var, n as usize)
            .unwrap_or_else(|| map.expr_range(expr)),
        BodyPlace::CatchName(expr, n) => map
            .name_range(Some(expr), NameKind::Catch, n as usize)
            .unwrap_or_else(|| map.expr_range(expr)),
        BodyPlace::TypeRef(ty) => map.type_ref_range(ty),
        BodyPlace::Param(expr, n) => map
            .name_range(expr, NameKind::Param, n as usize)
            .unwrap_or_default(),
        BodyPlace::Owner => {
            return field_name_range(db, owner)
                .unwrap_or_else(|| body_range(db, owner, map_all(db, owner)));
        }
    };
    body_range(db, owner, range)
}

fn map_all<'db>(db: &'db dyn Db, owner: FieldId<'db>) -> base_db::TextRange {
    let len = field_source(db, owner).map_or(0.into(), |source| source.range().len());
    base_db::TextRange::up_to(len)
}
