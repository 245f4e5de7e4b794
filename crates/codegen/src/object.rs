//! Into an object file, to be linked with the runtime as a stand-alone program.
//!
//! The object holds the code, the program's description for the runtime (`runtime::image`) and a C
//! `main` that hands the description over. Addresses that the JIT knows as constants are loaded
//! through the thread context instead.

use cranelift_codegen::ir::types::{I32, I64};
use cranelift_codegen::ir::{AbiParam, InstBuilder, Signature};
use cranelift_frontend::FunctionBuilder;
use cranelift_module::{DataDescription, DataId, FuncId, Linkage, Module, default_libcall_names};
use cranelift_object::{ObjectBuilder, ObjectModule};
use mir::Program;
use runtime::image;
use runtime::meta::FunctionMeta;
use runtime::table::TableLayout;
use rustc_hash::FxHashMap;

use crate::compile::{Addresses, Compiler, Listing, Rate, entry};
use crate::plan::{Code, Plan};
use crate::{CodegenError, OptLevel, Result, isa, trampoline};

/// Compiles a program, which should have been verified, to the bytes of an object file for this
/// machine. It defines `main` and wants the runtime's symbols.
pub fn compile_object(program: &Program, opt: OptLevel) -> Result<Vec<u8>> {
    let plan = Plan::new(program)?;
    let isa = isa::host(opt, true).map_err(failed)?;
    let call_conv = isa.default_call_conv();
    let builder = ObjectBuilder::new(isa, "haxe", default_libcall_names()).map_err(failed)?;
    let mut module = ObjectModule::new(builder);
    let ctx = module
        .declare_data("rayzor_ctx", Linkage::Import, true, false)
        .map_err(failed)?;
    let mut meta = plan.meta.clone();

    let addresses = Addresses::Symbolic { ctx };
    let (table, optimize) = (TableLayout::new(&meta), opt != OptLevel::None);
    let mut compiler = Compiler::new(&mut module, &plan, table, addresses, optimize)?;
    let varargs = compiler.runtime_function(entry("rayzor_call_varargs")?, Rate::Usual)?;
    compiler.build_all()?;
    let entry_sig = trampoline::entry_signature(call_conv);
    let entry_id = compiler.declare("hx$entry", Linkage::Local, &entry_sig)?;
    compiler.define(entry_id, entry_sig, |_, b| trampoline::entry_trampoline(b))?;
    compiler.finish(None)?;
    let (mut codes, done) = (compiler.function_ids, compiler.done);

    // The entry trampoline is known by its handler, which ends every walk.
    let start = codes[0];
    codes.push(entry_id);
    meta.functions.push(FunctionMeta::default());
    let by_id: FxHashMap<FuncId, usize> =
        codes.iter().enumerate().map(|(i, id)| (*id, i)).collect();
    for (id, code) in done {
        if let Some(&index) = by_id.get(&id) {
            meta.functions[index].code = code;
        }
    }
    let image = define_image(
        &mut module,
        &image::encode(&meta),
        &codes,
        [entry_id, varargs, start],
    )?;
    define_main(&mut module, image)?;
    module.finish().emit().map_err(failed)
}

/// One function of a program as Cranelift's text and as instructions; `None` when the program has no
/// such function.
pub fn listing(program: &Program, opt: OptLevel, symbol: &str) -> Result<Option<Listing>> {
    let plan = Plan::new(program)?;
    let Some(index) = plan.find_function(&Code::Mir(symbol.into())) else {
        return Ok(None);
    };
    let isa = isa::host(opt, true).map_err(failed)?;
    let builder = ObjectBuilder::new(isa, "haxe", default_libcall_names()).map_err(failed)?;
    let mut module = ObjectModule::new(builder);
    let ctx = module
        .declare_data("rayzor_ctx", Linkage::Import, true, false)
        .map_err(failed)?;
    let table = TableLayout::new(&plan.meta);
    let addresses = Addresses::Symbolic { ctx };
    let mut compiler = Compiler::new(&mut module, &plan, table, addresses, true)?;
    compiler.watched = Some((compiler.function_ids[index as usize], Listing::default()));
    compiler.build_all()?;
    compiler.finish(None)?;
    Ok(compiler.watched.map(|(_, listing)| listing))
}

fn failed(error: impl std::fmt::Display) -> CodegenError {
    CodegenError::new("program", error.to_string())
}

fn define_data(module: &mut ObjectModule, name: &str, data: &DataDescription) -> Result<DataId> {
    let id = module
        .declare_data(name, Linkage::Local, true, false)
        .map_err(failed)?;
    module.define_data(id, data).map_err(failed)?;
    Ok(id)
}

/// The `runtime::image::Image` of the program.
fn define_image(
    module: &mut ObjectModule,
    meta: &[u8],
    codes: &[FuncId],
    entries: [FuncId; 3],
) -> Result<DataId> {
    let mut data = DataDescription::new();
    data.define(meta.into());
    let meta_id = define_data(module, "hx$meta", &data)?;

    let mut data = DataDescription::new();
    data.set_align(8);
    // Relocations need bytes to stand in.
    data.define(vec![0; 8 * codes.len()].into());
    for (i, id) in codes.iter().enumerate() {
        let func = module.declare_func_in_data(*id, &mut data);
        data.write_function_addr(8 * i as u32, func);
    }
    let codes_id = define_data(module, "hx$functions", &data)?;

    let mut data = DataDescription::new();
    data.set_align(8);
    let mut bytes = vec![0; image::IMAGE_SIZE];
    bytes[image::META_LEN..][..8].copy_from_slice(&(meta.len() as u64).to_le_bytes());
    bytes[image::N_FUNCTIONS..][..8].copy_from_slice(&(codes.len() as u64).to_le_bytes());
    data.define(bytes.into());
    for (offset, id) in [(image::META, meta_id), (image::FUNCTIONS, codes_id)] {
        let value = module.declare_data_in_data(id, &mut data);
        data.write_data_addr(offset as u32, value, 0);
    }
    for (offset, id) in [image::ENTRY, image::VARARGS, image::START]
        .into_iter()
        .zip(entries)
    {
        let func = module.declare_func_in_data(id, &mut data);
        data.write_function_addr(offset as u32, func);
    }
    define_data(module, "hx$image", &data)
}

/// `int main(int argc, char **argv) { return rayzor_main(&image); }`
fn define_main(module: &mut ObjectModule, image: DataId) -> Result<()> {
    let call_conv = module.target_config().default_call_conv;
    let mut sig = Signature::new(call_conv);
    sig.params.push(AbiParam::new(I64));
    sig.returns.push(AbiParam::new(I32));
    let rayzor_main = module
        .declare_function("rayzor_main", Linkage::Import, &sig)
        .map_err(failed)?;
    let mut main_sig = Signature::new(call_conv);
    main_sig
        .params
        .extend([AbiParam::new(I32), AbiParam::new(I64)]);
    main_sig.returns.push(AbiParam::new(I32));
    let main = module
        .declare_function("main", Linkage::Export, &main_sig)
        .map_err(failed)?;

    let mut context = module.make_context();
    context.func.signature = main_sig;
    let mut builder_context = cranelift_frontend::FunctionBuilderContext::new();
    let mut b = FunctionBuilder::new(&mut context.func, &mut builder_context);
    let block = b.create_block();
    b.append_block_params_for_function_params(block);
    b.switch_to_block(block);
    let image = module.declare_data_in_func(image, b.func);
    let image = b.ins().symbol_value(I64, image);
    let callee = module.declare_func_in_func(rayzor_main, b.func);
    let call = b.ins().call(callee, &[image]);
    let status = b.inst_results(call)[0];
    b.ins().return_(&[status]);
    b.seal_all_blocks();
    b.finalize(module.target_config());
    module.define_function(main, &mut context).map_err(failed)
}
