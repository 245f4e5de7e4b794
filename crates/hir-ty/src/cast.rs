//! Implicit conversions of expressions (checklist 11.2-11.4): which cast of which abstract makes
//! a value of one type fit where another is expected.
//!
//! Types are tried in this order: equal; a direct `from`/`to`; a cast method of either side; the
//! casts of what the direct ones lead to; and last plain unification.

use hir_def::ids::{FieldId, TypeDeclId};

use crate::{
    decl::{abstract_info, underlying_type},
    fold::Subst,
    signature::field_signature,
    table::InferenceTable,
    ty::{Ty, Tys},
    unify::{Cx, EqKind, UnifyError},
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Coercion<'db> {
    /// The types are equal (`Null` aside).
    None,
    /// They unify; the representation may differ.
    Implicit,
    /// A call of `@:from method(arg)`.
    From {
        method: FieldId<'db>,
        /// The abstract's arguments, then the method's own.
        type_args: Box<[Ty<'db>]>,
        arg: Ty<'db>,
        ret: Ty<'db>,
    },
    /// A call of `@:to method` on the value, whose type counts as `arg`.
    To {
        method: FieldId<'db>,
        type_args: Box<[Ty<'db>]>,
        arg: Ty<'db>,
        ret: Ty<'db>,
    },
}

/// How a search for a cast ended.
enum Found<'db> {
    Cast(Coercion<'db>),
    /// Plain unification will do.
    Direct,
    Nothing,
}

impl<'db> InferenceTable<'db> {
    /// Makes a value of type `from` fit `to`, with casts. Binds monomorphs; on error nothing is
    /// bound.
    pub fn coerce(&mut self, from: Ty<'db>, to: Ty<'db>) -> Result<Coercion<'db>, UnifyError<'db>> {
        if self.is_eq(from, to) {
            return Ok(Coercion::None);
        }
        let mut stack = Vec::new();
        if let Found::Cast(coercion) = self.find_cast(from, from, to, &mut stack) {
            return Ok(coercion);
        }
        self.unify(from, to)?;
        Ok(Coercion::Implicit)
    }

    /// Whether `coerce` would succeed, leaving no trace.
    pub fn can_coerce(&mut self, from: Ty<'db>, to: Ty<'db>) -> bool {
        self.probe(|table| table.coerce(from, to).is_ok())
    }

    /// `value` is the type of the expression; `right` what is looked at in its place while
    /// direct casts are followed.
    fn find_cast(
        &mut self,
        value: Ty<'db>,
        right: Ty<'db>,
        left: Ty<'db>,
        stack: &mut Vec<(Ty<'db>, Ty<'db>)>,
    ) -> Found<'db> {
        let pair = (self.zonk(right), self.zonk(left));
        if stack.contains(&pair) || stack.len() > 16 {
            return Found::Nothing;
        }
        stack.push(pair);
        let (a, b) = (self.follow_null(right), self.follow_null(left));
        match (is_abstract(a), is_abstract(b)) {
            (true, true) => self.cast_field(Cx::DEFAULT, |table, cx| {
                let value = table.follow_null(value);
                if table.unifies_abstracts(cx, value, b) {
                    return Found::Direct;
                }
                if let Some(cast) = table.cast_to(cx, a, b) {
                    return Found::Cast(cast);
                }
                match table.cast_from(cx, value, b) {
                    Some(cast) => Found::Cast(cast),
                    None => Found::Nothing,
                }
            }),
            (false, true) => {
                let found = if a.is_dynamic() {
                    match self.cast_from_dynamic(a, b) {
                        Some(cast) => Found::Cast(cast),
                        None => Found::Nothing,
                    }
                } else {
                    self.cast_field(Cx::DEFAULT, |table, cx| {
                        let value = table.follow_null(value);
                        if table.unifies_from(cx, value, b) {
                            return Found::Direct;
                        }
                        match table.cast_from(cx, value, b) {
                            Some(cast) => Found::Cast(cast),
                            None => Found::Nothing,
                        }
                    })
                };
                if !matches!(found, Found::Nothing) {
                    return found;
                }
                for inner in self.direct_from(b) {
                    if !self.probe(|table| table.is_eq(inner, left)) {
                        return self.find_cast(value, right, inner, stack);
                    }
                }
                Found::Nothing
            }
            (true, false) => {
                let found = if b.is_dynamic() {
                    match self.cast_to_dynamic(a, b) {
                        Some(cast) => Found::Cast(cast),
                        None => Found::Nothing,
                    }
                } else {
                    self.cast_field(Cx::DEFAULT, |table, cx| {
                        if table.unifies_to(cx, a, b) {
                            return Found::Direct;
                        }
                        match table.cast_to(cx, a, b) {
                            Some(cast) => Found::Cast(cast),
                            None => Found::Nothing,
                        }
                    })
                };
                if !matches!(found, Found::Nothing) {
                    return found;
                }
                for inner in self.direct_to(a) {
                    if !self.probe(|table| table.is_eq(inner, right)) {
                        return self.find_cast(value, inner, left, stack);
                    }
                }
                Found::Nothing
            }
            (false, false) => Found::Nothing,
        }
    }

    /// Exact matches come before those that need a further direct cast.
    fn cast_field(&mut self, cx: Cx, f: impl Fn(&mut Self, Cx) -> Found<'db>) -> Found<'db> {
        let exact = Cx {
            transitive: false,
            ..cx
        };
        match f(self, exact) {
            Found::Nothing => f(self, cx),
            found => found,
        }
    }

    fn cast_from_dynamic(&mut self, a: Ty<'db>, b: Ty<'db>) -> Option<Coercion<'db>> {
        let (decl, args) = abstract_of(b)?;
        let fields = abstract_info(self.db, decl).from_fields.clone();
        fields.iter().find_map(|&field| {
            let arg = self.cast_arg(field)?;
            if !arg.is_dynamic() {
                return None;
            }
            self.try_cast_from(Cx::DEFAULT, a, b, decl, args, field)
        })
    }

    /// Only a method that says `Dynamic` makes one: everything else fits as it is.
    fn cast_to_dynamic(&mut self, a: Ty<'db>, b: Ty<'db>) -> Option<Coercion<'db>> {
        let (decl, args) = abstract_of(a)?;
        let fields = abstract_info(self.db, decl).to_fields.clone();
        fields.iter().find_map(|&field| {
            let Ty::Fun(fun) = field_signature(self.db, field).ty else {
                return None;
            };
            if !fun.ret(self.db).is_dynamic() {
                return None;
            }
            self.try_cast_to(Cx::DEFAULT, a, b, decl, args, field)
        })
    }

    fn cast_arg(&self, field: FieldId<'db>) -> Option<Ty<'db>> {
        match field_signature(self.db, field).ty {
            Ty::Fun(fun) => fun.params(self.db).first().map(|p| p.ty),
            _ => None,
        }
    }

    fn cast_from(&mut self, cx: Cx, a: Ty<'db>, b: Ty<'db>) -> Option<Coercion<'db>> {
        let (decl, args) = abstract_of(b)?;
        let fields = &abstract_info(self.db, decl).from_fields;
        fields
            .iter()
            .find_map(|&field| self.try_cast_from(cx, a, b, decl, args, field))
    }

    fn try_cast_from(
        &mut self,
        cx: Cx,
        a: Ty<'db>,
        b: Ty<'db>,
        decl: TypeDeclId<'db>,
        args: Tys<'db>,
        field: FieldId<'db>,
    ) -> Option<Coercion<'db>> {
        if Some(field) == self.current_field {
            return None;
        }
        let db = self.db;
        let cx = self.abstract_cx(cx, b)?;
        self.attempt(|table| {
            let outer = Subst::of_decl(db, decl, args.list(db));
            let signature = field_signature(db, field);
            let (ty, own) = table.instantiate_signature(signature, &outer);
            if ty.is_unknown() {
                return Err(());
            }
            let Ty::Fun(fun) = table.follow(ty) else {
                return Err(());
            };
            let arg = fun.params(db).first().map(|p| p.ty).ok_or(())?;
            table.cast_relation(cx, a, arg)?;
            table.cast_relation(cx, fun.ret(db), b)?;
            Ok(Coercion::From {
                method: field,
                type_args: args.list(db).iter().copied().chain(own).collect(),
                arg,
                ret: fun.ret(db),
            })
        })
        .ok()
    }

    fn cast_to(&mut self, cx: Cx, a: Ty<'db>, b: Ty<'db>) -> Option<Coercion<'db>> {
        let (decl, args) = abstract_of(a)?;
        let fields = &abstract_info(self.db, decl).to_fields;
        fields
            .iter()
            .find_map(|&field| self.try_cast_to(cx, a, b, decl, args, field))
    }

    pub(crate) fn try_cast_to(
        &mut self,
        cx: Cx,
        a: Ty<'db>,
        b: Ty<'db>,
        decl: TypeDeclId<'db>,
        args: Tys<'db>,
        field: FieldId<'db>,
    ) -> Option<Coercion<'db>> {
        if Some(field) == self.current_field {
            return None;
        }
        let db = self.db;
        let cx = self.abstract_cx(cx, a)?;
        let is_multi = abstract_info(db, decl).multi_type.is_some();
        self.attempt(|table| {
            let outer = Subst::of_decl(db, decl, args.list(db));
            let signature = field_signature(db, field);
            let (ty, own) = table.instantiate_signature(signature, &outer);
            let Ty::Fun(fun) = table.follow(ty) else {
                return Err(());
            };
            let this = underlying_type(db, decl, args.list(db)).unwrap_or(a);
            // The underlying type of `Map` is chosen by its parameters: they must be known.
            if is_multi && table.has_open_mono(this) {
                return Err(());
            }
            let mut arg = this;
            if signature.is_static {
                arg = fun.params(db).first().map(|p| p.ty).ok_or(())?;
                let given = match table.follow(arg) {
                    Ty::Abstract(id, _) if id == decl => a,
                    _ => this,
                };
                table
                    .with_variance(cx.with_eq(EqKind::Strict), Self::eq_in, given, arg)
                    .map_err(|_| ())?;
            }
            table.cast_relation(cx, fun.ret(db), b)?;
            // A static one only tells which class the abstract stands for.
            if is_multi && signature.is_static {
                return Ok(Coercion::Implicit);
            }
            Ok(Coercion::To {
                method: field,
                type_args: args.list(db).iter().copied().chain(own).collect(),
                arg,
                ret: fun.ret(db),
            })
        })
        .ok()
    }

    fn cast_relation(&mut self, cx: Cx, a: Ty<'db>, b: Ty<'db>) -> Result<(), ()> {
        if cx.transitive {
            self.unify_in(cx, a, b).map_err(|_| ())
        } else {
            self.eq_in(cx.with_eq(EqKind::Strict), a, b).map_err(|_| ())
        }
    }

    /// `new Map<K, V>()`: the class that a `@:multiType` abstract stands for with these
    /// arguments, and the `@:to` method that makes it (11.12).
    pub fn multi_type_target(
        &mut self,
        decl: TypeDeclId<'db>,
        args: &[Ty<'db>],
    ) -> Result<(FieldId<'db>, Ty<'db>), MultiTypeError> {
        let db = self.db;
        let info = abstract_info(db, decl);
        let relevant = info.multi_type.as_deref().unwrap_or(&[]);
        let params = crate::decl::type_params_of_decl(db, decl);
        let mut chosen = Vec::with_capacity(args.len());
        for (&param, &arg) in params.iter().zip(args) {
            let is_relevant =
                relevant.is_empty() || relevant.iter().any(|name| name == param.name(db));
            if is_relevant {
                if self.has_open_mono(arg) {
                    return Err(MultiTypeError::ParametersUnknown);
                }
                chosen.push(self.follow_abstracts(arg));
            } else if self.has_open_mono(arg) {
                chosen.push(Ty::Dynamic(None));
            } else {
                chosen.push(arg);
            }
        }
        let chosen = Tys::new(db, chosen);
        let outer = Subst::of_decl(db, decl, chosen.list(db));
        let this = underlying_type(db, decl, chosen.list(db)).unwrap_or(Ty::Unknown);
        for &field in &info.to_fields {
            let found = self.attempt(|table| {
                let signature = field_signature(db, field);
                let (ty, own) = table.instantiate_signature(signature, &outer);
                let Ty::Fun(fun) = table.follow(ty) else {
                    return Err(());
                };
                if signature.is_static {
                    let first = fun.params(db).first().map(|p| p.ty).ok_or(())?;
                    table
                        .with_variance(Cx::DEFAULT, Self::eq_in, this, first)
                        .map_err(|_| ())?;
                }
                // Constraints decide: `K:String`.
                let n_open = own.iter().filter(|&&mono| table.is_open(mono)).count();
                let n_dynamic = chosen.list(db).iter().filter(|ty| ty.is_dynamic()).count();
                // A Dynamic binds nothing.
                if n_open > n_dynamic {
                    return Err(());
                }
                // `Dynamic` binds nothing: what it stood for is open still.
                Ok(table.finish(fun.ret(db)))
            });
            if let Ok(ret) = found {
                return Ok((field, ret));
            }
        }
        Err(MultiTypeError::NoTarget)
    }

    /// Through typedefs and abstracts that are not core types.
    pub fn follow_abstracts(&self, ty: Ty<'db>) -> Ty<'db> {
        let mut ty = self.follow_null(ty);
        for _ in 0..32 {
            let Ty::Abstract(id, args) = ty else {
                return ty;
            };
            if abstract_info(self.db, id).core_type {
                return ty;
            }
            match underlying_type(self.db, id, args.list(self.db)) {
                Some(inner) => ty = self.follow_null(inner),
                None => return ty,
            }
        }
        ty
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MultiTypeError {
    /// "Type parameters of multi type abstracts must be known"
    ParametersUnknown,
    /// "Abstract … has no @:to function that accepts …"
    NoTarget,
}

fn is_abstract(ty: Ty<'_>) -> bool {
    matches!(ty, Ty::Abstract(..) | Ty::Int | Ty::Float | Ty::Bool)
}

fn abstract_of<'db>(ty: Ty<'db>) -> Option<(TypeDeclId<'db>, Tys<'db>)> {
    match ty {
        Ty::Abstract(decl, args) => Some((decl, args)),
        _ => None,
    }
}
