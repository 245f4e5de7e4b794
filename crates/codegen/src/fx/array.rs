//! Arrays: inline where the run-time kind is the expected one and the index is inside, else by the
//! runtime.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{I8, I32, I64};
use cranelift_codegen::ir::{self, InstBuilder, Value};
use mir::{ElemKind, Function, Op, Type};
use runtime::{desc, word};
use rustc_hash::FxHashMap;

use super::{FunctionCx, TRUSTED};
use crate::Result;
use crate::compile::clif_type;

/// How an element of a static type is stored by a kind: the kind, the suffix of its runtime functions, the
/// element's type and the logarithm of its size.
fn view(ty: Type) -> (desc::ElemKind, &'static str, ir::Type, u32) {
    match ty {
        Type::I32 => (desc::ElemKind::I32, "_i32", clif_type(ty), 2),
        Type::F64 => (desc::ElemKind::F64, "_f64", clif_type(ty), 3),
        Type::Bool => (desc::ElemKind::Bool, "_bool", clif_type(ty), 0),
        _ => (desc::ElemKind::Word, "", clif_type(ty), 3),
    }
}

pub(super) fn view_kind(ty: Type) -> desc::ElemKind {
    view(ty).0
}

fn kind_to_rt(kind: ElemKind) -> (desc::ElemKind, Type) {
    match kind {
        ElemKind::I32 => (desc::ElemKind::I32, Type::I32),
        ElemKind::F64 => (desc::ElemKind::F64, Type::F64),
        ElemKind::Bool => (desc::ElemKind::Bool, Type::Bool),
        ElemKind::Word => (desc::ElemKind::Word, Type::Word),
    }
}

/// Arrays whose kind is known wherever they are used: made here, and either of words, which is what a
/// kind can only turn into, or never seen by anybody else and only used with elements that fit.
pub(super) fn fixed_kinds(func: &Function) -> FxHashMap<mir::Value, desc::ElemKind> {
    let mut made: FxHashMap<mir::Value, ElemKind> = FxHashMap::default();
    let insts = || func.blocks.iter().flat_map(|block| &block.insts);
    for inst in insts() {
        if let (Some(result), Op::ArrayLit { kind, .. } | Op::ArrayNew { kind, .. }) =
            (inst.result, &inst.op)
        {
            made.insert(result, *kind);
        }
    }
    if made.is_empty() {
        return FxHashMap::default();
    }
    let mut lost: Vec<mir::Value> = Vec::new();
    for inst in insts() {
        let fits = |array: &mir::Value, ty: Type| made.get(array).is_none_or(|it| it.accepts(ty));
        match &inst.op {
            Op::ArrayLen { .. } => {}
            Op::ArrayGet { array, .. } => {
                let ty = inst.result.map_or(Type::Void, |value| func.type_of(value));
                if !fits(array, ty) {
                    lost.push(*array);
                }
            }
            Op::ArraySet { array, value, .. } | Op::ArrayPush { array, value } => {
                if !fits(array, func.type_of(*value)) {
                    lost.push(*array);
                }
                lost.push(*value);
            }
            other => other.visit_values(|value| lost.push(value)),
        }
    }
    for block in &func.blocks {
        block.term.visit_values(|value| lost.push(value));
    }
    for value in lost {
        if made.get(&value).is_some_and(|kind| *kind != ElemKind::Word) {
            made.remove(&value);
        }
    }
    made.into_iter()
        .map(|(value, kind)| (value, kind_to_rt(kind).0))
        .collect()
}

impl FunctionCx<'_, '_, '_> {
    pub(super) fn array_new(&mut self, kind: ElemKind, capacity: Option<Value>) -> Result<Value> {
        let (kind, _) = kind_to_rt(kind);
        let kind = self.b.ins().iconst(I32, kind as i64);
        let capacity = capacity.unwrap_or_else(|| self.b.ins().iconst(I32, 0));
        self.call_rt_value("rayzor_array_new_kind", &[kind, capacity])
    }

    pub(super) fn array_literal(&mut self, kind: ElemKind, values: &[Value]) -> Result<Value> {
        let len = self.b.ins().iconst(I32, values.len() as i64);
        let (rt_kind, ty) = kind_to_rt(kind);
        let rt_kind = self.b.ins().iconst(I32, rt_kind as i64);
        let array = self.call_rt_value("rayzor_array_new_kind", &[rt_kind, len])?;
        if !values.is_empty() {
            let (_, _, _, shift) = view(ty);
            let data = self
                .b
                .ins()
                .load(I64, TRUSTED, array, desc::ARRAY_DATA_OFFSET);
            for (i, value) in values.iter().enumerate() {
                self.b
                    .ins()
                    .store(TRUSTED, *value, data, (i << shift) as i32);
            }
            self.b
                .ins()
                .store(TRUSTED, len, array, desc::ARRAY_LEN_OFFSET);
        }
        Ok(array)
    }

    pub(super) fn array_len(&mut self, array: Value) -> Value {
        self.b
            .ins()
            .load(I32, TRUSTED, array, desc::ARRAY_LEN_OFFSET)
    }

    /// Both conditions, the first of which may be known to hold.
    fn and(
        &mut self,
        known: bool,
        is_kind: impl FnOnce(&mut Self) -> Value,
        other: Value,
    ) -> Value {
        if known {
            return other;
        }
        let is_kind = is_kind(self);
        self.b.ins().band(is_kind, other)
    }

    fn is_kind(&mut self, array: Value, kind: desc::ElemKind) -> Value {
        let found = self
            .b
            .ins()
            .load(I8, TRUSTED, array, desc::ARRAY_KIND_OFFSET);
        self.b.ins().icmp_imm_s(IntCC::Equal, found, kind as i64)
    }

    fn element(&mut self, array: Value, index: Value, shift: u32) -> Value {
        let data = self
            .b
            .ins()
            .load(I64, TRUSTED, array, desc::ARRAY_DATA_OFFSET);
        self.element_of(data, index, shift)
    }

    fn element_of(&mut self, data: Value, index: Value, shift: u32) -> Value {
        let index = self.b.ins().uextend(I64, index);
        let offset = self.b.ins().ishl_imm_u(index, i64::from(shift));
        self.b.ins().iadd(data, offset)
    }

    /// Whether the index is inside, if that was computed; whether the element can be touched as what it is taken for; and
    /// where the elements are, if a view says so.
    fn direct_access(
        &mut self,
        source: mir::Value,
        index: Value,
        ty: Type,
    ) -> (Option<Value>, Value, Option<Value>) {
        if let Some((limit, data)) = self.view_of(source, ty) {
            let direct = self.b.ins().icmp(IntCC::UnsignedLessThan, index, limit);
            return (None, direct, Some(data));
        }
        let array = self.value(source);
        let (kind, ..) = view(ty);
        let known = self.fixed_kinds.get(&source) == Some(&kind);
        let len = self.array_len(array);
        let inside = self.b.ins().icmp(IntCC::UnsignedLessThan, index, len);
        let direct = self.and(known, |fx| fx.is_kind(array, kind), inside);
        (Some(inside), direct, None)
    }

    fn is_inside(&mut self, array: Value, index: Value, known: Option<Value>) -> Value {
        known.unwrap_or_else(|| {
            let len = self.array_len(array);
            self.b.ins().icmp(IntCC::UnsignedLessThan, index, len)
        })
    }

    pub(super) fn array_get(
        &mut self,
        source: mir::Value,
        index: Value,
        ty: Type,
    ) -> Result<Value> {
        let array = self.value(source);
        let (_, name, clif, shift) = view(ty);
        let (inside, direct, data) = self.direct_access(source, index, ty);
        let fast = |fx: &mut Self| {
            let at = match data {
                Some(data) => fx.element_of(data, index, shift),
                None => fx.element(array, index, shift),
            };
            Ok(Some(fx.b.ins().load(clif, TRUSTED, at, 0)))
        };
        let call = |fx: &mut Self| {
            let name = format!("rayzor_array_get{name}");
            let Some(value) = fx.call_rt_rarely(&name, &[array, index])? else {
                return fx.error("array access gives nothing");
            };
            if ty == Type::Ref {
                return fx.unbox_value(mir::Repr::Ref, value, false).map(Some);
            }
            Ok(Some(value))
        };
        let slow = |fx: &mut Self| {
            if ty != Type::Word {
                return call(fx);
            }
            // Generic code over an `Array<Int>`.
            let is_ints = fx.is_kind(array, desc::ElemKind::I32);
            let inside = fx.is_inside(array, index, inside);
            let direct = fx.b.ins().band(is_ints, inside);
            let fast = |fx: &mut Self| {
                let at = fx.element(array, index, 2);
                let value = fx.b.ins().load(I32, TRUSTED, at, 0);
                fx.box_value(mir::Repr::I32, value).map(Some)
            };
            fx.fast_or_slow(direct, Some(clif), fast, call)
        };
        match self.fast_or_slow(direct, Some(clif), fast, slow)? {
            Some(value) => Ok(value),
            None => self.error("array access gives nothing"),
        }
    }

    pub(super) fn array_set(
        &mut self,
        source: mir::Value,
        index: Value,
        value: Value,
        ty: Type,
    ) -> Result<()> {
        let array = self.value(source);
        let (_, name, _, shift) = view(ty);
        let (inside, direct, data) = self.direct_access(source, index, ty);
        let fast = |fx: &mut Self| {
            let at = match data {
                Some(data) => fx.element_of(data, index, shift),
                None => fx.element(array, index, shift),
            };
            fx.b.ins().store(TRUSTED, value, at, 0);
            Ok(None)
        };
        let call = |fx: &mut Self| {
            fx.call_rt_rarely(&format!("rayzor_array_set{name}"), &[array, index, value])?;
            fx.renew_views()?;
            Ok(None)
        };
        let slow = |fx: &mut Self| {
            if ty != Type::Word {
                return fx.append_or(source, index, value, ty, call);
            }
            let is_ints = fx.is_kind(array, desc::ElemKind::I32);
            let inside = fx.is_inside(array, index, inside);
            let tag = fx.b.ins().iconst(I64, word::INT_TAG as i64);
            let is_int =
                fx.b.ins()
                    .icmp(IntCC::UnsignedGreaterThanOrEqual, value, tag);
            let direct = fx.b.ins().band(is_ints, inside);
            let direct = fx.b.ins().band(direct, is_int);
            let fast = |fx: &mut Self| {
                let at = fx.element(array, index, 2);
                let value = fx.b.ins().ireduce(I32, value);
                fx.b.ins().store(TRUSTED, value, at, 0);
                Ok(None)
            };
            fx.fast_or_slow(direct, None, fast, call)
        };
        self.fast_or_slow(direct, None, fast, slow)?;
        Ok(())
    }

    /// A store just behind the last element, where there is room for one more.
    fn append_or(
        &mut self,
        source: mir::Value,
        index: Value,
        value: Value,
        ty: Type,
        call: impl FnOnce(&mut Self) -> Result<Option<Value>>,
    ) -> Result<Option<Value>> {
        let array = self.value(source);
        let (kind, _, _, shift) = view(ty);
        let known = self.fixed_kinds.get(&source) == Some(&kind);
        let len = self.array_len(array);
        let at = desc::ARRAY_CAP_OFFSET;
        let capacity = self.b.ins().load(I32, TRUSTED, array, at);
        let is_end = self.b.ins().icmp(IntCC::Equal, index, len);
        let cc = IntCC::UnsignedLessThan;
        let has_room = self.b.ins().icmp(cc, len, capacity);
        let both = self.b.ins().band(is_end, has_room);
        let direct = self.and(known, |fx| fx.is_kind(array, kind), both);
        let fast = |fx: &mut Self| {
            let at = fx.element(array, index, shift);
            fx.b.ins().store(TRUSTED, value, at, 0);
            let len = fx.b.ins().iadd_imm_s(index, 1);
            fx.b.ins()
                .store(TRUSTED, len, array, desc::ARRAY_LEN_OFFSET);
            fx.renew_views()?;
            Ok(None)
        };
        self.fast_or_slow(direct, None, fast, call)
    }

    pub(super) fn array_push(
        &mut self,
        source: mir::Value,
        value: Value,
        ty: Type,
    ) -> Result<Value> {
        let array = self.value(source);
        let (kind, name, _, shift) = view(ty);
        let known = self.fixed_kinds.get(&source) == Some(&kind);
        let len = self.array_len(array);
        let capacity = self
            .b
            .ins()
            .load(I32, TRUSTED, array, desc::ARRAY_CAP_OFFSET);
        let room = self.b.ins().icmp(IntCC::UnsignedLessThan, len, capacity);
        let direct = self.and(known, |fx| fx.is_kind(array, kind), room);
        let fast = |fx: &mut Self| {
            let at = fx.element(array, len, shift);
            fx.b.ins().store(TRUSTED, value, at, 0);
            let len = fx.b.ins().iadd_imm_s(len, 1);
            fx.b.ins()
                .store(TRUSTED, len, array, desc::ARRAY_LEN_OFFSET);
            Ok(Some(len))
        };
        let slow =
            |fx: &mut Self| fx.call_rt_rarely(&format!("rayzor_array_push{name}"), &[array, value]);
        match self.fast_or_slow(direct, Some(I32), fast, slow)? {
            Some(value) => Ok(value),
            None => self.error("array push gives nothing"),
        }
    }
}
