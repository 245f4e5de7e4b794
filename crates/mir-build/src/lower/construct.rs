//! Making objects and enum values; constructors.
//!
//! `pack.Class.new` takes the object and runs, in this order (9.3): initialisers of the class's own
//! variables, dynamic methods' first values, then the declared body (which calls the parent's), or,
//! when there is none, the parent's constructor with the same arguments.

use base_db::Db;
use hir_def::{
    fields_of,
    ids::{EnumCtorId, FieldId, TypeDeclId},
};
use hir_ty::{
    decl::{ancestors, expand_typedefs},
    ty::{Ty, Tys},
    typed_body::{TExprId, TypedBody},
};
use mir::{ClosureTarget, Op, Repr, Signature, Type};

use super::{
    Dep, FunctionCx, MirItem, MirOwner, MirResult, Output, Returns, Val, bodiless, broken,
    function, whole_body,
};
use crate::{
    decls::{self, natural_signature},
    layout,
    repr::elem_kind,
    symbols,
};

/// Type arguments without anything open: what tells instances apart.
pub(crate) fn ground<'db>(db: &'db dyn Db, ty: Ty<'db>) -> Ty<'db> {
    match expand_typedefs(db, ty) {
        Ty::Param(_) | Ty::Mono(_) | Ty::Unknown => Ty::Dynamic(None),
        // A structure is a reference whatever is in it, and may contain itself.
        ty @ Ty::Anon(_) => ty,
        ty => hir_ty::fold::map_children(db, ty, &mut |child| ground(db, child)),
    }
}

/// The arguments that select an instance of a class: none unless it is `@:generic`.
pub(crate) fn instance_args<'db>(
    db: &'db dyn Db,
    decl: TypeDeclId<'db>,
    args: Tys<'db>,
) -> Tys<'db> {
    if !decls::is_generic_decl(db, decl) {
        return Tys::empty(db);
    }
    let list: Vec<Ty<'db>> = args.list(db).iter().map(|&arg| ground(db, arg)).collect();
    Tys::new(db, list)
}

pub(super) fn lower_ctor<'db>(
    db: &'db dyn Db,
    owner: MirOwner<'db>,
    decl: TypeDeclId<'db>,
) -> MirResult<'db> {
    let args = owner.args(db);
    let map = decls::decl_subst(db, decl, args);
    let mut out = Output::default();
    let sig = layout::ctor_signature(db, decl, args);
    match decls::own_ctor(db, decl) {
        Some(ctor) => {
            let Some(inference) = whole_body(db, ctor) else {
                return broken();
            };
            function::with_body(db, owner, ctor, map, &mut out, |body, out| {
                let function = &inference.body.function;
                let symbol = body.symbol.clone();
                let mut fx = FunctionCx::new(body, out, symbol, sig.clone(), Returns::Nothing);
                fx.ctor_receiver();
                fx.params(&function.params, 1, &sig.params);
                fx.init_silent_parent(decl, args);
                fx.init_fields(decl, args);
                fx.body_and_end(function.body, false);
                fx.finish();
                function::lower_local_statics(body, out);
            });
        }
        None => {
            let typed = TypedBody::missing();
            let body = bodiless(db, owner, None, &typed, map);
            let symbol = body.symbol.clone();
            let mut fx = FunctionCx::new(&body, &mut out, symbol, sig.clone(), Returns::Nothing);
            fx.ctor_receiver();
            fx.init_fields(decl, args);
            fx.forward_to_parent(decl, args);
            fx.b.ret(None);
            fx.finish();
        }
    }
    out.res
}

impl<'db> FunctionCx<'_, 'db> {
    fn ctor_receiver(&mut self) {
        let this = Val {
            value: self.b.param(0),
            repr: Repr::Ref,
        };
        self.declare_this(Repr::Ref, Some(this));
        self.receiver = Some(this.value);
    }

    fn init_fields(&mut self, decl: TypeDeclId<'db>, args: Tys<'db>) {
        let db = self.db();
        let object = self.b.param(0);
        let class = self.decl_symbol(decl, args);
        let slots = || {
            let fields = fields_of(db, decl).iter().copied();
            fields.filter(|&field| decls::is_instance_slot(db, field))
        };
        let is_method = |field: &FieldId<'_>| decls::is_dynamic_method(db, *field);
        for field in slots().filter(is_method) {
            self.init_dynamic_method(decl, args, field);
        }
        // The reference runs the initialisers from the last to the first.
        let mut variables: Vec<_> = slots().filter(|field| !is_method(field)).collect();
        variables.reverse();
        for field in variables {
            let name = field.name(db).clone();
            if !decls::has_init(db, field) {
                continue;
            }
            self.out.dep(Dep::Class(decl, args));
            let ty = hir_ty::fold::subst(
                db,
                decls::declared_ty(db, field),
                &decls::decl_subst(db, decl, args),
            );
            let repr = crate::repr::var_repr(db, ty);
            let owner = MirOwner::new(db, MirItem::Field(field), args);
            let Some(value) =
                self.call_direct(owner, &Signature::new(vec![Repr::Ref], repr), vec![object])
            else {
                continue;
            };
            let class = class.clone();
            self.b.ins_void(Op::FieldSet {
                object,
                class,
                field: name,
                value: value.value,
            });
        }
    }

    /// A `dynamic` method starts as its body, unless a subclass's constructor, whose initialisers
    /// ran before, put something there.
    fn init_dynamic_method(&mut self, decl: TypeDeclId<'db>, args: Tys<'db>, field: FieldId<'db>) {
        let db = self.db();
        if !decls::has_body(db, field) {
            return;
        }
        let object = self.b.param(0);
        let home = decls::class_chain(db, decl)
            .into_iter()
            .filter(|&decl| {
                hir_def::field_named(db, decl, field.name(db))
                    .is_some_and(|field| decls::is_dynamic_method(db, field))
            })
            .last()
            .unwrap_or(decl);
        self.out.dep(Dep::Class(home, args));
        let class = self.decl_symbol(
            home,
            if home == decl {
                args
            } else {
                self.empty_args()
            },
        );
        let name = field.name(db).clone();
        let old = self.b.ins(
            Op::FieldGet {
                object,
                class: class.clone(),
                field: name.clone(),
            },
            Type::Ref,
        );
        let (set, join) = (self.b.create_block(), self.b.create_block());
        let is_null = self.is_null(Val {
            value: old,
            repr: Repr::Ref,
        });
        self.b.branch(is_null, set, join);
        self.start(set);
        let owner = MirOwner::new(db, MirItem::BoundMethod(field), args);
        self.out.dep(Dep::Function(owner));
        let target = ClosureTarget::Lambda(owner.symbol(db));
        let value = self.b.ins(
            Op::ClosureNew {
                target,
                captures: vec![object],
            },
            Type::Ref,
        );
        self.b.ins_void(Op::FieldSet {
            object,
            class,
            field: name,
            value,
        });
        self.b.jump(join);
        self.start(join);
    }

    /// A parent without constructor is not called by `super()`, yet its variables have values.
    fn init_silent_parent(&mut self, decl: TypeDeclId<'db>, args: Tys<'db>) {
        let db = self.db();
        let Some((parent, _)) = hir_ty::decl::parent_class(db, decl, args) else {
            return;
        };
        if decls::find_ctor(db, parent).is_some() {
            return;
        }
        let Some(runs) = decls::constructing_class(db, parent) else {
            return;
        };
        let instance = decls::ancestor_instance(db, decl, args, runs);
        let sig = Signature::new(vec![Repr::Ref], Repr::Void);
        let object = self.b.param(0);
        self.call_direct(
            MirOwner::new(db, MirItem::Ctor(runs), instance),
            &sig,
            vec![object],
        );
    }

    fn forward_to_parent(&mut self, decl: TypeDeclId<'db>, args: Tys<'db>) {
        let db = self.db();
        let Some((parent, parent_args)) = hir_ty::decl::parent_class(db, decl, args) else {
            return;
        };
        let Some(runs) = decls::constructing_class(db, parent) else {
            return;
        };
        let instance = ancestors(db, parent, parent_args)
            .into_iter()
            .find(|(id, _)| *id == runs)
            .map_or_else(
                || self.empty_args(),
                |(id, args)| instance_args(db, id, args),
            );
        let sig = layout::ctor_signature(db, runs, instance);
        let args = (0..self.b.param_count()).map(|i| self.b.param(i)).collect();
        self.call_direct(MirOwner::new(db, MirItem::Ctor(runs), instance), &sig, args);
    }

    pub(super) fn lower_new(
        &mut self,
        ty: Ty<'db>,
        ctor: Option<FieldId<'db>>,
        args: &[TExprId],
    ) -> Option<Val> {
        let db = self.db();
        match expand_typedefs(db, self.ty(ty)) {
            Ty::Class(decl, class_args) => self.new_object(decl, class_args, ctor, args),
            Ty::Null(inner) => self.lower_new(inner.ty(db), ctor, args),
            Ty::Abstract(..) => {
                let ctor = ctor?;
                let sig = natural_signature(db, ctor, &hir_ty::fold::Subst::new());
                let args = self.lower_args(args, &sig.params);
                let owner = MirOwner::new(db, MirItem::Field(ctor), self.empty_args());
                self.call_direct(owner, &sig, args)
            }
            _ => {
                self.unsupported("`new` of this type");
                None
            }
        }
    }

    /// The constructor that `new` of a type runs, for the argument of a `@:generic` parameter.
    pub(super) fn ctor_of(&self, ty: Ty<'db>) -> Option<FieldId<'db>> {
        let db = self.db();
        match expand_typedefs(db, self.ty(ty)) {
            Ty::Class(decl, _) => decls::find_ctor(db, decl),
            Ty::Abstract(decl, _) => decls::own_ctor(db, decl),
            Ty::Null(inner) => self.ctor_of(inner.ty(db)),
            _ => None,
        }
    }

    fn new_object(
        &mut self,
        decl: TypeDeclId<'db>,
        class_args: Tys<'db>,
        ctor: Option<FieldId<'db>>,
        args: &[TExprId],
    ) -> Option<Val> {
        let db = self.db();
        if hir_ty::core::core_of(db, decl).array == Some(decl) {
            let elem = class_args
                .list(db)
                .first()
                .map_or(Repr::Word, |&it| crate::repr::repr(db, it));
            let op = Op::ArrayNew {
                kind: elem_kind(elem),
                capacity: None,
            };
            return Some(Val {
                value: self.b.ins(op, Type::Ref),
                repr: Repr::Ref,
            });
        }
        if let Some(symbol) = ctor.and_then(|ctor| decls::rt_symbol(db, ctor).cloned()) {
            let ctor = ctor?;
            let (params, _) = decls::function_reprs(db, decls::declared_ty(db, ctor));
            let args = args.iter().map(|&arg| self.lower_val(arg)).collect();
            return Some(self.call_runtime(&symbol, args, &params, Repr::Ref, None));
        }
        if decls::own_ctor(db, decl).is_some_and(|own| decls::is_overload(db, own)) {
            self.unsupported("A class with several constructors");
            return None;
        }
        if let Some(ctor) = ctor
            && self.refuse_foreign(ctor)
        {
            return None;
        }
        let instance = instance_args(db, decl, class_args);
        self.out.dep(Dep::Instance(decl, instance));
        let class = symbols::type_symbol(db, decl, instance);
        if decls::find_ctor(db, decl).is_none() && !args.is_empty() {
            return Some(self.struct_init(decl, instance, class, args));
        }
        let runs = decls::constructing_class(db, decl);
        let Some(runs) = runs else {
            for &arg in args {
                self.lower(arg);
            }
            return Some(Val {
                value: self.b.ins(Op::NewObject { class }, Type::Ref),
                repr: Repr::Ref,
            });
        };
        let ctor_args = ancestors(db, decl, class_args)
            .into_iter()
            .find(|(id, _)| *id == runs)
            .map_or_else(
                || self.empty_args(),
                |(id, args)| instance_args(db, id, args),
            );
        let sig = layout::ctor_signature(db, runs, ctor_args);
        let values = match decls::find_ctor(db, decl) {
            Some(ctor) => self.lower_args_of(ctor, args, &sig.params[1..]),
            None => self.lower_args(args, &sig.params[1..]),
        };
        let object = self.b.ins(Op::NewObject { class }, Type::Ref);
        let mut all = vec![object];
        all.extend(values);
        self.call_direct(MirOwner::new(db, MirItem::Ctor(runs), ctor_args), &sig, all);
        Some(Val {
            value: object,
            repr: Repr::Ref,
        })
    }

    /// A `@:structInit` class without `new`: values of its variables, where null leaves what the
    /// initialiser put.
    fn struct_init(
        &mut self,
        decl: TypeDeclId<'db>,
        instance: Tys<'db>,
        class: mir::Symbol,
        args: &[TExprId],
    ) -> Val {
        let db = self.db();
        // The parent's variables come first.
        let mut fields: Vec<(TypeDeclId<'db>, FieldId<'db>)> = Vec::new();
        for owner in decls::class_chain(db, decl).into_iter().rev() {
            for &field in fields_of(db, owner) {
                if decls::is_instance_slot(db, field) && !decls::is_method(db, field) {
                    fields.push((owner, field));
                }
            }
        }
        let values: Vec<Val> = args.iter().map(|&arg| self.lower_optional(arg)).collect();
        let object = self.b.ins(
            Op::NewObject {
                class: class.clone(),
            },
            Type::Ref,
        );
        if let Some(runs) = decls::constructing_class(db, decl) {
            let sig = Signature::new(vec![Repr::Ref], Repr::Void);
            let args = if runs == decl {
                instance
            } else {
                self.empty_args()
            };
            self.call_direct(
                MirOwner::new(db, MirItem::Ctor(runs), args),
                &sig,
                vec![object],
            );
        }
        for ((owner, field), value) in fields.into_iter().zip(values) {
            let owner_args = decls::ancestor_instance(db, decl, instance, owner);
            let map = decls::decl_subst(db, owner, owner_args);
            self.out.dep(Dep::Class(owner, owner_args));
            let class = symbols::type_symbol(db, owner, owner_args);
            let ty = hir_ty::fold::subst(db, decls::declared_ty(db, field), &map);
            let repr = crate::repr::var_repr(db, ty);
            let join = self.b.create_block();
            if decls::has_init(db, field) && crate::repr::nullable(value.repr.ty()) {
                let set = self.b.create_block();
                let is_null = self.is_null(value);
                self.b.branch(is_null, join, set);
                self.start(set);
            }
            let value = self.convert(value, repr).value;
            self.b.ins_void(Op::FieldSet {
                object,
                class,
                field: field.name(db).clone(),
                value,
            });
            self.b.jump(join);
            self.start(join);
        }
        Val {
            value: object,
            repr: Repr::Ref,
        }
    }

    /// The value, or a null word for an absent one.
    fn lower_optional(&mut self, id: TExprId) -> Val {
        if self.is_null_constant(id) {
            return self.zero(Repr::Word);
        }
        self.lower_val(id)
    }

    pub(super) fn enum_new(&mut self, ctor: EnumCtorId<'db>, args: &[TExprId]) -> Val {
        let db = self.db();
        let params: Vec<Repr> = decls::ctor_params(db, ctor)
            .into_iter()
            .map(|(_, repr)| repr)
            .collect();
        let args = self.lower_args(args, &params);
        self.enum_value(ctor, args)
    }

    pub(super) fn enum_value(&mut self, ctor: EnumCtorId<'db>, args: Vec<mir::Value>) -> Val {
        let db = self.db();
        let enum_ = ctor.enum_(db);
        self.out.dep(Dep::Enum(enum_));
        let enum_ = symbols::type_symbol(db, enum_, self.empty_args());
        let op = Op::EnumNew {
            enum_,
            ctor: ctor.name(db).clone(),
            args,
        };
        Val {
            value: self.b.ins(op, Type::Ref),
            repr: Repr::Ref,
        }
    }
}
