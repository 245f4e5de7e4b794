//! Fields by themselves: duplicates, modifiers that do not go together, missing hints, finals.

use hir_def::{
    field_data, fields_named, fields_of,
    ids::{FieldId, FieldOwner, TypeDeclId},
    item_tree::{Field, FieldKind, TypeDeclData, TypeDeclKind, has_meta},
    module_fields, type_decl_data, type_path,
};

use crate::{
    check::{Checker, DeclPlace},
    decl::{decl_has_meta, parent_class, self_type, supers},
    member::class_field,
    signature::{enum_abstract_owner, written_signature},
    ty::Ty,
};

impl<'db> Checker<'db> {
    pub(super) fn check_duplicate(&mut self, field: FieldId<'db>, data: &'db Field) {
        let db = self.db;
        let name = field.name(db);
        let at = DeclPlace::Field(field);
        if name.is_empty() || (field.dup(db) == 0 && name == "new") {
            return;
        }
        let (same, kind, path): (Vec<FieldId<'db>>, &str, String) = match field.owner(db) {
            FieldOwner::Type(decl) => {
                let Some(owner) = type_decl_data(db, decl) else {
                    return;
                };
                let kind = match owner.decl.kind {
                    TypeDeclKind::Abstract { .. } => "abstract",
                    _ => "class",
                };
                if is_overload(data) || is_exposed_operator(data) {
                    return;
                }
                (fields_named(db, decl, name), kind, type_path(db, decl))
            }
            FieldOwner::Module(_) if is_overload(data) => return,
            FieldOwner::Module(module) => (
                module_fields(db, module)
                    .iter()
                    .copied()
                    .filter(|other| other.name(db) == name)
                    .collect(),
                "module",
                hir_def::module_name(db, module).to_string(),
            ),
        };
        if same.len() < 2 {
            if data.flags.is_static {
                self.check_static_against_parent(field);
            }
            return;
        }
        if field.dup(db) == 0 {
            return;
        }
        let Some(first) = same.first().copied().filter(|&first| first != field) else {
            return;
        };
        let Some(first_data) = field_data(db, first) else {
            return;
        };
        let related = vec![(
            DeclPlace::Field(first),
            "Previous declaration here".to_owned(),
        )];
        if name == "new" {
            self.error_with("duplicate-field", at, "Duplicate constructor", related);
            return;
        }
        let is_extern = field
            .type_decl(db)
            .and_then(|decl| type_decl_data(db, decl))
            .is_some_and(|owner| owner.decl.is_extern);
        if first_data.field.flags.is_static != data.flags.is_static {
            if !is_extern {
                self.error_with(
                    "duplicate-field",
                    at,
                    format!("Same field name can't be used for both static and instance : {name}"),
                    related,
                );
            }
        } else if !is_exposed_operator(&first_data.field) {
            self.error_with(
                "duplicate-field",
                at,
                format!("Duplicate {kind} field declaration : {path}.{name}"),
                related,
            );
        }
    }

    fn check_static_against_parent(&mut self, field: FieldId<'db>) {
        let db = self.db;
        let Some(decl) = field.type_decl(db) else {
            return;
        };
        if type_decl_data(db, decl).is_none_or(|owner| owner.decl.is_extern) {
            return;
        }
        let Ty::Class(_, args) = self_type(db, decl) else {
            return;
        };
        let Some((parent, args)) = parent_class(db, decl, args) else {
            return;
        };
        let name = field.name(db);
        if let Some(found) = class_field(db, parent, args, name)
            && !crate::decl::is_interface(db, found.owner)
        {
            self.error_with(
                "duplicate-field",
                DeclPlace::Field(field),
                format!("Same field name can't be used for both static and instance : {name}"),
                vec![(
                    DeclPlace::Field(found.field),
                    "Instance field of a parent".to_owned(),
                )],
            );
        }
    }

    pub(super) fn check_modifiers(&mut self, field: FieldId<'db>, data: &'db Field) {
        let db = self.db;
        let at = DeclPlace::Field(field);
        let name = field.name(db);
        let flags = data.flags;
        let owner = field
            .type_decl(db)
            .and_then(|decl| type_decl_data(db, decl));
        let is_interface =
            owner.is_some_and(|owner| matches!(owner.decl.kind, TypeDeclKind::Interface { .. }));
        let is_extern = flags.is_extern || owner.is_some_and(|owner| owner.decl.is_extern);
        let has_build_macro = field.type_decl(db).is_some_and(|decl| {
            decl_has_meta(db, decl, ":build") || decl_has_meta(db, decl, ":genericBuild")
        });
        if is_interface && flags.is_static && !is_extern && name != "__init__" {
            self.error(
                "invalid-modifier",
                at,
                "You can only declare static fields in extern interfaces",
            );
        }
        let is_abstract_type =
            owner.is_some_and(|owner| matches!(owner.decl.kind, TypeDeclKind::Abstract { .. }));
        if enum_abstract_owner(db, field).is_some() && flags.is_extern {
            self.error(
                "invalid-modifier",
                at,
                "Invalid modifier: extern on field of enum abstract",
            );
        }
        match &data.kind {
            FieldKind::Fun {
                params,
                ret,
                has_body,
                ..
            } => {
                if flags.is_overload && !is_extern && !is_jvm(db, field) {
                    self.error(
                        "invalid-modifier",
                        at,
                        "Invalid modifier: overload is only supported on extern functions",
                    );
                }
                if name == "new" && flags.is_abstract {
                    self.error(
                        "invalid-modifier",
                        at,
                        "Invalid modifier: abstract on constructor",
                    );
                }
                if is_abstract_type && flags.is_dynamic && !flags.is_static {
                    self.error(
                        "invalid-modifier",
                        at,
                        "Invalid modifier: dynamic on method of abstract",
                    );
                }
                if flags.is_static && flags.is_override {
                    self.combination(at, "override", "static");
                } else if flags.is_override && !has_parent(db, field) {
                    self.error(
                        "invalid-modifier",
                        at,
                        "Invalid modifier: override on field of class that has no parent",
                    );
                }
                if flags.is_inline && flags.is_dynamic {
                    self.combination(at, "dynamic", "inline");
                }
                if flags.is_macro && flags.is_override {
                    self.combination(at, "override", "macro");
                }
                if flags.is_abstract && flags.is_dynamic {
                    self.combination(at, "abstract", "dynamic");
                }
                if flags.is_abstract && flags.is_inline {
                    self.combination(at, "abstract", "inline");
                }
                if flags.is_abstract && flags.is_final {
                    self.combination(at, "abstract", "final");
                }
                if flags.is_abstract && flags.is_static {
                    self.combination(at, "static", "abstract");
                }
                // Methods of abstracts are static functions.
                if flags.is_final && (flags.is_static || is_abstract_type) && !is_extern {
                    self.combination(at, "final", "static");
                }
                if flags.is_abstract && *has_body {
                    self.error(
                        "unexpected-body",
                        at,
                        "Abstract methods may not have an expression",
                    );
                }
                let in_class =
                    owner.is_none_or(|owner| matches!(owner.decl.kind, TypeDeclKind::Class { .. }));
                let is_op = data.meta.iter().any(|m| {
                    matches!(
                        m.name.as_str(),
                        ":op" | ":arrayAccess" | ":resolve" | ":multiType"
                    )
                });
                if !has_body
                    && in_class
                    && !is_extern
                    && !flags.is_abstract
                    && !flags.is_macro
                    && !is_op
                    && !has_build_macro
                    && !has_meta(&data.meta, ":native")
                    && !has_meta(&data.meta, ":rt")
                {
                    self.error(
                        "missing-body",
                        at,
                        format!("Function body required : {name}"),
                    );
                }
                if *has_body
                    && is_extern
                    && !flags.is_inline
                    && !flags.is_macro
                    && name != "__init__"
                {
                    self.warning(
                        "extern-with-expr",
                        at,
                        "(WExternWithExpr) Extern non-inline function may not have an expression",
                    );
                }
                if !has_body && (is_extern || is_interface || flags.is_abstract) && !flags.is_macro
                {
                    let message = if flags.is_abstract {
                        "Type required for abstract functions"
                    } else {
                        "Type required for extern classes and interfaces"
                    };
                    let written = written_signature(db, field);
                    let missing = (name != "new" && ret.is_none())
                        || written.params.iter().any(|p| p.ty.is_none());
                    let _ = params;
                    if missing {
                        self.error("missing-type", at, message);
                    }
                }
            }
            FieldKind::Var {
                access,
                ty,
                has_init,
            } => {
                if flags.is_override {
                    self.error(
                        "invalid-modifier",
                        at,
                        format!("Invalid accessor 'override' for variable {name}"),
                    );
                }
                if flags.is_abstract {
                    self.error(
                        "invalid-modifier",
                        at,
                        format!("Invalid accessor 'abstract' for variable {name}"),
                    );
                }
                if flags.is_dynamic {
                    self.error(
                        "invalid-modifier",
                        at,
                        format!("Invalid accessor 'dynamic' for variable {name}"),
                    );
                }
                if flags.is_inline && access.is_some() {
                    self.error(
                        "invalid-modifier",
                        at,
                        format!("Invalid accessor 'inline' for property {name}"),
                    );
                } else if flags.is_inline
                    && !flags.is_static
                    && enum_abstract_owner(db, field).is_none()
                {
                    self.error(
                        "invalid-modifier",
                        at,
                        "Invalid modifier: inline on non-static variable",
                    );
                }
                if flags.is_inline && !has_init && !is_extern && !has_build_macro {
                    self.error(
                        "missing-initializer",
                        at,
                        "Inline variable must be initialized",
                    );
                }
                let is_value = enum_abstract_owner(db, field).is_some();
                if ty.is_none() && !has_init && !is_value && !has_build_macro {
                    if is_extern || is_interface {
                        self.error(
                            "missing-type",
                            at,
                            "Type required for extern classes and interfaces",
                        );
                    } else if access.is_some() {
                        self.error(
                            "missing-type",
                            at,
                            "Property requires type-hint or initialization",
                        );
                    } else {
                        self.error(
                            "missing-type",
                            at,
                            "Variable requires type-hint or initialization",
                        );
                    }
                }
                if written_signature(db, field).var_ty == Some(Ty::Void) {
                    self.error("void-value", at, "Fields of type Void are not allowed");
                }
            }
        }
    }

    fn combination(&mut self, at: DeclPlace<'db>, one: &str, two: &str) {
        self.error(
            "invalid-modifier",
            at,
            format!("Invalid modifier combination: {one} + {two}"),
        );
    }

    /// The class and those abstract parents that leave their own finals to it.
    fn final_field_owners(&self, decl: TypeDeclId<'db>) -> Vec<TypeDeclId<'db>> {
        let db = self.db;
        let mut out = vec![decl];
        let Ty::Class(_, args) = self_type(db, decl) else {
            return out;
        };
        let mut at = (decl, args);
        while let Some(parent) = parent_class(db, at.0, at.1) {
            let leaves_them = crate::check::hierarchy::is_abstract_class(db, parent.0)
                && crate::check::hierarchy::own_field(
                    db,
                    parent.0,
                    &hir_def::Name::new_static("new"),
                )
                .is_none();
            if !leaves_them || out.contains(&parent.0) {
                break;
            }
            out.push(parent.0);
            at = parent;
        }
        out
    }

    /// `final` fields without a value need a constructor to get one (9.12).
    pub(super) fn check_final_fields(&mut self, decl: TypeDeclId<'db>, data: &'db TypeDeclData) {
        let db = self.db;
        let TypeDeclKind::Class { is_abstract, .. } = data.decl.kind else {
            return;
        };
        if data.decl.is_extern {
            return;
        }
        let uninitialised: Vec<FieldId<'db>> = self
            .final_field_owners(decl)
            .into_iter()
            .flat_map(|owner| fields_of(db, owner).iter().copied())
            .filter(|&field| {
                field_data(db, field).is_some_and(|data| {
                    let flags = data.field.flags;
                    matches!(
                        data.field.kind,
                        FieldKind::Var {
                            has_init: false,
                            ..
                        }
                    ) && flags.is_final
                        && !flags.is_static
                        && !flags.is_extern
                })
            })
            .collect();
        for &field in fields_of(db, decl) {
            let Some(data) = field_data(db, field) else {
                continue;
            };
            let flags = data.field.flags;
            if matches!(
                data.field.kind,
                FieldKind::Var {
                    has_init: false,
                    ..
                }
            ) && flags.is_final
                && flags.is_static
                && !flags.is_extern
            {
                self.error(
                    "uninitialized-final",
                    DeclPlace::Field(field),
                    "Static final variable must be initialized",
                );
            }
        }
        let Some(&first) = uninitialised.first() else {
            return;
        };
        if is_abstract || decl_has_meta(db, decl, ":structInit") {
            return;
        }
        if let Some(ctor) =
            crate::check::hierarchy::own_field(db, decl, &hir_def::Name::new_static("new"))
        {
            let assigned = crate::check::constructors::assigned_in(db, ctor);
            let missing: Vec<FieldId<'db>> = uninitialised
                .into_iter()
                .filter(|field| !assigned.contains(field.name(db)))
                .collect();
            if !missing.is_empty() && !assigned.iter().any(|name| name.is_empty()) {
                let related = missing
                    .into_iter()
                    .map(|field| (DeclPlace::Field(field), "Uninitialized field".to_owned()))
                    .collect();
                self.error_with(
                    "uninitialized-final",
                    DeclPlace::Type(decl),
                    "Some final fields are uninitialized in this class",
                    related,
                );
            }
            return;
        }
        self.error_with(
            "uninitialized-final",
            DeclPlace::Type(decl),
            "This class has uninitialized final vars, which requires a constructor",
            vec![(
                DeclPlace::Field(first),
                "Example of an uninitialized final var".to_owned(),
            )],
        );
    }
}

/// Whether the field's type extends a class, or may: a parent that was not found counts.
fn has_parent<'db>(db: &'db dyn base_db::Db, field: FieldId<'db>) -> bool {
    field.type_decl(db).is_some_and(|decl| {
        let supers = supers(db, decl);
        supers.extends.is_some() || supers.unknown
    })
}

/// Only there overloads exist at run time.
fn is_jvm<'db>(db: &'db dyn base_db::Db, field: FieldId<'db>) -> bool {
    matches!(
        field.module(db).config(db).target(db).name(),
        "java" | "jvm" | "cs"
    )
}

/// Overloads are alternatives: `overload function f`, or `@:overload function f` of an extern.
fn is_overload(data: &Field) -> bool {
    data.flags.is_overload || has_meta(&data.meta, ":overload")
}

/// `@:op(A + B) static function add(…);` names an operation, it does not declare a field.
fn is_exposed_operator(data: &Field) -> bool {
    matches!(
        data.kind,
        FieldKind::Fun {
            has_body: false,
            ..
        }
    ) && has_meta(&data.meta, ":op")
}
