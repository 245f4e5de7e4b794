//! Which types hold null, and where a value with null inside (`Array<Null<Int>>`) may go.

use base_db::Db;

use crate::{
    decl::{expand_typedefs, parent_class, underlying_type},
    fold::{Subst, subst},
    signature::field_signature,
    ty::{AnonTy, FunTy, Ty, Tys},
};

/// How far types inside types are compared; recursive structures end there.
const MAX_DEPTH: u32 = 8;

/// `Null<T>`, behind typedefs and abstracts over it.
pub(super) fn is_nullable<'db>(db: &'db dyn Db, ty: Ty<'db>) -> bool {
    let mut ty = ty;
    // Broken code may hold abstracts over each other.
    for _ in 0..64 {
        match expand_typedefs(db, ty) {
            Ty::Null(_) => return true,
            Ty::Abstract(id, args) => match underlying_type(db, id, args.list(db)) {
                Some(inner) => ty = inner,
                None => return false,
            },
            _ => return false,
        }
    }
    false
}

/// Whether null may be stored: `Dynamic` takes everything, and of what is not known nothing is said.
pub(super) fn takes_null<'db>(db: &'db dyn Db, ty: Ty<'db>) -> bool {
    let followed = expand_typedefs(db, ty);
    matches!(
        followed,
        Ty::Dynamic(_) | Ty::Void | Ty::Unknown | Ty::Mono(_)
    ) || is_nullable(db, followed)
}

/// Whether a value of type `from`, itself not null, may be used as `to`: no null hides inside where `to` has none.
pub(super) fn fits<'db>(db: &'db dyn Db, from: Ty<'db>, to: Ty<'db>) -> bool {
    let strip = |ty| match expand_typedefs(db, ty) {
        Ty::Null(inner) => expand_typedefs(db, inner.ty(db)),
        ty => ty,
    };
    fits_inside(db, strip(from), strip(to), 0)
}

/// The same with the values' own nullness: for arguments of types, fields, parameters.
fn fits_whole<'db>(db: &'db dyn Db, from: Ty<'db>, to: Ty<'db>, depth: u32) -> bool {
    if depth > MAX_DEPTH || from == to {
        return true;
    }
    let (from, to) = (expand_typedefs(db, from), expand_typedefs(db, to));
    if let Ty::Null(inner) = from {
        if !takes_null(db, to) {
            return false;
        }
        let to = match to {
            Ty::Null(to) => to.ty(db),
            to => to,
        };
        return fits_whole(db, inner.ty(db), to, depth + 1);
    }
    let to = match to {
        Ty::Null(to) => expand_typedefs(db, to.ty(db)),
        to => to,
    };
    fits_inside(db, from, to, depth)
}

fn fits_inside<'db>(db: &'db dyn Db, from: Ty<'db>, to: Ty<'db>, depth: u32) -> bool {
    match (from, to) {
        (Ty::Class(a, from_args), Ty::Class(b, to_args)) => {
            let mut at = Some((a, from_args));
            for _ in 0..64 {
                match at {
                    Some((id, args)) if id == b => return fit_all(db, args, to_args, depth),
                    Some((id, args)) => at = parent_class(db, id, args),
                    None => break,
                }
            }
            true
        }
        (Ty::Enum(a, from_args), Ty::Enum(b, to_args))
        | (Ty::Abstract(a, from_args), Ty::Abstract(b, to_args)) => {
            a != b || fit_all(db, from_args, to_args, depth)
        }
        (Ty::Fun(from), Ty::Fun(to)) => functions_fit(db, from, to, depth),
        (Ty::Anon(from), Ty::Anon(to)) => structures_fit(db, from, to, depth),
        (Ty::Class(decl, args), Ty::Anon(to)) => to.fields(db).iter().all(|wanted| {
            let mut at = Some((decl, args));
            for _ in 0..64 {
                let Some((id, args)) = at else { return true };
                if let Some(field) = hir_def::field_named(db, id, &wanted.name) {
                    let ty = field_signature(db, field).ty;
                    let ty = subst(db, ty, &Subst::of_decl(db, id, args.list(db)));
                    return fits_whole(db, ty, wanted.ty, depth + 1);
                }
                at = parent_class(db, id, args);
            }
            true
        }),
        _ => true,
    }
}

fn fit_all<'db>(db: &'db dyn Db, from: Tys<'db>, to: Tys<'db>, depth: u32) -> bool {
    from.list(db)
        .iter()
        .zip(to.list(db))
        .all(|(&from, &to)| fits_whole(db, from, to, depth + 1))
}

fn functions_fit<'db>(db: &'db dyn Db, from: FunTy<'db>, to: FunTy<'db>, depth: u32) -> bool {
    let ret = matches!(to.ret(db), Ty::Void) || fits_whole(db, from.ret(db), to.ret(db), depth + 1);
    ret && from
        .params(db)
        .iter()
        .zip(to.params(db))
        .all(|(from, to)| from.optional || fits_whole(db, to.ty, from.ty, depth + 1))
}

fn structures_fit<'db>(db: &'db dyn Db, from: AnonTy<'db>, to: AnonTy<'db>, depth: u32) -> bool {
    to.fields(db).iter().all(|wanted| {
        from.field(db, &wanted.name)
            .is_none_or(|given| fits_whole(db, given.ty, wanted.ty, depth + 1))
    })
}
