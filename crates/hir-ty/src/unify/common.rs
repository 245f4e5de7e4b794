//! The common type of several expressions (checklist 7.11): elements of an array literal,
//! branches of `if` and `switch`, values of a map.

use hir_def::{Name, ids::TypeDeclId};

use crate::{
    decl::{ancestors, decl_has_meta, expand_typedef, parent_class},
    table::InferenceTable,
    ty::{AnonField, AnonStatus, FunParam, Ty, Tys},
    unify::UnifyError,
};

/// Index of the type that does not fit, and why.
pub type CommonError<'db> = (usize, UnifyError<'db>);

impl<'db> InferenceTable<'db> {
    /// The type all of `types` can be used as; nothing else than unification of each with the
    /// result is implied.
    pub fn unify_min(&mut self, types: &[Ty<'db>]) -> Result<Ty<'db>, CommonError<'db>> {
        match *types {
            [] => return Ok(self.fresh()),
            [only] => return Ok(only),
            _ => {}
        }
        let start = match self.pairwise(types) {
            Ok(ty) => return Ok(ty),
            Err(ty) => ty,
        };
        if let Some(ty) = self.merge_literals(types) {
            return Ok(ty);
        }
        if let Some(ty) = self.merge_functions(types) {
            return Ok(ty);
        }
        self.common_base(start, types)
    }

    /// Each type with what the ones before it came to, in either direction.
    fn pairwise(&mut self, types: &[Ty<'db>]) -> Result<Ty<'db>, Ty<'db>> {
        let db = self.db;
        let mut res = self.fresh();
        for &ty in types {
            if matches!(self.follow(ty), Ty::Null(_)) {
                res = Ty::null(db, res);
            }
            if self.unify(ty, res).is_ok() {
                continue;
            }
            if self.unify(res, ty).is_err() {
                return Err(res);
            }
            let was_null = matches!(self.follow(res), Ty::Null(_));
            res = if was_null { Ty::null(db, ty) } else { ty };
        }
        Ok(res)
    }

    /// Object literals of the same fields: field by field.
    fn merge_literals(&mut self, types: &[Ty<'db>]) -> Option<Ty<'db>> {
        let db = self.db;
        let mut literals = Vec::new();
        for &ty in types {
            match self.follow(ty) {
                Ty::Anon(anon) if anon.status(db) == AnonStatus::Const => literals.push(anon),
                _ => return None,
            }
        }
        let (first, rest) = literals.split_first()?;
        if rest
            .iter()
            .any(|anon| anon.fields(db).len() != first.fields(db).len())
        {
            return None;
        }
        let mut fields = Vec::new();
        for field in first.fields(db) {
            let mut column = vec![field.ty];
            for anon in rest {
                column.push(anon.field(db, &field.name)?.ty);
            }
            let ty = self.unify_min(&column).ok()?;
            fields.push(AnonField::var(field.name.clone(), ty));
        }
        Some(Ty::anon(db, fields))
    }

    /// Functions of one arity: parameters that agree, and the common type of the results.
    fn merge_functions(&mut self, types: &[Ty<'db>]) -> Option<Ty<'db>> {
        let db = self.db;
        let mut functions = Vec::new();
        for &ty in types {
            match self.follow(ty) {
                Ty::Fun(fun) => functions.push(fun),
                _ => return None,
            }
        }
        let (first, rest) = functions.split_first()?;
        let arity = first.params(db).len();
        if rest.iter().any(|fun| fun.params(db).len() != arity) {
            return None;
        }
        let snapshot = self.snapshot();
        let mut params: Vec<FunParam<'db>> = first.params(db).to_vec();
        for fun in rest {
            for (param, other) in params.iter_mut().zip(fun.params(db)) {
                // Contravariant: the narrower of two.
                if self.unify(other.ty, param.ty).is_ok() {
                    param.ty = other.ty;
                } else if self.unify(param.ty, other.ty).is_err() {
                    self.rollback(snapshot);
                    return None;
                }
                param.optional &= other.optional;
                if param.name != other.name {
                    param.name = Name::default();
                }
            }
        }
        let results: Vec<Ty<'db>> = functions.iter().map(|fun| fun.ret(db)).collect();
        let is_void = results.iter().any(|&ret| self.follow(ret) == Ty::Void);
        let ret = if is_void {
            Ok(Ty::Void)
        } else {
            self.unify_min(&results)
        };
        match ret {
            Ok(ret) => {
                self.commit(snapshot);
                Some(Ty::fun(db, params, ret))
            }
            Err(_) => {
                self.rollback(snapshot);
                None
            }
        }
    }

    /// The nearest supertype of the first that admits all others.
    fn common_base(
        &mut self,
        start: Ty<'db>,
        types: &[Ty<'db>],
    ) -> Result<Ty<'db>, CommonError<'db>> {
        let mut candidates = self.base_types(start);
        let mut first_error = None;
        for (i, &ty) in types.iter().enumerate() {
            let mut fitting = Vec::new();
            for candidate in candidates {
                match self.unify(ty, candidate) {
                    Ok(()) => fitting.push(candidate),
                    Err(err) => {
                        first_error.get_or_insert((i, err));
                    }
                }
            }
            candidates = fitting;
        }
        match candidates.first() {
            Some(&ty) => Ok(ty),
            None => Err(first_error.unwrap_or_else(|| (0, UnifyError::cannot(start, start)))),
        }
    }

    /// The type, its parent classes and all interfaces, the nearest first.
    fn base_types(&mut self, ty: Ty<'db>) -> Vec<Ty<'db>> {
        let db = self.db;
        let mut out = Vec::new();
        let mut ty = self.resolve(ty);
        for _ in 0..32 {
            match ty {
                Ty::Typedef(id, args) => {
                    out.push(ty);
                    ty = self.resolve(expand_typedef(db, id, args.list(db)));
                }
                Ty::Class(id, args) => {
                    self.class_bases(id, args, &mut out);
                    break;
                }
                Ty::Param(param) => {
                    out.push(ty);
                    for bound in self.bounds_of(param).to_vec() {
                        if !matches!(self.follow(bound), Ty::Param(_)) {
                            out.extend(self.base_types(bound));
                        }
                    }
                    break;
                }
                _ => {
                    out.push(ty);
                    break;
                }
            }
        }
        out
    }

    fn class_bases(&self, id: TypeDeclId<'db>, args: Tys<'db>, out: &mut Vec<Ty<'db>>) {
        let db = self.db;
        let mut all = ancestors(db, id, args);
        // A class before the interfaces, each class before its parent.
        let mut chain = vec![(id, args)];
        while let Some(&(last, last_args)) = chain.last() {
            match parent_class(db, last, last_args) {
                Some(parent) if !chain.iter().any(|&(seen, _)| seen == parent.0) => {
                    chain.push(parent);
                }
                _ => break,
            }
        }
        all.retain(|entry| !chain.iter().any(|&(seen, _)| seen == entry.0));
        out.extend(
            chain
                .iter()
                .chain(&all)
                .map(|&(id, args)| Ty::Class(id, args)),
        );
        // `@:unifyMinDynamic`: as a last resort with Dynamic arguments.
        for &(id, args) in &chain {
            if !args.list(db).is_empty()
                && chain
                    .iter()
                    .any(|&(id, _)| decl_has_meta(db, id, ":unifyMinDynamic"))
            {
                let dynamic = vec![Ty::Dynamic(None); args.list(db).len()];
                out.push(Ty::Class(id, Tys::new(db, dynamic)));
            }
        }
    }
}
