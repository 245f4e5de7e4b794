//! Walking and rebuilding types: substitution of type parameters and the one function
//! every other rebuild is made of.

use base_db::Db;
use hir_def::{
    Name,
    ids::{TypeDeclId, TypeParamId},
};
use smallvec::SmallVec;

use crate::{
    decl::type_params_of_decl,
    ty::{AnonField, AnonTy, FunParam, FunTy, Ty, Tys},
};

/// Type parameters with what stands for them: `T := Int` in `Array<Int>`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subst<'db> {
    pairs: SmallVec<[(TypeParamId<'db>, Ty<'db>); 4]>,
}

impl<'db> Subst<'db> {
    pub fn new() -> Self {
        Self::default()
    }

    /// The parameters of a declaration with the arguments of one use of it. Missing arguments
    /// (an error reported where the hint stands) are `Unknown`.
    pub fn of_decl(db: &'db dyn Db, decl: TypeDeclId<'db>, args: &[Ty<'db>]) -> Self {
        Self::zip(type_params_of_decl(db, decl), args)
    }

    pub fn zip(params: &[TypeParamId<'db>], args: &[Ty<'db>]) -> Self {
        let pairs = params
            .iter()
            .enumerate()
            .map(|(i, &param)| (param, args.get(i).copied().unwrap_or(Ty::Unknown)))
            .collect();
        Self { pairs }
    }

    pub fn push(&mut self, param: TypeParamId<'db>, ty: Ty<'db>) {
        self.pairs.push((param, ty));
    }

    pub fn extend(&mut self, other: &Subst<'db>) {
        self.pairs.extend(other.pairs.iter().copied());
    }

    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    pub fn get(&self, param: TypeParamId<'db>) -> Option<Ty<'db>> {
        self.pairs
            .iter()
            .find(|(p, _)| *p == param)
            .map(|(_, ty)| *ty)
    }

    pub fn args(&self) -> impl Iterator<Item = Ty<'db>> {
        self.pairs.iter().map(|(_, ty)| *ty)
    }
}

/// Replaces type parameters; those not in `subst` stay.
pub fn subst<'db>(db: &'db dyn Db, ty: Ty<'db>, map: &Subst<'db>) -> Ty<'db> {
    if map.is_empty() || !ty.flags(db).param {
        return ty;
    }
    match ty {
        Ty::Param(param) => map.get(param).unwrap_or(ty),
        _ => map_children(db, ty, &mut |child| subst(db, child, map)),
    }
}

pub fn subst_all<'db>(db: &'db dyn Db, list: &[Ty<'db>], map: &Subst<'db>) -> Vec<Ty<'db>> {
    list.iter().map(|&ty| subst(db, ty, map)).collect()
}

/// The type with each direct part replaced by what `f` makes of it.
pub fn map_children<'db>(
    db: &'db dyn Db,
    ty: Ty<'db>,
    f: &mut dyn FnMut(Ty<'db>) -> Ty<'db>,
) -> Ty<'db> {
    match ty {
        Ty::Unknown
        | Ty::Mono(_)
        | Ty::Void
        | Ty::Bool
        | Ty::Int
        | Ty::Float
        | Ty::Dynamic(None)
        | Ty::Param(_)
        | Ty::TypeValue(_)
        | Ty::Const(_) => ty,
        Ty::Null(inner) => Ty::null(db, f(inner.ty(db))),
        Ty::Dynamic(Some(inner)) => Ty::dynamic_of(db, f(inner.ty(db))),
        Ty::Class(id, args) => Ty::Class(id, map_list(db, args, f)),
        Ty::Enum(id, args) => Ty::Enum(id, map_list(db, args, f)),
        Ty::Abstract(id, args) => Ty::Abstract(id, map_list(db, args, f)),
        Ty::Typedef(id, args) => Ty::Typedef(id, map_list(db, args, f)),
        Ty::Fun(fun) => {
            let params: Vec<FunParam<'db>> = fun
                .params(db)
                .iter()
                .map(|p| FunParam {
                    ty: f(p.ty),
                    ..p.clone()
                })
                .collect();
            let ret = f(fun.ret(db));
            Ty::Fun(FunTy::new(db, params, ret))
        }
        Ty::Anon(anon) => {
            let fields: Vec<AnonField<'db>> = anon
                .fields(db)
                .iter()
                .map(|field| AnonField {
                    ty: f(field.ty),
                    ..field.clone()
                })
                .collect();
            Ty::Anon(AnonTy::new(db, fields, anon.status(db)))
        }
    }
}

/// The type with its functions' parameter names gone: they do not count in equality.
pub fn without_param_names<'db>(db: &'db dyn Db, ty: Ty<'db>) -> Ty<'db> {
    let ty = map_children(db, ty, &mut |child| without_param_names(db, child));
    let Ty::Fun(fun) = ty else { return ty };
    let params: Vec<FunParam<'db>> = fun
        .params(db)
        .iter()
        .map(|param| FunParam {
            name: Name::default(),
            ..param.clone()
        })
        .collect();
    Ty::fun(db, params, fun.ret(db))
}

fn map_list<'db>(
    db: &'db dyn Db,
    args: Tys<'db>,
    f: &mut dyn FnMut(Ty<'db>) -> Ty<'db>,
) -> Tys<'db> {
    let list = args.list(db);
    if list.is_empty() {
        return args;
    }
    Tys::new(db, list.iter().map(|&ty| f(ty)).collect::<Vec<_>>())
}

/// Calls `f` on each direct part.
pub fn for_each_child<'db>(db: &'db dyn Db, ty: Ty<'db>, f: &mut dyn FnMut(Ty<'db>)) {
    match ty {
        Ty::Unknown
        | Ty::Mono(_)
        | Ty::Void
        | Ty::Bool
        | Ty::Int
        | Ty::Float
        | Ty::Dynamic(None)
        | Ty::Param(_)
        | Ty::TypeValue(_)
        | Ty::Const(_) => {}
        Ty::Null(inner) | Ty::Dynamic(Some(inner)) => f(inner.ty(db)),
        Ty::Class(_, args) | Ty::Enum(_, args) | Ty::Abstract(_, args) | Ty::Typedef(_, args) => {
            args.list(db).iter().copied().for_each(f)
        }
        Ty::Fun(fun) => {
            fun.params(db).iter().for_each(|p| f(p.ty));
            f(fun.ret(db));
        }
        Ty::Anon(anon) => anon.fields(db).iter().for_each(|field| f(field.ty)),
    }
}
