//! What operators, indexing, calls and unknown fields mean on abstracts (checklist 11.5-11.7):
//! which method is chosen, and what has to be done to the operands.
//!
//! ```haxe
//! abstract Vec(Array<Float>) {
//!     @:op(A * B) @:commutative static function scale(v:Vec, f:Float):Vec { … }
//! }
//! 2 * vec;   // Vec.scale(vec, 2): swapped, and the 2 becomes a Float
//! ```

use hir_def::{
    body::{BinaryOp, UnaryOp},
    ids::{FieldId, TypeDeclId},
};

use crate::{
    cast::Coercion,
    decl::{AbstractInfo, AbstractOp, OpField, abstract_info},
    fold::Subst,
    signature::field_signature,
    table::InferenceTable,
    ty::{FunParam, Ty, Tys},
};

/// An operand with what the method wants of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operand<'db> {
    pub ty: Ty<'db>,
    pub coercion: Coercion<'db>,
}

/// A method chosen for an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpCall<'db> {
    pub field: FieldId<'db>,
    /// The abstract's arguments, then the method's own.
    pub type_args: Box<[Ty<'db>]>,
    /// In the order of the method's parameters (the receiver of a member method first).
    pub operands: Vec<Operand<'db>>,
    /// `@:commutative`: the method takes the right operand first.
    pub swapped: bool,
    pub ret: Ty<'db>,
    /// For `a op= b`: the method is that of `op=` itself, the result is not assigned.
    pub is_assign: bool,
    /// Without a body the operation of the underlying type is meant.
    pub has_body: bool,
}

/// One side of a binary operation.
#[derive(Clone, Copy, Debug)]
pub struct Side<'db> {
    pub ty: Ty<'db>,
    /// The literal `null`: fits only where `Null` is written.
    pub is_null: bool,
}

impl<'db> InferenceTable<'db> {
    /// The overload of `lhs op rhs`, or with `assign` of `lhs op= rhs`. Left operand's abstract
    /// first, then the right's.
    pub fn find_binop(
        &mut self,
        op: BinaryOp,
        lhs: Side<'db>,
        rhs: Side<'db>,
        assign: bool,
    ) -> Option<OpCall<'db>> {
        let sides = [(lhs, true), (rhs, false)];
        for (side, is_left) in sides {
            let Some((decl, args)) = self.abstract_parts(side.ty) else {
                continue;
            };
            let ops = &abstract_info(self.db, decl).ops;
            let mut wanted = vec![AbstractOp::Binary(op)];
            if assign {
                wanted.insert(0, AbstractOp::Assign(op));
            }
            for kind in wanted {
                for op_field in ops.iter().filter(|o| o.op == kind) {
                    let found = self.try_binop(decl, args, *op_field, lhs, rhs, is_left);
                    if found.is_some() {
                        return found;
                    }
                }
            }
        }
        None
    }

    fn abstract_parts(&self, ty: Ty<'db>) -> Option<(TypeDeclId<'db>, Tys<'db>)> {
        match self.follow_null(ty) {
            Ty::Abstract(decl, args) => Some((decl, args)),
            _ => None,
        }
    }

    fn try_binop(
        &mut self,
        decl: TypeDeclId<'db>,
        args: Tys<'db>,
        op: OpField<'db>,
        lhs: Side<'db>,
        rhs: Side<'db>,
        is_left: bool,
    ) -> Option<OpCall<'db>> {
        let is_member = !field_signature(self.db, op.field).is_static;
        if !is_left && is_member && !op.commutative {
            return None;
        }
        let direct = self
            .attempt(|table| table.bind_operands(decl, args, op, lhs, rhs, is_left, false))
            .ok();
        if direct.is_some() || !op.commutative {
            return direct;
        }
        self.attempt(|table| table.bind_operands(decl, args, op, rhs, lhs, is_left, true))
            .ok()
    }

    /// The side that owns the operator must be the declared type exactly; the other may be cast.
    #[expect(clippy::too_many_arguments, reason = "one call, all of it needed")]
    fn bind_operands(
        &mut self,
        decl: TypeDeclId<'db>,
        args: Tys<'db>,
        op: OpField<'db>,
        first: Side<'db>,
        second: Side<'db>,
        is_left: bool,
        swapped: bool,
    ) -> Result<OpCall<'db>, ()> {
        let method = self.op_method(decl, args, op.field).ok_or(())?;
        let [one, two] = &*method.params else {
            return Err(());
        };
        let exact_first = is_left || swapped;
        let (ty1, ty2) = (*one, *two);
        // Before a type parameter of the method can become the type of null.
        if let AbstractOp::Binary(BinaryOp::Eq | BinaryOp::NotEq) = op.op {
            let admits_null = |table: &Self, ty: Ty<'db>| {
                matches!(table.resolve(ty), Ty::Null(_)) || table.follow(ty).is_dynamic()
            };
            if (first.is_null && !admits_null(self, ty1))
                || (second.is_null && !admits_null(self, ty2))
            {
                return Err(());
            }
        }
        let operands = if exact_first {
            let given = if method.is_member {
                self.follow_abstracts(first.ty)
            } else {
                first.ty
            };
            let wanted = if method.is_member {
                self.follow_abstracts(ty1)
            } else {
                ty1
            };
            self.unify_eq(given, wanted).map_err(|_| ())?;
            vec![
                Operand {
                    ty: ty1,
                    coercion: Coercion::None,
                },
                Operand {
                    ty: ty2,
                    coercion: self.coerce(second.ty, ty2).map_err(|_| ())?,
                },
            ]
        } else {
            self.unify_eq(second.ty, ty2).map_err(|_| ())?;
            vec![
                Operand {
                    ty: ty1,
                    coercion: self.coerce(first.ty, ty1).map_err(|_| ())?,
                },
                Operand {
                    ty: ty2,
                    coercion: Coercion::None,
                },
            ]
        };
        Ok(OpCall {
            field: op.field,
            type_args: method.type_args,
            operands,
            swapped,
            ret: method.ret,
            is_assign: matches!(op.op, AbstractOp::Assign(_)),
            has_body: op.has_body,
        })
    }

    /// `-a`, `a++` …
    pub fn find_unop(
        &mut self,
        op: UnaryOp,
        postfix: bool,
        operand: Ty<'db>,
    ) -> Option<OpCall<'db>> {
        let (decl, args) = self.abstract_parts(operand)?;
        let wanted = AbstractOp::Unary { op, postfix };
        let ops = &abstract_info(self.db, decl).ops;
        ops.iter().filter(|o| o.op == wanted).find_map(|&op| {
            self.attempt(|table| {
                let method = table.op_method(decl, args, op.field).ok_or(())?;
                let &[ty] = &*method.params else {
                    return Err(());
                };
                let coercion = table.member_operand(&method, operand, ty)?;
                Ok(OpCall {
                    field: op.field,
                    type_args: method.type_args,
                    operands: vec![Operand { ty, coercion }],
                    swapped: false,
                    ret: method.ret,
                    is_assign: false,
                    has_body: op.has_body,
                })
            })
            .ok()
        })
    }

    /// `a[index]`.
    pub fn find_array_get(&mut self, recv: Ty<'db>, index: Ty<'db>) -> Option<OpCall<'db>> {
        self.find_by_fields(recv, &[index], |info| &info.array)
    }

    /// `a[index] = value`.
    pub fn find_array_set(
        &mut self,
        recv: Ty<'db>,
        index: Ty<'db>,
        value: Ty<'db>,
    ) -> Option<OpCall<'db>> {
        self.find_by_fields(recv, &[index, value], |info| &info.array)
    }

    /// `a.unknown` through `@:op(a.b)`; the name is the operand after the receiver.
    pub fn find_resolve_read(&mut self, recv: Ty<'db>) -> Option<OpCall<'db>> {
        let string = self.core().string_ty(self.db);
        self.find_by_fields(recv, &[string], |info| &info.resolve)
    }

    /// `a.unknown = value`.
    pub fn find_resolve_write(&mut self, recv: Ty<'db>, value: Ty<'db>) -> Option<OpCall<'db>> {
        let string = self.core().string_ty(self.db);
        self.find_by_fields(recv, &[string, value], |info| &info.resolve)
    }

    /// `a(args…)` through `@:op(a())`.
    pub fn find_call(&mut self, recv: Ty<'db>, args: &[Ty<'db>]) -> Option<OpCall<'db>> {
        self.find_by_fields(recv, args, |info| &info.call)
    }

    fn find_by_fields(
        &mut self,
        recv: Ty<'db>,
        operands: &[Ty<'db>],
        fields: impl Fn(&'db AbstractInfo<'db>) -> &'db [FieldId<'db>],
    ) -> Option<OpCall<'db>> {
        let (decl, args) = self.abstract_parts(recv)?;
        fields(abstract_info(self.db, decl))
            .iter()
            .find_map(|&field| {
                self.attempt(|table| {
                    let method = table.op_method(decl, args, field).ok_or(())?;
                    let [this, params @ ..] = &*method.params else {
                        return Err(());
                    };
                    if params.len() != operands.len() {
                        return Err(());
                    }
                    let mut out = vec![Operand {
                        ty: *this,
                        coercion: table.member_operand(&method, recv, *this)?,
                    }];
                    for (&given, &wanted) in operands.iter().zip(params) {
                        out.push(Operand {
                            ty: wanted,
                            coercion: table.coerce(given, wanted).map_err(|_| ())?,
                        });
                    }
                    if !table.constraints_known(&method) {
                        return Err(());
                    }
                    Ok(OpCall {
                        field,
                        type_args: method.type_args,
                        operands: out,
                        swapped: false,
                        ret: method.ret,
                        is_assign: false,
                        has_body: has_code(table.db, field),
                    })
                })
                .ok()
            })
    }

    /// A type parameter of the method with constraints must have been decided by the operands.
    fn constraints_known(&self, method: &OpMethod<'db>) -> bool {
        let params = &field_signature(self.db, method.field).type_params;
        params
            .iter()
            .zip(&method.own_args)
            .all(|(&param, &arg)| self.bounds_of(param).is_empty() || !self.is_open(arg))
    }

    /// The receiver of a member method is the abstract itself; of a static one, its parameter.
    fn member_operand(
        &mut self,
        method: &OpMethod<'db>,
        given: Ty<'db>,
        wanted: Ty<'db>,
    ) -> Result<Coercion<'db>, ()> {
        if method.is_member {
            return Ok(Coercion::None);
        }
        self.coerce(given, wanted).map_err(|_| ())
    }

    /// Parameters (the receiver first) and result of an operator method, its type parameters fresh.
    fn op_method(
        &mut self,
        decl: TypeDeclId<'db>,
        args: Tys<'db>,
        field: FieldId<'db>,
    ) -> Option<OpMethod<'db>> {
        let db = self.db;
        let signature = field_signature(db, field);
        let outer = Subst::of_decl(db, decl, args.list(db));
        let (ty, own) = self.instantiate_signature(signature, &outer);
        let Ty::Fun(fun) = self.follow(ty) else {
            return None;
        };
        let is_member = !signature.is_static;
        let mut params: Vec<Ty<'db>> = Vec::new();
        if is_member {
            params.push(Ty::Abstract(decl, args));
        }
        params.extend(
            fun.params(db)
                .iter()
                .filter(|p| !self.is_pos_infos(p))
                .map(|p| p.ty),
        );
        Some(OpMethod {
            field,
            params: params.into_boxed_slice(),
            ret: fun.ret(db),
            is_member,
            type_args: args
                .list(db)
                .iter()
                .copied()
                .chain(own.iter().copied())
                .collect(),
            own_args: own,
        })
    }

    fn is_pos_infos(&self, param: &FunParam<'db>) -> bool {
        let mut ty = self.resolve(param.ty);
        if let Ty::Null(inner) = ty {
            ty = self.resolve(inner.ty(self.db));
        }
        param.optional && matches!(ty, Ty::Typedef(id, _) if Some(id) == self.core().pos_infos)
    }
}

struct OpMethod<'db> {
    field: FieldId<'db>,
    params: Box<[Ty<'db>]>,
    ret: Ty<'db>,
    is_member: bool,
    type_args: Box<[Ty<'db>]>,
    own_args: Box<[Ty<'db>]>,
}

/// Whether the method has a body; without one it exposes the operation of the underlying type.
fn has_code<'db>(db: &'db dyn base_db::Db, field: FieldId<'db>) -> bool {
    hir_def::field_data(db, field).is_some_and(|data| {
        matches!(
            data.field.kind,
            hir_def::item_tree::FieldKind::Fun { has_body: true, .. }
        )
    })
}
