//! One instruction at a time, in an order that has seen its operands.

use rustc_hash::{FxHashMap, FxHashSet};

use super::replace_values;
use crate::cfg::{self, Dominators};
use crate::function::{Function, Inst, Value};
use crate::inst::{BinOp, CmpOp, Const, ConvOp, Op, UnOp};
use crate::types::{Repr, Type};

/// What an instruction turns into.
enum Fold {
    Keep,
    /// Its result is another value.
    Value(Value),
    Op(Op),
    /// It has no effect here.
    Drop,
}

pub(super) fn run(func: &mut Function) -> bool {
    let dominators = Dominators::new(func);
    let mut folder = Folder {
        defs: vec![None; func.value_types.len()],
        replaced: FxHashMap::default(),
        checked: FxHashMap::default(),
    };
    let mut changed = false;
    for id in cfg::reverse_postorder(func) {
        let mut insts = std::mem::take(&mut func.block_mut(id).insts);
        let mut checked_here: FxHashSet<Value> = FxHashSet::default();
        insts.retain_mut(|inst| {
            inst.op.visit_values_mut(|value| folder.resolve(value));
            let fold = match &inst.op {
                Op::NullCheck { value } => {
                    let known = folder.is_never_null(*value)
                        || checked_here.contains(value)
                        || folder.checked.get(value).is_some_and(|blocks| {
                            blocks
                                .iter()
                                .any(|block| dominators.defs_dominate_start(*block, id))
                        });
                    if known {
                        Fold::Drop
                    } else {
                        checked_here.insert(*value);
                        folder.checked.entry(*value).or_default().push(id);
                        Fold::Keep
                    }
                }
                _ => folder.fold(func, inst),
            };
            match fold {
                Fold::Keep => {}
                Fold::Op(op) => {
                    changed = true;
                    inst.op = op;
                }
                Fold::Value(value) => {
                    changed = true;
                    if let Some(result) = inst.result {
                        folder.replaced.insert(result, value);
                    }
                    return false;
                }
                Fold::Drop => {
                    changed = true;
                    return false;
                }
            }
            if let Some(result) = inst.result {
                folder.defs[result.0 as usize] = Some(inst.op.clone());
            }
            true
        });
        let block = func.block_mut(id);
        block.insts = insts;
        block.term.visit_values_mut(|value| folder.resolve(value));
    }
    // Loops use values before the order comes to them.
    replace_values(func, &folder.replaced);
    changed
}

struct Folder {
    /// The instruction behind a value, where it was seen.
    defs: Vec<Option<Op>>,
    replaced: FxHashMap<Value, Value>,
    /// Blocks in which a value was checked for null.
    checked: FxHashMap<Value, Vec<crate::BlockId>>,
}

impl Folder {
    fn resolve(&self, value: &mut Value) {
        while let Some(&next) = self.replaced.get(value) {
            *value = next;
        }
    }

    fn def(&self, value: Value) -> Option<&Op> {
        self.defs[value.0 as usize].as_ref()
    }

    fn int(&self, value: Value) -> Option<i64> {
        match self.def(value) {
            Some(Op::Const(Const::Int(value))) => Some(*value),
            _ => None,
        }
    }

    fn float(&self, value: Value) -> Option<f64> {
        match self.def(value) {
            Some(Op::Const(Const::F64(bits))) => Some(f64::from_bits(*bits)),
            _ => None,
        }
    }

    fn bool(&self, value: Value) -> Option<bool> {
        match self.def(value) {
            Some(Op::Const(Const::Bool(value))) => Some(*value),
            _ => None,
        }
    }

    fn is_never_null(&self, value: Value) -> bool {
        match self.def(value) {
            Some(Op::Box(repr, inner)) => *repr != Repr::Ref || self.is_never_null(*inner),
            Some(
                Op::NewObject { .. }
                | Op::ArrayNew { .. }
                | Op::ArrayLit { .. }
                | Op::EnumNew { .. }
                | Op::ClosureNew { .. }
                | Op::CellNew { .. }
                | Op::AnonNew { .. }
                | Op::TypeValue { .. }
                | Op::Const(Const::Str(_)),
            ) => true,
            _ => false,
        }
    }

    fn fold(&self, func: &Function, inst: &Inst) -> Fold {
        let Some(result) = inst.result else {
            return Fold::Keep;
        };
        let ty = func.type_of(result);
        match &inst.op {
            Op::Binary(op, a, b) => self.binary(*op, *a, *b, ty),
            Op::Unary(op, a) => self.unary(*op, *a, ty),
            Op::Compare(op, a, b) => self.compare(*op, *a, *b, func.type_of(*a)),
            Op::Convert(op, a) => self.convert(*op, *a, func.type_of(*a), ty),
            Op::Select(cond, a, b) => match self.bool(*cond) {
                Some(true) => Fold::Value(*a),
                Some(false) => Fold::Value(*b),
                None if a == b => Fold::Value(*a),
                None => Fold::Keep,
            },
            Op::Unbox { repr, value, .. } => self.unbox(*repr, *value, func),
            Op::IsType { value, ty } if &**ty == "Int" => match self.def(*value) {
                Some(Op::Box(Repr::I32, _)) => bool_const(true),
                _ => Fold::Keep,
            },
            _ => Fold::Keep,
        }
    }

    fn unbox(&self, repr: Repr, value: Value, func: &Function) -> Fold {
        match self.def(value) {
            Some(Op::Box(from, inner)) if *from == repr => Fold::Value(*inner),
            Some(Op::Box(Repr::I32, inner)) if repr == Repr::F64 => {
                Fold::Op(Op::Convert(ConvOp::SToF, *inner))
            }
            Some(Op::Const(Const::Null)) => Fold::Op(Op::Const(zero(repr.ty()))),
            Some(Op::Unbox { .. }) | None => {
                // A word may turn out to be a reference itself.
                debug_assert_eq!(func.type_of(value), Type::Word);
                Fold::Keep
            }
            Some(_) => Fold::Keep,
        }
    }

    fn binary(&self, op: BinOp, a: Value, b: Value, ty: Type) -> Fold {
        if let (Some(x), Some(y)) = (self.float(a), self.float(b)) {
            let value = match op {
                BinOp::FAdd => x + y,
                BinOp::FSub => x - y,
                BinOp::FMul => x * y,
                BinOp::FDiv => x / y,
                BinOp::FRem => x % y,
                _ => return Fold::Keep,
            };
            return Fold::Op(Op::Const(Const::f64(value)));
        }
        let bits = 8 * ty.size();
        if let (Some(x), Some(y)) = (self.int(a), self.int(b)) {
            return match int_binary(op, x, y, bits) {
                Some(value) => Fold::Op(Op::Const(Const::Int(wrap(value, ty)))),
                None => Fold::Keep,
            };
        }
        match (op, self.int(b)) {
            (BinOp::IAdd | BinOp::ISub | BinOp::Or | BinOp::Xor, Some(0))
            | (BinOp::Shl | BinOp::AShr | BinOp::LShr, Some(0))
            | (BinOp::IMul | BinOp::SDiv | BinOp::UDiv, Some(1))
            | (BinOp::And, Some(-1)) => return Fold::Value(a),
            (BinOp::IMul | BinOp::And, Some(0)) => return Fold::Value(b),
            _ => {}
        }
        match (op, self.int(a)) {
            (BinOp::IAdd | BinOp::Or | BinOp::Xor, Some(0)) | (BinOp::IMul, Some(1)) => {
                Fold::Value(b)
            }
            _ => Fold::Keep,
        }
    }

    fn unary(&self, op: UnOp, a: Value, ty: Type) -> Fold {
        match (op, self.def(a)) {
            (UnOp::BNot, Some(Op::Const(Const::Bool(value)))) => bool_const(!value),
            (UnOp::BNot, Some(Op::Unary(UnOp::BNot, inner))) => Fold::Value(*inner),
            (UnOp::BNot, Some(Op::Compare(cmp, x, y))) => match opposite(*cmp) {
                Some(cmp) => Fold::Op(Op::Compare(cmp, *x, *y)),
                None => Fold::Keep,
            },
            (UnOp::INeg, Some(Op::Const(Const::Int(value)))) => {
                Fold::Op(Op::Const(Const::Int(wrap(value.wrapping_neg(), ty))))
            }
            (UnOp::INot, Some(Op::Const(Const::Int(value)))) => {
                Fold::Op(Op::Const(Const::Int(!value)))
            }
            (UnOp::FNeg, Some(Op::Const(Const::F64(bits)))) => {
                Fold::Op(Op::Const(Const::f64(-f64::from_bits(*bits))))
            }
            _ => Fold::Keep,
        }
    }

    fn compare(&self, op: CmpOp, a: Value, b: Value, ty: Type) -> Fold {
        if let (Some(x), Some(y)) = (self.float(a), self.float(b)) {
            return match op {
                CmpOp::FEq => bool_const(x == y),
                CmpOp::FNe => bool_const(x != y),
                CmpOp::FLt => bool_const(x < y),
                CmpOp::FLe => bool_const(x <= y),
                CmpOp::FGt => bool_const(x > y),
                CmpOp::FGe => bool_const(x >= y),
                _ => Fold::Keep,
            };
        }
        if let (Some(x), Some(y)) = (self.int(a), self.int(b)) {
            let (ux, uy) = (unsigned(x, ty), unsigned(y, ty));
            return match op {
                CmpOp::Eq => bool_const(x == y),
                CmpOp::Ne => bool_const(x != y),
                CmpOp::SLt => bool_const(x < y),
                CmpOp::SLe => bool_const(x <= y),
                CmpOp::SGt => bool_const(x > y),
                CmpOp::SGe => bool_const(x >= y),
                CmpOp::ULt => bool_const(ux < uy),
                CmpOp::ULe => bool_const(ux <= uy),
                CmpOp::UGt => bool_const(ux > uy),
                CmpOp::UGe => bool_const(ux >= uy),
                _ => Fold::Keep,
            };
        }
        if let (Some(x), Some(y)) = (self.bool(a), self.bool(b)) {
            match op {
                CmpOp::Eq => return bool_const(x == y),
                CmpOp::Ne => return bool_const(x != y),
                _ => {}
            }
        }
        if a == b {
            match op {
                CmpOp::Eq | CmpOp::SLe | CmpOp::SGe | CmpOp::ULe | CmpOp::UGe => {
                    return bool_const(true);
                }
                CmpOp::Ne | CmpOp::SLt | CmpOp::SGt | CmpOp::ULt | CmpOp::UGt => {
                    return bool_const(false);
                }
                _ => {}
            }
        }
        let is_null = |value| matches!(self.def(value), Some(Op::Const(Const::Null)));
        let decided =
            (is_null(b) && self.is_never_null(a)) || (is_null(a) && self.is_never_null(b));
        match op {
            CmpOp::Eq if decided => bool_const(false),
            CmpOp::Ne if decided => bool_const(true),
            CmpOp::Eq | CmpOp::Ne if is_null(a) && is_null(b) => bool_const(op == CmpOp::Eq),
            _ => Fold::Keep,
        }
    }

    fn convert(&self, op: ConvOp, a: Value, from: Type, to: Type) -> Fold {
        if let Some(Op::Const(Const::Bool(value))) = self.def(a)
            && op == ConvOp::Zext
        {
            return Fold::Op(Op::Const(Const::Int(i64::from(*value))));
        }
        if let Some(x) = self.int(a) {
            let value = match op {
                ConvOp::Sext => Const::Int(x),
                ConvOp::Zext => Const::Int(wrap(unsigned(x, from) as i64, to)),
                ConvOp::Trunc => Const::Int(wrap(x, to)),
                ConvOp::SToF if to == Type::F64 => Const::f64(x as f64),
                ConvOp::UToF if to == Type::F64 => Const::f64(unsigned(x, from) as f64),
                _ => return Fold::Keep,
            };
            return Fold::Op(Op::Const(value));
        }
        match (op, self.float(a), to) {
            // Rust's cast truncates and saturates, NaN gives 0.
            (ConvOp::FToS, Some(x), Type::I32) => {
                Fold::Op(Op::Const(Const::Int(i64::from(x as i32))))
            }
            _ => match (op, self.def(a)) {
                // Every Int survives the way to Float and back.
                (ConvOp::FToS, Some(Op::Convert(ConvOp::SToF, inner)))
                    if to == Type::I32 && from == Type::F64 && self.is_int32(*inner) =>
                {
                    Fold::Value(*inner)
                }
                _ => Fold::Keep,
            },
        }
    }

    /// Whether the value is seen to be an `i32`; its type is not at hand here.
    fn is_int32(&self, value: Value) -> bool {
        matches!(
            self.def(value),
            Some(
                Op::Unbox {
                    repr: Repr::I32,
                    ..
                } | Op::ArrayLen { .. }
            )
        )
    }
}

fn bool_const(value: bool) -> Fold {
    Fold::Op(Op::Const(Const::Bool(value)))
}

fn zero(ty: Type) -> Const {
    match ty {
        Type::Bool => Const::Bool(false),
        Type::F32 => Const::F32(0),
        Type::F64 => Const::F64(0),
        Type::Ref | Type::Word | Type::Ptr => Const::Null,
        Type::Void | Type::I8 | Type::I16 | Type::I32 | Type::I64 => Const::Int(0),
    }
}

fn wrap(value: i64, ty: Type) -> i64 {
    match ty {
        Type::I8 => i64::from(value as i8),
        Type::I16 => i64::from(value as i16),
        Type::I32 => i64::from(value as i32),
        _ => value,
    }
}

fn unsigned(value: i64, ty: Type) -> u64 {
    match ty {
        Type::I8 => u64::from(value as u8),
        Type::I16 => u64::from(value as u16),
        Type::I32 => u64::from(value as u32),
        _ => value as u64,
    }
}

/// The comparison that is true when this one is false; floats have none, because of NaN.
fn opposite(op: CmpOp) -> Option<CmpOp> {
    Some(match op {
        CmpOp::Eq => CmpOp::Ne,
        CmpOp::Ne => CmpOp::Eq,
        CmpOp::SLt => CmpOp::SGe,
        CmpOp::SGe => CmpOp::SLt,
        CmpOp::SLe => CmpOp::SGt,
        CmpOp::SGt => CmpOp::SLe,
        CmpOp::ULt => CmpOp::UGe,
        CmpOp::UGe => CmpOp::ULt,
        CmpOp::ULe => CmpOp::UGt,
        CmpOp::UGt => CmpOp::ULe,
        CmpOp::FEq => CmpOp::FNe,
        CmpOp::FNe => CmpOp::FEq,
        CmpOp::FLt | CmpOp::FLe | CmpOp::FGt | CmpOp::FGe => return None,
    })
}

fn int_binary(op: BinOp, x: i64, y: i64, bits: u32) -> Option<i64> {
    let mask = u64::MAX >> (64 - bits);
    let (ux, uy) = (x as u64 & mask, y as u64 & mask);
    let count = y as u32 & (bits - 1);
    Some(match op {
        BinOp::IAdd => x.wrapping_add(y),
        BinOp::ISub => x.wrapping_sub(y),
        BinOp::IMul => x.wrapping_mul(y),
        BinOp::SDiv => x.checked_div(y).unwrap_or(if y == 0 { 0 } else { x }),
        BinOp::SRem => x.checked_rem(y).unwrap_or(0),
        BinOp::UDiv => ux.checked_div(uy).unwrap_or(0) as i64,
        BinOp::URem => ux.checked_rem(uy).unwrap_or(0) as i64,
        BinOp::And => x & y,
        BinOp::Or => x | y,
        BinOp::Xor => x ^ y,
        BinOp::Shl => x.wrapping_shl(count),
        BinOp::AShr => x >> count,
        BinOp::LShr => (ux >> count) as i64,
        _ => return None,
    })
}
