//! Names of functions, classes, enums and globals in MIR: the dotted path a stack trace shows.
//!
//! ```text
//! pack.Class.method       pack.Class.new          constructor body, receiver first
//! pack.Class.method$1     second closure of it    pack.Class.x$init   initialiser of `x`
//! pack._Module.field      module-level field      rayzor.Vec_u8.push  instance of a @:generic class
//! ```

use base_db::Db;
use hir_def::{
    ids::{EnumCtorId, FieldId, FieldOwner, TypeDeclId},
    module_name, package_of, type_path,
};
use hir_ty::ty::{Ty, Tys};
use mir::Symbol;

use crate::decls::is_generic_decl;

/// The run-time path of a class, interface, enum or abstract, with the arguments of an instance.
pub(crate) fn type_symbol<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>, args: Tys<'db>) -> Symbol {
    let mut path = type_path(db, decl);
    mangle(db, args.list(db), &mut path);
    path.into()
}

fn mangle<'db>(db: &'db dyn Db, args: &[Ty<'db>], out: &mut String) {
    for &arg in args {
        out.push('_');
        mangle_ty(db, arg, out);
    }
}

fn mangle_ty<'db>(db: &'db dyn Db, ty: Ty<'db>, out: &mut String) {
    match ty {
        Ty::Void => out.push_str("Void"),
        Ty::Bool => out.push_str("Bool"),
        Ty::Int => out.push_str("Int"),
        Ty::Float => out.push_str("Float"),
        Ty::Null(inner) => {
            out.push_str("Null_");
            mangle_ty(db, inner.ty(db), out);
        }
        Ty::Class(decl, args) | Ty::Enum(decl, args) | Ty::Abstract(decl, args) => {
            out.push_str(&type_path(db, decl).replace('.', "_"));
            mangle(db, args.list(db), out);
        }
        Ty::Typedef(decl, args) => {
            mangle_ty(
                db,
                hir_ty::decl::expand_typedef(db, decl, args.list(db)),
                out,
            );
        }
        Ty::Const(text) => out.extend(
            text.text(db)
                .chars()
                .map(|c| if c.is_alphanumeric() { c } else { '_' }),
        ),
        Ty::Fun(fun) => {
            out.push_str("Fn");
            for param in fun.params(db) {
                out.push('_');
                mangle_ty(db, param.ty, out);
            }
            out.push_str("_to_");
            mangle_ty(db, fun.ret(db), out);
        }
        Ty::Anon(anon) => {
            out.push_str("Anon");
            for field in anon.fields(db) {
                out.push('_');
                out.push_str(&field.name);
            }
        }
        Ty::Dynamic(_) | Ty::Unknown | Ty::Mono(_) | Ty::Param(_) | Ty::TypeValue(_) => {
            out.push_str("Dynamic");
        }
    }
}

/// A method, constructor body or static variable. `args` are those of the instance: the class's
/// first, then the method's.
pub(crate) fn field_symbol<'db>(db: &'db dyn Db, field: FieldId<'db>, args: Tys<'db>) -> Symbol {
    let args = args.list(db);
    let (mut path, of_decl) = match field.owner(db) {
        FieldOwner::Type(decl) => {
            let n_params = if is_generic_decl(db, decl) {
                hir_ty::decl::type_params_of_decl(db, decl)
                    .len()
                    .min(args.len())
            } else {
                0
            };
            let mut path = type_path(db, decl);
            mangle(db, &args[..n_params], &mut path);
            (path, n_params)
        }
        FieldOwner::Module(module) => {
            let mut path = String::new();
            for name in &package_of(db, module).0 {
                path.push_str(name);
                path.push('.');
            }
            path.push('_');
            path.push_str(module_name(db, module));
            (path, 0)
        }
    };
    path.push('.');
    path.push_str(field.name(db));
    if field.dup(db) > 0 {
        path.push_str(&format!("${}", field.dup(db)));
    }
    mangle(db, &args[of_decl..], &mut path);
    path.into()
}

pub(crate) fn ctor_symbol<'db>(db: &'db dyn Db, decl: TypeDeclId<'db>, args: Tys<'db>) -> Symbol {
    format!("{}.new", type_symbol(db, decl, args)).into()
}

/// An enum's constructor as a function.
pub(crate) fn enum_ctor_symbol<'db>(db: &'db dyn Db, ctor: EnumCtorId<'db>) -> Symbol {
    format!("{}.{}", type_path(db, ctor.enum_(db)), ctor.name(db)).into()
}
