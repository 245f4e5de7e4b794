//! Instructions.

use super::{Parser, Result};
use crate::function::{Slot, Value};
use crate::inst::{BinOp, ClosureTarget, CmpOp, Const, ConvOp, Op, UnOp};
use crate::types::Type;

impl Parser<'_> {
    fn const_(&mut self, result: Option<Value>) -> Result<Const> {
        let ty = result.and_then(|value| self.value_types[value.0 as usize]);
        if self.opt_keyword("true")? {
            return Ok(Const::Bool(true));
        }
        if self.opt_keyword("false")? {
            return Ok(Const::Bool(false));
        }
        let bits = self.opt_keyword("bits")?;
        Ok(match ty {
            Some(Type::F64) if bits => Const::F64(self.number()?),
            Some(Type::F32) if bits => Const::F32(self.number()?),
            Some(Type::F64) => Const::f64(self.number()?),
            Some(Type::F32) => Const::f32(self.number()?),
            _ => Const::Int(self.number()?),
        })
    }

    pub(super) fn op(&mut self, result: Option<Value>) -> Result<Op> {
        let word = self.word()?;
        if let Some(op) = BinOp::from_name(&word) {
            return Ok(Op::Binary(op, self.value()?, self.comma_value()?));
        }
        if let Some(op) = CmpOp::from_name(&word) {
            return Ok(Op::Compare(op, self.value()?, self.comma_value()?));
        }
        if let Some(op) = UnOp::from_name(&word) {
            return Ok(Op::Unary(op, self.value()?));
        }
        if let Some(op) = ConvOp::from_name(&word) {
            return Ok(Op::Convert(op, self.value()?));
        }
        Ok(match word.as_str() {
            "const" => Op::Const(self.const_(result)?),
            "null" => Op::Const(Const::Null),
            "undef" => Op::Const(Const::Undef),
            "str" => Op::Const(Const::Str(self.string()?)),
            "select" => Op::Select(self.value()?, self.comma_value()?, self.comma_value()?),
            "box" => Op::Box(self.repr()?, self.value()?),
            "unbox" | "unbox_checked" => {
                let repr = self.repr()?;
                Op::Unbox {
                    repr,
                    value: self.value()?,
                    checked: word == "unbox_checked",
                }
            }
            "call" => Op::Call {
                func: self.symbol()?,
                args: self.args()?,
            },
            "call_rt" => Op::CallRt {
                symbol: self.symbol()?,
                args: self.args()?,
            },
            "call_virtual" => Op::CallVirtual {
                class: self.symbol()?,
                method: self.symbol()?,
                args: self.args()?,
            },
            "call_interface" => Op::CallInterface {
                interface: self.symbol()?,
                method: self.symbol()?,
                args: self.args()?,
            },
            "call_closure" => Op::CallClosure {
                callee: self.value()?,
                sig: self.signature()?,
                args: self.args()?,
            },
            "call_dyn" => Op::CallDyn {
                callee: self.value()?,
                args: self.args()?,
            },
            "call_field" => Op::CallField {
                object: self.value()?,
                name: self.symbol()?,
                args: self.args()?,
            },
            "new" => Op::NewObject {
                class: self.symbol()?,
            },
            "field_get" => Op::FieldGet {
                object: self.value()?,
                class: self.symbol()?,
                field: self.symbol()?,
            },
            "field_set" => Op::FieldSet {
                object: self.value()?,
                class: self.symbol()?,
                field: self.symbol()?,
                value: self.comma_value()?,
            },
            "global_get" => Op::GlobalGet {
                global: self.symbol()?,
            },
            "global_set" => Op::GlobalSet {
                global: self.symbol()?,
                value: self.comma_value()?,
            },
            "array_new" => {
                let kind = self.elem_kind()?;
                let capacity = if self.opt_punct(',')? {
                    Some(self.value()?)
                } else {
                    None
                };
                Op::ArrayNew { kind, capacity }
            }
            "array_lit" => {
                let kind = self.elem_kind()?;
                Op::ArrayLit {
                    kind,
                    values: self.list('[', ']', Self::value)?,
                }
            }
            "array_get" => Op::ArrayGet {
                array: self.value()?,
                index: self.comma_value()?,
            },
            "array_set" => Op::ArraySet {
                array: self.value()?,
                index: self.comma_value()?,
                value: self.comma_value()?,
            },
            "array_len" => Op::ArrayLen {
                array: self.value()?,
            },
            "array_push" => Op::ArrayPush {
                array: self.value()?,
                value: self.comma_value()?,
            },
            "enum_new" => Op::EnumNew {
                enum_: self.symbol()?,
                ctor: self.symbol()?,
                args: self.args()?,
            },
            "enum_tag" => Op::EnumTag {
                value: self.value()?,
            },
            "enum_arg" => Op::EnumArg {
                value: self.value()?,
                enum_: self.symbol()?,
                ctor: self.symbol()?,
                index: self.number()?,
            },
            "closure_new" => {
                let kind = self.word()?;
                let target = match kind.as_str() {
                    "lambda" => ClosureTarget::Lambda(self.symbol()?),
                    "function" => ClosureTarget::Function(self.symbol()?),
                    "method" => ClosureTarget::Method {
                        class: self.symbol()?,
                        method: self.symbol()?,
                    },
                    _ => return self.error(format!("`{kind}` is no closure target")),
                };
                Op::ClosureNew {
                    target,
                    captures: self.list('[', ']', Self::value)?,
                }
            }
            "capture_get" => {
                let closure = self.value()?;
                self.punct(',')?;
                Op::CaptureGet {
                    closure,
                    index: self.number()?,
                }
            }
            "cell_new" => Op::CellNew {
                init: self.value()?,
            },
            "cell_get" => Op::CellGet {
                cell: self.value()?,
            },
            "cell_set" => Op::CellSet {
                cell: self.value()?,
                value: self.comma_value()?,
            },
            "slot_get" => Op::SlotGet {
                slot: Slot(self.numbered("s")?),
            },
            "slot_set" => Op::SlotSet {
                slot: Slot(self.numbered("s")?),
                value: self.comma_value()?,
            },
            "anon_new" => Op::AnonNew {
                fields: self.list('{', '}', |p| {
                    let name = p.symbol()?;
                    p.punct('=')?;
                    Ok((name, p.value()?))
                })?,
            },
            "anon_get" => Op::AnonGet {
                object: self.value()?,
                name: self.symbol()?,
            },
            "anon_set" => Op::AnonSet {
                object: self.value()?,
                name: self.symbol()?,
                value: self.comma_value()?,
            },
            "dyn_get" => Op::DynGet {
                object: self.value()?,
                name: self.symbol()?,
            },
            "dyn_set" => Op::DynSet {
                object: self.value()?,
                name: self.symbol()?,
                value: self.comma_value()?,
            },
            "is_type" => Op::IsType {
                value: self.value()?,
                ty: self.symbol()?,
            },
            "cast_type" => Op::CastType {
                value: self.value()?,
                ty: self.symbol()?,
            },
            "type_value" => Op::TypeValue { ty: self.symbol()? },
            "null_check" => Op::NullCheck {
                value: self.value()?,
            },
            "load" => {
                let ptr = self.value()?;
                self.punct(',')?;
                Op::Load {
                    ptr,
                    offset: self.number()?,
                }
            }
            "store" => {
                let ptr = self.value()?;
                self.punct(',')?;
                let offset = self.number()?;
                Op::Store {
                    ptr,
                    offset,
                    value: self.comma_value()?,
                }
            }
            "ptr_add" => Op::PtrAdd {
                ptr: self.value()?,
                offset: self.comma_value()?,
            },
            _ => return self.error(format!("`{word}` is no instruction")),
        })
    }
}
