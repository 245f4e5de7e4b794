//! Objects, fields, globals, enums, closures, cells: memory at known offsets.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{I32, I64};
use cranelift_codegen::ir::{InstBuilder, Value};
use mir::{ClosureTarget, Symbol, Type};
use runtime::ctx;
use runtime::desc::{self, CLOSURE_CAPTURES_OFFSET, ENUM_ARGS_OFFSET};
use runtime::heap::class::{CLASS_SIZES, size_class};
use runtime::table::{Core, Item};

use super::{FunctionCx, TRUSTED};
use crate::Result;
use crate::compile::{Addresses, Known, clif_type};
use crate::plan::{Code, repr_of_type, repr_to_rt, without_receiver};

impl FunctionCx<'_, '_, '_> {
    /// A zeroed object with its header. Small ones are cut off the current free run inline.
    pub(super) fn allocate(&mut self, desc: Value, size: u32) -> Result<Value> {
        let slow = |fx: &mut Self| {
            let size = fx.b.ins().iconst(I64, i64::from(size));
            fx.call_rt_rarely("rayzor_alloc", &[desc, size])
        };
        let Some(class) = size_class(size as usize) else {
            return match slow(self)? {
                Some(object) => Ok(object),
                None => self.error("allocation gives nothing"),
            };
        };
        let context = self.ctx()?;
        let at = ctx::CTX_ALLOC_OFFSET + 16 * class as i32;
        let cur = self.b.ins().load(I64, TRUSTED, context, at);
        let end = self.b.ins().load(I64, TRUSTED, context, at + 8);
        let next = self.b.ins().iadd_imm_s(cur, i64::from(CLASS_SIZES[class]));
        let fits = self.b.ins().icmp(IntCC::UnsignedLessThanOrEqual, next, end);
        let fast = |fx: &mut Self| {
            fx.b.ins().store(TRUSTED, next, context, at);
            fx.b.ins().store(TRUSTED, desc, cur, 0);
            Ok(Some(cur))
        };
        match self.fast_or_slow(fits, Some(I64), fast, slow)? {
            Some(object) => Ok(object),
            None => self.error("allocation gives nothing"),
        }
    }

    pub(super) fn new_object(&mut self, class: &Symbol) -> Result<Value> {
        let Some(plan) = self.compiler.plan.class(class) else {
            return self.error(format!("there is no class @{class}"));
        };
        let (index, size) = (plan.index, plan.size);
        let desc = self.item(Item::Class(index))?;
        self.allocate(desc, size)
    }

    pub(super) fn field_offset(&self, class: &Symbol, field: &Symbol) -> Result<i32> {
        let offset = self
            .compiler
            .plan
            .class(class)
            .and_then(|plan| plan.fields.get(field));
        match offset {
            Some(offset) => Ok(*offset as i32),
            None => self.error(format!("there is no field @{class} @{field}")),
        }
    }

    /// Base address and offset of a static variable.
    pub(super) fn global(&mut self, name: &Symbol) -> Result<(Value, i32)> {
        let Some(offset) = self.compiler.plan.global(name) else {
            return self.error(format!("there is no global @{name}"));
        };
        Ok(match self.compiler.addresses {
            Addresses::Known => (self.known(Known::Global(offset))?, 0),
            Addresses::Symbolic { .. } => {
                let context = self.ctx()?;
                let base = self
                    .b
                    .ins()
                    .load(I64, TRUSTED, context, ctx::CTX_GLOBALS_OFFSET);
                (base, offset as i32)
            }
        })
    }

    // Enums.

    fn ctor(&self, enum_: &Symbol, ctor: &Symbol) -> Result<(u32, u32, Vec<u32>, u32)> {
        let plan = self.compiler.plan;
        match (plan.enum_(enum_), plan.program.find_ctor(enum_, ctor)) {
            (Some(index), Some((tag, layout))) => {
                let reprs = layout.args.iter().map(|(_, repr)| repr_to_rt(*repr));
                let (offsets, size) = desc::layout(ENUM_ARGS_OFFSET, reprs);
                Ok((index, tag, offsets, size))
            }
            _ => self.error(format!("there is no enum constructor @{enum_} @{ctor}")),
        }
    }

    pub(super) fn enum_new(
        &mut self,
        enum_: &Symbol,
        ctor: &Symbol,
        args: &[Value],
    ) -> Result<Value> {
        let (index, tag, offsets, size) = self.ctor(enum_, ctor)?;
        if offsets.is_empty() {
            return self.item(Item::CtorValue(index, tag));
        }
        let desc = self.item(Item::Ctor(index, tag))?;
        let object = self.allocate(desc, size)?;
        let tag = self.b.ins().iconst(I32, i64::from(tag));
        self.b
            .ins()
            .store(TRUSTED, tag, object, desc::ENUM_TAG_OFFSET);
        for (arg, offset) in args.iter().zip(offsets) {
            self.b.ins().store(TRUSTED, *arg, object, offset as i32);
        }
        Ok(object)
    }

    pub(super) fn enum_tag(&mut self, value: Value) -> Value {
        self.b
            .ins()
            .load(I32, TRUSTED, value, desc::ENUM_TAG_OFFSET)
    }

    pub(super) fn enum_arg(
        &mut self,
        value: Value,
        enum_: &Symbol,
        ctor: &Symbol,
        index: u32,
        ty: Type,
    ) -> Result<Value> {
        let (_, _, offsets, _) = self.ctor(enum_, ctor)?;
        match offsets.get(index as usize) {
            Some(&offset) => Ok(self
                .b
                .ins()
                .load(clif_type(ty), TRUSTED, value, offset as i32)),
            None => self.error(format!("@{enum_} @{ctor} has no argument {index}")),
        }
    }

    // Closures and captured variables.

    pub(super) fn closure_new(
        &mut self,
        target: &ClosureTarget,
        captures: &[Value],
        types: &[Type],
    ) -> Result<Value> {
        let plan = self.compiler.plan;
        match target {
            ClosureTarget::Lambda(symbol) => {
                let Some(index) = plan.closure(symbol) else {
                    return self.error(format!("@{symbol} was not planned as a closure"));
                };
                if captures.is_empty() {
                    return self.item(Item::ClosureValue(index));
                }
                let reprs = types.iter().map(|ty| repr_of_type(*ty));
                let (offsets, size) = desc::layout(CLOSURE_CAPTURES_OFFSET, reprs);
                let meta = &plan.meta.closures[index as usize];
                let descriptor = self.item(Item::Closure(index))?;
                let code = self.code_address(meta.code);
                let object = self.new_closure(descriptor, size, code, meta.sig)?;
                for (capture, offset) in captures.iter().zip(offsets) {
                    self.b.ins().store(TRUSTED, *capture, object, offset as i32);
                }
                Ok(object)
            }
            ClosureTarget::Function(symbol) => {
                let function = plan.find_function(&Code::Mir(symbol.clone()));
                let (Some(function), Some(func)) = (function, plan.program.functions.get(symbol))
                else {
                    return self.error(format!("there is no function @{symbol}"));
                };
                let sig = plan.find_signature(&func.sig);
                let null = self.b.ins().iconst(I64, 0);
                let method = self.code_address(function);
                self.new_bound(sig, plan.meta.sigs[sig as usize].unbound, null, method)
            }
            ClosureTarget::Method { class, method } => {
                let Some(layout) = plan.program.find_method(class, method) else {
                    return self.error(format!("there is no method @{class} @{method}"));
                };
                let sig = plan.find_signature(&without_receiver(&layout.sig));
                let receiver = captures[0];
                let is_interface = plan.class(class).is_some_and(|class| class.is_interface);
                let code = match &layout.symbol {
                    Some(symbol) if !layout.virtual_ => {
                        match plan.find_function(&Code::Mir(symbol.clone())) {
                            Some(function) => self.code_address(function),
                            None => return self.error(format!("there is no function @{symbol}")),
                        }
                    }
                    _ if is_interface => self.interface_code(class, method, receiver)?,
                    _ => self.virtual_code(class, method, receiver)?,
                };
                self.new_bound(sig, plan.meta.sigs[sig as usize].bound, receiver, code)
            }
        }
    }

    fn code_address(&mut self, function: u32) -> Value {
        let id = self.compiler.function_ids[function as usize];
        let func = self.func_ref(id);
        self.b.ins().func_addr(I64, func)
    }

    fn new_closure(&mut self, desc: Value, size: u32, code: Value, sig: u32) -> Result<Value> {
        let meta = &self.compiler.plan.meta.sigs[sig as usize];
        let (uniform, arity) = (meta.uniform, meta.params.len());
        let uniform = self.code_address(uniform);
        let object = self.allocate(desc, size)?;
        self.b
            .ins()
            .store(TRUSTED, code, object, desc::CLOSURE_CODE_OFFSET);
        self.b
            .ins()
            .store(TRUSTED, uniform, object, desc::CLOSURE_UNIFORM_OFFSET);
        let sig = self.signature_number(sig)?;
        self.b
            .ins()
            .store(TRUSTED, sig, object, desc::CLOSURE_SIG_OFFSET);
        let arity = self.b.ins().iconst(I32, arity as i64);
        self.b
            .ins()
            .store(TRUSTED, arity, object, desc::CLOSURE_ARITY_OFFSET);
        Ok(object)
    }

    fn new_bound(
        &mut self,
        sig: u32,
        thunk: Option<u32>,
        receiver: Value,
        method: Value,
    ) -> Result<Value> {
        let Some(thunk) = thunk else {
            return self.error("the signature was not planned as a method's");
        };
        let descriptor = self.item(Item::Core(Core::Method))?;
        let thunk = self.code_address(thunk);
        let object = self.new_closure(descriptor, desc::BOUND_SIZE, thunk, sig)?;
        self.b
            .ins()
            .store(TRUSTED, receiver, object, desc::BOUND_RECEIVER_OFFSET);
        self.b
            .ins()
            .store(TRUSTED, method, object, desc::BOUND_METHOD_OFFSET);
        Ok(object)
    }

    pub(super) fn capture_get(&mut self, closure: Value, index: u32, ty: Type) -> Result<Value> {
        let plan = self.compiler.plan;
        let Some(id) = plan.closure(&self.name) else {
            // Nobody makes this closure: nobody runs this.
            return Ok(self.zero(ty));
        };
        let reprs = plan.meta.closures[id as usize].captures.iter().copied();
        let (offsets, _) = desc::layout(CLOSURE_CAPTURES_OFFSET, reprs);
        match offsets.get(index as usize) {
            Some(&offset) => Ok(self
                .b
                .ins()
                .load(clif_type(ty), TRUSTED, closure, offset as i32)),
            None => self.error(format!("there is no capture {index}")),
        }
    }

    pub(super) fn cell_new(&mut self, init: Value, ty: Type) -> Result<Value> {
        let core = if ty.is_traced() {
            Core::CellTraced
        } else {
            Core::CellScalar
        };
        let desc = self.item(Item::Core(core))?;
        let cell = self.allocate(desc, desc::CELL_SIZE)?;
        self.cell_set(cell, init);
        Ok(cell)
    }

    pub(super) fn cell_get(&mut self, cell: Value, ty: Type) -> Value {
        self.b
            .ins()
            .load(clif_type(ty), TRUSTED, cell, desc::CELL_VALUE_OFFSET)
    }

    pub(super) fn cell_set(&mut self, cell: Value, value: Value) {
        self.b
            .ins()
            .store(TRUSTED, value, cell, desc::CELL_VALUE_OFFSET);
    }
}
