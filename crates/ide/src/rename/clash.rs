//! Whether a new name is taken, or would capture or be captured: better no rename than one that changes what the program
//! means.

use base_db::{Config, Db, File, TextSize, line_index};
use hir::{Definition, LocalDef, Semantics, Usage};
use hir_def::{
    Name, field_named, ids::FieldOwner, module_field_named, module_type_named, package_of,
};
use hir_ty::{infer::infer, typed_body::LocalId};

use crate::{references::Reference, search};

/// Whether the new name is taken, or would capture or be captured.
pub(super) fn check_clash<'db>(
    db: &'db dyn Db,
    config: Config,
    def: &Definition<'db>,
    references: &[Reference],
    new_name: &Name,
) -> Result<(), String> {
    let taken = |by: String| Err(format!("`{new_name}` is already {by}"));
    match def {
        Definition::Local(local) => check_local(db, *local, new_name),
        Definition::Field(field) => {
            match field.owner(db) {
                FieldOwner::Type(ty) => {
                    let mut related = search::subtypes(db, config, ty);
                    related.push(ty);
                    let args = hir_ty::ty::Tys::empty(db);
                    related.extend(
                        hir_ty::decl::ancestors(db, ty, args)
                            .into_iter()
                            .map(|it| it.0),
                    );
                    for ty in related {
                        if field_named(db, ty, new_name).is_some() {
                            return taken(format!("a field of {}", ty.name(db)));
                        }
                    }
                }
                FieldOwner::Module(module) => {
                    if module_field_named(db, module, new_name).is_some() {
                        return taken("a field of this module".to_owned());
                    }
                }
            }
            check_capture(db, config, references, new_name)
        }
        Definition::EnumCtor(ctor) => match hir_def::ctor_named(db, ctor.enum_(db), new_name) {
            Some(_) => taken("a constructor of this enum".to_owned()),
            None => check_capture(db, config, references, new_name),
        },
        Definition::Type(ty) => {
            let module = ty.module(db);
            if module_type_named(db, module, new_name).is_some() {
                return taken("a type of this module".to_owned());
            }
            let is_main = hir_def::module_name(db, module) == ty.name(db);
            let path = package_of(db, module).joined(new_name);
            if is_main && hir_def::module_at(db, config, path).is_some() {
                return taken("a module of this package".to_owned());
            }
            check_type_capture(db, config, references, new_name)
        }
        Definition::TypeParam(param) => {
            let others = hir_def::type_params_of(db, param.owner(db));
            match others.iter().any(|it| it.name(db) == new_name) {
                true => taken("a type parameter here".to_owned()),
                false => Ok(()),
            }
        }
        Definition::StructField { .. } => check_unknown_uses(db, config, def),
        Definition::AnonField { .. } => check_other_uses(db, config, def),
        Definition::Label { .. }
        | Definition::Package(_)
        | Definition::Module(_)
        | Definition::Metadata(_)
        | Definition::Define(_) => Ok(()),
    }
}

fn check_local<'db>(db: &'db dyn Db, local: LocalDef<'db>, new_name: &Name) -> Result<(), String> {
    let locals = &infer(db, local.owner).body.locals;
    for (index, other) in locals.iter().enumerate() {
        let other_def = LocalDef {
            owner: local.owner,
            id: LocalId(index as u32),
        };
        if other_def != local && other.name == *new_name && scopes_meet(db, local, other_def) {
            return Err(format!("`{new_name}` is already a local here"));
        }
    }
    // A member used by its bare name would be hidden.
    let body = hir_def::body(db, local.owner);
    let is_used = body
        .exprs
        .iter()
        .any(|(_, expr)| matches!(expr, hir_def::body::Expr::Ident(name) if name == new_name));
    let uses_other = is_used && !locals.iter().any(|it| it.name == *new_name);
    match uses_other {
        true => Err(format!(
            "`{new_name}` means something else in this function"
        )),
        false => Ok(()),
    }
}

/// Whether one local is visible where the other is.
fn scopes_meet<'db>(db: &'db dyn Db, a: LocalDef<'db>, b: LocalDef<'db>) -> bool {
    let module = a.owner.module(db);
    let sema = Semantics::new(db, module.config(db), module.file(db));
    match (
        hir::scope::scope_of_local(&sema, a),
        hir::scope::scope_of_local(&sema, b),
    ) {
        (Some(a), Some(b)) => a.intersect(b).is_some_and(|it| !it.is_empty()),
        _ => true,
    }
}

/// Structures are known by their fields, so a literal whose type is not known may be one of them:
/// better no rename than half of one.
fn check_unknown_uses<'db>(
    db: &'db dyn Db,
    config: Config,
    def: &Definition<'db>,
) -> Result<(), String> {
    let name = def.name(db);
    for module in search::modules_to_search(db, config, def) {
        let text = base_db::file_text(db, module.file(db));
        let mut sema = None;
        for offset in search::occurrences(text, &name) {
            let sema = sema.get_or_insert_with(|| Semantics::new(db, config, module.file(db)));
            let Some(token) = syntax::tokens_at(sema.root(), offset).right_biased() else {
                continue;
            };
            let is_literal = token
                .parent()
                .is_some_and(|it| it.kind() == syntax::SyntaxKind::OBJECT_FIELD_NAME);
            let is_open = || {
                let meant = sema.classify(&token).map(|it| it.def);
                meant.is_none_or(|it| matches!(it, Definition::AnonField { .. }))
            };
            if is_literal && is_open() {
                let place = named_place(db, module.file(db), offset);
                return Err(format!(
                    "`{name}` may be meant in {place}, where the type is not known"
                ));
            }
        }
    }
    Ok(())
}

/// Whether a file that names the type knows another one by the new name: from elsewhere than the root package it may
/// win over the renamed one, and where the word stands it would mean the renamed one.
fn check_type_capture(
    db: &dyn Db,
    config: Config,
    references: &[Reference],
    new_name: &Name,
) -> Result<(), String> {
    for of_file in references.chunk_by(|a, b| a.place.file == b.place.file) {
        let file = of_file[0].place.file;
        let sema = Semantics::new(db, config, file);
        let Some(other) = sema.type_named(std::slice::from_ref(new_name)) else {
            continue;
        };
        let is_of_root = package_of(db, other.module(db)).is_empty();
        if !is_of_root || stands_in(&sema, new_name) {
            let path = hir_def::source_path(db, other);
            return Err(format!(
                "`{new_name}` would mean `{path}` in {}",
                file.path(db).file_name()
            ));
        }
    }
    Ok(())
}

/// Whether the file has the name anywhere but in comments and strings.
pub(super) fn stands_in(sema: &Semantics<'_>, name: &str) -> bool {
    let text = base_db::file_text(sema.db, sema.file());
    search::occurrences(text, name).any(|offset| {
        let token = syntax::tokens_at(sema.root(), offset).right_biased();
        token.is_some_and(|it| it.text() == name)
    })
}

/// A structure without a name fits wherever its fields do, so the name is changed only where all fields of that name
/// are found to be this one.
fn check_other_uses<'db>(
    db: &'db dyn Db,
    config: Config,
    def: &Definition<'db>,
) -> Result<(), String> {
    let name = def.name(db);
    for module in search::modules_to_search(db, config, def) {
        let text = base_db::file_text(db, module.file(db));
        let mut sema = None;
        for offset in search::occurrences(text, &name) {
            let sema = sema.get_or_insert_with(|| Semantics::new(db, config, module.file(db)));
            let token = sema.root().token_at_offset(offset).right_biased();
            let Some(token) = token.filter(|it| it.kind() == syntax::SyntaxKind::IDENT) else {
                continue;
            };
            let meant = sema.classify(&token).map(|it| it.def);
            let is_other = match &meant {
                None => true,
                Some(Definition::Local(_) | Definition::Label { .. }) => false,
                Some(other) => other != def,
            };
            if is_other {
                let place = named_place(db, module.file(db), offset);
                return Err(format!("`{name}` in {place} may have to be the same name"));
            }
        }
    }
    Ok(())
}

/// Whether a bare use of the field stands where a local has the new name.
fn check_capture(
    db: &dyn Db,
    config: Config,
    references: &[Reference],
    new_name: &Name,
) -> Result<(), String> {
    for of_file in references.chunk_by(|a, b| a.place.file == b.place.file) {
        let file = of_file[0].place.file;
        let text = base_db::file_text(db, file);
        // Where the word does not stand there is no local of that name.
        if search::occurrences(text, new_name).next().is_none() {
            continue;
        }
        db.unwind_if_revision_cancelled();
        let sema = Semantics::new(db, config, file);
        let is_captured = |it: &Reference| {
            matches!(it.usage, Usage::Read | Usage::Write)
                && is_bare_below_local(&sema, it.place.range.start(), new_name) == Some(true)
        };
        if of_file.iter().any(is_captured) {
            return Err(format!(
                "`{new_name}` would mean a local variable in {}",
                file.path(db).file_name()
            ));
        }
    }
    Ok(())
}

fn is_bare_below_local(sema: &Semantics<'_>, offset: TextSize, name: &Name) -> Option<bool> {
    let node = sema.token_at(offset)?.parent()?;
    if node.kind() != syntax::SyntaxKind::NAME_EXPR {
        return None;
    }
    let owner = sema.field_around(&node)?;
    let visible = hir::scope::locals_at(sema, owner, offset);
    Some(visible.iter().any(|it| it.name(sema.db) == *name))
}

/// A place as a message names it: `Main.hx:12`.
fn named_place(db: &dyn Db, file: File, offset: TextSize) -> String {
    let line = line_index(db, file).line_col(offset).line + 1;
    format!("{}:{line}", file.path(db).file_name())
}
