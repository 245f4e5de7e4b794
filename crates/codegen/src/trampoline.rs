//! The borders between compiled code and the runtime.
//!
//! *Exit*: compiled code calls a runtime function that may throw or collect. The trampoline notes the
//! caller's frame, so that the runtime can walk compiled frames, and afterwards looks whether an
//! exception is pending; then `rayzor_unwind` continues in the handler and never comes back.
//!
//! *Entry*: the runtime calls compiled code. The trampoline catches what is thrown, so that it ends as
//! a flag and no Rust frame is left.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{
    self, AbiParam, BlockArg, BlockCall, ExceptionTableData, ExceptionTableItem, InstBuilder,
    MemFlagsData, TrapCode, Value,
};
use cranelift_codegen::isa::CallConv;
use cranelift_frontend::FunctionBuilder;
use runtime::abi::AbiEntry;
use runtime::ctx;

use crate::Result;
use crate::compile::{Addresses, Compiler, Known, Rate, entry, uniform_signature};

const TRUSTED: MemFlagsData = MemFlagsData::trusted();

/// The trap behind calls that never return.
pub(crate) fn no_return() -> TrapCode {
    TrapCode::unwrap_user(1)
}

/// The address of the thread context.
pub(crate) fn ctx_address(
    compiler: &mut Compiler<'_>,
    b: &mut FunctionBuilder<'_>,
) -> Result<Value> {
    let ctx = match compiler.addresses {
        Addresses::Known => compiler.known(Known::Context)?,
        Addresses::Symbolic { ctx } => ctx,
    };
    let global = compiler.data_ref(ctx, b.func);
    Ok(b.ins().symbol_value(I64, global))
}

pub(crate) fn exit(
    compiler: &mut Compiler<'_>,
    b: &mut FunctionBuilder<'_>,
    callee: &'static AbiEntry,
    rate: Rate,
) -> Result<()> {
    let block = b.create_block();
    b.append_block_params_for_function_params(block);
    b.switch_to_block(block);
    let args = b.block_params(block).to_vec();
    let ctx = ctx_address(compiler, b)?;
    let frame = b.ins().get_frame_pointer(I64);
    let caller = b.ins().load(I64, TRUSTED, frame, 0);
    let pc = b.ins().get_return_address(I64);
    b.ins().store(TRUSTED, caller, ctx, ctx::CTX_EXIT_FP_OFFSET);
    b.ins().store(TRUSTED, pc, ctx, ctx::CTX_EXIT_PC_OFFSET);
    let id = compiler.import(callee)?;
    let func = compiler.module.declare_func_in_func(id, b.func);
    let call = b.ins().call(func, &args);
    let results = b.inst_results(call).to_vec();
    if callee.may_throw {
        let pending = b.ins().load(I64, TRUSTED, ctx, ctx::CTX_PENDING_OFFSET);
        let (thrown, done) = (b.create_block(), b.create_block());
        b.set_cold_block(thrown);
        b.ins().brif(pending, thrown, &[], done, &[]);
        b.switch_to_block(thrown);
        let unwind = compiler.import(entry("rayzor_unwind")?)?;
        let unwind = compiler.module.declare_func_in_func(unwind, b.func);
        b.ins().call(unwind, &[]);
        b.ins().trap(no_return());
        b.switch_to_block(done);
    }
    match (rate, results.first()) {
        (Rate::Rare, Some(result)) => {
            b.ins().store(TRUSTED, *result, ctx, ctx::CTX_RESULT_OFFSET);
            b.ins().return_(&[]);
        }
        _ => {
            b.ins().return_(&results);
        }
    }
    Ok(())
}

/// `(code, closure, words, n, context, result) -> threw`; see `runtime::ctx::EntryFn`.
pub(crate) fn entry_signature(call_conv: CallConv) -> ir::Signature {
    let mut sig = ir::Signature::new(call_conv);
    sig.params.extend([AbiParam::new(I64); 6]);
    sig.returns.push(AbiParam::new(I64));
    sig
}

/// The one way from Rust into compiled code: calls a uniform entry.
pub(crate) fn entry_trampoline(b: &mut FunctionBuilder<'_>) -> Result<()> {
    const SAVED: [i32; 3] = [
        ctx::CTX_EXIT_FP_OFFSET,
        ctx::CTX_EXIT_PC_OFFSET,
        ctx::CTX_ENTRY_FP_OFFSET,
    ];
    let block = b.create_block();
    b.append_block_params_for_function_params(block);
    b.switch_to_block(block);
    let params = b.block_params(block).to_vec();
    let [code, closure, words, n, context, result] = params[..] else {
        unreachable!("an entry trampoline has six parameters");
    };
    let saved = SAVED.map(|offset| b.ins().load(I64, TRUSTED, context, offset));
    let frame = b.ins().get_frame_pointer(I64);
    b.ins()
        .store(TRUSTED, frame, context, ctx::CTX_ENTRY_FP_OFFSET);
    let sig = b.import_signature(uniform_signature());
    let (returned, thrown) = (b.create_block(), b.create_block());
    b.append_block_param(returned, I64);
    b.append_block_param(thrown, I64);
    let dfg = &mut b.func.dfg;
    let normal = BlockCall::new(returned, [BlockArg::TryCallRet(0)], &mut dfg.value_lists);
    let caught = BlockCall::new(thrown, [BlockArg::TryCallExn(0)], &mut dfg.value_lists);
    let handlers = [ExceptionTableItem::Default(caught)];
    let table = dfg
        .exception_tables
        .push(ExceptionTableData::new(sig, normal, handlers));
    b.ins().try_call_indirect(code, &[closure, words, n], table);
    for (block, flag) in [(returned, 0), (thrown, 1)] {
        b.switch_to_block(block);
        let value = b.block_params(block)[0];
        for (offset, old) in SAVED.into_iter().zip(saved) {
            b.ins().store(TRUSTED, old, context, offset);
        }
        b.ins().store(TRUSTED, value, result, 0);
        let threw = b.ins().iconst(I64, flag);
        b.ins().return_(&[threw]);
    }
    Ok(())
}

/// The test every function that calls makes on entry: the stack must reach down far enough. Another thread that waits
/// for its turn sets the limit above every stack, so that this finds it.
pub(crate) fn stack_check(compiler: &mut Compiler<'_>, b: &mut FunctionBuilder<'_>) -> Result<()> {
    let ctx = ctx_address(compiler, b)?;
    let limit = b.ins().load(I64, TRUSTED, ctx, ctx::CTX_STACK_LIMIT_OFFSET);
    let sp = b.ins().get_stack_pointer(I64);
    let low = b.ins().icmp(IntCC::UnsignedLessThan, sp, limit);
    let (overflow, go_on) = (b.create_block(), b.create_block());
    b.set_cold_block(overflow);
    b.ins().brif(low, overflow, &[], go_on, &[]);
    b.switch_to_block(overflow);
    let check = compiler.runtime_function(entry("rayzor_stack_check")?, Rate::Rare)?;
    let check = compiler.module.declare_func_in_func(check, b.func);
    b.ins().call(check, &[]);
    b.ins().jump(go_on, &[]);
    b.switch_to_block(go_on);
    Ok(())
}
