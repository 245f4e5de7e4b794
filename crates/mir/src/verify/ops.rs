//! What operands and results each instruction has.

use crate::function::{Function, Inst, Value};
use crate::inst::{BinOp, CmpOp, ConvOp, Op, UnOp};
use crate::types::{ElemKind, Repr, Type};

type Result = std::result::Result<(), String>;

pub(super) fn check(func: &Function, inst: &Inst) -> Result {
    let cx = OpCx {
        func,
        result: inst.result.map_or(Type::Void, |value| func.type_of(value)),
    };
    cx.op(&inst.op)
}

struct OpCx<'a> {
    func: &'a Function,
    /// `void` when the instruction has no result.
    result: Type,
}

impl OpCx<'_> {
    fn ty(&self, value: Value) -> Type {
        self.func.type_of(value)
    }

    fn want(&self, value: Value, ty: Type) -> Result {
        self.want_that(value, self.ty(value) == ty, ty.name())
    }

    fn want_that(&self, value: Value, ok: bool, wanted: &str) -> Result {
        if ok {
            Ok(())
        } else {
            Err(format!("{value} is {}, should be {wanted}", self.ty(value)))
        }
    }

    fn gives(&self, ty: Type) -> Result {
        if self.result == ty {
            Ok(())
        } else {
            Err(format!("the result is {}, should be {ty}", self.result))
        }
    }

    fn gives_something(&self) -> Result {
        if self.result == Type::Void {
            Err("needs a result".to_owned())
        } else {
            Ok(())
        }
    }

    fn all_words(&self, values: impl IntoIterator<Item = Value>) -> Result {
        values
            .into_iter()
            .try_for_each(|value| self.want(value, Type::Word))
    }

    fn op(&self, op: &Op) -> Result {
        match op {
            Op::Const(value) => {
                if value.fits(self.result) {
                    Ok(())
                } else {
                    Err(format!("the constant does not fit {}", self.result))
                }
            }
            Op::Binary(op, a, b) => {
                let ty = self.ty(*a);
                let ok = match op {
                    BinOp::IAdd | BinOp::ISub | BinOp::IMul => ty.is_int(),
                    BinOp::SDiv | BinOp::UDiv | BinOp::SRem | BinOp::URem => ty.is_int(),
                    BinOp::And | BinOp::Or | BinOp::Xor => ty.is_int() || ty == Type::Bool,
                    BinOp::Shl | BinOp::AShr | BinOp::LShr => ty.is_int(),
                    BinOp::FAdd | BinOp::FSub | BinOp::FMul | BinOp::FDiv | BinOp::FRem => {
                        ty.is_float()
                    }
                    BinOp::FMin | BinOp::FMax => ty.is_float(),
                };
                let wanted = if op.name().starts_with('f') {
                    "a float"
                } else {
                    "an integer"
                };
                self.want_that(*a, ok, wanted)?;
                self.want(*b, ty)?;
                self.gives(ty)
            }
            Op::Unary(op, a) => {
                let ty = self.ty(*a);
                let (ok, wanted) = match op {
                    UnOp::INeg | UnOp::INot => (ty.is_int(), "an integer"),
                    UnOp::BNot => (ty == Type::Bool, "bool"),
                    UnOp::FNeg | UnOp::FAbs | UnOp::FSqrt => (ty.is_float(), "a float"),
                    UnOp::FFloor | UnOp::FCeil | UnOp::FTrunc => (ty.is_float(), "a float"),
                };
                self.want_that(*a, ok, wanted)?;
                self.gives(ty)
            }
            Op::Compare(op, a, b) => {
                let ty = self.ty(*a);
                let (ok, wanted) = match op {
                    CmpOp::Eq | CmpOp::Ne => (!ty.is_float(), "no float"),
                    CmpOp::SLt | CmpOp::SLe | CmpOp::SGt | CmpOp::SGe => {
                        (ty.is_int(), "an integer")
                    }
                    CmpOp::ULt | CmpOp::ULe | CmpOp::UGt | CmpOp::UGe => {
                        (ty.is_int() || ty == Type::Ptr, "an integer or ptr")
                    }
                    CmpOp::FEq | CmpOp::FNe | CmpOp::FLt | CmpOp::FLe | CmpOp::FGt | CmpOp::FGe => {
                        (ty.is_float(), "a float")
                    }
                };
                self.want_that(*a, ok, wanted)?;
                self.want(*b, ty)?;
                self.gives(Type::Bool)
            }
            Op::Convert(op, a) => {
                let (from, to) = (self.ty(*a), self.result);
                let ok = match op {
                    ConvOp::Sext => from.is_int() && to.is_int() && from.size() < to.size(),
                    ConvOp::Zext => {
                        (from == Type::Bool && to.is_int())
                            || (from.is_int() && to.is_int() && from.size() < to.size())
                    }
                    ConvOp::Trunc => from.is_int() && to.is_int() && from.size() > to.size(),
                    ConvOp::SToF | ConvOp::UToF => from.is_int() && to.is_float(),
                    ConvOp::FToS | ConvOp::FToU => from.is_float() && to.is_int(),
                    ConvOp::FConv => from.is_float() && to.is_float() && from != to,
                    ConvOp::Bitcast => matches!(
                        (from, to),
                        (Type::F64, Type::I64)
                            | (Type::I64, Type::F64)
                            | (Type::F32, Type::I32)
                            | (Type::I32, Type::F32)
                            | (Type::Ptr, Type::I64)
                            | (Type::I64, Type::Ptr)
                    ),
                };
                if ok {
                    Ok(())
                } else {
                    Err(format!("{from} cannot become {to}"))
                }
            }
            Op::Select(cond, a, b) => {
                self.want(*cond, Type::Bool)?;
                self.want(*b, self.ty(*a))?;
                self.gives(self.ty(*a))
            }
            Op::Box(repr, value) => {
                boxable(*repr)?;
                self.want(*value, repr.ty())?;
                self.gives(Type::Word)
            }
            Op::Unbox { repr, value, .. } => {
                boxable(*repr)?;
                self.want(*value, Type::Word)?;
                self.gives(repr.ty())
            }
            Op::Call { .. } | Op::CallRt { .. } => Ok(()),
            Op::CallVirtual { args, .. } | Op::CallInterface { args, .. } => match args.first() {
                Some(receiver) => self.want(*receiver, Type::Ref),
                None => Err("has no receiver".to_owned()),
            },
            Op::CallClosure { callee, sig, args } => {
                self.want(*callee, Type::Ref)?;
                if sig.params.len() != args.len() {
                    let (want, found) = (sig.params.len(), args.len());
                    return Err(format!(
                        "the signature takes {want} arguments, {found} are given"
                    ));
                }
                for (repr, arg) in sig.params.iter().zip(args) {
                    self.want(*arg, repr.ty())?;
                }
                self.gives(sig.ret.ty())
            }
            Op::CallDyn { callee, args } => {
                self.want(*callee, Type::Word)?;
                self.all_words(args.iter().copied())?;
                self.gives(Type::Word)
            }
            Op::CallField { object, args, .. } => {
                self.want(*object, Type::Word)?;
                self.all_words(args.iter().copied())?;
                self.gives(Type::Word)
            }
            Op::NewObject { .. } => self.gives(Type::Ref),
            Op::FieldGet { object, .. } => {
                self.want(*object, Type::Ref)?;
                self.gives_something()
            }
            Op::FieldSet { object, .. } => {
                self.want(*object, Type::Ref)?;
                self.gives(Type::Void)
            }
            Op::GlobalGet { .. } => self.gives_something(),
            Op::GlobalSet { .. } => self.gives(Type::Void),
            Op::ArrayNew { capacity, .. } => {
                if let Some(capacity) = capacity {
                    self.want(*capacity, Type::I32)?;
                }
                self.gives(Type::Ref)
            }
            Op::ArrayLit { kind, values } => {
                for value in values {
                    self.want_that(*value, kind.accepts(self.ty(*value)), kind.name())?;
                }
                self.gives(Type::Ref)
            }
            Op::ArrayGet { array, index } => {
                self.want(*array, Type::Ref)?;
                self.want(*index, Type::I32)?;
                if is_element(self.result) {
                    Ok(())
                } else {
                    Err(format!("{} is no element type", self.result))
                }
            }
            Op::ArraySet {
                array,
                index,
                value,
            } => {
                self.want(*array, Type::Ref)?;
                self.want(*index, Type::I32)?;
                self.want_that(*value, is_element(self.ty(*value)), "an element type")?;
                self.gives(Type::Void)
            }
            Op::ArrayLen { array } => {
                self.want(*array, Type::Ref)?;
                self.gives(Type::I32)
            }
            Op::ArrayPush { array, value } => {
                self.want(*array, Type::Ref)?;
                self.want_that(*value, is_element(self.ty(*value)), "an element type")?;
                self.gives(Type::I32)
            }
            Op::EnumNew { .. } => self.gives(Type::Ref),
            Op::EnumTag { value } => {
                self.want(*value, Type::Ref)?;
                self.gives(Type::I32)
            }
            Op::EnumArg { value, .. } => {
                self.want(*value, Type::Ref)?;
                self.gives_something()
            }
            Op::ClosureNew { target, captures } => {
                match target {
                    crate::ClosureTarget::Lambda(_) => {}
                    crate::ClosureTarget::Function(_) => {
                        if !captures.is_empty() {
                            return Err("a function has no captures".to_owned());
                        }
                    }
                    crate::ClosureTarget::Method { .. } => match captures[..] {
                        [receiver] => self.want(receiver, Type::Ref)?,
                        _ => return Err("a method captures its receiver alone".to_owned()),
                    },
                }
                self.gives(Type::Ref)
            }
            Op::CaptureGet { closure, .. } => {
                self.want(*closure, Type::Ref)?;
                self.gives_something()
            }
            Op::CellNew { .. } => self.gives(Type::Ref),
            Op::CellGet { cell } => {
                self.want(*cell, Type::Ref)?;
                self.gives_something()
            }
            Op::CellSet { cell, .. } => {
                self.want(*cell, Type::Ref)?;
                self.gives(Type::Void)
            }
            Op::SlotGet { slot } => self.gives(self.func.slots[slot.0 as usize]),
            Op::SlotSet { slot, value } => {
                self.want(*value, self.func.slots[slot.0 as usize])?;
                self.gives(Type::Void)
            }
            Op::AnonNew { fields } => {
                self.all_words(fields.iter().map(|(_, value)| *value))?;
                self.gives(Type::Ref)
            }
            Op::AnonGet { object, .. } => {
                self.want(*object, Type::Ref)?;
                self.gives(Type::Word)
            }
            Op::AnonSet { object, value, .. } => {
                self.want(*object, Type::Ref)?;
                self.want(*value, Type::Word)?;
                self.gives(Type::Void)
            }
            Op::DynGet { object, .. } => {
                self.want(*object, Type::Word)?;
                self.gives(Type::Word)
            }
            Op::DynSet { object, value, .. } => {
                self.want(*object, Type::Word)?;
                self.want(*value, Type::Word)?;
                self.gives(Type::Void)
            }
            Op::IsType { value, .. } => {
                self.want_that(*value, self.ty(*value).is_traced(), "a ref or word")?;
                self.gives(Type::Bool)
            }
            Op::CastType { value, .. } => {
                self.want_that(*value, self.ty(*value).is_traced(), "a ref or word")?;
                self.gives(self.ty(*value))
            }
            Op::TypeValue { .. } => self.gives(Type::Ref),
            Op::NullCheck { value } => {
                let ok = matches!(self.ty(*value), Type::Ref | Type::Word | Type::Ptr);
                self.want_that(*value, ok, "a ref, word or ptr")?;
                self.gives(Type::Void)
            }
            Op::Load { ptr, .. } => {
                self.want(*ptr, Type::Ptr)?;
                self.gives_something()
            }
            Op::Store { ptr, .. } => {
                self.want(*ptr, Type::Ptr)?;
                self.gives(Type::Void)
            }
            Op::PtrAdd { ptr, offset } => {
                self.want(*ptr, Type::Ptr)?;
                self.want(*offset, Type::I64)?;
                self.gives(Type::Ptr)
            }
        }
    }
}

fn boxable(repr: Repr) -> Result {
    match repr {
        Repr::Void | Repr::Word => Err(format!("{repr} is not boxed")),
        _ => Ok(()),
    }
}

fn is_element(ty: Type) -> bool {
    ElemKind::ALL.into_iter().any(|kind| kind.accepts(ty))
}
