//! Conversions between types: implicit ones, `cast`, `is`.

use hir_ty::{
    decl::{expand_typedefs, is_subclass},
    ty::Ty,
    typed_body::TExprId,
};
use mir::{Op, Repr, Type};

use super::{FunctionCx, Val};
use crate::{decls, repr::is_scalar};

impl<'db> FunctionCx<'_, 'db> {
    /// The type that decides about a conversion: through typedefs, `Null` and abstracts.
    fn core_ty(&self, ty: Ty<'db>) -> Ty<'db> {
        let db = self.db();
        let mut ty = self.ty(ty);
        for _ in 0..32 {
            ty = match expand_typedefs(db, ty) {
                Ty::Null(inner) => inner.ty(db),
                Ty::Abstract(decl, args) => {
                    match hir_ty::decl::underlying_type(db, decl, args.list(db)) {
                        Some(underlying) if !hir_ty::decl::abstract_info(db, decl).core_type => {
                            underlying
                        }
                        _ => return ty,
                    }
                }
                ty => return ty,
            };
        }
        ty
    }

    pub(super) fn lower_coerce(&mut self, inner: TExprId, to: Ty<'db>) -> Option<Val> {
        let from = self.expr(inner).ty;
        let val = self.lower(inner)?;
        Some(self.coerce(val, from, to))
    }

    fn coerce(&mut self, val: Val, from: Ty<'db>, to: Ty<'db>) -> Val {
        let to_repr = self.repr(to);
        if self.is_open(from) {
            return self.coerce_dynamic(val, to);
        }
        // An Int that becomes a Null<Float> or a Float inside a Dynamic<Float>.
        if val.repr == Repr::I32 && to_repr == Repr::Word && matches!(self.core_ty(to), Ty::Float) {
            let float = self.int_to_float(val);
            return self.convert(float, to_repr);
        }
        self.convert(val, to_repr)
    }

    /// Checked towards classes, enums, functions and basic types: a wrong value throws.
    fn coerce_dynamic(&mut self, val: Val, to: Ty<'db>) -> Val {
        let to_repr = self.repr(to);
        if val.repr != Repr::Word {
            return self.convert(val, to_repr);
        }
        if is_scalar(to_repr) {
            let value = self.b.unbox(to_repr, val.value, true);
            return Val {
                value,
                repr: to_repr,
            };
        }
        if to_repr != Repr::Ref {
            return self.convert(val, to_repr);
        }
        let checked = self.check_class(val, to);
        self.convert(checked, to_repr)
    }

    /// Throws when a reference or word is neither null nor of the class, enum or function type.
    fn check_class(&mut self, val: Val, to: Ty<'db>) -> Val {
        let db = self.db();
        let core = self.core_ty(to);
        let wanted = match core {
            // Objects of extern classes come from the runtime, which knows them by other names.
            Ty::Class(decl, _) if decls::is_extern_decl(db, decl) && !self.is_string(core) => false,
            Ty::Class(..) | Ty::Enum(..) | Ty::Fun(_) => true,
            _ => false,
        };
        if !wanted {
            return val;
        }
        let ty = self.runtime_type(core);
        let value = self.b.ins(
            Op::CastType {
                value: val.value,
                ty,
            },
            val.repr.ty(),
        );
        Val {
            value,
            repr: val.repr,
        }
    }

    /// `cast e`: a reference is checked where the static types do not already say so, because a
    /// field read at a fixed offset of another class would be wild memory.
    pub(super) fn lower_unsafe_cast(&mut self, inner: TExprId, to: Ty<'db>) -> Option<Val> {
        let from = self.expr(inner).ty;
        let val = self.lower(inner)?;
        let to_repr = self.repr(to);
        if is_scalar(to_repr) || to_repr != Repr::Ref || is_scalar(val.repr) {
            return Some(self.convert(val, to_repr));
        }
        if self.is_known_subtype(from, to) {
            return Some(self.convert(val, to_repr));
        }
        let checked = self.check_class(val, to);
        Some(self.convert(checked, to_repr))
    }

    fn is_known_subtype(&self, from: Ty<'db>, to: Ty<'db>) -> bool {
        let db = self.db();
        match (self.core_ty(from), self.core_ty(to)) {
            (Ty::Class(from, _), Ty::Class(to, _)) => from == to || is_subclass(db, from, to),
            (Ty::Enum(from, _), Ty::Enum(to, _)) => from == to,
            (Ty::Fun(_), Ty::Fun(_)) => true,
            _ => false,
        }
    }

    pub(super) fn lower_checked_cast(&mut self, inner: TExprId, to: Ty<'db>) -> Option<Val> {
        let from = self.expr(inner).ty;
        let val = self.lower(inner)?;
        let to_repr = self.repr(to);
        if self.is_known_subtype(from, to) {
            return Some(self.convert(val, to_repr));
        }
        let val = match val.repr {
            Repr::Ref | Repr::Word => val,
            _ => Val {
                value: self.word_of(val),
                repr: Repr::Word,
            },
        };
        let core = self.core_ty(to);
        let checked = match core {
            Ty::Int | Ty::Float | Ty::Bool | Ty::Class(..) | Ty::Enum(..) | Ty::Fun(_) => {
                let ty = self.runtime_type(core);
                let value = self.b.ins(
                    Op::CastType {
                        value: val.value,
                        ty,
                    },
                    val.repr.ty(),
                );
                Val {
                    value,
                    repr: val.repr,
                }
            }
            _ => val,
        };
        Some(self.convert(checked, to_repr))
    }

    pub(super) fn lower_is(&mut self, expr: TExprId, of: Ty<'db>) -> Val {
        let val = self.lower_val(expr);
        let val = match val.repr {
            Repr::Ref | Repr::Word => val,
            _ => Val {
                value: self.word_of(val),
                repr: Repr::Word,
            },
        };
        let ty = self.runtime_type(of);
        let value = self.b.ins(
            Op::IsType {
                value: val.value,
                ty,
            },
            Type::Bool,
        );
        Val {
            value,
            repr: Repr::Bool,
        }
    }
}
