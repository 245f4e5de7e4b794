//! Unification: may a value of type `a` stand where `b` is expected (haxe-manual, "Unification";
//! checklist 7.1-7.6)?
//!
//! Two relations call each other: `unify` is directional (subclasses, structures, abstract
//! casts), [`InferenceTable::unify_eq`] is equality, which type arguments and writable fields
//! need. *Variance* is the exception between them: arguments that are structures, or abstracts
//! over the same thing, may differ where nobody can tell at run time.
//!
//! ```haxe
//! var a:Array<Base> = new Array<Child>();  // error: Type parameters are invariant
//! var b:Array<Dynamic> = new Array<Int>(); // fine: the right side is Dynamic
//! ```

mod abstracts;
mod common;
mod error;
mod structure;
mod variance;

pub use common::CommonError;
pub(crate) use error::kind_word;
pub use error::{UnifyError, UnifyItem};
pub use structure::{anon_kind, kinds_fit};

use hir_def::{Name, ids::TypeDeclId, item_tree::TypeDeclKind, type_decl_data};

use crate::{
    decl::{decl_has_meta, expand_typedef, parent_class, supers},
    fold::{Subst, for_each_child, map_children, subst},
    member::ctor_field,
    signature::{field_signature, statics_as_fields},
    table::InferenceTable,
    ty::{AnonStatus, AnonTy, FunTy, MonoId, Ty, Tys},
};

/// What the place of a comparison allows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cx {
    /// A cast of an abstract may lead through another type's direct cast.
    pub transitive: bool,
    /// One cast of an abstract is still free.
    pub abstract_cast: bool,
    pub eq: EqKind,
    /// Equality looks through abstracts.
    pub underlying: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum EqKind {
    Strict,
    /// `Dynamic` on the right equals anything.
    RightDynamic,
    BothDynamic,
    NoFollowNull,
}

impl Cx {
    pub const DEFAULT: Cx = Cx {
        transitive: true,
        abstract_cast: true,
        eq: EqKind::Strict,
        underlying: false,
    };

    /// Inside a type, another cast is free again.
    pub fn nested(self) -> Cx {
        Cx {
            abstract_cast: true,
            ..self
        }
    }

    pub fn with_eq(self, eq: EqKind) -> Cx {
        Cx { eq, ..self }
    }
}

pub(crate) type Res<'db> = Result<(), UnifyError<'db>>;

const MAX_DEPTH: u32 = 160;

impl<'db> InferenceTable<'db> {
    /// `a` may be used where `b` is expected. Binds monomorphs; on error nothing is bound.
    pub fn unify(&mut self, a: Ty<'db>, b: Ty<'db>) -> Res<'db> {
        self.attempt_unify(|table| table.unify_in(Cx::DEFAULT, a, b))
    }

    /// The two are the same type (`Null` aside).
    pub fn unify_eq(&mut self, a: Ty<'db>, b: Ty<'db>) -> Res<'db> {
        self.attempt_unify(|table| table.eq_in(Cx::DEFAULT, a, b))
    }

    /// As `unify`, leaving no trace.
    pub fn can_unify(&mut self, a: Ty<'db>, b: Ty<'db>) -> bool {
        self.probe(|table| table.unify_in(Cx::DEFAULT, a, b).is_ok())
    }

    /// Whether the two are the same type; binds when they are.
    pub fn is_eq(&mut self, a: Ty<'db>, b: Ty<'db>) -> bool {
        self.unify_eq(a, b).is_ok()
    }

    /// The same without looking through `Null`.
    pub fn is_eq_strict(&mut self, a: Ty<'db>, b: Ty<'db>) -> bool {
        self.attempt_unify(|table| table.eq_in(Cx::DEFAULT.with_eq(EqKind::NoFollowNull), a, b))
            .is_ok()
    }

    pub(crate) fn attempt_unify(&mut self, f: impl FnOnce(&mut Self) -> Res<'db>) -> Res<'db> {
        let snapshot = self.snapshot();
        match f(self) {
            Ok(()) => {
                self.commit(snapshot);
                Ok(())
            }
            Err(mut err) => {
                // What the failed attempt had found out belongs into its message.
                err.zonk(self);
                self.rollback(snapshot);
                Err(err)
            }
        }
    }

    pub(crate) fn ok(&mut self, f: impl FnOnce(&mut Self) -> Res<'db>) -> bool {
        let snapshot = self.snapshot();
        let ok = f(self).is_ok();
        if ok {
            self.commit(snapshot);
        } else {
            self.rollback(snapshot);
        }
        ok
    }

    /// What the type that is not known would have decided is not known either: of `Std.downcast(v, Missing)` the
    /// result.
    pub(crate) fn spread_unknown(&mut self, ty: Ty<'db>) {
        let ty = self.resolve(ty);
        if !ty.flags(self.db).mono {
            return;
        }
        if let Ty::Mono(id) = ty {
            self.set_bound(id, Ty::Unknown);
            return;
        }
        let mut parts = Vec::new();
        for_each_child(self.db, ty, &mut |part| parts.push(part));
        for part in parts {
            self.spread_unknown(part);
        }
    }

    pub(crate) fn unify_nested(&mut self, a: Ty<'db>, b: Ty<'db>) -> Res<'db> {
        self.unify_in(Cx::DEFAULT, a, b)
    }

    /// For recursion stacks: open monomorphs are all alike.
    pub(crate) fn shape(&self, ty: Ty<'db>) -> Ty<'db> {
        fn blank<'db>(table: &InferenceTable<'db>, ty: Ty<'db>) -> Ty<'db> {
            match ty {
                Ty::Mono(_) => Ty::Mono(MonoId(u32::MAX)),
                _ if !ty.flags(table.db).mono => ty,
                _ => map_children(table.db, ty, &mut |child| blank(table, child)),
            }
        }
        let ty = self.zonk(ty);
        if ty.flags(self.db).mono {
            blank(self, ty)
        } else {
            ty
        }
    }

    pub(crate) fn unify_in(&mut self, cx: Cx, a: Ty<'db>, b: Ty<'db>) -> Res<'db> {
        let a = self.resolve(a);
        let b = self.resolve(b);
        if a == b {
            return Ok(());
        }
        if self.stacks.depth > MAX_DEPTH {
            return Ok(());
        }
        self.stacks.depth += 1;
        let res = self.unify_resolved(cx, a, b);
        self.stacks.depth -= 1;
        res
    }

    fn unify_resolved(&mut self, cx: Cx, a: Ty<'db>, b: Ty<'db>) -> Res<'db> {
        let db = self.db;
        let cannot = || UnifyError::cannot(a, b);
        match (a, b) {
            (Ty::Mono(id), _) => self.link(id, b).map_err(|err| err.under(a, b)),
            (_, Ty::Mono(id)) => self.link(id, a).map_err(|err| err.under(a, b)),
            (Ty::Unknown, other) | (other, Ty::Unknown) => {
                self.spread_unknown(other);
                Ok(())
            }
            (Ty::Typedef(id, args), _) => self.on_unify_stack(a, b, |table| {
                let target = expand_typedef(db, id, args.list(db));
                table.unify_in(cx, target, b).map_err(|err| err.under(a, b))
            }),
            (_, Ty::Typedef(id, args)) => self.on_unify_stack(a, b, |table| {
                let target = expand_typedef(db, id, args.list(db));
                table.unify_in(cx, a, target).map_err(|err| err.under(a, b))
            }),
            (Ty::Enum(id1, args1), Ty::Enum(id2, args2)) => {
                if id1 != id2 {
                    return Err(cannot());
                }
                self.unify_args(cx, a, b, args1, args2)
            }
            (Ty::Null(inner), _) => self
                .unify_in(cx, inner.ty(db), b)
                .map_err(|err| err.under(a, b)),
            (_, Ty::Null(inner)) => self
                .unify_in(cx, a, inner.ty(db))
                .map_err(|err| err.under(a, b)),
            (Ty::Abstract(id1, args1), Ty::Abstract(id2, args2)) if id1 == id2 => {
                let params = self.attempt_unify(|table| table.unify_args(cx, a, b, args1, args2));
                // The type can have a cast to itself with other arguments.
                if params.is_err() && self.unifies_abstracts(cx, a, b) {
                    return Ok(());
                }
                params
            }
            (Ty::Void, _) | (_, Ty::Void) => Err(cannot()),
            (Ty::Abstract(id, _), _) | (_, Ty::Abstract(id, _))
                if Some(id) == self.core().not_void =>
            {
                Ok(())
            }
            (Ty::TypeValue(decl), _) => self.unify_type_value(cx, a, decl, b),
            (_, Ty::TypeValue(_)) => match a {
                Ty::Dynamic(None) => Ok(()),
                _ => Err(cannot()),
            },
            (Ty::Const(_), Ty::Const(_)) => Ok(()),
            (Ty::Const(text), _) => {
                let value = self.const_type(text);
                self.unify_in(cx, value, b).map_err(|err| err.under(a, b))
            }
            (Ty::Dynamic(None), _) => Ok(()),
            (Ty::Dynamic(Some(inner)), _) => match b {
                Ty::Dynamic(None) => Ok(()),
                Ty::Dynamic(Some(other)) => self
                    .eq_in(cx.with_eq(EqKind::RightDynamic), inner.ty(db), other.ty(db))
                    .map_err(|err| err.under(a, b)),
                Ty::Abstract(..) => self.check(cx, a, b, Self::unifies_from),
                _ => Err(cannot()),
            },
            (_, Ty::Dynamic(None)) => Ok(()),
            (_, Ty::Dynamic(Some(inner))) => match a {
                Ty::Anon(anon) if anon.status(db) != AnonStatus::Statics => {
                    for field in anon.fields(db) {
                        self.eq_in(cx, field.ty, inner.ty(db)).map_err(|err| {
                            err.push(UnifyItem::InvalidFieldType(field.name.clone()))
                                .under(a, b)
                        })?;
                    }
                    Ok(())
                }
                Ty::Abstract(..) | Ty::Int | Ty::Float | Ty::Bool => {
                    self.check(cx, a, b, Self::unifies_to)
                }
                _ => Err(cannot()),
            },
            (Ty::Class(..), Ty::Class(..)) => self.unify_classes(cx, a, b),
            (Ty::Fun(fun1), Ty::Fun(fun2)) => self.unify_functions(cx, a, b, fun1, fun2),
            (Ty::Class(decl, args), Ty::Anon(anon)) => {
                self.unify_class_to_structure(cx, a, b, decl, args, anon)
            }
            (Ty::Anon(anon1), Ty::Anon(anon2)) => self.unify_structures(cx, a, b, anon1, anon2),
            (Ty::Enum(decl, _), Ty::Abstract(id, _)) if Some(id) == self.core().enum_value => {
                let _ = decl;
                Ok(())
            }
            (Ty::Enum(decl, _), Ty::Abstract(id, _)) if Some(id) == self.core().flat_enum => {
                if self.is_flat_enum(decl) {
                    Ok(())
                } else {
                    Err(cannot())
                }
            }
            (Ty::Fun(_), Ty::Abstract(id, _)) if Some(id) == self.core().function => Ok(()),
            (Ty::Class(decl, args), Ty::Abstract(id, wanted))
                if Some(id) == self.core().constructible =>
            {
                self.unify_constructible(cx, a, b, decl, args, wanted)
            }
            (
                Ty::Abstract(..) | Ty::Int | Ty::Float | Ty::Bool,
                Ty::Abstract(..) | Ty::Int | Ty::Float | Ty::Bool,
            ) => self.check(cx, a, b, Self::unifies_abstracts),
            (Ty::Abstract(..) | Ty::Int | Ty::Float | Ty::Bool, _) => {
                self.check(cx, a, b, Self::unifies_to)
            }
            (Ty::Param(param), _) => {
                let bounds = self.bounds_of(param).to_vec();
                for &bound in &bounds {
                    if self.ok(|table| table.unify_in(cx, bound, b)) {
                        return Ok(());
                    }
                }
                match b {
                    Ty::Abstract(..) | Ty::Int | Ty::Float | Ty::Bool => {
                        self.check(cx, a, b, Self::unifies_from)
                    }
                    Ty::Anon(anon) if !bounds.is_empty() => {
                        self.unify_bounds_to_structure(cx, a, b, &bounds, anon)
                    }
                    _ => Err(cannot()),
                }
            }
            (_, Ty::Abstract(..) | Ty::Int | Ty::Float | Ty::Bool) => {
                self.check(cx, a, b, Self::unifies_from)
            }
            (
                Ty::Class(..) | Ty::Enum(..) | Ty::Fun(_) | Ty::Anon(_),
                Ty::Class(..)
                | Ty::Enum(..)
                | Ty::Fun(_)
                | Ty::Anon(_)
                | Ty::Param(_)
                | Ty::Const(_),
            ) => Err(cannot()),
        }
    }

    fn check(
        &mut self,
        cx: Cx,
        a: Ty<'db>,
        b: Ty<'db>,
        relation: fn(&mut Self, Cx, Ty<'db>, Ty<'db>) -> bool,
    ) -> Res<'db> {
        if relation(self, cx, a, b) {
            Ok(())
        } else {
            Err(UnifyError::cannot(a, b))
        }
    }

    /// A pair already being compared holds by assumption.
    fn on_unify_stack(
        &mut self,
        a: Ty<'db>,
        b: Ty<'db>,
        f: impl FnOnce(&mut Self) -> Res<'db>,
    ) -> Res<'db> {
        let pair = (self.shape(a), self.shape(b));
        if self.stacks.unify.contains(&pair) {
            return Ok(());
        }
        self.stacks.unify.push(pair);
        let res = f(self);
        self.stacks.unify.pop();
        res
    }

    fn unify_type_value(
        &mut self,
        cx: Cx,
        a: Ty<'db>,
        decl: TypeDeclId<'db>,
        b: Ty<'db>,
    ) -> Res<'db> {
        let db = self.db;
        let cannot = || UnifyError::cannot(a, b);
        let core = self.core();
        match b {
            Ty::Dynamic(None) => Ok(()),
            Ty::Abstract(id, args) if Some(id) == core.class || Some(id) == core.enum_ => {
                let is_enum = type_decl_data(db, decl)
                    .is_some_and(|data| matches!(data.decl.kind, TypeDeclKind::Enum));
                if is_enum != (Some(id) == core.enum_) {
                    return Err(cannot());
                }
                let own = self.fresh_args(decl);
                let own = crate::decl::type_of_decl(db, decl, &own);
                match args.list(db).first() {
                    Some(&wanted) => self.unify_in(cx, own, wanted),
                    None => Ok(()),
                }
            }
            Ty::Anon(anon) => {
                let fields = statics_as_fields(db, decl);
                let statics = AnonTy::new(db, fields, AnonStatus::Statics);
                self.unify_structures(cx, a, b, statics, anon)
            }
            Ty::Abstract(..) => self.check(cx, a, b, Self::unifies_from),
            _ => Err(cannot()),
        }
    }

    /// The type of a constant type argument's value: `C<"text">`.
    fn const_type(&self, text: crate::ty::ConstTy<'db>) -> Ty<'db> {
        let db = self.db;
        let text = text.text(db).as_str();
        if text.starts_with('"') || text.starts_with('\'') {
            return self.core().string_ty(db);
        }
        if text == "true" || text == "false" {
            return Ty::Bool;
        }
        if text.starts_with("~/") {
            return match self.core().ereg {
                Some(id) => Ty::Class(id, Tys::empty(db)),
                None => Ty::Unknown,
            };
        }
        if text.parse::<i64>().is_ok() || text.starts_with("0x") {
            return Ty::Int;
        }
        if text.parse::<f64>().is_ok() {
            return Ty::Float;
        }
        Ty::Unknown
    }

    fn is_flat_enum(&self, decl: TypeDeclId<'db>) -> bool {
        hir_def::ctors_of(self.db, decl).iter().all(|&ctor| {
            hir_def::enum_ctor_data(self.db, ctor).is_some_and(|data| data.ctor.params.is_empty())
        })
    }

    // --- classes and functions

    fn unify_classes(&mut self, cx: Cx, a: Ty<'db>, b: Ty<'db>) -> Res<'db> {
        let (Ty::Class(decl, args), Ty::Class(target, target_args)) = (a, b) else {
            return Err(UnifyError::cannot(a, b));
        };
        match self.find_super(decl, args, target) {
            Some(args) => self.unify_args(cx, a, b, args, target_args),
            None if self.has_unknown_super(decl) => Ok(()),
            None => Err(UnifyError::cannot(a, b)),
        }
    }

    /// Arguments of the supertype `target` of a class.
    pub fn find_super(
        &self,
        decl: TypeDeclId<'db>,
        args: Tys<'db>,
        target: TypeDeclId<'db>,
    ) -> Option<Tys<'db>> {
        let mut seen = Vec::new();
        self.find_super_in(decl, args, target, &mut seen)
    }

    fn find_super_in(
        &self,
        decl: TypeDeclId<'db>,
        args: Tys<'db>,
        target: TypeDeclId<'db>,
        seen: &mut Vec<TypeDeclId<'db>>,
    ) -> Option<Tys<'db>> {
        if decl == target {
            return Some(args);
        }
        if seen.contains(&decl) {
            return None;
        }
        seen.push(decl);
        let db = self.db;
        if let Some((parent, parent_args)) = parent_class(db, decl, args)
            && let Some(found) = self.find_super_in(parent, parent_args, target, seen)
        {
            return Some(found);
        }
        let supers = supers(db, decl);
        if supers.interfaces.is_empty() {
            return None;
        }
        let map = Subst::of_decl(db, decl, args.list(db));
        supers.interfaces.iter().find_map(|&interface| {
            let Ty::Class(id, args) = subst(db, interface, &map) else {
                return None;
            };
            self.find_super_in(id, args, target, seen)
        })
    }

    fn has_unknown_super(&self, decl: TypeDeclId<'db>) -> bool {
        crate::decl::ancestors(self.db, decl, Tys::empty(self.db))
            .iter()
            .any(|&(id, _)| supers(self.db, id).unknown)
    }

    fn unify_functions(
        &mut self,
        cx: Cx,
        a: Ty<'db>,
        b: Ty<'db>,
        fun1: FunTy<'db>,
        fun2: FunTy<'db>,
    ) -> Res<'db> {
        let db = self.db;
        let (params1, params2) = (fun1.params(db), fun2.params(db));
        if params1.len() != params2.len() {
            return Err(UnifyError::cannot(a, b));
        }
        let cx = cx.nested();
        if self.follow(fun2.ret(db)) != Ty::Void {
            self.unify_in(cx, fun1.ret(db), fun2.ret(db))
                .map_err(|err| err.push(UnifyItem::InvalidReturnType).under(a, b))?;
        }
        for (i, (given, wanted)) in params1.iter().zip(params2).enumerate() {
            let at = UnifyItem::InvalidFunctionArgument(i + 1, params1.len());
            if wanted.optional && !given.optional {
                return Err(UnifyError::new(UnifyItem::CantForceOptional)
                    .push(at)
                    .under(a, b));
            }
            // Contravariant.
            self.unify_in(cx, wanted.ty, given.ty)
                .map_err(|err| err.push(at).under(a, b))?;
        }
        Ok(())
    }

    fn unify_constructible(
        &mut self,
        cx: Cx,
        a: Ty<'db>,
        b: Ty<'db>,
        decl: TypeDeclId<'db>,
        args: Tys<'db>,
        wanted: Tys<'db>,
    ) -> Res<'db> {
        let db = self.db;
        let Some(ctor) = ctor_field(db, decl, args) else {
            return Err(UnifyError::new(UnifyItem::HasNoField(a, Name::from("new"))));
        };
        let signature = field_signature(db, ctor.field);
        if !signature.is_public {
            return Err(UnifyError::new(UnifyItem::InvalidVisibility(Name::from(
                "new",
            ))));
        }
        let own = self.instantiate(&signature.type_params, &ctor.subst(db));
        let ty = subst(db, subst(db, signature.ty, &ctor.subst(db)), &own);
        match wanted.list(db).first() {
            Some(&wanted) => self.unify_in(cx, ty, wanted).map_err(|err| err.under(a, b)),
            None => Ok(()),
        }
    }

    // --- type arguments

    fn unify_args(
        &mut self,
        cx: Cx,
        a: Ty<'db>,
        b: Ty<'db>,
        args1: Tys<'db>,
        args2: Tys<'db>,
    ) -> Res<'db> {
        let db = self.db;
        let cx = cx.nested().with_eq(EqKind::RightDynamic);
        for (i, (&one, &two)) in args1.list(db).iter().zip(args2.list(db)).enumerate() {
            self.with_variance(cx, Self::eq_in, one, two)
                .map_err(|err| err.push(UnifyItem::InvariantParameter(i + 1)).under(a, b))?;
        }
        Ok(())
    }

    /// Whether an abstract's metadata says so.
    pub fn has_decl_meta(&self, decl: TypeDeclId<'db>, name: &str) -> bool {
        decl_has_meta(self.db, decl, name)
    }
}
