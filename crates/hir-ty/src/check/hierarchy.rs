//! What a class or interface may extend, and the members it then owes (9.1, 9.6, 9.7).

use hir_def::{
    Name, field_data, field_named, fields_of,
    ids::{FieldId, TypeDeclId},
    item_tree::{FieldKind, TypeDeclData, TypeDeclKind},
    type_decl_data, type_path,
    type_ref::TypeRefId,
};

use crate::{
    check::{Checker, DeclPlace},
    core::core_of,
    decl::{
        ancestors, decl_has_meta, expand_typedefs, is_interface, is_subclass, parent_class,
        self_type, typedef_target,
    },
    fold::{Subst, subst},
    lower::{LowerCtx, Lowering},
    member::class_field,
    print::print_type,
    signature::field_signature,
    ty::{Ty, Tys},
};

impl<'db> Checker<'db> {
    pub(super) fn check_heritage(&mut self, decl: TypeDeclId<'db>, data: &'db TypeDeclData) {
        let db = self.db;
        let ctx = LowerCtx::for_owner(db, hir_def::ids::GenericOwner::Type(decl));
        let lower =
            |id: TypeRefId| expand_typedefs(db, Lowering::new(&ctx, &data.type_refs).lower(id));
        match &data.decl.kind {
            TypeDeclKind::Class {
                extends,
                implements,
                ..
            } => {
                if let Some(id) = *extends {
                    self.check_extends(decl, data, id, lower(id));
                }
                for &id in implements {
                    self.check_implements_header(decl, data, id, lower(id));
                }
            }
            TypeDeclKind::Interface { extends } => {
                if decl_has_meta(db, decl, ":structInit") {
                    self.error(
                        "invalid-metadata",
                        DeclPlace::Type(decl),
                        "@:structInit is not allowed on interfaces",
                    );
                }
                for &id in extends {
                    self.check_extends(decl, data, id, lower(id));
                }
            }
            TypeDeclKind::Enum | TypeDeclKind::Typedef { .. } | TypeDeclKind::Abstract { .. } => {}
        }
    }

    fn check_extends(
        &mut self,
        decl: TypeDeclId<'db>,
        data: &'db TypeDeclData,
        id: TypeRefId,
        ty: Ty<'db>,
    ) {
        let db = self.db;
        let at = DeclPlace::Header(decl, id);
        let parent = match ty {
            Ty::Class(parent, _) => parent,
            Ty::Unknown => return,
            Ty::Param(_) => {
                // `@:generic class C<T> extends T` is allowed nowhere any more.
                return self.error("invalid-extends", at, "Cannot extend type parameters");
            }
            _ => return self.error("invalid-extends", at, "Should extend by using a class"),
        };
        let Some(parent_data) = type_decl_data(db, parent) else {
            return;
        };
        let is_own_interface = matches!(data.decl.kind, TypeDeclKind::Interface { .. });
        let parent_is_interface = is_interface(db, parent);
        let both_extern = data.decl.is_extern && parent_data.decl.is_extern;
        if is_basic_class(db, parent) && !both_extern {
            return self.error("invalid-extends", at, "Cannot extend basic class");
        }
        if parent == decl || is_subclass(db, parent, decl) {
            if heads_cycle(db, decl) {
                self.error("recursive-type", at, "Recursive class");
            }
            return;
        }
        if is_own_interface && !parent_is_interface {
            return self.error("invalid-extends", at, "Cannot extend by using a class");
        }
        if !is_own_interface && parent_is_interface {
            return self.error("invalid-extends", at, "Cannot extend by using an interface");
        }
        let is_hack = parent_data.decl.is_extern && decl_has_meta(db, decl, ":hack");
        if (parent_data.decl.is_final || decl_has_meta(db, parent, ":final")) && !is_hack {
            let what = if is_own_interface {
                "interface"
            } else {
                "class"
            };
            self.error("final-type", at, format!("Cannot extend a final {what}"));
        }
    }

    fn check_implements_header(
        &mut self,
        decl: TypeDeclId<'db>,
        data: &'db TypeDeclData,
        id: TypeRefId,
        ty: Ty<'db>,
    ) {
        let db = self.db;
        let at = DeclPlace::Header(decl, id);
        match ty {
            Ty::Class(interface, _) => {
                if interface == decl || is_subclass(db, interface, decl) {
                    if heads_cycle(db, decl) {
                        self.error("recursive-type", at, "Recursive class");
                    }
                } else if !is_interface(db, interface) {
                    self.error(
                        "invalid-implements",
                        at,
                        "You can only implement an interface",
                    );
                }
            }
            Ty::Dynamic(_) => {
                if !data.decl.is_extern {
                    self.error(
                        "invalid-implements",
                        at,
                        "In haxe 4, implements Dynamic is only supported on externs",
                    );
                }
            }
            Ty::Unknown => {}
            _ => self.error(
                "invalid-implements",
                at,
                "Should implement by using an interface",
            ),
        }
    }

    /// Interface members and abstract methods without implementation.
    pub(super) fn check_missing_members(&mut self, decl: TypeDeclId<'db>, data: &'db TypeDeclData) {
        let db = self.db;
        let TypeDeclKind::Class { is_abstract, .. } = data.decl.kind else {
            return;
        };
        let Ty::Class(_, args) = self_type(db, decl) else {
            return;
        };
        let at = DeclPlace::Type(decl);
        if !data.decl.is_extern || !decl_has_meta(db, decl, ":csNative") {
            for (interface, field) in self.owed_to_interfaces(decl, args) {
                let is_method = field_data(db, field)
                    .is_some_and(|data| matches!(data.field.kind, FieldKind::Fun { .. }));
                if is_abstract && is_method {
                    continue;
                }
                self.error_with(
                    "missing-member",
                    at,
                    format!(
                        "Field {} needed by {} is missing",
                        field.name(db),
                        type_path(db, interface)
                    ),
                    vec![(DeclPlace::Field(field), "Required here".to_owned())],
                );
            }
        }
        if is_abstract {
            return;
        }
        for &field in fields_of(db, decl) {
            if field_data(db, field).is_some_and(|data| data.field.flags.is_abstract) {
                self.error_with(
                    "abstract-member",
                    at,
                    "This class should be declared abstract because it has at least one abstract field",
                    vec![(
                        DeclPlace::Field(field),
                        "First abstract field was here".to_owned(),
                    )],
                );
                return;
            }
        }
        self.check_abstract_parent(decl, args);
    }

    /// Members of the interfaces of this class itself (those of its parents are theirs to supply)
    /// for which neither it nor a parent has a field.
    pub(crate) fn owed_to_interfaces(
        &self,
        decl: TypeDeclId<'db>,
        args: Tys<'db>,
    ) -> Vec<(TypeDeclId<'db>, FieldId<'db>)> {
        let db = self.db;
        let mut out: Vec<(TypeDeclId<'db>, FieldId<'db>)> = Vec::new();
        let inherited: Vec<TypeDeclId<'db>> = match parent_class(db, decl, args) {
            Some((parent, parent_args)) => ancestors(db, parent, parent_args)
                .into_iter()
                .map(|(id, _)| id)
                .collect(),
            None => Vec::new(),
        };
        for (interface, _) in ancestors(db, decl, args) {
            let parent_is_abstract_about_it = inherited.contains(&interface);
            if interface == decl || !is_interface(db, interface) {
                continue;
            }
            for &field in fields_of(db, interface) {
                let name = field.name(db);
                let is_static =
                    field_data(db, field).is_some_and(|data| data.field.flags.is_static);
                if is_static || out.iter().any(|(_, other)| other.name(db) == name) {
                    continue;
                }
                let found = class_field(db, decl, args, name);
                let supplied = found.is_some_and(|found| !is_interface(db, found.owner));
                if !supplied && !parent_is_abstract_about_it {
                    out.push((interface, field));
                }
            }
        }
        out
    }

    fn check_abstract_parent(&mut self, decl: TypeDeclId<'db>, args: Tys<'db>) {
        let db = self.db;
        let Some((parent, _)) = parent_class(db, decl, args) else {
            return;
        };
        let missing = abstract_members(self, decl, args);
        if missing.is_empty() {
            return;
        }
        let plural = missing.len() > 1;
        let message = format!(
            "This class extends abstract class {} but doesn't implement the following method{}\nImplement {} or make {} abstract as well",
            type_path(db, parent),
            if plural { "s" } else { "" },
            if plural { "them" } else { "it" },
            type_path(db, decl),
        );
        let related = missing
            .into_iter()
            .map(|(field, ty)| {
                let params = match ty {
                    Ty::Fun(fun) => fun
                        .params(db)
                        .iter()
                        .map(|p| format!("{}:{}", p.name, print_type(db, p.ty)))
                        .collect::<Vec<_>>()
                        .join(", "),
                    ty => print_type(db, ty),
                };
                (
                    DeclPlace::Field(field),
                    format!("{}({params})", field.name(db)),
                )
            })
            .collect();
        self.error_with("missing-member", DeclPlace::Type(decl), message, related);
    }

    pub(super) fn check_typedef(&mut self, decl: TypeDeclId<'db>) {
        let db = self.db;
        let mut seen = vec![decl];
        let mut ty = typedef_target(db, decl);
        while let Ty::Typedef(id, args) = ty {
            if id == decl {
                let at = DeclPlace::Type(decl);
                return self.error("recursive-type", at, "Recursive typedef is not allowed");
            }
            if seen.contains(&id) {
                return;
            }
            seen.push(id);
            ty = crate::decl::expand_typedef(db, id, args.list(db));
        }
    }
}

/// Abstract methods of parents (and interface methods that abstract parents left open) that no
/// class down to `decl` implements, with their types as seen from it.
fn abstract_members<'db>(
    checker: &Checker<'db>,
    decl: TypeDeclId<'db>,
    args: Tys<'db>,
) -> Vec<(FieldId<'db>, Ty<'db>)> {
    let db = checker.db;
    let mut out: Vec<(FieldId<'db>, Ty<'db>)> = Vec::new();
    let mut seen: Vec<Name> = Vec::new();
    let mut at = Some((decl, args));
    let mut steps = 0;
    while let Some((id, id_args)) = at {
        steps += 1;
        if steps > 256 {
            break;
        }
        let is_abstract = is_abstract_class(db, id);
        if id != decl && !is_abstract {
            break;
        }
        for &field in fields_of(db, id) {
            let Some(data) = field_data(db, field) else {
                continue;
            };
            if data.field.flags.is_static || seen.contains(field.name(db)) {
                continue;
            }
            seen.push(field.name(db).clone());
            if data.field.flags.is_abstract {
                let map = Subst::of_decl(db, id, id_args.list(db));
                out.push((field, subst(db, field_signature(db, field).ty, &map)));
            }
        }
        if id != decl {
            for (interface, field) in checker.owed_to_interfaces(id, id_args) {
                let _ = interface;
                let is_method = field_data(db, field)
                    .is_some_and(|data| matches!(data.field.kind, FieldKind::Fun { .. }));
                let supplied = class_field(db, decl, args, field.name(db))
                    .is_some_and(|found| !is_interface(db, found.owner));
                if is_method
                    && !supplied
                    && !out
                        .iter()
                        .any(|(other, _)| other.name(db) == field.name(db))
                {
                    out.push((field, field_signature(db, field).ty));
                }
            }
        }
        at = parent_class(db, id, id_args);
    }
    out
}

pub(super) fn is_abstract_class<'db>(db: &'db dyn base_db::Db, decl: TypeDeclId<'db>) -> bool {
    type_decl_data(db, decl).is_some_and(|data| {
        matches!(
            data.decl.kind,
            TypeDeclKind::Class {
                is_abstract: true,
                ..
            }
        )
    })
}

fn is_basic_class<'db>(db: &'db dyn base_db::Db, decl: TypeDeclId<'db>) -> bool {
    let core = core_of(db, decl);
    Some(decl) == core.string
        || Some(decl) == core.array
        || matches!(type_path(db, decl).as_str(), "Date" | "Xml")
}

/// A field of that name in the class itself, static or not.
pub(super) fn own_field<'db>(
    db: &'db dyn base_db::Db,
    decl: TypeDeclId<'db>,
    name: &Name,
) -> Option<FieldId<'db>> {
    field_named(db, decl, name)
}

/// Whether the type is the one of its cycle that tells of it: the first as the modules' names and
/// the source order them.
fn heads_cycle<'db>(db: &'db dyn base_db::Db, decl: TypeDeclId<'db>) -> bool {
    let key = |it: TypeDeclId<'db>| {
        let module = it.module(db);
        let types = hir_def::module_types(db, module);
        let package = hir_def::package_of(db, module).to_string();
        let name = hir_def::module_name(db, module).clone();
        (package, name, types.iter().position(|&other| other == it))
    };
    let own = key(decl);
    ancestors(db, decl, Tys::empty(db))
        .into_iter()
        .map(|(id, _)| id)
        .filter(|&id| is_subclass(db, id, decl))
        .all(|id| own <= key(id))
}
