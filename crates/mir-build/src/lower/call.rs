//! Calls: of static functions, of methods through their slots or directly, of function values, of
//! the runtime.

use hir_def::ids::FieldId;
use hir_ty::{
    decl::{ancestors, expand_typedefs},
    ty::{Ty, Tys},
    typed_body::{Callee, Dispatch, TExprId, TExprKind},
};
use mir::{Op, Repr, Signature, Symbol, Type, Value};

use hir_def::ids::TypeDeclId;

use super::{Dep, FunctionCx, MirItem, MirOwner, Val};
use crate::{
    decls::{self, natural_signature},
    layout,
    repr::nullable,
    symbols,
};

impl<'db> FunctionCx<'_, 'db> {
    pub(super) fn lower_call(
        &mut self,
        callee: &Callee<'db>,
        args: &[TExprId],
        ty: Ty<'db>,
    ) -> Option<Val> {
        match callee {
            Callee::Static { method, type_args } => self.call_static(*method, type_args, args),
            Callee::Instance {
                recv,
                method,
                dispatch,
                type_args,
            } => self.call_method(*recv, *method, *dispatch, type_args, args),
            Callee::SuperCtor { .. } => {
                self.call_super_ctor(args);
                None
            }
            Callee::Value(callee) => self.call_value(*callee, args, ty),
            Callee::Named { recv, name } => {
                let object = self.lower_word(*recv);
                let args = args.iter().map(|&arg| self.lower_word(arg)).collect();
                self.out.name(name);
                let op = Op::CallField {
                    object,
                    name: name.clone(),
                    args,
                };
                Some(Val {
                    value: self.b.ins(op, Type::Word),
                    repr: Repr::Word,
                })
            }
        }
    }

    /// Whether the field belongs to a platform that is not ours.
    pub(super) fn refuse_foreign(&mut self, field: FieldId<'db>) -> bool {
        let db = self.db();
        let is_foreign = decls::is_foreign(db, field);
        if is_foreign {
            let name = symbols::field_symbol(db, field, self.empty_args());
            self.unsupported(format!("{name}, an extern of another platform,"));
        }
        is_foreign
    }

    /// Arguments in order, each as the callee declares it.
    pub(super) fn lower_args(&mut self, args: &[TExprId], reprs: &[Repr]) -> Vec<Value> {
        if args.len() != reprs.len() {
            self.internal(format!(
                "{} arguments for {} parameters",
                args.len(),
                reprs.len()
            ));
        }
        args.iter()
            .enumerate()
            .map(|(i, &arg)| self.lower_as(arg, reprs.get(i).copied().unwrap_or(Repr::Word)))
            .collect()
    }

    /// Arguments of a method or constructor: a null given for `x:Int = 5` stays a null, though the
    /// argument was converted to `Int`.
    pub(super) fn lower_args_of(
        &mut self,
        method: FieldId<'db>,
        args: &[TExprId],
        reprs: &[Repr],
    ) -> Vec<Value> {
        let db = self.db();
        if let Ty::Fun(fun) = decls::declared_ty(db, method)
            && args.len() == reprs.len()
            && fun.params(db).len() == args.len()
        {
            let params = fun.params(db).iter().zip(args).zip(reprs);
            return params
                .map(|((param, &arg), &repr)| {
                    let nullable = self.nullable_argument(arg);
                    match nullable {
                        Some(inner) if param.optional && repr == Repr::Word => {
                            self.lower_word(inner)
                        }
                        _ => self.lower_as(arg, repr),
                    }
                })
                .collect();
        }
        self.lower_args(args, reprs)
    }

    /// What was converted from a nullable scalar to a scalar.
    fn nullable_argument(&self, arg: TExprId) -> Option<TExprId> {
        let TExprKind::Coerce(inner) = self.expr(arg).kind else {
            return None;
        };
        let from = self.expr(inner).ty;
        let is_nullable = self.repr(from) == Repr::Word;
        (is_nullable && crate::repr::is_scalar(self.repr(self.expr(arg).ty))).then_some(inner)
    }

    fn call_static(
        &mut self,
        method: FieldId<'db>,
        type_args: &[Ty<'db>],
        args: &[TExprId],
    ) -> Option<Val> {
        let db = self.db();
        if self.refuse_foreign(method) {
            return None;
        }
        if decls::is_dynamic_method(db, method) && decls::is_static(db, method) {
            let callee = self.static_get(method);
            let ty = decls::declared_ty(db, method);
            return self.call_function_value(callee, ty, args);
        }
        if let Some(name) = decls::intrinsic(db, method) {
            return self.memory_intrinsic(name, type_args, args);
        }
        let instance = self.method_instance(self.empty_args(), method, type_args);
        let sig = natural_signature(db, method, &decls::field_subst(db, method, instance));
        if let Some(symbol) = decls::rt_symbol(db, method).cloned() {
            let elem = args.first().map(|&it| self.elem_repr_of(self.expr(it).ty));
            let args: Vec<Val> = args.iter().map(|&arg| self.lower_val(arg)).collect();
            return Some(self.call_runtime(&symbol, args, &sig.params, sig.ret, elem));
        }
        if crate::this_assign::assigns_this(db, method)
            && let Some((&recv, rest)) = args.split_first()
        {
            return self.call_with_cell(recv, rest, method, instance, &sig);
        }
        let args = self.lower_args_of(method, args, &sig.params);
        self.call_direct(
            MirOwner::new(db, MirItem::Field(method), instance),
            &sig,
            args,
        )
    }

    /// A method that assigns `this`: the receiver travels in a cell and is put back
    /// where it was.
    fn call_with_cell(
        &mut self,
        recv: TExprId,
        args: &[TExprId],
        method: FieldId<'db>,
        instance: Tys<'db>,
        sig: &Signature,
    ) -> Option<Val> {
        let db = self.db();
        let this = match decls::owner_decl(db, method) {
            Some(decl) => crate::repr::var_repr(db, hir_ty::decl::self_type(db, decl)),
            None => Repr::Word,
        };
        let held = self.lower_receiver(recv);
        let args = self.lower_args(args, &sig.params[1..]);
        let val = self.read_held(&held);
        let init = self.convert(val, this).value;
        let cell = self.b.ins(Op::CellNew { init }, Type::Ref);
        let mut values = vec![cell];
        values.extend(args);
        let owner = MirOwner::new(db, MirItem::Field(method), instance);
        let result = self.call_direct(owner, sig, values);
        let value = self.b.ins(Op::CellGet { cell }, this.ty());
        self.write_held(held, Val { value, repr: this });
        result
    }

    pub(super) fn call_direct(
        &mut self,
        owner: MirOwner<'db>,
        sig: &Signature,
        args: Vec<Value>,
    ) -> Option<Val> {
        self.out.dep(Dep::Function(owner));
        let symbol = owner.symbol(self.db());
        let value = self.b.call(symbol, args, sig.ret.ty())?;
        Some(Val {
            value,
            repr: sig.ret,
        })
    }

    fn call_method(
        &mut self,
        recv: TExprId,
        method: FieldId<'db>,
        dispatch: Dispatch,
        type_args: &[Ty<'db>],
        args: &[TExprId],
    ) -> Option<Val> {
        let db = self.db();
        if self.refuse_foreign(method) {
            return None;
        }
        let recv_ty = self.expr(recv).ty;
        let object = self.lower_val(recv);
        if decls::is_dynamic_method(db, method) {
            let object = self.non_null(object);
            if decls::is_interface_field(db, method) {
                let callee = self.anon_get_of(object, method.name(db));
                let callee = self.convert(callee, Repr::Ref);
                return self.call_function_value(callee, decls::declared_ty(db, method), args);
            }
            let class = self.class_of_field(recv_ty, method);
            let op = Op::FieldGet {
                object,
                class,
                field: method.name(db).clone(),
            };
            let callee = Val {
                value: self.b.ins(op, Type::Ref),
                repr: Repr::Ref,
            };
            return self.call_function_value(callee, decls::declared_ty(db, method), args);
        }
        let class_args = match decls::owner_decl(db, method) {
            Some(decl) => self.instance_of(recv_ty, decl),
            None => self.empty_args(),
        };
        let instance = self.method_instance(class_args, method, type_args);
        let sig = natural_signature(db, method, &decls::field_subst(db, method, instance));
        if let Some(symbol) = decls::rt_symbol(db, method).cloned() {
            let elem = self.elem_repr_of(recv_ty);
            let mut vals = vec![object];
            vals.extend(args.iter().map(|&arg| self.lower_val(arg)));
            if nullable(object.repr.ty()) {
                self.b.null_check(object.value);
            }
            return Some(self.call_runtime(&symbol, vals, &sig.params, sig.ret, Some(elem)));
        }
        let Some((&this, params)) = sig.params.split_first() else {
            self.internal("a method without receiver");
            return None;
        };
        let mut values = vec![self.convert(object, this).value];
        values.extend(self.lower_args_of(method, args, params));
        if dispatch == Dispatch::Super || !decls::has_slot(db, method) {
            if this == Repr::Ref && dispatch != Dispatch::Super {
                let receiver = Val {
                    value: values[0],
                    repr: Repr::Ref,
                };
                self.non_null(receiver);
            }
            return self.call_direct(
                MirOwner::new(db, MirItem::Field(method), instance),
                &sig,
                values,
            );
        }
        let receiver = Val {
            value: values[0],
            repr: Repr::Ref,
        };
        self.non_null(receiver);
        let class = self.class_of_field(recv_ty, method);
        let name = layout::slot_name(db, method, class_args);
        self.out.dep(Dep::Method(method));
        let op = if decls::is_interface_field(db, method) {
            Op::CallInterface {
                interface: class,
                method: name,
                args: values,
            }
        } else {
            Op::CallVirtual {
                class,
                method: name,
                args: values,
            }
        };
        let value = self.b.ins_opt(op, sig.ret.ty())?;
        Some(Val {
            value,
            repr: sig.ret,
        })
    }

    fn call_value(&mut self, callee: TExprId, args: &[TExprId], _ty: Ty<'db>) -> Option<Val> {
        let callee_ty = self.expr(callee).ty;
        let val = self.lower_val(callee);
        self.call_function_value(val, callee_ty, args)
    }

    fn call_function_value(&mut self, callee: Val, ty: Ty<'db>, args: &[TExprId]) -> Option<Val> {
        let db = self.db();
        if callee.repr == Repr::Word {
            let args = args.iter().map(|&arg| self.lower_word(arg)).collect();
            let op = Op::CallDyn {
                callee: callee.value,
                args,
            };
            return Some(Val {
                value: self.b.ins(op, Type::Word),
                repr: Repr::Word,
            });
        }
        let (params, ret) = decls::function_reprs(db, self.ty(ty));
        let args = self.lower_args(args, &params);
        if args.len() != params.len() {
            return self.nothing(ret);
        }
        let callee = self.non_null(callee);
        let sig = Signature { params, ret };
        let value = self
            .b
            .ins_opt(Op::CallClosure { callee, sig, args }, ret.ty())?;
        Some(Val { value, repr: ret })
    }

    fn call_super_ctor(&mut self, args: &[TExprId]) {
        let db = self.db();
        let Some(decl) = self
            .body
            .field
            .and_then(|field| decls::owner_decl(db, field))
        else {
            return self.internal("`super()` outside of a class");
        };
        let own_args = self.class_args();
        let Some((parent, parent_args)) = hir_ty::decl::parent_class(db, decl, own_args) else {
            return self.internal("`super()` without a parent");
        };
        self.call_ctor_of(parent, parent_args, self.this.map(|it| it.0), args);
    }

    /// Runs what constructing `decl` runs, on an object at hand.
    fn call_ctor_of(
        &mut self,
        decl: TypeDeclId<'db>,
        args: Tys<'db>,
        this: Option<mir::builder::Variable>,
        values: &[TExprId],
    ) {
        let db = self.db();
        let Some(this) = this else {
            return self.internal("`super()` without this");
        };
        let Some(runs) = decls::constructing_class(db, decl) else {
            for &value in values {
                self.lower(value);
            }
            return;
        };
        let instance = self.ancestor_args(decl, args, runs);
        let owner = MirOwner::new(db, MirItem::Ctor(runs), instance);
        let sig = layout::ctor_signature(db, runs, instance);
        let mut all = vec![self.b.read_var(this)];
        all.extend(self.lower_args(values, &sig.params[1..]));
        self.call_direct(owner, &sig, all);
    }

    // Instances of @:generic classes and methods.

    /// The arguments of this body's own class instance.
    pub(super) fn class_args(&self) -> Tys<'db> {
        let db = self.db();
        let Some(decl) = self
            .body
            .field
            .and_then(|field| decls::owner_decl(db, field))
        else {
            return self.empty_args();
        };
        if !decls::is_generic_decl(db, decl) {
            return self.empty_args();
        }
        let n_params = hir_ty::decl::type_params_of_decl(db, decl).len();
        let args = self.body.owner.args(db).list(db);
        Tys::new(db, args[..n_params.min(args.len())].to_vec())
    }

    /// Arguments of `decl`, a class of the chain or an interface of the receiver, as an instance.
    pub(super) fn instance_of(&self, recv: Ty<'db>, decl: TypeDeclId<'db>) -> Tys<'db> {
        let db = self.db();
        if !decls::is_generic_decl(db, decl) {
            return self.empty_args();
        }
        match expand_typedefs(db, self.ty(recv)) {
            Ty::Class(class, args) => self.ancestor_args(class, args, decl),
            Ty::Null(inner) => self.instance_of(inner.ty(db), decl),
            Ty::Abstract(class, args) => {
                match hir_ty::decl::underlying_type(db, class, args.list(db)) {
                    Some(underlying) => self.instance_of(underlying, decl),
                    None => self.empty_args(),
                }
            }
            _ => self.empty_args(),
        }
    }

    fn ancestor_args(
        &self,
        class: TypeDeclId<'db>,
        args: Tys<'db>,
        decl: TypeDeclId<'db>,
    ) -> Tys<'db> {
        let db = self.db();
        let found = ancestors(db, class, args)
            .into_iter()
            .find(|(id, _)| *id == decl);
        match found {
            Some((_, args)) => super::instance_args(db, decl, args),
            None => self.empty_args(),
        }
    }

    /// The instance of a method: its class's arguments, then its own.
    fn method_instance(
        &self,
        class_args: Tys<'db>,
        method: FieldId<'db>,
        type_args: &[Ty<'db>],
    ) -> Tys<'db> {
        let db = self.db();
        let mut list = class_args.list(db).to_vec();
        if decls::is_generic_field(db, method) {
            let n_own =
                hir_def::type_params_of(db, hir_def::ids::GenericOwner::Field(method)).len();
            let own = &type_args[type_args.len().saturating_sub(n_own)..];
            list.extend(
                own.iter()
                    .map(|&ty| super::construct::ground(db, self.ty(ty))),
            );
        }
        Tys::new(db, list)
    }

    // The runtime.

    pub(super) fn rt(&mut self, symbol: &str, args: Vec<Value>, ret: Repr) -> Option<Val> {
        let value = self.b.call_rt(Symbol::from(symbol), args, ret.ty())?;
        Some(Val { value, repr: ret })
    }

    /// A call that has a result.
    pub(super) fn rt_value(&mut self, symbol: &str, args: Vec<Value>, ret: Repr) -> Value {
        match self.rt(symbol, args, ret) {
            Some(val) => val.value,
            None => self.zero(Repr::Word).value,
        }
    }

    /// The instance that a static or constructor of this very body belongs to.
    pub(super) fn decl_symbol(&self, decl: TypeDeclId<'db>, args: Tys<'db>) -> Symbol {
        symbols::type_symbol(self.db(), decl, args)
    }
}
