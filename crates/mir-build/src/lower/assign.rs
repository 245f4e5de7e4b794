//! Declarations of locals and assignments.
//!
//! What stands left of the `=` is evaluated first: receiver and index, then the value.

use hir_ty::typed_body::{LocalId, Place, TExprId, TExprKind};
use mir::{Op, Repr};

use super::{Dep, FunctionCx, Val};
use crate::{decls, repr::elem_repr, symbols};

impl<'db> FunctionCx<'_, 'db> {
    pub(super) fn lower_var(&mut self, local: LocalId, init: Option<TExprId>) {
        let Some(init) = init else {
            self.declare_local(local, None);
            return;
        };
        // A local function that is captured by itself and assigned elsewhere finds its cell.
        if let TExprKind::Closure(closure) = &self.expr(init).kind
            && closure.name == Some(local)
            && self.body.captures.is_cell(local)
        {
            self.declare_local(local, None);
            let value = self.lower_val(init);
            self.write_local(local, value);
            return;
        }
        let value = self.lower_val(init);
        self.declare_local(local, Some(value));
    }

    pub(super) fn lower_assign(&mut self, place: &Place<'db>, value: TExprId) -> Option<Val> {
        let db = self.db();
        match place {
            Place::Local(local) => {
                let value = self.lower_val(value);
                Some(self.write_local(*local, value))
            }
            Place::This => {
                let value = self.lower_val(value);
                self.assign_this(value)
            }
            Place::Field { recv, field } => {
                let recv_ty = self.expr(*recv).ty;
                let object = self.lower_val(*recv);
                let value = self.lower_val(value);
                let object = self.non_null(object);
                let name = field.name(db).clone();
                if decls::is_interface_field(db, *field) {
                    return Some(self.anon_set(object, &name, value));
                }
                let repr = self.field_repr(recv_ty, *field);
                let class = self.class_of_field(recv_ty, *field);
                let value = self.convert(value, repr);
                self.b.ins_void(Op::FieldSet {
                    object,
                    class,
                    field: name,
                    value: value.value,
                });
                Some(value)
            }
            Place::StaticField(field) => {
                let repr = crate::repr::var_repr(db, decls::declared_ty(db, *field));
                let value = self.lower_val(value);
                let value = self.convert(value, repr);
                self.out.dep(Dep::Global(*field));
                let global = symbols::field_symbol(db, *field, self.empty_args());
                self.b.ins_void(Op::GlobalSet {
                    global,
                    value: value.value,
                });
                Some(value)
            }
            Place::AnonField { recv, name } => {
                let object = self.lower_val(*recv);
                let value = self.lower_val(value);
                let object = self.non_null(object);
                Some(self.anon_set(object, name, value))
            }
            Place::DynamicField { recv, name } => {
                let object = self.lower_word(*recv);
                let value = self.lower_val(value);
                let word = self.word_of(value);
                self.b.ins_void(Op::DynSet {
                    object,
                    name: name.clone(),
                    value: word,
                });
                Some(value)
            }
            Place::ArrayElement { array, index } => {
                let elem = self.elem_repr_of(self.expr(*array).ty);
                let array = self.lower_val(*array);
                let index = self.lower_as(*index, Repr::I32);
                let value = self.lower_val(value);
                let array = self.non_null(array);
                let value = self.convert(value, elem);
                let travel = self.convert(value, elem_repr(elem)).value;
                self.b.ins_void(Op::ArraySet {
                    array,
                    index,
                    value: travel,
                });
                Some(value)
            }
            Place::DynamicElement { recv, index } => {
                let recv = self.lower_word(*recv);
                let index = self.lower_word(*index);
                let value = self.lower_val(value);
                let word = self.word_of(value);
                self.rt("rayzor_dyn_index_set", vec![recv, index, word], Repr::Void);
                Some(value)
            }
        }
    }

    fn anon_set(&mut self, object: mir::Value, name: &mir::Symbol, value: Val) -> Val {
        let word = self.word_of(value);
        self.b.ins_void(Op::AnonSet {
            object,
            name: name.clone(),
            value: word,
        });
        value
    }

    pub(super) fn assign_this(&mut self, value: Val) -> Option<Val> {
        let Some((variable, repr)) = self.this else {
            self.internal("`this` outside of a method");
            return None;
        };
        let value = self.convert(value, repr);
        self.b.write_var(variable, value.value);
        if let Some(cell) = self.this_cell {
            self.b.ins_void(Op::CellSet {
                cell,
                value: value.value,
            });
        }
        Some(value)
    }

    /// The receiver of a method that assigns `this`, and how to put it back.
    pub(super) fn lower_receiver(&mut self, id: TExprId) -> (Val, PutBack<'db>) {
        let db = self.db();
        let expr = self.expr(id);
        match &expr.kind {
            TExprKind::Coerce(inner) | TExprKind::UnsafeCast(inner) => {
                let (val, put_back) = self.lower_receiver(*inner);
                let repr = self.repr(expr.ty);
                (self.convert(val, repr), put_back)
            }
            TExprKind::Local(local) => (self.read_local(*local), PutBack::Local(*local)),
            TExprKind::This => (self.lower_val(id), PutBack::This),
            TExprKind::StaticField(field) => (self.static_get(*field), PutBack::Static(*field)),
            TExprKind::Field { recv, field }
                if !decls::is_interface_field(db, *field)
                    && decls::rt_symbol(db, *field).is_none() =>
            {
                let recv_ty = self.expr(*recv).ty;
                let object = self.lower_val(*recv);
                let object = self.non_null(object);
                let repr = self.field_repr(recv_ty, *field);
                let class = self.class_of_field(recv_ty, *field);
                let name = field.name(db).clone();
                let op = Op::FieldGet {
                    object,
                    class: class.clone(),
                    field: name.clone(),
                };
                let value = self.b.ins(op, repr.ty());
                let put_back = PutBack::Field {
                    object,
                    class,
                    name,
                    repr,
                };
                (Val { value, repr }, put_back)
            }
            TExprKind::ArrayGet { array, index } => {
                let elem = self.elem_repr_of(self.expr(*array).ty);
                let array = self.lower_val(*array);
                let index = self.lower_as(*index, Repr::I32);
                let array = self.non_null(array);
                let travel = elem_repr(elem);
                let value = self.b.ins(Op::ArrayGet { array, index }, travel.ty());
                let put_back = PutBack::Element {
                    array,
                    index,
                    repr: travel,
                };
                (
                    Val {
                        value,
                        repr: travel,
                    },
                    put_back,
                )
            }
            _ => (self.lower_val(id), PutBack::Nowhere),
        }
    }

    pub(super) fn put_back(&mut self, put_back: PutBack<'db>, value: Val) {
        match put_back {
            PutBack::Nowhere => {}
            PutBack::Local(local) => {
                self.write_local(local, value);
            }
            PutBack::This => {
                self.assign_this(value);
            }
            PutBack::Static(field) => {
                let db = self.db();
                let repr = crate::repr::var_repr(db, decls::declared_ty(db, field));
                let value = self.convert(value, repr).value;
                let global = symbols::field_symbol(db, field, self.empty_args());
                self.b.ins_void(Op::GlobalSet { global, value });
            }
            PutBack::Field {
                object,
                class,
                name,
                repr,
            } => {
                let value = self.convert(value, repr).value;
                self.b.ins_void(Op::FieldSet {
                    object,
                    class,
                    field: name,
                    value,
                });
            }
            PutBack::Element { array, index, repr } => {
                let value = self.convert(value, repr).value;
                self.b.ins_void(Op::ArraySet {
                    array,
                    index,
                    value,
                });
            }
        }
    }
}

/// Where a receiver came from.
pub(super) enum PutBack<'db> {
    Nowhere,
    Local(LocalId),
    This,
    Static(hir_def::ids::FieldId<'db>),
    Field {
        object: mir::Value,
        class: mir::Symbol,
        name: mir::Symbol,
        repr: Repr,
    },
    Element {
        array: mir::Value,
        index: mir::Value,
        repr: Repr,
    },
}
