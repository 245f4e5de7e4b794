//! One function at a time, from MIR to CLIF.

mod array;
mod boxing;
mod call;
mod dynamic;
mod helper;
mod number;
mod object;
mod shortcut;
mod thunk;
mod view;

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{I8, I32, I64};
use cranelift_codegen::ir::{
    self, BlockArg, BlockCall as ClifCall, ExceptionTableData, ExceptionTableItem, InstBuilder,
    MemFlagsData, SigRef, SourceLoc, StackSlot, StackSlotData, StackSlotKind, Value,
};
use cranelift_frontend::{FunctionBuilder, Switch};
use cranelift_module::{DataId, FuncId};
use mir::{BlockCall, BlockId, Const, Function, Inst, Op, Symbol, Terminator, Type};
use runtime::ctx;
use runtime::table::Item;
use rustc_hash::FxHashMap;

use crate::compile::{Addresses, Compiler, Known, Rate, clif_type, entry, type_of_abi};
use crate::plan::Code;
use crate::{CodegenError, Result, trampoline};
pub(crate) use helper::Helper;

/// Memory that is there and aligned: compiled code's own accesses to objects and the context.
pub(crate) const TRUSTED: MemFlagsData = MemFlagsData::trusted();

/// Fills the function with the code of one item of the plan.
pub(crate) fn build(
    compiler: &mut Compiler<'_>,
    b: &mut FunctionBuilder<'_>,
    code: &Code,
) -> Result<()> {
    let plan = compiler.plan;
    match code {
        Code::Mir(symbol) => {
            let func = &plan.program.functions[symbol];
            let mut fx = FunctionCx::new(compiler, b, symbol.clone());
            fx.function(func)
        }
        other => {
            let mut fx = FunctionCx::new(compiler, b, "thunk".into());
            fx.thunk(other)
        }
    }
}

pub(crate) struct FunctionCx<'a, 'p, 'f> {
    pub(crate) compiler: &'a mut Compiler<'p>,
    pub(crate) b: &'a mut FunctionBuilder<'f>,
    name: Symbol,
    /// CLIF values by MIR value.
    values: Vec<Option<Value>>,
    /// MIR constants by MIR value, for what compiles better with one.
    constants: FxHashMap<mir::Value, Const>,
    fixed_kinds: FxHashMap<mir::Value, runtime::desc::ElemKind>,
    views: view::Views,
    blocks: Vec<ir::Block>,
    /// The one whose code is being made.
    block: BlockId,
    slots: Vec<StackSlot>,
    /// Where a throw in the current block goes.
    handler: Option<ir::Block>,
    func_refs: FxHashMap<FuncId, ir::FuncRef>,
}

impl<'a, 'p, 'f> FunctionCx<'a, 'p, 'f> {
    fn new(
        compiler: &'a mut Compiler<'p>,
        b: &'a mut FunctionBuilder<'f>,
        name: Symbol,
    ) -> FunctionCx<'a, 'p, 'f> {
        FunctionCx {
            compiler,
            b,
            name,
            values: Vec::new(),
            constants: FxHashMap::default(),
            fixed_kinds: FxHashMap::default(),
            views: view::Views::default(),
            blocks: Vec::new(),
            block: Function::ENTRY,
            slots: Vec::new(),
            handler: None,
            func_refs: FxHashMap::default(),
        }
    }

    pub(crate) fn error<T>(&self, message: impl Into<String>) -> Result<T> {
        Err(CodegenError::new(&self.name, message))
    }

    // The whole.

    fn function(&mut self, func: &Function) -> Result<()> {
        self.values = vec![None; func.value_types.len()];
        self.fixed_kinds = array::fixed_kinds(func);
        for block in &func.blocks {
            for inst in &block.insts {
                if let (Some(result), Op::Const(value)) = (inst.result, &inst.op) {
                    self.constants.insert(result, value.clone());
                }
            }
        }
        let entry = self.b.create_block();
        self.b.append_block_params_for_function_params(entry);
        self.blocks.push(entry);
        for (param, value) in func.blocks[0]
            .params
            .iter()
            .zip(self.b.block_params(entry).to_vec())
        {
            self.values[param.0 as usize] = Some(value);
        }
        for block in &func.blocks[1..] {
            let clif = self.b.create_block();
            for param in &block.params {
                let ty = clif_type(func.type_of(*param));
                let value = self.b.append_block_param(clif, ty);
                self.values[param.0 as usize] = Some(value);
            }
            self.blocks.push(clif);
        }
        for slot in &func.slots {
            let size = slot.size().max(1);
            let align = size.trailing_zeros() as u8;
            let data = StackSlotData::new(StackSlotKind::ExplicitSlot, size, align);
            self.slots.push(self.b.create_sized_stack_slot(data));
        }
        self.b.switch_to_block(entry);
        if calls(func) {
            trampoline::stack_check(self.compiler, self.b)?;
        }
        // A slot may be read in a handler before anything was written.
        for (slot, ty) in self.slots.clone().into_iter().zip(&func.slots) {
            let zero = self.zero(*ty);
            self.b.ins().stack_store(I64, zero, slot, 0);
        }
        if self.compiler.optimize {
            self.plan_views(func);
        }
        for block in mir::cfg::reverse_postorder(func) {
            self.block(func, block)?;
        }
        Ok(())
    }

    fn block(&mut self, func: &Function, id: BlockId) -> Result<()> {
        if id != Function::ENTRY {
            self.b.switch_to_block(self.blocks[id.0 as usize]);
        }
        self.block = id;
        let block = func.block(id);
        self.handler = block.handler.map(|handler| self.blocks[handler.0 as usize]);
        for inst in &block.insts {
            self.b.set_srcloc(SourceLoc::new(inst.loc.0));
            let value = self.inst(func, inst)?;
            if let Some(result) = inst.result {
                let Some(value) = value else {
                    return self.error(format!("{} gives no value", inst.op));
                };
                self.values[result.0 as usize] = Some(value);
            }
        }
        self.b.set_srcloc(SourceLoc::new(block.term_loc.0));
        self.make_views(id)?;
        self.terminator(&block.term)
    }

    pub(crate) fn value(&self, value: mir::Value) -> Value {
        match self.values[value.0 as usize] {
            Some(value) => value,
            // Reverse postorder visits definitions first; the verifier saw that they dominate.
            None => panic!("@{}: {value} has no code", self.name),
        }
    }

    pub(crate) fn value_list(&self, values: &[mir::Value]) -> Vec<Value> {
        values.iter().map(|value| self.value(*value)).collect()
    }

    fn inst(&mut self, func: &Function, inst: &Inst) -> Result<Option<Value>> {
        let result = inst.result.map_or(Type::Void, |value| func.type_of(value));
        let ty = |value: mir::Value| func.type_of(value);
        Ok(Some(match &inst.op {
            Op::Const(value) => self.constant(value, result)?,
            Op::Binary(op, a, b) => self.binary(*op, *a, *b, ty(*a))?,
            Op::Unary(op, a) => self.unary(*op, self.value(*a), ty(*a))?,
            Op::Compare(op, a, b) => self.compare(*op, self.value(*a), self.value(*b)),
            Op::Convert(op, a) => self.convert(*op, self.value(*a), ty(*a), result),
            Op::Select(cond, a, b) => {
                let (cond, a, b) = (self.value(*cond), self.value(*a), self.value(*b));
                self.b.ins().select(cond, a, b)
            }
            Op::Box(repr, value) => self.box_value(*repr, self.value(*value))?,
            Op::Unbox {
                repr,
                value,
                checked,
            } => self.unbox_value(*repr, self.value(*value), *checked)?,
            Op::Call { func: callee, args } => return self.call(callee, args),
            Op::CallRt { symbol, args } => {
                let types: Vec<Type> = args.iter().map(|arg| ty(*arg)).collect();
                return self.call_rt_checked(symbol, args, &types, result);
            }
            Op::CallVirtual {
                class,
                method,
                args,
            } => {
                let args = self.value_list(args);
                return self.call_virtual(class, method, &args);
            }
            Op::CallInterface {
                interface,
                method,
                args,
            } => {
                let args = self.value_list(args);
                return self.call_interface(interface, method, &args);
            }
            Op::CallClosure { callee, sig, args } => {
                let (callee, args) = (self.value(*callee), self.value_list(args));
                return self.call_closure(callee, sig, &args);
            }
            Op::CallDyn { callee, args } => {
                let (callee, args) = (self.value(*callee), self.value_list(args));
                self.call_dyn(callee, &args)?
            }
            Op::CallField { object, name, args } => {
                let (object, args) = (self.value(*object), self.value_list(args));
                self.call_field(object, name, &args)?
            }
            Op::NewObject { class } => self.new_object(class)?,
            Op::FieldGet {
                object,
                class,
                field,
            } => {
                let offset = self.field_offset(class, field)?;
                let object = self.value(*object);
                self.b
                    .ins()
                    .load(clif_type(result), TRUSTED, object, offset)
            }
            Op::FieldSet {
                object,
                class,
                field,
                value,
            } => {
                let offset = self.field_offset(class, field)?;
                let (object, value) = (self.value(*object), self.value(*value));
                self.b.ins().store(TRUSTED, value, object, offset);
                return Ok(None);
            }
            Op::GlobalGet { global } => {
                let (base, offset) = self.global(global)?;
                self.b.ins().load(clif_type(result), TRUSTED, base, offset)
            }
            Op::GlobalSet { global, value } => {
                let (base, offset) = self.global(global)?;
                let value = self.value(*value);
                self.b.ins().store(TRUSTED, value, base, offset);
                return Ok(None);
            }
            Op::ArrayNew { kind, capacity } => {
                let capacity = capacity.map(|value| self.value(value));
                self.array_new(*kind, capacity)?
            }
            Op::ArrayLit { kind, values } => {
                let values = self.value_list(values);
                self.array_literal(*kind, &values)?
            }
            Op::ArrayGet { array, index } => self.array_get(*array, self.value(*index), result)?,
            Op::ArraySet {
                array,
                index,
                value,
            } => {
                let index = self.value(*index);
                self.array_set(*array, index, self.value(*value), ty(*value))?;
                return Ok(None);
            }
            Op::ArrayLen { array } => self.array_len(self.value(*array)),
            Op::ArrayPush { array, value } => {
                self.array_push(*array, self.value(*value), ty(*value))?
            }
            Op::EnumNew { enum_, ctor, args } => {
                let args = self.value_list(args);
                self.enum_new(enum_, ctor, &args)?
            }
            Op::EnumTag { value } => self.enum_tag(self.value(*value)),
            Op::EnumArg {
                value,
                enum_,
                ctor,
                index,
            } => self.enum_arg(self.value(*value), enum_, ctor, *index, result)?,
            Op::ClosureNew { target, captures } => {
                let types: Vec<Type> = captures.iter().map(|value| ty(*value)).collect();
                let captures = self.value_list(captures);
                self.closure_new(target, &captures, &types)?
            }
            Op::CaptureGet { closure, index } => {
                self.capture_get(self.value(*closure), *index, result)?
            }
            Op::CellNew { init } => self.cell_new(self.value(*init), ty(*init))?,
            Op::CellGet { cell } => self.cell_get(self.value(*cell), result),
            Op::CellSet { cell, value } => {
                self.cell_set(self.value(*cell), self.value(*value));
                return Ok(None);
            }
            Op::SlotGet { slot } => {
                let slot = self.slots[slot.0 as usize];
                self.b.ins().stack_load(I64, clif_type(result), slot, 0)
            }
            Op::SlotSet { slot, value } => {
                let (slot, value) = (self.slots[slot.0 as usize], self.value(*value));
                self.b.ins().stack_store(I64, value, slot, 0);
                return Ok(None);
            }
            Op::AnonNew { fields } => self.anon_new(fields)?,
            Op::AnonGet { object, name } => self.anon_get(self.value(*object), name)?,
            Op::AnonSet {
                object,
                name,
                value,
            } => {
                self.anon_set(self.value(*object), name, self.value(*value))?;
                return Ok(None);
            }
            Op::DynGet { object, name } => self.dyn_get(self.value(*object), name)?,
            Op::DynSet {
                object,
                name,
                value,
            } => {
                self.dyn_set(self.value(*object), name, self.value(*value))?;
                return Ok(None);
            }
            Op::IsType { value, ty: name } => {
                let is_ref = ty(*value) == Type::Ref;
                self.is_type(self.value(*value), is_ref, name)?
            }
            Op::CastType { value, ty } => self.cast_type(self.value(*value), ty)?,
            Op::TypeValue { ty } => self.type_value(ty)?,
            Op::NullCheck { value } => {
                self.null_check(self.value(*value))?;
                return Ok(None);
            }
            Op::Load { ptr, offset } => {
                let ptr = self.value(*ptr);
                self.b
                    .ins()
                    .load(clif_type(result), MemFlagsData::new(), ptr, *offset)
            }
            Op::Store { ptr, offset, value } => {
                let (ptr, value) = (self.value(*ptr), self.value(*value));
                self.b.ins().store(MemFlagsData::new(), value, ptr, *offset);
                return Ok(None);
            }
            Op::PtrAdd { ptr, offset } => {
                let (ptr, offset) = (self.value(*ptr), self.value(*offset));
                self.b.ins().iadd(ptr, offset)
            }
        }))
    }

    // Control flow.

    fn edge(&self, call: &BlockCall) -> (ir::Block, Vec<BlockArg>) {
        let args = call
            .args
            .iter()
            .map(|arg| BlockArg::Value(self.value(*arg)))
            .collect();
        (self.blocks[call.block.0 as usize], args)
    }

    fn terminator(&mut self, term: &Terminator) -> Result<()> {
        match term {
            Terminator::Jump(call) => {
                let (block, args) = self.edge(call);
                self.b.ins().jump(block, &args);
            }
            Terminator::Branch { cond, then, else_ } => {
                let cond = self.value(*cond);
                let ((then, then_args), (else_, else_args)) = (self.edge(then), self.edge(else_));
                self.b.ins().brif(cond, then, &then_args, else_, &else_args);
            }
            Terminator::Switch {
                value,
                cases,
                default,
            } => {
                let value = self.value(*value);
                // Cranelift's switch passes no arguments: blocks between do.
                let mut switch = Switch::new();
                let mut between = Vec::new();
                for (case, call) in cases {
                    let (block, args) = self.edge(call);
                    let target = if args.is_empty() {
                        block
                    } else {
                        let target = self.b.create_block();
                        between.push((target, block, args));
                        target
                    };
                    switch.set_entry(u128::from(*case as u32), target);
                }
                let (block, args) = self.edge(default);
                let otherwise = self.b.create_block();
                between.push((otherwise, block, args));
                switch.emit(self.b, value, otherwise);
                for (target, block, args) in between {
                    self.b.switch_to_block(target);
                    self.b.ins().jump(block, &args);
                }
            }
            Terminator::Return(value) => {
                let values: Vec<Value> = value.iter().map(|value| self.value(*value)).collect();
                self.b.ins().return_(&values);
            }
            Terminator::Throw(value) => {
                let value = self.value(*value);
                self.call_rt_rarely("rayzor_throw", &[value])?;
                self.b.ins().trap(trampoline::no_return());
            }
            Terminator::Unreachable => {
                self.b.ins().trap(trampoline::no_return());
            }
        }
        Ok(())
    }

    /// Calls what may throw: in a covered block an exception goes on in the handler.
    pub(crate) fn invoke(&mut self, callee: ir::FuncRef, args: &[Value]) -> Option<Value> {
        let sig = self.b.func.dfg.ext_funcs[callee].signature;
        match self.handler {
            None => {
                let call = self.b.ins().call(callee, args);
                self.b.inst_results(call).first().copied()
            }
            Some(handler) => {
                let (table, next) = self.exception_table(sig, handler);
                self.b.ins().try_call(callee, args, table);
                self.b.switch_to_block(next);
                self.b.block_params(next).first().copied()
            }
        }
    }

    pub(crate) fn invoke_indirect(
        &mut self,
        sig: SigRef,
        callee: Value,
        args: &[Value],
    ) -> Option<Value> {
        match self.handler {
            None => {
                let call = self.b.ins().call_indirect(sig, callee, args);
                self.b.inst_results(call).first().copied()
            }
            Some(handler) => {
                let (table, next) = self.exception_table(sig, handler);
                self.b.ins().try_call_indirect(callee, args, table);
                self.b.switch_to_block(next);
                self.b.block_params(next).first().copied()
            }
        }
    }

    fn exception_table(
        &mut self,
        sig: SigRef,
        handler: ir::Block,
    ) -> (ir::ExceptionTable, ir::Block) {
        let next = self.b.create_block();
        let returns: Vec<ir::Type> = self.b.func.dfg.signatures[sig]
            .returns
            .iter()
            .map(|it| it.value_type)
            .collect();
        let mut results = Vec::new();
        for (i, ty) in returns.into_iter().enumerate() {
            self.b.append_block_param(next, ty);
            results.push(BlockArg::TryCallRet(i as u32));
        }
        let dfg = &mut self.b.func.dfg;
        let normal = ClifCall::new(next, results, &mut dfg.value_lists);
        let caught = ClifCall::new(handler, [BlockArg::TryCallExn(0)], &mut dfg.value_lists);
        let handlers = [ExceptionTableItem::Default(caught)];
        let table = dfg
            .exception_tables
            .push(ExceptionTableData::new(sig, normal, handlers));
        (table, next)
    }

    // Small things everybody needs.

    pub(crate) fn func_ref(&mut self, id: FuncId) -> ir::FuncRef {
        if let Some(&func) = self.func_refs.get(&id) {
            return func;
        }
        let func = self.compiler.module.declare_func_in_func(id, self.b.func);
        self.func_refs.insert(id, func);
        func
    }

    /// Calls a function of the runtime.
    pub(crate) fn call_rt(&mut self, name: &str, args: &[Value]) -> Result<Option<Value>> {
        self.call_rt_at(Rate::Usual, name, args)
    }

    /// The same where it is hardly ever called.
    pub(crate) fn call_rt_rarely(&mut self, name: &str, args: &[Value]) -> Result<Option<Value>> {
        self.call_rt_at(Rate::Rare, name, args)
    }

    fn call_rt_at(&mut self, rate: Rate, name: &str, args: &[Value]) -> Result<Option<Value>> {
        let entry = entry(name)?;
        let id = self.compiler.runtime_function(entry, rate)?;
        let func = self.func_ref(id);
        let result = if entry.may_throw {
            self.invoke(func, args)
        } else {
            let call = self.b.ins().call(func, args);
            self.b.inst_results(call).first().copied()
        };
        let ret = type_of_abi(entry.ret);
        if rate == Rate::Usual || ret == Type::Void {
            return Ok(result);
        }
        let context = self.ctx()?;
        let at = ctx::CTX_RESULT_OFFSET;
        Ok(Some(self.b.ins().load(
            clif_type(ret),
            TRUSTED,
            context,
            at,
        )))
    }

    /// Calls a function of the runtime that gives a value.
    pub(crate) fn call_rt_value(&mut self, name: &str, args: &[Value]) -> Result<Value> {
        match self.call_rt(name, args)? {
            Some(value) => Ok(value),
            None => self.error(format!("{name} gives nothing")),
        }
    }

    fn call_rt_checked(
        &mut self,
        symbol: &Symbol,
        args: &[mir::Value],
        types: &[Type],
        result: Type,
    ) -> Result<Option<Value>> {
        let name = match symbol.as_str() {
            "malloc" => "rayzor_malloc",
            "realloc" => "rayzor_realloc",
            "free" => "rayzor_free",
            other => other,
        };
        let entry =
            entry(name).map_err(|error| CodegenError::new(&self.name, error.to_string()))?;
        let params: Vec<Type> = entry.params.iter().map(|ty| type_of_abi(*ty)).collect();
        // A reference is a word: declarations in Haxe may see more or less of a type than the runtime.
        let same = |a: Type, b: Type| a == b || (a.is_traced() && b.is_traced());
        let fits = params.len() == types.len()
            && params.iter().zip(types).all(|(a, b)| same(*a, *b))
            && same(type_of_abi(entry.ret), result);
        if !fits {
            return self.error(format!(
                "{name} is {params:?} -> {:?} and is called as {types:?} -> {result:?}",
                type_of_abi(entry.ret)
            ));
        }
        let args = self.value_list(args);
        match self.shortcut(name, &args)? {
            Some(result) => Ok(result),
            None => self.call_rt(name, &args),
        }
    }

    pub(crate) fn ctx(&mut self) -> Result<Value> {
        trampoline::ctx_address(self.compiler, self.b)
    }

    /// Something of the program table: a descriptor, a literal, a type value.
    pub(crate) fn item(&mut self, item: Item) -> Result<Value> {
        let slot = self.compiler.slot(item);
        match self.compiler.addresses {
            Addresses::Known => self.known(Known::Item(slot)),
            Addresses::Symbolic { .. } => {
                let context = self.ctx()?;
                let base = self
                    .b
                    .ins()
                    .load(I64, TRUSTED, context, ctx::CTX_TABLE_OFFSET);
                Ok(self.b.ins().load(I64, TRUSTED, base, 8 * slot as i32))
            }
        }
    }

    pub(crate) fn known(&mut self, known: Known) -> Result<Value> {
        let id = self.compiler.known(known)?;
        Ok(self.data_address(id))
    }

    /// The number of a closure's signature.
    pub(crate) fn signature_number(&mut self, sig: u32) -> Result<Value> {
        match self.compiler.addresses {
            Addresses::Known => {
                let number = self.known(Known::Signature(sig))?;
                Ok(self.b.ins().ireduce(I32, number))
            }
            Addresses::Symbolic { .. } => Ok(self.b.ins().iconst(I32, i64::from(sig))),
        }
    }

    pub(crate) fn data_address(&mut self, data: DataId) -> Value {
        let global = self.compiler.data_ref(data, self.b.func);
        self.b.ins().symbol_value(I64, global)
    }

    pub(crate) fn constant_of(&self, value: mir::Value) -> Option<&Const> {
        self.constants.get(&value)
    }

    pub(crate) fn zero(&mut self, ty: Type) -> Value {
        match ty {
            Type::F32 => self.b.ins().f32const(0.0),
            Type::F64 => self.b.ins().f64const(0.0),
            _ => self.b.ins().iconst(clif_type(ty), 0),
        }
    }

    fn constant(&mut self, value: &Const, ty: Type) -> Result<Value> {
        Ok(match value {
            Const::Int(value) => self.b.ins().iconst(clif_type(ty), truncated(*value, ty)),
            Const::F32(bits) => self.b.ins().f32const(f32::from_bits(*bits)),
            Const::F64(bits) => self.b.ins().f64const(f64::from_bits(*bits)),
            Const::Bool(value) => self.b.ins().iconst(I8, i64::from(*value)),
            Const::Null | Const::Undef => self.zero(ty),
            Const::Str(text) => {
                let index = self.compiler.plan.find_string(text);
                self.item(Item::String(index))?
            }
        })
    }

    /// Leaves the straight line for something rare: `cold` runs when `cond` is not zero and does not
    /// come back.
    pub(crate) fn unlikely(
        &mut self,
        cond: Value,
        cold: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<()> {
        let (rare, go_on) = (self.b.create_block(), self.b.create_block());
        self.b.set_cold_block(rare);
        self.b.ins().brif(cond, rare, &[], go_on, &[]);
        self.b.switch_to_block(rare);
        cold(self)?;
        self.b.ins().trap(trampoline::no_return());
        self.b.switch_to_block(go_on);
        Ok(())
    }

    /// `fast` when `cond` is not zero, else `slow`, which is rare; the value of the one that ran.
    pub(crate) fn fast_or_slow(
        &mut self,
        cond: Value,
        ty: Option<ir::Type>,
        fast: impl FnOnce(&mut Self) -> Result<Option<Value>>,
        slow: impl FnOnce(&mut Self) -> Result<Option<Value>>,
    ) -> Result<Option<Value>> {
        let (likely, rare, join) = (
            self.b.create_block(),
            self.b.create_block(),
            self.b.create_block(),
        );
        self.b.set_cold_block(rare);
        let result = ty.map(|ty| self.b.append_block_param(join, ty));
        self.b.ins().brif(cond, likely, &[], rare, &[]);
        self.b.switch_to_block(likely);
        let value = fast(self)?;
        let args: Vec<BlockArg> = value.map(BlockArg::Value).into_iter().collect();
        self.b.ins().jump(join, &args);
        self.b.switch_to_block(rare);
        let value = slow(self)?;
        let args: Vec<BlockArg> = value.map(BlockArg::Value).into_iter().collect();
        self.b.ins().jump(join, &args);
        self.b.switch_to_block(join);
        Ok(result)
    }

    fn null_check(&mut self, value: Value) -> Result<()> {
        let is_null = self.b.ins().icmp_imm_s(IntCC::Equal, value, 0);
        self.unlikely(is_null, |fx| {
            fx.call_rt_rarely("rayzor_throw_null_access", &[]).map(drop)
        })
    }
}

/// Cranelift wants the constant's unused upper bits to be zero.
fn truncated(value: i64, ty: Type) -> i64 {
    match ty {
        Type::I8 => i64::from(value as u8),
        Type::I16 => i64::from(value as u16),
        Type::I32 => i64::from(value as u32),
        _ => value,
    }
}

/// Whether running the function can need more stack than its own frame.
fn calls(func: &Function) -> bool {
    let mut insts = func.blocks.iter().flat_map(|block| &block.insts);
    insts.any(|inst| {
        matches!(
            inst.op,
            Op::Call { .. }
                | Op::CallVirtual { .. }
                | Op::CallInterface { .. }
                | Op::CallClosure { .. }
                | Op::CallDyn { .. }
                | Op::CallField { .. }
                | Op::AnonGet { .. }
                | Op::AnonSet { .. }
                | Op::DynGet { .. }
                | Op::DynSet { .. }
        )
    })
}
