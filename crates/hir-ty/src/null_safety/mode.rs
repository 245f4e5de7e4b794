//! How strict null safety is at a declaration (Haxe manual, "Null Safety"): metadata of the field, else of its type,
//! else what an initialisation macro of the build says about the package.
//!
//! ```haxe
//! @:nullSafety(Strict) class C { @:nullSafety(Off) function f() {} }
//! // --macro nullSafety("my.pack", Loose)
//! ```

use base_db::Db;
use hir_def::{
    Name, field_data,
    ids::{FieldId, TypeDeclId},
    item_tree::{Meta, MetaArg, find_meta},
    package_of,
};

use crate::decl::decl_meta;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Mode {
    Off,
    /// What was tested stays safe until it is assigned.
    Loose,
    /// … until something else could have changed it; closures start with nothing.
    Strict,
    /// As strict, and only what never changes can be tested: another thread could write in between.
    StrictThreaded,
}

pub const META: &str = ":nullSafety";

/// What one entry says; `None` when its argument is none of the modes.
pub fn mode_of_meta(meta: &Meta) -> Option<Mode> {
    match &*meta.args {
        [] => Some(Mode::Loose),
        [MetaArg::Path(path)] => mode_named(path.0.last()?),
        _ => None,
    }
}

fn mode_named(name: &str) -> Option<Mode> {
    match name {
        "Off" => Some(Mode::Off),
        "Loose" => Some(Mode::Loose),
        "Strict" => Some(Mode::Strict),
        "StrictThreaded" => Some(Mode::StrictThreaded),
        _ => None,
    }
}

/// Of a field's body.
pub fn mode_of_field<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Mode {
    let own = field_data(db, field).and_then(|it| find_meta(&it.field.meta, META));
    match own.and_then(mode_of_meta) {
        Some(mode) => mode,
        None => match field.type_decl(db) {
            Some(decl) => mode_of_type(db, decl),
            None => mode_of_package(db, field.module(db), None),
        },
    }
}

/// Of the fields of a type that say nothing themselves.
pub fn mode_of_type<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>) -> Mode {
    match find_meta(decl_meta(db, decl), META).and_then(mode_of_meta) {
        Some(mode) => mode,
        None => mode_of_package(db, decl.module(db), Some(decl.name(db))),
    }
}

/// The last macro that names the module, its type, or a package around them.
fn mode_of_package<'db>(
    db: &'db dyn Db,
    module: hir_def::ids::ModuleId<'db>,
    ty: Option<&Name>,
) -> Mode {
    let macros = module.config(db).macros(db);
    if macros.is_empty() {
        return Mode::Off;
    }
    let mut path: Vec<&str> = package_of(db, module).0.iter().map(|it| &**it).collect();
    let module_name = hir_def::module_name(db, module);
    path.push(module_name);
    if let Some(ty) = ty.filter(|it| *it != module_name) {
        path.push(ty);
    }
    let path = path.join(".");
    let is_around = |package: &str| {
        package.is_empty()
            || path
                .strip_prefix(package)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    macros
        .iter()
        .rev()
        .filter_map(|call| mode_of_macro(call))
        .find(|(package, _)| is_around(package))
        .map_or(Mode::Off, |(_, mode)| mode)
}

/// `nullSafety("pack", Strict)`, `haxe.macro.Compiler.nullSafety('pack')`: the package and its mode.
fn mode_of_macro(call: &str) -> Option<(&str, Mode)> {
    let (function, arguments) = call.trim().strip_suffix(')')?.split_once('(')?;
    if function.trim().rsplit('.').next()? != "nullSafety" {
        return None;
    }
    let mut arguments = arguments.split(',').map(str::trim);
    let package = arguments.next()?.trim_matches(['"', '\'']);
    let mode = match arguments.next() {
        None => Mode::Loose,
        Some(name) => mode_named(name.rsplit('.').next()?)?,
    };
    Some((package, mode))
}
