//! Small functions in place of their calls.
//!
//! Callees are finished before their callers, so that what is copied is already at its best. A
//! function is taken in when it is declared `inline` or is small; never into itself, never when a
//! caller has grown too large. The copied blocks come under the handler of the calling block; the
//! copied locations keep pointing at the callee's source.
//!
//! A function that calls one of its parameters, or a method of one by name, is taken in, if it is not large, where the
//! argument is a function value made in the caller, or an object whose class is seen there: then the call inside is one of
//! known code ([`known`]), which may be taken in as well. A function value's captures are the values they were made from, so
//! that mostly nobody needs the function value any more.
//!
//! ```haxe
//! xs.map(x -> x + k) // a loop that adds k
//! ```

mod known;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::function::{Block, BlockId, Function, InlineHint, InlinedSpans, Inst, Loc, Slot, Value};
use crate::inst::{BlockCall, Const, Op, Terminator};
use crate::program::Program;
use crate::types::{Symbol, Type};
pub(super) use known::DirectCall;
use known::{Known, Returned};

/// Instructions of a function that is worth copying unasked.
const SMALL: usize = 12;
/// The same when it is declared `inline`.
const DECLARED: usize = 400;
/// The same for a function value called where it was made, and for a function that calls such a value.
const CLOSURE: usize = 120;
/// Instructions of a function that takes nothing more in.
const LARGE: usize = 4000;

/// How often a function is looked at again.
const ROUNDS: usize = 4;

/// What is known of the whole program.
struct Context {
    lambdas: FxHashSet<Symbol>,
    returned: Returned,
}

pub(super) fn run(program: &mut Program) {
    let mut done: FxHashSet<Symbol> = FxHashSet::default();
    let mut cx = Context {
        lambdas: known::lambdas(program),
        returned: Returned::default(),
    };
    for root in program.functions.keys().cloned().collect::<Vec<_>>() {
        visit(program, root, &mut done, &mut cx);
    }
}

/// Depth first over the calls, without recursion of ours: chains of calls can be long.
fn visit(program: &mut Program, root: Symbol, done: &mut FxHashSet<Symbol>, cx: &mut Context) {
    if !done.insert(root.clone()) {
        return;
    }
    let mut stack = vec![(root.clone(), callees(&program.functions[&root]))];
    // Functions whose callees are being visited: a call back to one of them is recursion.
    let mut open: FxHashSet<Symbol> = FxHashSet::default();
    open.insert(root);
    while let Some((_, left)) = stack.last_mut() {
        match left.pop() {
            Some(next) => {
                if let Some(func) = program.functions.get(&next)
                    && done.insert(next.clone())
                {
                    open.insert(next.clone());
                    stack.push((next, callees(func)));
                }
            }
            None => {
                if let Some((name, _)) = stack.pop() {
                    finish(program, &name, &open, cx);
                    open.remove(&name);
                }
            }
        }
    }
}

fn callees(func: &Function) -> Vec<Symbol> {
    let mut res = Vec::new();
    for block in &func.blocks {
        for inst in &block.insts {
            match &inst.op {
                Op::Call { func, .. } => res.push(func.clone()),
                Op::ClosureNew { target, .. } => res.extend(known::code(target).cloned()),
                _ => {}
            }
        }
    }
    res
}

pub(super) fn size(func: &Function) -> usize {
    func.blocks.iter().map(|block| block.insts.len() + 1).sum()
}

fn is_wanted(callee: &Function) -> bool {
    // A lambda reads its captures by its own name.
    if reads_captures(callee) {
        return false;
    }
    match callee.inline {
        InlineHint::Always => size(callee) <= DECLARED,
        InlineHint::Auto => size(callee) <= SMALL,
        InlineHint::Never => false,
    }
}

/// What calls itself would be taken in again and again.
fn calls_itself(func: &Function) -> bool {
    let mut insts = func.blocks.iter().flat_map(|block| &block.insts);
    insts.any(|inst| matches!(&inst.op, Op::Call { func: callee, .. } if *callee == func.name))
}

fn reads_captures(func: &Function) -> bool {
    let mut insts = func.blocks.iter().flat_map(|block| &block.insts);
    insts.any(|inst| matches!(inst.op, Op::CaptureGet { .. }))
}

/// Takes in what is wanted. What is known of a result reaches its uses when the copies are tidied up: then there may be
/// more.
fn finish(program: &mut Program, name: &Symbol, open: &FxHashSet<Symbol>, cx: &mut Context) {
    for _ in 0..ROUNDS {
        let changed = expand(program, name, open, cx);
        let Some(func) = program.functions.get_mut(name) else {
            return;
        };
        let mut insts = func.blocks.iter().flat_map(|block| &block.insts);
        let finds_code =
            |inst: &Inst| matches!(inst.op, Op::CallClosure { .. } | Op::CallField { .. });
        if !changed || !insts.any(finds_code) {
            return;
        }
        super::simplify::run(func);
    }
}

/// Takes in what is wanted among the calls of one function, once; whether anything was.
fn expand(
    program: &mut Program,
    name: &Symbol,
    open: &FxHashSet<Symbol>,
    cx: &mut Context,
) -> bool {
    let mut caller = program.functions[name].clone();
    let mut total = size(&caller);
    let mut known = Known::new(
        program,
        &caller,
        cx.lambdas.contains(name),
        &mut cx.returned,
    );
    let mut changed = false;
    let mut block = 0;
    while block < caller.blocks.len() {
        let id = BlockId(block as u32);
        let mut at = 0;
        while at < caller.blocks[block].insts.len() {
            if let Some(call) = known.call(program, &caller.blocks[block].insts[at]) {
                changed = true;
                at = call.replace(&mut caller, id, at);
            }
            if let Some(value) = known.type_test(program, &caller.blocks[block].insts[at]) {
                changed = true;
                caller.blocks[block].insts[at].op = Op::Const(Const::Bool(value));
            }
            let mut copy = None;
            if let Op::Call { func, args } = &caller.blocks[block].insts[at].op
                && func != name
                && !open.contains(func)
                && let Some(callee) = program.functions.get(func)
                && total + size(callee) <= LARGE
                && !calls_itself(callee)
            {
                let captures = known.captures(callee, args);
                if is_wanted(callee) || captures.is_some() || known.serves(callee, args) {
                    copy = Some((callee, captures.map(<[Value]>::to_vec)));
                }
            }
            if let Some((callee, captures)) = copy {
                total += size(callee);
                changed = true;
                let first = caller.blocks.len();
                let result = caller.blocks[block].insts[at].result;
                let returned = inline_call(&mut caller, id, at, callee, captures.as_deref());
                known.add(program, &caller, first, &mut cx.returned);
                if let (Some(result), Some(returned)) = (result, returned) {
                    known.is_same(result, returned);
                }
                // What followed the call is in a new block, which comes later.
                break;
            }
            at += 1;
        }
        block += 1;
    }
    if changed {
        crate::cfg::remove_unreachable_blocks(&mut caller);
        crate::cfg::renumber_values(&mut caller);
        program.functions.insert(name.clone(), caller);
    }
    changed
}

/// `captures`: what the callee, a lambda, reads of the function value it is called through. What the callee returned, if
/// that is one value.
fn inline_call(
    caller: &mut Function,
    block: BlockId,
    at: usize,
    callee: &Function,
    captures: Option<&[Value]>,
) -> Option<Value> {
    let call = caller.block(block).insts[at].clone();
    let Op::Call { args, .. } = call.op else {
        return None;
    };
    let handler = caller.block(block).handler;

    // What comes after the call moves to a block of its own, which takes the result.
    let after = BlockId(caller.blocks.len() as u32);
    let source = caller.block_mut(block);
    let insts = source.insts.split_off(at + 1);
    source.insts.pop();
    let term = std::mem::replace(&mut source.term, Terminator::Unreachable);
    let term_loc = std::mem::replace(&mut source.term_loc, Loc::NONE);
    let params = call.result.into_iter().collect();
    caller.blocks.push(Block {
        params,
        insts,
        term,
        term_loc,
        handler,
    });

    let mut copy = Copy {
        values: FxHashMap::default(),
        first_block: caller.blocks.len() as u32,
        first_slot: caller.slots.len() as u32,
        first_span: caller.spans.len() as u32,
        n_spans: callee.spans.len() as u32,
        call_loc: call.loc,
        after,
        handler,
        has_result: call.result.is_some(),
        captures,
    };
    caller.slots.extend(&callee.slots);
    caller.spans.extend(&callee.spans);
    for nested in &callee.inlined {
        caller.inlined.push(InlinedSpans {
            first: nested.first + copy.first_span,
            end: nested.end + copy.first_span,
            function: nested.function.clone(),
            call: copy.loc(nested.call),
        });
    }
    if copy.n_spans > 0 {
        caller.inlined.push(InlinedSpans {
            first: copy.first_span,
            end: copy.first_span + copy.n_spans,
            function: callee.name.clone(),
            call: call.loc,
        });
    }
    for (id, ty) in callee.value_types.iter().enumerate() {
        let value = caller.new_value(*ty);
        copy.values.insert(Value(id as u32), value);
    }
    // No edge leads to the entry: its parameters are the arguments.
    for (param, arg) in callee.blocks[0].params.iter().zip(&args) {
        copy.values.insert(*param, *arg);
    }
    if let Some(captures) = captures {
        for inst in callee.blocks.iter().flat_map(|block| &block.insts) {
            if let (Op::CaptureGet { index, .. }, Some(result)) = (&inst.op, inst.result) {
                copy.values.insert(result, captures[*index as usize]);
            }
        }
    }
    let entry = copy.block(Function::ENTRY);
    for (i, block) in callee.blocks.iter().enumerate() {
        let mut block = copy.copied(block);
        if i == 0 {
            block.params.clear();
        }
        caller.blocks.push(block);
    }
    // A slot starts at zero each time the callee runs.
    let mut zeroes = Vec::new();
    for (i, ty) in callee.slots.iter().enumerate() {
        let value = caller.new_value(*ty);
        let zero = zero(*ty);
        zeroes.push(Inst {
            result: Some(value),
            op: Op::Const(zero),
            loc: Loc::NONE,
        });
        let slot = Slot(copy.first_slot + i as u32);
        let op = Op::SlotSet { slot, value };
        zeroes.push(Inst {
            result: None,
            op,
            loc: Loc::NONE,
        });
    }
    let source = caller.block_mut(block);
    source.insts.extend(zeroes);
    source.term = Terminator::Jump(BlockCall::new(entry, []));
    source.term_loc = call.loc;
    let mut returned = callee.blocks.iter().filter_map(|block| match &block.term {
        Terminator::Return(value) => Some(*value),
        _ => None,
    });
    match (returned.next(), returned.next()) {
        (Some(Some(value)), None) => Some(copy.value(value)),
        _ => None,
    }
}

/// What memory of the type holds at first.
pub(super) fn zero(ty: Type) -> crate::inst::Const {
    use crate::inst::Const;
    match ty {
        Type::Bool => Const::Bool(false),
        Type::F32 => Const::F32(0),
        Type::F64 => Const::F64(0),
        Type::Ref | Type::Word | Type::Ptr => Const::Null,
        Type::Void | Type::I8 | Type::I16 | Type::I32 | Type::I64 => Const::Int(0),
    }
}

/// How the callee's ids translate.
struct Copy<'a> {
    values: FxHashMap<Value, Value>,
    first_block: u32,
    first_slot: u32,
    first_span: u32,
    n_spans: u32,
    call_loc: Loc,
    after: BlockId,
    handler: Option<BlockId>,
    /// Nobody may want what the callee gives.
    has_result: bool,
    /// What stands for the reads of captures.
    captures: Option<&'a [Value]>,
}

impl Copy<'_> {
    fn value(&self, value: Value) -> Value {
        self.values[&value]
    }

    fn block(&self, block: BlockId) -> BlockId {
        BlockId(self.first_block + block.0)
    }

    /// Without a place of its own, an instruction is where the call was.
    fn loc(&self, loc: Loc) -> Loc {
        if loc.0 < self.n_spans {
            Loc(self.first_span + loc.0)
        } else {
            self.call_loc
        }
    }

    fn copied(&self, block: &Block) -> Block {
        let mut block = block.clone();
        if self.captures.is_some() {
            let is_capture = |inst: &Inst| matches!(inst.op, Op::CaptureGet { .. });
            block.insts.retain(|inst| !is_capture(inst));
        }
        for param in &mut block.params {
            *param = self.value(*param);
        }
        for inst in &mut block.insts {
            if let Some(result) = &mut inst.result {
                *result = self.value(*result);
            }
            inst.op
                .visit_values_mut(|value| *value = self.value(*value));
            if let Op::SlotGet { slot } | Op::SlotSet { slot, .. } = &mut inst.op {
                slot.0 += self.first_slot;
            }
            inst.loc = self.loc(inst.loc);
        }
        block
            .term
            .visit_values_mut(|value| *value = self.value(*value));
        for call in block.term.successors_mut() {
            call.block = self.block(call.block);
        }
        block.term_loc = self.loc(block.term_loc);
        block.handler = block
            .handler
            .map(|handler| self.block(handler))
            .or(self.handler);
        if let Terminator::Return(value) = &block.term {
            let args = value.filter(|_| self.has_result);
            let args = args.into_iter().collect();
            block.term = Terminator::Jump(BlockCall {
                block: self.after,
                args,
            });
        }
        block
    }
}
