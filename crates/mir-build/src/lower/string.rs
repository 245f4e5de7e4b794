//! String concatenation: every part becomes a string by its static type.

use hir_ty::{decl::expand_typedefs, ty::Ty, typed_body::TExprId};
use mir::Repr;

use super::{FunctionCx, Val};

impl<'db> FunctionCx<'_, 'db> {
    pub(super) fn lower_concat(&mut self, parts: &[TExprId]) -> Val {
        let mut res: Option<mir::Value> = None;
        for &part in parts {
            let text = self.stringify(part);
            res = Some(match res {
                // Operands may be null: they read as "null".
                Some(before) => {
                    self.rt_value("rayzor_string_concat", vec![before, text], Repr::Ref)
                }
                None => text,
            });
        }
        let value = match res {
            Some(value) => value,
            None => self.b.const_str(""),
        };
        Val {
            value,
            repr: Repr::Ref,
        }
    }

    fn stringify(&mut self, part: TExprId) -> mir::Value {
        let ty = self.expr(part).ty;
        let val = self.lower_val(part);
        match val.repr {
            Repr::Ref if self.is_string(ty) => val.value,
            Repr::I32 => self.rt_value("rayzor_string_of_int", vec![val.value], Repr::Ref),
            Repr::F64 => self.rt_value("rayzor_string_of_float", vec![val.value], Repr::Ref),
            Repr::Bool => self.rt_value("rayzor_string_of_bool", vec![val.value], Repr::Ref),
            _ => {
                let word = self.word_of(val);
                self.rt_value("rayzor_to_string", vec![word], Repr::Ref)
            }
        }
    }

    pub(super) fn is_string(&self, ty: Ty<'db>) -> bool {
        let db = self.db();
        match expand_typedefs(db, self.ty(ty)) {
            Ty::Class(decl, _) => hir_ty::core::core_of(db, decl).string == Some(decl),
            Ty::Null(inner) => self.is_string(inner.ty(db)),
            Ty::Abstract(decl, args) => hir_ty::decl::underlying_type(db, decl, args.list(db))
                .is_some_and(|underlying| self.is_string(underlying)),
            _ => false,
        }
    }
}
