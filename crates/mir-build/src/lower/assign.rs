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

    /// Where the receiver of a method that assigns `this` is; evaluates the parts of the place.
    pub(super) fn lower_receiver(&mut self, id: TExprId) -> Held<'db> {
        let db = self.db();
        match &self.expr(id).kind {
            TExprKind::Coerce(inner) | TExprKind::UnsafeCast(inner) => self.lower_receiver(*inner),
            TExprKind::Local(local) => Held::Local(*local),
            TExprKind::This => Held::This(id),
            TExprKind::StaticField(field) => Held::Static(*field),
            TExprKind::Field { recv, field }
                if !decls::is_interface_field(db, *field)
                    && decls::rt_symbol(db, *field).is_none() =>
            {
                let recv_ty = self.expr(*recv).ty;
                let object = self.lower_val(*recv);
                Held::Field {
                    object: self.non_null(object),
                    class: self.class_of_field(recv_ty, *field),
                    name: field.name(db).clone(),
                    repr: self.field_repr(recv_ty, *field),
                }
            }
            TExprKind::AnonField { recv, name } => {
                self.out.name(name);
                let object = self.lower_val(*recv);
                Held::Anon {
                    object: self.non_null(object),
                    name: name.clone(),
                }
            }
            TExprKind::DynamicField { recv, name } => {
                self.out.name(name);
                Held::Dynamic {
                    object: self.lower_word(*recv),
                    name: name.clone(),
                }
            }
            TExprKind::ArrayGet { array, index } => {
                let elem = self.elem_repr_of(self.expr(*array).ty);
                let array = self.lower_val(*array);
                let index = self.lower_as(*index, Repr::I32);
                Held::Element {
                    array: self.non_null(array),
                    index,
                    repr: elem_repr(elem),
                }
            }
            TExprKind::DynamicGet { recv, index } => Held::DynamicElement {
                recv: self.lower_word(*recv),
                index: self.lower_word(*index),
            },
            _ => Held::Nowhere(self.lower_val(id)),
        }
    }

    pub(super) fn read_held(&mut self, held: &Held<'db>) -> Val {
        let (op, repr) = match held {
            Held::Nowhere(val) => return *val,
            Held::Local(local) => return self.read_local(*local),
            Held::This(id) => return self.lower_val(*id),
            Held::Static(field) => return self.static_get(*field),
            Held::DynamicElement { recv, index } => {
                let value = self.rt_value("rayzor_dyn_index_get", vec![*recv, *index], Repr::Word);
                return Val {
                    value,
                    repr: Repr::Word,
                };
            }
            Held::Field {
                object,
                class,
                name,
                repr,
            } => (
                Op::FieldGet {
                    object: *object,
                    class: class.clone(),
                    field: name.clone(),
                },
                *repr,
            ),
            Held::Anon { object, name } => (
                Op::AnonGet {
                    object: *object,
                    name: name.clone(),
                },
                Repr::Word,
            ),
            Held::Dynamic { object, name } => (
                Op::DynGet {
                    object: *object,
                    name: name.clone(),
                },
                Repr::Word,
            ),
            Held::Element { array, index, repr } => (
                Op::ArrayGet {
                    array: *array,
                    index: *index,
                },
                *repr,
            ),
        };
        Val {
            value: self.b.ins(op, repr.ty()),
            repr,
        }
    }

    pub(super) fn write_held(&mut self, held: Held<'db>, value: Val) {
        match held {
            Held::Nowhere(_) => {}
            Held::Local(local) => {
                self.write_local(local, value);
            }
            Held::This(_) => {
                self.assign_this(value);
            }
            Held::Static(field) => {
                let db = self.db();
                let repr = crate::repr::var_repr(db, decls::declared_ty(db, field));
                let value = self.convert(value, repr).value;
                let global = symbols::field_symbol(db, field, self.empty_args());
                self.b.ins_void(Op::GlobalSet { global, value });
            }
            Held::Field {
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
            Held::Anon { object, name } => {
                self.anon_set(object, &name, value);
            }
            Held::Dynamic { object, name } => {
                let value = self.word_of(value);
                self.b.ins_void(Op::DynSet {
                    object,
                    name,
                    value,
                });
            }
            Held::Element { array, index, repr } => {
                let value = self.convert(value, repr).value;
                self.b.ins_void(Op::ArraySet {
                    array,
                    index,
                    value,
                });
            }
            Held::DynamicElement { recv, index } => {
                let word = self.word_of(value);
                self.rt("rayzor_dyn_index_set", vec![recv, index, word], Repr::Void);
            }
        }
    }
}

/// A place with its parts evaluated.
pub(super) enum Held<'db> {
    /// A value that nothing holds.
    Nowhere(Val),
    Local(LocalId),
    This(TExprId),
    Static(hir_def::ids::FieldId<'db>),
    Field {
        object: mir::Value,
        class: mir::Symbol,
        name: mir::Symbol,
        repr: Repr,
    },
    Anon {
        object: mir::Value,
        name: mir::Symbol,
    },
    Dynamic {
        object: mir::Value,
        name: mir::Symbol,
    },
    Element {
        array: mir::Value,
        index: mir::Value,
        repr: Repr,
    },
    DynamicElement {
        recv: mir::Value,
        index: mir::Value,
    },
}
