//! Inline methods of abstracts that assign `this` (Haxe manual, "Abstract", "Inline"): the value they
//! are called on changes, so their body is set in at the call and what `this` then is goes back to
//! where it came from.
//!
//! ```haxe
//! abstract Counter(Int) { public inline function next() return this++; }
//! c.next();   // { var self = c; var res = self++; c = self; res; }
//! ```
//!
//! Only plain bodies are set in: what holds closures, `switch`, `try` or an early `return` stays a
//! call.

use hir_def::{
    Name,
    body::ExprId,
    ids::{FieldId, GenericOwner, TypeParamId},
    item_tree::has_meta,
};
use rustc_hash::FxHashMap;

use crate::{
    fold::{Subst, subst},
    infer::{
        InferenceContext,
        access::{FieldAccess, Host},
        facts::writes_back,
        infer,
    },
    ty::Ty,
    typed_body::{Callee, LocalDecl, LocalId, Place, TExprId, TExprKind, TypedBody},
};

/// One body being set in.
struct Inlined<'db> {
    body: &'db TypedBody<'db>,
    map: Subst<'db>,
    locals: FxHashMap<LocalId, LocalId>,
    /// Reads what stands for `this`.
    this: TExprId,
    /// Where it is.
    place: Place<'db>,
    at: ExprId,
}

impl<'db> InferenceContext<'db> {
    /// The call of `method` on `args[0]` with its body set in; `None` when an ordinary call will do.
    pub(super) fn call_writing_through(
        &mut self,
        method: FieldId<'db>,
        type_args: &[Ty<'db>],
        args: &[TExprId],
        ret: Ty<'db>,
        at: ExprId,
    ) -> Option<TExprId> {
        let owner = method.type_decl(self.db)?;
        if method == self.field || !writes_back(self.db, method) {
            return None;
        }
        let mut stmts = Vec::new();
        let (recv, place) = self.write_back_place(*args.first()?, &mut stmts, at)?;
        let body = &infer(self.db, method).body;
        let root = body.function.body?;
        let params: Vec<TypeParamId<'db>> = crate::decl::type_params_of_decl(self.db, owner)
            .iter()
            .chain(hir_def::type_params_of(
                self.db,
                GenericOwner::Field(method),
            ))
            .copied()
            .collect();
        let mut inlined = Inlined {
            body,
            map: Subst::zip(&params, type_args),
            locals: FxHashMap::default(),
            this: recv,
            place,
            at,
        };
        for (param, arg) in body.function.params.iter().zip(&args[1..]) {
            let arg = match (self.kind(*arg), param.default) {
                (TExprKind::Null, Some(default)) => self.set_in(&mut inlined, default)?,
                _ => *arg,
            };
            let (decl, local) = self.temp(arg, at);
            stmts.push(decl);
            inlined.locals.insert(param.local, local);
        }
        let value = self.set_in_tail(&mut inlined, root)?;
        if self.table.resolve(ret) == Ty::Void {
            stmts.push(value);
            stmts.push(self.make(TExprKind::Block(Box::default()), Ty::Void, at));
        } else {
            stmts.push(self.coerce_node(value, ret, at));
        }
        Some(self.block(stmts, at))
    }

    /// What `this` of the body is: a read of the place, as the type under the abstract.
    fn read_this(&mut self, inlined: &Inlined<'db>) -> TExprId {
        let read = self.again(inlined.this);
        let ty = self.ty(read);
        let under = self.table.follow_abstracts(ty);
        self.coerce_node(read, under, inlined.at)
    }

    /// A receiver that is read and then written: the place it was read from, or what
    /// [`Self::reusable`] makes of it.
    pub(super) fn reusable_place(
        &mut self,
        recv: TExprId,
        decls: &mut Vec<TExprId>,
        at: ExprId,
    ) -> TExprId {
        match self.write_back_place(recv, decls, at) {
            Some((read, _)) => read,
            None => self.reusable(recv, decls, at),
        }
    }

    /// Whether an accessor of an abstract's property changes the place that holds the abstract.
    pub(super) fn accessors_assign_this(&mut self, access: &FieldAccess<'db>) -> bool {
        let Some(owner) = access.field.type_decl(self.db) else {
            return false;
        };
        access.host == Host::Abstract
            && ["get_", "set_"].iter().any(|prefix| {
                let name = Name::from(format!("{prefix}{}", access.field.name(self.db)));
                hir_def::field_named(self.db, owner, &name)
                    .is_some_and(|accessor| writes_back(self.db, accessor))
            })
    }

    /// The same for the operators of the abstract that `recv` is, `@:op(a.b)` among them.
    pub(super) fn operators_assign_this(&mut self, recv: TExprId) -> bool {
        let ty = self.ty(recv);
        let Ty::Abstract(decl, _) = self.table.follow(ty) else {
            return false;
        };
        hir_def::fields_of(self.db, decl).iter().any(|&field| {
            hir_def::field_data(self.db, field).is_some_and(|data| {
                has_meta(&data.field.meta, ":op") || has_meta(&data.field.meta, ":resolve")
            }) && writes_back(self.db, field)
        })
    }

    /// The place that a receiver was read from, with a read of it that evaluates nothing twice.
    fn write_back_place(
        &mut self,
        recv: TExprId,
        stmts: &mut Vec<TExprId>,
        at: ExprId,
    ) -> Option<(TExprId, Place<'db>)> {
        let mut inner = recv;
        while let TExprKind::Coerce(next) | TExprKind::UnsafeCast(next) = self.kind(inner) {
            inner = *next;
        }
        let ty = self.ty(inner);
        let place = match self.kind(inner).clone() {
            TExprKind::Local(local) => Place::Local(local),
            TExprKind::This if self.abstract_ty.is_some() => {
                self.assigned_this = true;
                Place::This
            }
            TExprKind::StaticField(field) => Place::StaticField(field),
            TExprKind::Field { recv, field } => {
                let recv = self.reusable(recv, stmts, at);
                let read = self.make(TExprKind::Field { recv, field }, ty, at);
                return Some((read, Place::Field { recv, field }));
            }
            TExprKind::ArrayGet { array, index } => {
                let array = self.reusable(array, stmts, at);
                let index = self.reusable(index, stmts, at);
                let read = self.make(TExprKind::ArrayGet { array, index }, ty, at);
                return Some((read, Place::ArrayElement { array, index }));
            }
            TExprKind::AnonField { recv, name } => {
                let recv = self.reusable(recv, stmts, at);
                let kind = TExprKind::AnonField {
                    recv,
                    name: name.clone(),
                };
                let read = self.make(kind, ty, at);
                return Some((read, Place::AnonField { recv, name }));
            }
            TExprKind::DynamicField { recv, name } => {
                let recv = self.reusable(recv, stmts, at);
                let kind = TExprKind::DynamicField {
                    recv,
                    name: name.clone(),
                };
                let read = self.make(kind, ty, at);
                return Some((read, Place::DynamicField { recv, name }));
            }
            TExprKind::DynamicGet { recv, index } => {
                let recv = self.reusable(recv, stmts, at);
                let index = self.reusable(index, stmts, at);
                let read = self.make(TExprKind::DynamicGet { recv, index }, ty, at);
                return Some((read, Place::DynamicElement { recv, index }));
            }
            _ => return None,
        };
        Some((inner, place))
    }

    fn set_in_tail(&mut self, inlined: &mut Inlined<'db>, id: TExprId) -> Option<TExprId> {
        let source = &inlined.body[id];
        let ty = subst(self.db, source.ty, &inlined.map);
        match &source.kind {
            TExprKind::Return(Some(value)) => self.set_in(inlined, *value),
            TExprKind::Return(None) => {
                Some(self.make(TExprKind::Block(Box::default()), Ty::Void, inlined.at))
            }
            TExprKind::Block(exprs) => {
                let (last, before) = exprs.split_last()?;
                let mut stmts = Vec::with_capacity(exprs.len());
                for expr in before {
                    stmts.push(self.set_in(inlined, *expr)?);
                }
                stmts.push(self.set_in_tail(inlined, *last)?);
                Some(self.block(stmts, inlined.at))
            }
            TExprKind::If {
                cond,
                then,
                els: Some(els),
            } => {
                let cond = self.set_in(inlined, *cond)?;
                let then = self.set_in_tail(inlined, *then)?;
                let els = self.set_in_tail(inlined, *els)?;
                let then_ty = self.ty(then);
                let ty = if self.table.follow(ty) == Ty::Void {
                    ty
                } else {
                    then_ty
                };
                let els = self.coerce_node(els, ty, inlined.at);
                Some(self.make(
                    TExprKind::If {
                        cond,
                        then,
                        els: Some(els),
                    },
                    ty,
                    inlined.at,
                ))
            }
            _ => self.set_in(inlined, id),
        }
    }

    /// A copy of one expression; `None` for what is not set in.
    fn set_in(&mut self, inlined: &mut Inlined<'db>, id: TExprId) -> Option<TExprId> {
        let source = &inlined.body[id];
        let at = inlined.at;
        let ty = subst(self.db, source.ty, &inlined.map);
        let kind = match &source.kind {
            kind @ (TExprKind::Int(_)
            | TExprKind::Int64(_)
            | TExprKind::Float(_)
            | TExprKind::String(_)
            | TExprKind::Bool(_)
            | TExprKind::Null
            | TExprKind::TypeValue(_)
            | TExprKind::StaticField(_)
            | TExprKind::StaticClosure(_)
            | TExprKind::EnumCtor { .. }) => kind.clone(),
            TExprKind::This => return Some(self.read_this(inlined)),
            TExprKind::Local(local) => TExprKind::Local(*inlined.locals.get(local)?),
            TExprKind::VarDecl { local, init } => {
                let init = match init {
                    Some(init) => Some(self.set_in(inlined, *init)?),
                    None => None,
                };
                let source = &inlined.body[*local];
                let local_ty = subst(self.db, source.ty, &inlined.map);
                let copy = self.add_local(source.name.clone(), local_ty, LocalDecl::Temp, Some(at));
                inlined.locals.insert(*local, copy);
                TExprKind::VarDecl { local: copy, init }
            }
            TExprKind::Field { recv, field } => TExprKind::Field {
                recv: self.set_in(inlined, *recv)?,
                field: *field,
            },
            TExprKind::AnonField { recv, name } => TExprKind::AnonField {
                recv: self.set_in(inlined, *recv)?,
                name: name.clone(),
            },
            TExprKind::DynamicField { recv, name } => TExprKind::DynamicField {
                recv: self.set_in(inlined, *recv)?,
                name: name.clone(),
            },
            TExprKind::ArrayGet { array, index } => TExprKind::ArrayGet {
                array: self.set_in(inlined, *array)?,
                index: self.set_in(inlined, *index)?,
            },
            TExprKind::Assign {
                place: Place::This,
                value,
            } => {
                let value = self.set_in(inlined, *value)?;
                let held = self.ty(inlined.this);
                let value = self.coerce_node(value, held, at);
                let place = inlined.place.clone();
                let write = self.make(TExprKind::Assign { place, value }, held, at);
                return Some(self.coerce_node(write, ty, at));
            }
            TExprKind::Assign { place, value } => {
                let place = match place {
                    Place::This => return None,
                    Place::Local(local) => Place::Local(*inlined.locals.get(local)?),
                    Place::StaticField(field) => Place::StaticField(*field),
                    Place::Field { recv, field } => Place::Field {
                        recv: self.set_in(inlined, *recv)?,
                        field: *field,
                    },
                    Place::ArrayElement { array, index } => Place::ArrayElement {
                        array: self.set_in(inlined, *array)?,
                        index: self.set_in(inlined, *index)?,
                    },
                    Place::AnonField { .. }
                    | Place::DynamicField { .. }
                    | Place::DynamicElement { .. } => return None,
                };
                TExprKind::Assign {
                    place,
                    value: self.set_in(inlined, *value)?,
                }
            }
            TExprKind::Arith { op, kind, lhs, rhs } => TExprKind::Arith {
                op: *op,
                kind: *kind,
                lhs: self.set_in(inlined, *lhs)?,
                rhs: self.set_in(inlined, *rhs)?,
            },
            TExprKind::Compare { op, kind, lhs, rhs } => TExprKind::Compare {
                op: *op,
                kind: *kind,
                lhs: self.set_in(inlined, *lhs)?,
                rhs: self.set_in(inlined, *rhs)?,
            },
            TExprKind::And { lhs, rhs } => TExprKind::And {
                lhs: self.set_in(inlined, *lhs)?,
                rhs: self.set_in(inlined, *rhs)?,
            },
            TExprKind::Or { lhs, rhs } => TExprKind::Or {
                lhs: self.set_in(inlined, *lhs)?,
                rhs: self.set_in(inlined, *rhs)?,
            },
            TExprKind::Not(expr) => TExprKind::Not(self.set_in(inlined, *expr)?),
            TExprKind::Neg { kind, expr } => TExprKind::Neg {
                kind: *kind,
                expr: self.set_in(inlined, *expr)?,
            },
            TExprKind::BitNot { kind, expr } => TExprKind::BitNot {
                kind: *kind,
                expr: self.set_in(inlined, *expr)?,
            },
            TExprKind::Concat(parts) => TExprKind::Concat(self.set_in_all(inlined, parts)?),
            TExprKind::Call {
                callee: Callee::Static { method, type_args },
                args,
            } => {
                let type_args: Box<[Ty<'db>]> = type_args
                    .iter()
                    .map(|ty| subst(self.db, *ty, &inlined.map))
                    .collect();
                let args = self.set_in_all(inlined, args)?;
                return Some(self.static_call(*method, type_args, args.into_vec(), ty, at));
            }
            TExprKind::Call {
                callee:
                    Callee::Instance {
                        recv,
                        method,
                        dispatch,
                        type_args,
                    },
                args,
            } => TExprKind::Call {
                callee: Callee::Instance {
                    recv: self.set_in(inlined, *recv)?,
                    method: *method,
                    dispatch: *dispatch,
                    type_args: type_args
                        .iter()
                        .map(|ty| subst(self.db, *ty, &inlined.map))
                        .collect(),
                },
                args: self.set_in_all(inlined, args)?,
            },
            TExprKind::New { ctor, args } => TExprKind::New {
                ctor: *ctor,
                args: self.set_in_all(inlined, args)?,
            },
            TExprKind::Array(elems) => TExprKind::Array(self.set_in_all(inlined, elems)?),
            TExprKind::Object(fields) => {
                let mut copies = Vec::with_capacity(fields.len());
                for (name, value) in fields {
                    copies.push((name.clone(), self.set_in(inlined, *value)?));
                }
                TExprKind::Object(copies.into())
            }
            TExprKind::Coerce(expr) => TExprKind::Coerce(self.set_in(inlined, *expr)?),
            TExprKind::UnsafeCast(expr) => TExprKind::UnsafeCast(self.set_in(inlined, *expr)?),
            TExprKind::Block(exprs) => TExprKind::Block(self.set_in_all(inlined, exprs)?),
            TExprKind::If { cond, then, els } => TExprKind::If {
                cond: self.set_in(inlined, *cond)?,
                then: self.set_in(inlined, *then)?,
                els: match els {
                    Some(els) => Some(self.set_in(inlined, *els)?),
                    None => None,
                },
            },
            TExprKind::While {
                cond,
                body,
                do_while,
            } => TExprKind::While {
                cond: self.set_in(inlined, *cond)?,
                body: self.set_in(inlined, *body)?,
                do_while: *do_while,
            },
            TExprKind::Break => TExprKind::Break,
            TExprKind::Continue => TExprKind::Continue,
            TExprKind::Throw(value) => TExprKind::Throw(self.set_in(inlined, *value)?),
            _ => return None,
        };
        Some(self.make(kind, ty, at))
    }

    fn set_in_all(
        &mut self,
        inlined: &mut Inlined<'db>,
        exprs: &[TExprId],
    ) -> Option<Box<[TExprId]>> {
        exprs
            .iter()
            .map(|expr| self.set_in(inlined, *expr))
            .collect()
    }
}
