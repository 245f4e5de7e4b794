//! A place in the making: what an identifier, a field or an index stands for before it is known
//! whether it will be read, written or called. Properties become calls of their accessors here,
//! methods become closures when read, abstracts' elements become calls of their array access.
//!
//! ```haxe
//! o.x;       // read:  o.get_x()
//! o.x = 1;   // write: o.set_x(1)
//! o.m;       // read:  a closure bound to o
//! o.m(1);    // call
//! ```

use hir_def::{
    Name,
    body::ExprId,
    ids::{EnumCtorId, FieldId, FieldOwner},
};

use crate::{
    infer::{BodyPlace, InferenceContext, Resolution, constant::constant_of},
    signature::{
        Access as FieldAccessKind, MethodKind, SigKind, Signature, field_shape, field_signature,
    },
    ty::{FunParam, Ty},
    typed_body::{
        Callee, Dispatch, LocalDecl, LocalId, Place, TClosure, TExprId, TExprKind, TFunction,
        TParam,
    },
};

#[derive(Clone, Debug)]
pub(super) enum Access<'db> {
    /// Reported already.
    Error,
    Value(TExprId),
    Local(LocalId),
    /// `this` of an abstract.
    This(TExprId),
    Field(FieldAccess<'db>),
    Anon {
        recv: TExprId,
        name: Name,
        ty: Ty<'db>,
        writable: bool,
    },
    Dynamic {
        recv: TExprId,
        name: Name,
        ty: Ty<'db>,
    },
    Element {
        array: TExprId,
        index: TExprId,
        ty: Ty<'db>,
    },
    DynamicElement {
        recv: TExprId,
        index: TExprId,
        ty: Ty<'db>,
    },
    /// `a[i]` on an abstract with `@:arrayAccess`.
    AbstractElement {
        recv: TExprId,
        index: TExprId,
        index_at: ExprId,
    },
    /// `a.name` through `@:op(a.b)`.
    Resolve {
        recv: TExprId,
        name: Name,
    },
    EnumCtor {
        ctor: EnumCtorId<'db>,
        ty: Ty<'db>,
    },
}

/// A declared field with its receiver.
#[derive(Clone, Debug)]
pub(super) struct FieldAccess<'db> {
    pub field: FieldId<'db>,
    pub recv: Option<TExprId>,
    pub host: Host,
    /// Instantiated; without the receiver parameter of an abstract's method or an extension.
    pub ty: Ty<'db>,
    /// Of the owner (for abstracts) and of the method itself.
    pub type_args: Box<[Ty<'db>]>,
    /// The storage is meant, whatever accessors there are: `@:bypassAccessor`.
    pub bypass: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Host {
    Static,
    Instance,
    Interface,
    Super,
    /// The receiver is the first argument: an abstract's own field.
    Abstract,
    /// The same for a static extension.
    Extension,
}

impl<'db> InferenceContext<'db> {
    /// Not for its type: a field that is being decided has none yet.
    pub(super) fn sig(&self, field: FieldId<'db>) -> &'db Signature<'db> {
        match self.table.open_type(field) {
            Some(_) => field_shape(self.db, field),
            None => field_signature(self.db, field),
        }
    }

    // --- read

    pub(super) fn read_access(&mut self, access: &Access<'db>, at: ExprId) -> TExprId {
        match access.clone() {
            Access::Error => self.missing(at),
            Access::Value(value) | Access::This(value) => value,
            Access::Local(local) => self.local(local, at),
            Access::Field(field) => self.read_field(&field, at),
            Access::Anon { recv, name, ty, .. } => {
                self.make(TExprKind::AnonField { recv, name }, ty, at)
            }
            Access::Dynamic { recv, name, ty } => {
                self.make(TExprKind::DynamicField { recv, name }, ty, at)
            }
            Access::Element { array, index, ty } => {
                self.make(TExprKind::ArrayGet { array, index }, ty, at)
            }
            Access::DynamicElement { recv, index, ty } => {
                self.make(TExprKind::DynamicGet { recv, index }, ty, at)
            }
            Access::AbstractElement {
                recv,
                index,
                index_at,
            } => self.abstract_get(recv, index, index_at, at),
            Access::Resolve { recv, name } => self.resolve_read(recv, name, at),
            Access::EnumCtor { ctor, ty } => {
                let as_function = matches!(self.table.follow(ty), Ty::Fun(_));
                self.make(TExprKind::EnumCtor { ctor, as_function }, ty, at)
            }
        }
    }

    fn read_field(&mut self, access: &FieldAccess<'db>, at: ExprId) -> TExprId {
        let sig = self.sig(access.field);
        match (sig.kind, access.recv) {
            (SigKind::Method(kind), _) => self.method_closure(access, kind, at),
            // A variable that holds a function, as an extension.
            (SigKind::Var { .. }, Some(recv)) if access.host == Host::Extension => {
                self.bound_closure(access, recv, at)
            }
            (SigKind::Var { read, .. }, _) => {
                if let Some(value) = self.constant_read(access, sig, at) {
                    return value;
                }
                match read {
                    FieldAccessKind::Normal | FieldAccessKind::Inline | FieldAccessKind::Ctor => {
                        self.read_storage(access, at)
                    }
                    FieldAccessKind::Call if self.bypasses_accessor(access, "get_") => {
                        self.check_storage(access, sig, at);
                        self.read_storage(access, at)
                    }
                    FieldAccessKind::Call => self.call_getter(access, at),
                    FieldAccessKind::Null if self.may_use_privately(access) => {
                        self.read_storage(access, at)
                    }
                    FieldAccessKind::Dynamic => self.call_getter(access, at),
                    FieldAccessKind::Null | FieldAccessKind::Never => {
                        if !self.untyped {
                            self.error_at(
                                "no-read-access",
                                self.name_place(at),
                                "This expression cannot be accessed for reading",
                            );
                        }
                        self.make(TExprKind::Missing, access.ty, at)
                    }
                }
            }
        }
    }

    /// `inline static var` and enum abstract values are their constants.
    fn constant_read(
        &mut self,
        access: &FieldAccess<'db>,
        sig: &Signature<'db>,
        at: ExprId,
    ) -> Option<TExprId> {
        if !(sig.is_enum_value || (sig.is_inline && sig.is_static)) {
            return None;
        }
        if access.field == self.field {
            return None;
        }
        let value = constant_of(self.db, access.field)?;
        Some(self.make(value.kind(), access.ty, at))
    }

    fn read_storage(&mut self, access: &FieldAccess<'db>, at: ExprId) -> TExprId {
        let kind = match (access.host, access.recv) {
            (Host::Instance | Host::Interface | Host::Super, Some(recv)) => TExprKind::Field {
                recv,
                field: access.field,
            },
            _ => TExprKind::StaticField(access.field),
        };
        self.make(kind, access.ty, at)
    }

    /// Inside `get_x`, `this.x` is the storage.
    fn bypasses_accessor(&mut self, access: &FieldAccess<'db>, prefix: &str) -> bool {
        if access.bypass {
            return true;
        }
        let accessor = self.field.name(self.db);
        let Some(name) = accessor.strip_prefix(prefix) else {
            return false;
        };
        if name != access.field.name(self.db).as_str() {
            return false;
        }
        match access.recv {
            Some(recv) => {
                access.host != Host::Super
                    && self.abstract_ty.is_none()
                    && matches!(self.kind(recv), TExprKind::This)
            }
            None => access.field.owner(self.db) == self.field.owner(self.db),
        }
    }

    fn check_storage(&mut self, access: &FieldAccess<'db>, sig: &Signature<'db>, at: ExprId) {
        if !sig.has_storage() && !sig.is_extern {
            self.error_at(
                "no-storage",
                self.name_place(at),
                "This field cannot be accessed because it is not a real variable",
            );
            self.relate_last(
                super::RelatedPlace::Field(access.field),
                "Add @:isVar here to enable it",
            );
        }
    }

    fn call_getter(&mut self, access: &FieldAccess<'db>, at: ExprId) -> TExprId {
        let name = Name::from(format!("get_{}", access.field.name(self.db)));
        self.call_accessor(access, &name, Vec::new(), access.ty, at)
    }

    fn call_accessor(
        &mut self,
        access: &FieldAccess<'db>,
        name: &Name,
        args: Vec<TExprId>,
        ty: Ty<'db>,
        at: ExprId,
    ) -> TExprId {
        let parent = match access.recv {
            Some(recv) if access.host == Host::Super => {
                self.ty(recv).decl(self.db).map(|(decl, _)| decl)
            }
            _ => None,
        };
        let method = match access.field.owner(self.db) {
            // A class between the property's and this one may override the accessor.
            FieldOwner::Type(owner) => self.accessor_method(parent.unwrap_or(owner), name),
            FieldOwner::Module(module) => hir_def::module_field_named(self.db, module, name),
        };
        let Some(method) = method else {
            // An interface need not list the accessors of its properties: found by name.
            if let (Host::Interface, Some(recv)) = (access.host, access.recv) {
                let callee = Callee::Named {
                    recv,
                    name: name.clone(),
                };
                let args = args.into_boxed_slice();
                return self.make(TExprKind::Call { callee, args }, ty, at);
            }
            // Reported where the property is declared.
            return self.make(TExprKind::Missing, ty, at);
        };
        let accessor = FieldAccess {
            bypass: false,
            field: method,
            recv: access.recv,
            host: access.host,
            ty,
            type_args: access.type_args.clone(),
        };
        self.call_method(&accessor, args, ty, at)
    }

    // --- calls with arguments at hand

    /// The call itself: `args` are complete and converted.
    pub(super) fn call_method(
        &mut self,
        access: &FieldAccess<'db>,
        mut args: Vec<TExprId>,
        ret: Ty<'db>,
        at: ExprId,
    ) -> TExprId {
        let method = access.field;
        let type_args = access.type_args.clone();
        let callee = match (access.host, access.recv) {
            (Host::Instance, Some(recv)) => Callee::Instance {
                recv,
                method,
                dispatch: Dispatch::Virtual,
                type_args,
            },
            (Host::Interface, Some(recv)) => Callee::Instance {
                recv,
                method,
                dispatch: Dispatch::Interface,
                type_args,
            },
            (Host::Super, Some(recv)) => Callee::Instance {
                recv,
                method,
                dispatch: Dispatch::Super,
                type_args,
            },
            (Host::Extension, Some(recv)) if !self.sig(method).is_method() => {
                // A variable that holds the function.
                args.insert(0, recv);
                let held = self.sig(method).ty;
                let callee = Callee::Value(self.make(TExprKind::StaticField(method), held, at));
                let args = args.into_boxed_slice();
                return self.make(TExprKind::Call { callee, args }, ret, at);
            }
            (Host::Abstract | Host::Extension, Some(recv)) => {
                args.insert(0, recv);
                return self.static_call(method, type_args, args, ret, at);
            }
            (Host::Static, _) | (_, None) => {
                if let Some(text) = self.text_of_abstract(method, &args, at) {
                    return text;
                }
                Callee::Static { method, type_args }
            }
        };
        self.make(
            TExprKind::Call {
                callee,
                args: args.into(),
            },
            ret,
            at,
        )
    }

    // --- methods as values

    fn method_closure(
        &mut self,
        access: &FieldAccess<'db>,
        kind: MethodKind,
        at: ExprId,
    ) -> TExprId {
        match kind {
            MethodKind::Macro => {
                self.error_at(
                    "macro-access",
                    self.name_place(at),
                    "Macro functions must be called immediately",
                );
                return self.make(TExprKind::Missing, access.ty, at);
            }
            MethodKind::Normal | MethodKind::Inline | MethodKind::Dynamic => {}
        }
        if self.has_no_closure(access.field) {
            let name = access.field.name(self.db);
            self.error_at(
                "no-closure",
                self.name_place(at),
                format!("Method {name} cannot be used as a value"),
            );
        }
        match (access.host, access.recv) {
            (Host::Super, _) => {
                self.error_at(
                    "super-closure",
                    self.name_place(at),
                    "Cannot create closure on super method",
                );
                self.make(TExprKind::Missing, access.ty, at)
            }
            (Host::Instance | Host::Interface, Some(recv)) => {
                let kind = if kind == MethodKind::Dynamic {
                    TExprKind::Field {
                        recv,
                        field: access.field,
                    }
                } else {
                    TExprKind::MethodClosure {
                        recv,
                        method: access.field,
                    }
                };
                self.make(kind, access.ty, at)
            }
            (Host::Abstract | Host::Extension, Some(recv)) => self.bound_closure(access, recv, at),
            (Host::Static | Host::Instance | Host::Interface, _)
            | (Host::Abstract | Host::Extension, None) => {
                let kind = if kind == MethodKind::Dynamic {
                    TExprKind::StaticField(access.field)
                } else {
                    TExprKind::StaticClosure(access.field)
                };
                self.make(kind, access.ty, at)
            }
        }
    }

    /// `a.m` of an abstract or extension as a value: `{ var r = a; (args) -> m(r, args); }`.
    fn bound_closure(&mut self, access: &FieldAccess<'db>, recv: TExprId, at: ExprId) -> TExprId {
        let Ty::Fun(fun) = self.table.follow(access.ty) else {
            return self.make(TExprKind::Missing, access.ty, at);
        };
        let mut decls = Vec::new();
        let recv = self.reusable(recv, &mut decls, at);
        let params: Vec<FunParam<'db>> = fun.params(self.db).to_vec();
        let access = FieldAccess {
            recv: Some(recv),
            ..access.clone()
        };
        let closure = self.forwarding_closure(&params, fun.ret(self.db), at, |this, args| {
            this.call_method(&access, args, fun.ret(this.db), at)
        });
        decls.push(closure);
        self.block(decls, at)
    }

    /// `(params) -> call(params)`.
    pub(super) fn forwarding_closure(
        &mut self,
        params: &[FunParam<'db>],
        ret: Ty<'db>,
        at: ExprId,
        call: impl FnOnce(&mut Self, Vec<TExprId>) -> TExprId,
    ) -> TExprId {
        let mut t_params = Vec::new();
        let mut args = Vec::new();
        for param in params {
            let local = self.add_local(param.name.clone(), param.ty, LocalDecl::Temp, Some(at));
            t_params.push(TParam {
                local,
                optional: param.optional,
                default: None,
            });
            args.push(self.local(local, at));
        }
        let value = call(self, args);
        let body = if self.table.resolve(ret) == Ty::Void {
            value
        } else {
            self.make(TExprKind::Return(Some(value)), Ty::Dynamic(None), at)
        };
        let ordinal = self.next_closure();
        let ty = self.fun_ty(params.to_vec(), ret);
        self.make(
            TExprKind::Closure(Box::new(TClosure {
                function: TFunction {
                    params: t_params.into(),
                    ret,
                    body: Some(body),
                },
                name: None,
                ordinal,
            })),
            ty,
            at,
        )
    }

    pub(super) fn next_closure(&mut self) -> u32 {
        self.closure_count += 1;
        self.closure_count
    }

    // --- write

    /// The type that a value to be stored must have.
    pub(super) fn write_ty(&mut self, access: &Access<'db>) -> Option<Ty<'db>> {
        match access {
            Access::Local(local) => Some(self.locals[local.0 as usize].ty),
            Access::This(value) => Some(self.ty(*value)),
            Access::Field(field) => Some(field.ty),
            Access::Anon { ty, .. }
            | Access::Dynamic { ty, .. }
            | Access::Element { ty, .. }
            | Access::DynamicElement { ty, .. } => Some(*ty),
            Access::Value(value) => Some(self.ty(*value)),
            Access::AbstractElement { .. }
            | Access::Resolve { .. }
            | Access::EnumCtor { .. }
            | Access::Error => None,
        }
    }

    /// Stores `value` (of any type: it is converted) and yields what the assignment yields.
    pub(super) fn write_access(
        &mut self,
        access: &Access<'db>,
        value: TExprId,
        value_at: ExprId,
        at: ExprId,
    ) -> TExprId {
        let place = match access.clone() {
            Access::Error => return self.missing(at),
            Access::Value(_) | Access::EnumCtor { .. } => {
                if self.untyped {
                    return self.missing(at);
                }
                self.error("invalid-assign", at, "Invalid assign");
                return self.missing(at);
            }
            Access::Local(local) => {
                self.check_local_write(local, at);
                Place::Local(local)
            }
            Access::This(_) => {
                self.assigned_this = true;
                if !self.may_assign_this() {
                    self.error(
                        "abstract-this",
                        at,
                        "Abstract 'this' value can only be modified inside an inline function",
                    );
                }
                Place::This
            }
            Access::Field(field) => match self.field_place(&field, at) {
                FieldWrite::Place(place) => place,
                FieldWrite::Setter(name) => {
                    let value = self.coerce(value, field.ty, value_at);
                    self.check_setter(&field, &name, at);
                    return self.call_accessor(&field, &name, vec![value], field.ty, at);
                }
                FieldWrite::No => {
                    self.make(TExprKind::Missing, field.ty, at);
                    return self.missing(at);
                }
            },
            Access::Anon {
                recv,
                name,
                writable,
                ..
            } => {
                if !writable && !self.untyped && !self.private_access {
                    self.error_at(
                        "no-write-access",
                        self.name_place(at),
                        "This expression cannot be accessed for writing",
                    );
                }
                Place::AnonField { recv, name }
            }
            Access::Dynamic { recv, name, .. } => Place::DynamicField { recv, name },
            Access::Element { array, index, .. } => Place::ArrayElement { array, index },
            Access::DynamicElement { recv, index, .. } => Place::DynamicElement { recv, index },
            Access::AbstractElement {
                recv,
                index,
                index_at,
            } => return self.abstract_set(recv, (index, index_at), (value, value_at), at),
            Access::Resolve { recv, name } => {
                return self.resolve_write(recv, name, value, value_at, at);
            }
        };
        let ty = self.write_ty(access).unwrap_or(Ty::Unknown);
        let value = self.coerce(value, ty, value_at);
        self.make(TExprKind::Assign { place, value }, ty, at)
    }

    fn check_local_write(&mut self, local: LocalId, at: ExprId) {
        let info = &self.local_info[local.0 as usize];
        if self.locals[local.0 as usize].is_final {
            self.error("final-assign", at, "Cannot assign to final");
        } else if info.is_loop_var {
            self.error("loop-variable", at, "Loop variable cannot be modified");
        } else if info.is_function {
            let name = self.locals[local.0 as usize].name.clone();
            self.error(
                "function-assign",
                at,
                format!("Cannot access function {name} for writing"),
            );
        }
    }

    fn field_place(&mut self, access: &FieldAccess<'db>, at: ExprId) -> FieldWrite<'db> {
        let sig = self.sig(access.field);
        let place = match (access.host, access.recv) {
            (Host::Instance | Host::Interface | Host::Super, Some(recv)) => Place::Field {
                recv,
                field: access.field,
            },
            _ => Place::StaticField(access.field),
        };
        let write = match sig.kind {
            SigKind::Method(MethodKind::Dynamic) => return FieldWrite::Place(place),
            SigKind::Method(_) => {
                if !self.untyped {
                    self.error_at(
                        "method-rebind",
                        self.name_place(at),
                        "Cannot rebind this method : please use 'dynamic' before method declaration",
                    );
                }
                return FieldWrite::No;
            }
            SigKind::Var { write, .. } => write,
        };
        match write {
            FieldAccessKind::Normal => FieldWrite::Place(place),
            FieldAccessKind::Call | FieldAccessKind::Dynamic => {
                if write == FieldAccessKind::Call && self.bypasses_accessor(access, "set_") {
                    self.check_storage(access, sig, at);
                    return FieldWrite::Place(place);
                }
                FieldWrite::Setter(Name::from(format!("set_{}", access.field.name(self.db))))
            }
            FieldAccessKind::Null if self.may_use_privately(access) => FieldWrite::Place(place),
            FieldAccessKind::Ctor if self.in_constructor_of(access) => FieldWrite::Place(place),
            FieldAccessKind::Ctor
            | FieldAccessKind::Null
            | FieldAccessKind::Never
            | FieldAccessKind::Inline => {
                if !self.untyped {
                    self.error_at(
                        "no-write-access",
                        self.name_place(at),
                        "This expression cannot be accessed for writing",
                    );
                }
                FieldWrite::No
            }
        }
    }

    fn in_constructor_of(&mut self, access: &FieldAccess<'db>) -> bool {
        if self.field.name(self.db) != "new" || self.functions.last().is_some_and(|f| f.is_local) {
            return false;
        }
        let (FieldOwner::Type(owner), Some(here)) = (access.field.owner(self.db), self.owner)
        else {
            return false;
        };
        owner == here
            || (crate::decl::is_subclass(self.db, here, owner)
                && super::facts::is_abstract_class(self.db, owner))
    }

    /// The access with everything it evaluates put into temporaries, so that it can be read and
    /// then written.
    pub(super) fn reusable_access(
        &mut self,
        access: Access<'db>,
        decls: &mut Vec<TExprId>,
        at: ExprId,
    ) -> Access<'db> {
        match access {
            Access::Field(mut field) => {
                let writes_back = self.accessors_assign_this(&field);
                field.recv = field.recv.map(|recv| match writes_back {
                    true => self.reusable_place(recv, decls, at),
                    false => self.reusable(recv, decls, at),
                });
                Access::Field(field)
            }
            Access::Anon {
                recv,
                name,
                ty,
                writable,
            } => Access::Anon {
                recv: self.reusable(recv, decls, at),
                name,
                ty,
                writable,
            },
            Access::Dynamic { recv, name, ty } => Access::Dynamic {
                recv: self.reusable(recv, decls, at),
                name,
                ty,
            },
            Access::Element { array, index, ty } => Access::Element {
                array: self.reusable(array, decls, at),
                index: self.reusable(index, decls, at),
                ty,
            },
            Access::DynamicElement { recv, index, ty } => Access::DynamicElement {
                recv: self.reusable(recv, decls, at),
                index: self.reusable(index, decls, at),
                ty,
            },
            Access::AbstractElement {
                recv,
                index,
                index_at,
            } => Access::AbstractElement {
                recv: self.reusable(recv, decls, at),
                index: self.reusable(index, decls, at),
                index_at,
            },
            Access::Resolve { recv, name } => {
                let recv = match self.operators_assign_this(recv) {
                    true => self.reusable_place(recv, decls, at),
                    false => self.reusable(recv, decls, at),
                };
                Access::Resolve { recv, name }
            }
            Access::Error
            | Access::Value(_)
            | Access::Local(_)
            | Access::This(_)
            | Access::EnumCtor { .. } => access,
        }
    }

    // --- helpers

    /// The name of a field access, the whole of anything else.
    pub(super) fn name_place(&self, at: ExprId) -> BodyPlace {
        match self.expr(at) {
            hir_def::body::Expr::Field { .. } => BodyPlace::FieldName(at),
            _ => BodyPlace::Expr(at),
        }
    }

    pub(super) fn resolve_access(&mut self, at: ExprId, access: &Access<'db>) {
        let resolution = match access {
            Access::Field(field) => Resolution::Field(field.field),
            Access::Local(local) => Resolution::Local(*local),
            Access::EnumCtor { ctor, .. } => Resolution::EnumCtor(*ctor),
            Access::Anon { .. } => Resolution::AnonField,
            _ => return,
        };
        self.resolve_to(at, resolution);
    }
}

enum FieldWrite<'db> {
    Place(Place<'db>),
    Setter(Name),
    No,
}
