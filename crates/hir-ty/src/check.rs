//! Errors in declarations (checklist 9, 11, and "Declarations" of 20): what a class owes to its
//! parents and interfaces, what modifiers and accessors go together, casts and operators of
//! abstracts.
//!
//! Two queries: [`check_type`] for what concerns the type as a whole, [`check_field`] for one
//! field, so that an edit of a field asks again about that field and the type's overview.
//! Places are symbolic; [`crate::diagnostics`] turns them into ranges.

mod abstracts;
mod constructors;
mod enums;
mod fields;
mod hierarchy;
mod overrides;
mod params;
mod properties;
mod ranges;

pub use ranges::{decl_range, declaration_diagnostics};

use base_db::{Db, Severity};
use hir_def::{
    field_data, fields_of,
    ids::{EnumCtorId, FieldId, TypeDeclId},
    item_tree::TypeDeclKind,
    type_decl_data,
    type_ref::TypeRefId,
};

use crate::{
    decl::{has_unseen_members, header_diagnostics, is_rewritten},
    lower::TypeDiagnostic,
    signature::{ctor_hint_diagnostics, field_hint_diagnostics},
};

/// Where in a declaration.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, salsa::SalsaValue)]
pub enum DeclPlace<'db> {
    Type(TypeDeclId<'db>),
    Header(TypeDeclId<'db>, TypeRefId),
    Field(FieldId<'db>),
    FieldHint(FieldId<'db>, TypeRefId),
    Ctor(EnumCtorId<'db>),
    CtorHint(EnumCtorId<'db>, TypeRefId),
}

#[derive(Clone, PartialEq, Eq, Debug, salsa::SalsaValue)]
pub struct DeclDiagnostic<'db> {
    pub code: &'static str,
    pub is_warning: bool,
    pub at: DeclPlace<'db>,
    pub message: String,
    pub related: Vec<(DeclPlace<'db>, String)>,
}

impl DeclDiagnostic<'_> {
    pub fn severity(&self) -> Severity {
        if self.is_warning {
            Severity::Warning
        } else {
            Severity::Error
        }
    }
}

/// Collects the errors of one declaration.
struct Checker<'db> {
    db: &'db dyn Db,
    out: Vec<DeclDiagnostic<'db>>,
}

impl<'db> Checker<'db> {
    fn new(db: &'db dyn Db) -> Self {
        Checker {
            db,
            out: Vec::new(),
        }
    }

    fn error(&mut self, code: &'static str, at: DeclPlace<'db>, message: impl Into<String>) {
        self.error_with(code, at, message, Vec::new());
    }

    fn error_with(
        &mut self,
        code: &'static str,
        at: DeclPlace<'db>,
        message: impl Into<String>,
        related: Vec<(DeclPlace<'db>, String)>,
    ) {
        self.out.push(DeclDiagnostic {
            code,
            is_warning: false,
            at,
            message: message.into(),
            related,
        });
    }

    fn warning(&mut self, code: &'static str, at: DeclPlace<'db>, message: impl Into<String>) {
        self.out.push(DeclDiagnostic {
            code,
            is_warning: true,
            at,
            message: message.into(),
            related: Vec::new(),
        });
    }

    fn hints(
        &mut self,
        diagnostics: &[TypeDiagnostic],
        place: impl Fn(TypeRefId) -> DeclPlace<'db>,
    ) {
        for diagnostic in diagnostics {
            self.error(
                diagnostic.code,
                place(diagnostic.at),
                diagnostic.message.clone(),
            );
        }
    }
}

/// Errors of a type as a whole: its header, its debts to parents, its constructors' hints.
#[salsa::tracked]
pub fn check_type<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> Vec<DeclDiagnostic<'db>> {
    let mut checker = Checker::new(db);
    let Some(data) = type_decl_data(db, decl) else {
        return Vec::new();
    };
    checker.hints(header_diagnostics(db, decl), |id| {
        DeclPlace::Header(decl, id)
    });
    if crate::null_safety::has_invalid_mode(db, decl) {
        checker.error(
            "null-safety",
            DeclPlace::Type(decl),
            "Null safety: Invalid argument for @:nullSafety meta",
        );
    }
    checker.check_type_params(DeclPlace::Type(decl), &data.decl.params);
    if decl.dup(db) > 0 {
        let first = TypeDeclId::new(db, decl.module(db), decl.name(db).clone(), 0);
        checker.error_with(
            "duplicate-type",
            DeclPlace::Type(decl),
            format!("Name {} is already defined in this module", decl.name(db)),
            vec![(
                DeclPlace::Type(first),
                "Previous declaration here".to_owned(),
            )],
        );
    }
    match &data.decl.kind {
        TypeDeclKind::Class { .. } | TypeDeclKind::Interface { .. } => {
            checker.check_heritage(decl, data);
            if !has_unseen_members(db, decl) {
                checker.check_missing_members(decl, data);
                checker.check_final_fields(decl, data);
            }
        }
        TypeDeclKind::Enum => {
            for &ctor in hir_def::ctors_of(db, decl) {
                checker.hints(ctor_hint_diagnostics(db, ctor), |id| {
                    DeclPlace::CtorHint(ctor, id)
                });
            }
            checker.check_enum(decl);
        }
        TypeDeclKind::Typedef { .. } => checker.check_typedef(decl),
        TypeDeclKind::Abstract { .. } => checker.check_abstract(decl, data),
    }
    checker.out
}

/// Errors of one field's declaration.
#[salsa::tracked]
pub fn check_field<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Vec<DeclDiagnostic<'db>> {
    let mut checker = Checker::new(db);
    let Some(data) = field_data(db, field) else {
        return Vec::new();
    };
    // A build macro may have made something else of the field.
    let is_rewritten = field
        .type_decl(db)
        .is_some_and(|decl| is_rewritten(db, decl));
    let hints: Vec<TypeDiagnostic> = field_hint_diagnostics(db, field)
        .iter()
        .filter(|it| !is_rewritten || it.code != "unresolved-type")
        .cloned()
        .collect();
    checker.hints(&hints, |id| DeclPlace::FieldHint(field, id));
    if field
        .type_decl(db)
        .is_some_and(|decl| has_unseen_members(db, decl))
    {
        return checker.out;
    }
    checker.check_duplicate(field, &data.field);
    checker.check_modifiers(field, &data.field);
    checker.check_params(field, &data.field);
    checker.check_accessors(field, &data.field);
    if let Some(decl) = field.type_decl(db)
        && let Some(owner) = type_decl_data(db, decl)
    {
        match &owner.decl.kind {
            TypeDeclKind::Class { .. } => {
                checker.check_override(field, &data.field, decl, owner);
                checker.check_implements(field, &data.field, decl, owner);
                checker.check_constructor(field, &data.field, decl);
            }
            TypeDeclKind::Interface { .. } => {
                checker.check_implements(field, &data.field, decl, owner);
                checker.check_constructor(field, &data.field, decl);
            }
            TypeDeclKind::Abstract { .. } => {
                checker.check_abstract_field(field, &data.field, decl, owner);
            }
            TypeDeclKind::Enum | TypeDeclKind::Typedef { .. } => {}
        }
    }
    checker.out
}

/// Everything about the declarations of a type and its fields.
pub fn check_decl<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> Vec<DeclDiagnostic<'db>> {
    let mut out = check_type(db, decl).clone();
    for &field in fields_of(db, decl) {
        out.extend(check_field(db, field).iter().cloned());
    }
    out
}
