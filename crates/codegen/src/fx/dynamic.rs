//! What is only known at run time: structures, Dynamic, type tests.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{I8, I32, I64};
use cranelift_codegen::ir::{InstBuilder, Value};
use mir::Symbol;
use runtime::desc;
use runtime::table::{Core, Item};
use runtime::word;

use super::{FunctionCx, Helper, TRUSTED};
use crate::Result;

impl FunctionCx<'_, '_, '_> {
    fn name_index(&mut self, name: &Symbol) -> Result<Value> {
        let index = self.compiler.plan.find_name(name);
        let number = self.item(Item::Name(index))?;
        Ok(self.b.ins().ireduce(I32, number))
    }

    pub(super) fn anon_new(&mut self, fields: &[(Symbol, mir::Value)]) -> Result<Value> {
        let plan = self.compiler.plan;
        let names: Vec<u32> = fields
            .iter()
            .map(|(name, _)| plan.find_name(name))
            .collect();
        let desc = self.item(Item::Shape(plan.shape(&names)))?;
        let size = desc::ANON_INLINE_OFFSET + 8 * fields.len() as u32;
        let object = self.allocate(desc, size)?;
        let slots = self
            .b
            .ins()
            .iadd_imm_s(object, i64::from(desc::ANON_INLINE_OFFSET));
        self.b
            .ins()
            .store(TRUSTED, slots, object, desc::ANON_SLOTS_OFFSET);
        let cap = self.b.ins().iconst(I32, fields.len() as i64);
        self.b
            .ins()
            .store(TRUSTED, cap, object, desc::ANON_CAP_OFFSET);
        for (i, (_, value)) in fields.iter().enumerate() {
            let offset = desc::ANON_INLINE_OFFSET as i32 + 8 * i as i32;
            let value = self.value(*value);
            self.b.ins().store(TRUSTED, value, object, offset);
        }
        Ok(object)
    }

    pub(super) fn anon_get(&mut self, object: Value, name: &Symbol) -> Result<Value> {
        let cache = self.site_cache(desc::SITE_CACHE_SIZE)?;
        let place = self.cached_place(object, cache);
        let slow = |fx: &mut Self| {
            let name = fx.name_index(name)?;
            fx.call_helper(Helper::Get, &[object, name, cache])
        };
        let fast = |fx: &mut Self| {
            let at = fx.cached_slot(object, cache);
            Ok(Some(fx.b.ins().load(I64, TRUSTED, at, 0)))
        };
        match self.fast_or_slow(place, Some(I64), fast, slow)? {
            Some(value) => Ok(value),
            None => self.error("field access gives nothing"),
        }
    }

    pub(super) fn anon_set(&mut self, object: Value, name: &Symbol, value: Value) -> Result<()> {
        let cache = self.site_cache(desc::SITE_CACHE_SIZE)?;
        let place = self.cached_place(object, cache);
        let slow = |fx: &mut Self| {
            let name = fx.name_index(name)?;
            fx.call_helper(Helper::Set, &[object, name, value, cache])
        };
        let fast = |fx: &mut Self| {
            let at = fx.cached_slot(object, cache);
            fx.b.ins().store(TRUSTED, value, at, 0);
            Ok(None)
        };
        self.fast_or_slow(place, None, fast, slow).map(drop)
    }

    fn site_cache(&mut self, size: u32) -> Result<Value> {
        let cache = self.compiler.cache_cell(size)?;
        Ok(self.data_address(cache))
    }

    /// Whether the object has the shape that the site's cache remembers.
    fn cached_place(&mut self, object: Value, cache: Value) -> Value {
        let shape = self.b.ins().load(I64, TRUSTED, object, 0);
        let known = self.b.ins().load(I64, TRUSTED, cache, 0);
        self.b.ins().icmp(IntCC::Equal, shape, known)
    }

    pub(super) fn cached_slot(&mut self, object: Value, cache: Value) -> Value {
        let index = self
            .b
            .ins()
            .load(I32, TRUSTED, cache, desc::SITE_CACHE_INDEX_OFFSET);
        let index = self.b.ins().uextend(I64, index);
        let offset = self.b.ins().ishl_imm_u(index, 3);
        let slots = self
            .b
            .ins()
            .load(I64, TRUSTED, object, desc::ANON_SLOTS_OFFSET);
        self.b.ins().iadd(slots, offset)
    }

    pub(super) fn dyn_get(&mut self, object: Value, name: &Symbol) -> Result<Value> {
        let cache = self.site_cache(desc::SITE_CACHE_SIZE)?;
        let name = self.name_index(name)?;
        match self.call_helper(Helper::Get, &[object, name, cache])? {
            Some(value) => Ok(value),
            None => self.error("field access gives nothing"),
        }
    }

    pub(super) fn dyn_set(&mut self, object: Value, name: &Symbol, value: Value) -> Result<()> {
        let cache = self.site_cache(desc::SITE_CACHE_SIZE)?;
        let name = self.name_index(name)?;
        self.call_helper(Helper::Set, &[object, name, value, cache])
            .map(drop)
    }

    pub(super) fn call_dyn(&mut self, callee: Value, args: &[Value]) -> Result<Value> {
        let (words, count) = self.spill(args);
        self.call_rt_value("rayzor_call", &[callee, words, count])
    }

    pub(super) fn call_field(
        &mut self,
        object: Value,
        name: &Symbol,
        args: &[Value],
    ) -> Result<Value> {
        let cache = self.site_cache(desc::CALL_CACHE_SIZE)?;
        let name = self.name_index(name)?;
        let (words, count) = self.spill(args);
        let args = [object, name, words, count, cache];
        match self.call_helper(Helper::CallField, &args)? {
            Some(value) => Ok(value),
            None => self.error("a call by name gives nothing"),
        }
    }

    // Types at run time.

    fn type_items(&self, ty: &Symbol) -> Result<(Item, Item)> {
        let core = match ty.as_str() {
            "Int" => Some(Core::Int),
            "Float" => Some(Core::Float),
            "Bool" => Some(Core::Bool),
            "Dynamic" => Some(Core::Dynamic),
            "Class" => Some(Core::Class),
            "Enum" => Some(Core::Enum),
            "String" => Some(Core::String),
            "Array" => Some(Core::Array),
            _ => None,
        };
        if let Some(core) = core {
            return Ok((Item::Core(core), Item::CoreValue(core)));
        }
        if let Some(class) = self.compiler.plan.class(ty) {
            return Ok((Item::Class(class.index), Item::ClassValue(class.index)));
        }
        if let Some(enum_) = self.compiler.plan.enum_(ty) {
            return Ok((Item::Enum(enum_), Item::EnumValue(enum_)));
        }
        self.error(format!("there is no type @{ty}"))
    }

    /// Functions have no descriptor in common, only a kind.
    fn is_function(&mut self, value: Value) -> Result<Value> {
        let mask = self.b.ins().iconst(I64, word::NOT_REF_MASK as i64);
        let other = self.b.ins().band(value, mask);
        let is_ref = self.b.ins().icmp_imm_s(IntCC::Equal, other, 0);
        let is_something = self.b.ins().icmp_imm_s(IntCC::NotEqual, value, 0);
        let is_object = self.b.ins().band(is_ref, is_something);
        let fast = |fx: &mut Self| {
            let descriptor = fx.b.ins().load(I64, TRUSTED, value, 0);
            let kind =
                fx.b.ins()
                    .load(I8, TRUSTED, descriptor, desc::DESC_KIND_OFFSET);
            Ok(Some(fx.b.ins().icmp_imm_s(
                IntCC::Equal,
                kind,
                desc::Kind::Closure as i64,
            )))
        };
        let slow = |fx: &mut Self| Ok(Some(fx.b.ins().iconst(I8, 0)));
        match self.fast_or_slow(is_object, Some(I8), fast, slow)? {
            Some(value) => Ok(value),
            None => self.error("a type test gives nothing"),
        }
    }

    /// `is_ref`: the value can be nothing but a reference.
    pub(super) fn is_type(&mut self, value: Value, is_ref: bool, ty: &Symbol) -> Result<Value> {
        if ty == "Function" {
            return self.is_function(value);
        }
        let (item, _) = self.type_items(ty)?;
        let desc = self.item(item)?;
        let class = self.compiler.plan.class(ty);
        let has_objects = match item {
            Item::Class(_) => class.is_some_and(|class| !class.is_interface),
            Item::Core(core) => matches!(core, Core::String | Core::Array),
            _ => false,
        };
        if !has_objects {
            return self.call_rt_value("rayzor_is_type", &[value, desc]);
        }
        let is_exact = self.is_exactly(value, is_ref, desc)?;
        if matches!(item, Item::Core(_)) || class.is_some_and(|class| class.is_leaf) {
            return Ok(is_exact);
        }
        let yes = |fx: &mut Self| Ok(Some(fx.b.ins().iconst(I8, 1)));
        let call = |fx: &mut Self| fx.call_rt("rayzor_is_type", &[value, desc]);
        match self.fast_or_slow(is_exact, Some(I8), yes, call)? {
            Some(value) => Ok(value),
            None => self.error("a type test gives nothing"),
        }
    }

    /// Whether the value is an object with this descriptor.
    fn is_exactly(&mut self, value: Value, is_ref: bool, desc: Value) -> Result<Value> {
        let mut is_object = self.b.ins().icmp_imm_s(IntCC::NotEqual, value, 0);
        if !is_ref {
            let mask = self.b.ins().iconst(I64, word::NOT_REF_MASK as i64);
            let other = self.b.ins().band(value, mask);
            let is_ref = self.b.ins().icmp_imm_s(IntCC::Equal, other, 0);
            is_object = self.b.ins().band(is_ref, is_object);
        }
        let fast = |fx: &mut Self| {
            let found = fx.b.ins().load(I64, TRUSTED, value, 0);
            Ok(Some(fx.b.ins().icmp(IntCC::Equal, found, desc)))
        };
        let slow = |fx: &mut Self| Ok(Some(fx.b.ins().iconst(I8, 0)));
        match self.fast_or_slow(is_object, Some(I8), fast, slow)? {
            Some(value) => Ok(value),
            None => self.error("a type test gives nothing"),
        }
    }

    pub(super) fn cast_type(&mut self, value: Value, ty: &Symbol) -> Result<Value> {
        if ty == "Function" {
            let is_function = self.is_function(value)?;
            let is_null = self.b.ins().icmp_imm_s(IntCC::Equal, value, 0);
            let fits = self.b.ins().bor(is_function, is_null);
            let wrong = self.b.ins().bxor_imm_s(fits, 1);
            self.unlikely(wrong, |fx| {
                fx.call_rt_rarely("rayzor_throw_cast_error", &[]).map(drop)
            })?;
            return Ok(value);
        }
        let (desc, _) = self.type_items(ty)?;
        let desc = self.item(desc)?;
        self.call_rt_value("rayzor_cast_type", &[value, desc])
    }

    pub(super) fn type_value(&mut self, ty: &Symbol) -> Result<Value> {
        let (_, value) = self.type_items(ty)?;
        self.item(value)
    }
}
