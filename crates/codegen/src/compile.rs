//! Driving Cranelift over a plan, for any kind of module.

use cranelift_codegen::ir::{self, AbiParam, types};
use cranelift_codegen::isa::CallConv;
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext};
use cranelift_module::{DataDescription, DataId, FuncId, Linkage, Module, ModuleError};
use mir::{Repr, Signature, Symbol, Type};
use runtime::abi::{self, AbiEntry, AbiTy};
use runtime::meta::CodeMeta;
use runtime::table::{Item, TableLayout};
use rustc_hash::FxHashMap;

use crate::cache::CodeCache;
use crate::machine::{self, Job};
use crate::plan::{Code, Plan, typed_entry};
use crate::{CodegenError, Result, fx, trampoline};

/// Where addresses that the runtime decides on come from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Addresses {
    /// Known when the code is put into memory: each is a symbol of its own, see [`Known`].
    Known,
    /// Known when the program starts: loaded through the thread context.
    Symbolic { ctx: DataId },
}

/// What has its address (or number) by the time that code is put into memory. Code refers to it by a symbol, so that the same
/// code serves when the address is another.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Known {
    /// The thread context.
    Context,
    /// By its slot in the program table.
    Item(usize),
    /// A static variable, by its offset.
    Global(u32),
    /// The number of a signature.
    Signature(u32),
}

impl Known {
    pub(crate) fn symbol(self) -> String {
        match self {
            Known::Context => "rayzor_ctx".to_owned(),
            Known::Item(slot) => format!("item:{slot}"),
            Known::Global(offset) => format!("global:{offset}"),
            Known::Signature(number) => format!("signature:{number}"),
        }
    }

    pub(crate) fn parse(symbol: &str) -> Option<Known> {
        if symbol == "rayzor_ctx" {
            return Some(Known::Context);
        }
        let (kind, number) = symbol.split_once(':')?;
        match kind {
            "item" => Some(Known::Item(number.parse().ok()?)),
            "global" => Some(Known::Global(number.parse().ok()?)),
            "signature" => Some(Known::Signature(number.parse().ok()?)),
            _ => None,
        }
    }
}

pub(crate) struct Compiler<'p> {
    pub(crate) module: &'p mut dyn Module,
    pub(crate) plan: &'p Plan<'p>,
    pub(crate) table: TableLayout,
    pub(crate) addresses: Addresses,
    /// Whether code may be longer to be faster.
    pub(crate) optimize: bool,
    /// By number in the plan.
    pub(crate) function_ids: Vec<FuncId>,
    /// Runtime functions as imported, and the trampolines before those that need one.
    imports: FxHashMap<&'static str, FuncId>,
    exits: FxHashMap<(&'static str, Rate), FuncId>,
    /// Trampolines that were asked for and are not made yet.
    pending_exits: Vec<(&'static AbiEntry, Rate)>,
    known: FxHashMap<Known, DataId>,
    builder_context: FunctionBuilderContext,
    /// Symbols of data as the function that is being built has them.
    data_refs: FxHashMap<DataId, ir::GlobalValue>,
    /// What is built and waits for [`Compiler::finish`].
    jobs: Vec<Job>,
    /// What was compiled, in order, with its side tables.
    pub(crate) done: Vec<(FuncId, CodeMeta)>,
    /// The function whose code is wanted as text, and that text.
    pub(crate) watched: Option<(FuncId, Listing)>,
}

/// How often a call of the runtime is made where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Rate {
    Usual,
    /// Beside the usual way: the trampoline saves every register, so that what goes on the usual way need not be in memory
    /// for its sake. The result comes in the context.
    Rare,
}

impl Rate {
    fn signature(self, entry: &AbiEntry) -> ir::Signature {
        match self {
            Rate::Usual => abi_signature(entry, CallConv::Tail),
            Rate::Rare => {
                let mut sig = abi_signature(entry, CallConv::PreserveAll);
                sig.returns.clear();
                sig
            }
        }
    }
}

/// A compiled function as text.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Cranelift's own form, before it optimises.
    pub clif: String,
    /// The machine's instructions.
    pub asm: String,
}

pub(crate) fn clif_type(ty: Type) -> ir::Type {
    match ty {
        Type::Void => types::INVALID,
        Type::Bool | Type::I8 => types::I8,
        Type::I16 => types::I16,
        Type::I32 => types::I32,
        Type::I64 | Type::Ref | Type::Word | Type::Ptr => types::I64,
        Type::F32 => types::F32,
        Type::F64 => types::F64,
    }
}

/// The signature of compiled code.
pub(crate) fn clif_signature(params: &[Repr], ret: Repr) -> ir::Signature {
    let mut sig = ir::Signature::new(CallConv::Tail);
    sig.params.extend(
        params
            .iter()
            .map(|repr| AbiParam::new(clif_type(repr.ty()))),
    );
    if ret != Repr::Void {
        sig.returns.push(AbiParam::new(clif_type(ret.ty())));
    }
    sig
}

/// `fn(closure, *word, n) -> word`.
pub(crate) fn uniform_signature() -> ir::Signature {
    clif_signature(&[Repr::Ref, Repr::Ptr, Repr::I64], Repr::Word)
}

pub(crate) fn type_of_abi(ty: AbiTy) -> Type {
    match ty {
        AbiTy::Void => Type::Void,
        AbiTy::Bool => Type::Bool,
        AbiTy::I32 => Type::I32,
        AbiTy::I64 => Type::I64,
        AbiTy::F32 => Type::F32,
        AbiTy::F64 => Type::F64,
        AbiTy::Ref => Type::Ref,
        AbiTy::Word => Type::Word,
        AbiTy::Ptr => Type::Ptr,
    }
}

/// The signature of a runtime function in the given convention.
pub(crate) fn abi_signature(entry: &AbiEntry, call_conv: CallConv) -> ir::Signature {
    let param = |ty: &AbiTy| {
        let param = AbiParam::new(clif_type(type_of_abi(*ty)));
        if *ty == AbiTy::Bool {
            param.uext()
        } else {
            param
        }
    };
    let mut sig = ir::Signature::new(call_conv);
    sig.params.extend(entry.params.iter().map(param));
    if entry.ret != AbiTy::Void {
        sig.returns.push(param(&entry.ret));
    }
    sig
}

impl<'p> Compiler<'p> {
    pub(crate) fn new(
        module: &'p mut dyn Module,
        plan: &'p Plan<'p>,
        table: TableLayout,
        addresses: Addresses,
        optimize: bool,
    ) -> Result<Compiler<'p>> {
        let mut compiler = Compiler {
            module,
            plan,
            table,
            addresses,
            optimize,
            function_ids: Vec::new(),
            imports: FxHashMap::default(),
            exits: FxHashMap::default(),
            pending_exits: Vec::new(),
            known: FxHashMap::default(),
            builder_context: FunctionBuilderContext::new(),
            data_refs: FxHashMap::default(),
            jobs: Vec::new(),
            done: Vec::new(),
            watched: None,
        };
        for (i, code) in plan.functions.iter().enumerate() {
            let sig = compiler.code_signature(code);
            let name = match code {
                Code::Mir(symbol) => format!("hx${symbol}"),
                _ => format!("hx${i}"),
            };
            let id = compiler.declare(&name, Linkage::Local, &sig)?;
            compiler.function_ids.push(id);
        }
        Ok(compiler)
    }

    pub(crate) fn declare(
        &mut self,
        name: &str,
        linkage: Linkage,
        sig: &ir::Signature,
    ) -> Result<FuncId> {
        let id = self.module.declare_function(name, linkage, sig);
        id.map_err(|error| CodegenError::new(name, error.to_string()))
    }

    pub(crate) fn code_signature(&self, code: &Code) -> ir::Signature {
        let plan = self.plan;
        match code {
            Code::Mir(symbol) => {
                let sig = &plan.program.functions[symbol].sig;
                clif_signature(&sig.params, sig.ret)
            }
            Code::Uniform(_) | Code::Start => uniform_signature(),
            Code::Bound(sig) | Code::Unbound(sig) => {
                let sig = typed_entry(&plan.signatures[*sig as usize]);
                clif_signature(&sig.params, sig.ret)
            }
            Code::Helper(helper) => {
                let sig = helper.signature();
                clif_signature(&sig.params, sig.ret)
            }
            Code::Missing => clif_signature(&[], Repr::Void),
        }
    }

    /// Natural signature of a slot that the plan found to exist.
    pub(crate) fn method_sig(&self, class: &Symbol, method: &Symbol) -> Signature {
        let method = self.plan.program.find_method(class, method);
        method.map_or(Signature::new([Repr::Ref], Repr::Void), |method| {
            method.sig.clone()
        })
    }

    /// Builds everything in the plan, then the trampolines that were needed.
    pub(crate) fn build_all(&mut self) -> Result<()> {
        let plan = self.plan;
        for (i, code) in plan.functions.iter().enumerate() {
            let id = self.function_ids[i];
            let sig = self.code_signature(code);
            self.define(id, sig, |compiler, b| fx::build(compiler, b, code))?;
        }
        // A trampoline may ask for `rayzor_unwind`, never for another trampoline.
        while let Some((entry, rate)) = self.pending_exits.pop() {
            let id = self.exits[&(entry.name, rate)];
            let sig = rate.signature(entry);
            let exit = |compiler: &mut Compiler<'p>, b: &mut FunctionBuilder<'_>| {
                trampoline::exit(compiler, b, entry, rate)
            };
            self.define(id, sig, exit)?;
        }
        Ok(())
    }

    /// Builds one function; [`Compiler::finish`] compiles it.
    pub(crate) fn define(
        &mut self,
        id: FuncId,
        sig: ir::Signature,
        build: impl FnOnce(&mut Compiler<'p>, &mut FunctionBuilder<'_>) -> Result<()>,
    ) -> Result<()> {
        let mut builder_context =
            std::mem::replace(&mut self.builder_context, FunctionBuilderContext::new());
        let name = ir::UserFuncName::user(0, id.as_u32());
        let mut func = ir::Function::with_name_signature(name, sig);
        self.data_refs.clear();
        let mut b = FunctionBuilder::new(&mut func, &mut builder_context);
        build(self, &mut b)?;
        b.seal_all_blocks();
        b.finalize(self.module.target_config());
        let watched = self.watched.as_ref();
        self.jobs.push(Job {
            id,
            func,
            is_watched: watched.is_some_and(|(watched, _)| *watched == id),
        });
        self.builder_context = builder_context;
        Ok(())
    }

    /// Makes machine code of all that was built, and keeps the side tables.
    pub(crate) fn finish(&mut self, cache: Option<&mut CodeCache>) -> Result<()> {
        let jobs = std::mem::take(&mut self.jobs);
        let made = machine::compile(self.module.isa(), jobs, cache, &|id| self.name_of(id));
        for (id, made) in made {
            let failed = |message| CodegenError::new(&self.name_of(id), message);
            let (compiled, listing) = made.map_err(failed)?;
            self.module
                .define_function_bytes(id, compiled.align, &compiled.code, &compiled.relocs)
                .map_err(|error| CodegenError::new(&self.name_of(id), error.to_string()))?;
            if let (Some(listing), Some((_, watched))) = (listing, &mut self.watched) {
                *watched = listing;
            }
            self.done.push((id, compiled.meta));
        }
        Ok(())
    }

    /// The symbol in the function that is being built.
    pub(crate) fn data_ref(&mut self, id: DataId, func: &mut ir::Function) -> ir::GlobalValue {
        let module = &self.module;
        let declare = || module.declare_data_in_func(id, func);
        *self.data_refs.entry(id).or_insert_with(declare)
    }

    pub(crate) fn known(&mut self, known: Known) -> Result<DataId> {
        if let Some(&id) = self.known.get(&known) {
            return Ok(id);
        }
        let symbol = known.symbol();
        let id = self
            .module
            .declare_data(&symbol, Linkage::Import, true, false)
            .map_err(|error| CodegenError::new(&symbol, error.to_string()))?;
        self.known.insert(known, id);
        Ok(id)
    }

    fn name_of(&self, id: FuncId) -> String {
        let index = self.function_ids.iter().position(|it| *it == id);
        match index.map(|index| &self.plan.functions[index]) {
            Some(Code::Mir(symbol)) => symbol.to_string(),
            Some(other) => format!("{other:?}"),
            None => "trampoline".to_owned(),
        }
    }

    /// What to call for a runtime function: itself, or its exit trampoline.
    pub(crate) fn runtime_function(
        &mut self,
        entry: &'static AbiEntry,
        rate: Rate,
    ) -> Result<FuncId> {
        if !entry.needs_trampoline() && rate == Rate::Usual {
            return self.import(entry);
        }
        if let Some(&id) = self.exits.get(&(entry.name, rate)) {
            return Ok(id);
        }
        let sig = rate.signature(entry);
        let name = match rate {
            Rate::Usual => format!("exit${}", entry.name),
            Rate::Rare => format!("rare${}", entry.name),
        };
        let id = self.declare(&name, Linkage::Local, &sig)?;
        self.exits.insert((entry.name, rate), id);
        self.pending_exits.push((entry, rate));
        Ok(id)
    }

    pub(crate) fn import(&mut self, entry: &'static AbiEntry) -> Result<FuncId> {
        if let Some(&id) = self.imports.get(entry.name) {
            return Ok(id);
        }
        let call_conv = self.module.target_config().default_call_conv;
        let sig = abi_signature(entry, call_conv);
        let id = self.declare(entry.name, Linkage::Import, &sig)?;
        self.imports.insert(entry.name, id);
        Ok(id)
    }

    /// A private, zeroed, writable piece of memory: the cache of an access site.
    pub(crate) fn cache_cell(&mut self, size: u32) -> Result<DataId> {
        let failed = |error: ModuleError| CodegenError::new("cache", error.to_string());
        let id = self
            .module
            .declare_anonymous_data(true, false)
            .map_err(failed)?;
        let mut data = DataDescription::new();
        data.define_zeroinit(size as usize);
        data.set_align(16);
        self.module.define_data(id, &data).map_err(failed)?;
        Ok(id)
    }

    pub(crate) fn slot(&self, item: Item) -> usize {
        self.table.slot(item)
    }
}

/// The entry of the runtime that codegen itself needs; its absence is a mistake of ours.
pub(crate) fn entry(name: &str) -> Result<&'static AbiEntry> {
    abi::find(name).ok_or_else(|| CodegenError::new(name, "the runtime has no such function"))
}
