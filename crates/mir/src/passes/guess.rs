//! `object.name()` on a value of unknown type, where few classes have such a method: each is tested for, and its method called
//! directly, before the call by name.
//!
//! That is what loops over an `Iterable` come to: the program has an iterator class or two. The tests and calls are small, and
//! the methods are mostly taken in afterwards.

use rustc_hash::{FxHashMap, FxHashSet};

use super::inline::{DirectCall, size};
use crate::function::{Block, BlockId, Function, InlineHint, Inst, Loc};
use crate::inst::{BlockCall, Op, Terminator};
use crate::program::{ClassKind, Program};
use crate::types::{Symbol, Type};

/// So many classes are tested for.
const CLASSES: usize = 3;
/// Instructions of a method that is worth it.
const METHOD: usize = 60;

pub(super) fn run(program: &mut Program) {
    let classes = by_method(program);
    if classes.is_empty() {
        return;
    }
    let has_call = |func: &Function| {
        let mut insts = func.blocks.iter().flat_map(|block| &block.insts);
        insts.any(|inst| matches!(inst.op, Op::CallField { .. }))
    };
    let names = program.functions.values().filter(|func| has_call(func));
    for name in names.map(|func| func.name.clone()).collect::<Vec<_>>() {
        let mut func = program.functions[&name].clone();
        // Of the new blocks only what follows a call is looked at: the call itself is still there, for other classes.
        let mut left: Vec<BlockId> = func.block_ids().collect();
        while let Some(block) = left.pop() {
            let insts = &func.block(block).insts;
            let found = (0..insts.len()).find_map(|at| {
                let Op::CallField { name, args, .. } = &insts[at].op else {
                    return None;
                };
                let classes = classes.get(&(name.clone(), args.len()))?;
                let calls = classes.iter().map(|(class, symbol)| {
                    let call = DirectCall::of_method(program, symbol, &insts[at])?;
                    Some((class.clone(), call))
                });
                Some((at, calls.collect::<Option<Vec<_>>>()?))
            });
            if let Some((at, calls)) = found {
                left.extend(split(&mut func, block, at, calls));
            }
        }
        program.functions.insert(name, func);
    }
}

/// By name and number of arguments: the classes whose objects have such a method, if they are few, with the method's code.
fn by_method(program: &Program) -> FxHashMap<(Symbol, usize), Vec<(Symbol, Symbol)>> {
    let mut res: FxHashMap<(Symbol, usize), Vec<(Symbol, Symbol)>> = FxHashMap::default();
    let mut unfit: FxHashSet<(Symbol, usize)> = FxHashSet::default();
    for class in program.classes.values() {
        if class.kind == ClassKind::Interface {
            continue;
        }
        for method in &class.methods {
            let Some(symbol) = &method.symbol else {
                continue;
            };
            let Some(func) = program.functions.get(symbol) else {
                continue;
            };
            if method.name.contains(['$', ':']) || func.sig.params.is_empty() {
                continue;
            }
            let shown = program.shown_member(&class.name, &method.name).clone();
            let key = (shown, func.sig.params.len() - 1);
            // An override is found on objects that a test for the parent would take.
            let is_override = program
                .ancestors(&class.name)
                .skip(1)
                .any(|parent| parent.methods.iter().any(|it| it.name == method.name));
            if is_override || size(func) > METHOD || func.inline == InlineHint::Never {
                unfit.insert(key);
            } else {
                let found = res.entry(key).or_default();
                found.push((class.name.clone(), symbol.clone()));
            }
        }
    }
    res.retain(|key, classes| classes.len() <= CLASSES && !unfit.contains(key));
    res
}

/// Puts the tests and direct calls before the call. The block of what follows it.
fn split(
    func: &mut Function,
    block: BlockId,
    at: usize,
    calls: Vec<(Symbol, DirectCall)>,
) -> Option<BlockId> {
    let source = func.block_mut(block);
    let rest = source.insts.split_off(at + 1);
    let call = source.insts.pop()?;
    let handler = source.handler;
    let term = std::mem::replace(&mut source.term, Terminator::Unreachable);
    let term_loc = std::mem::replace(&mut source.term_loc, call.loc);
    let Op::CallField { object, .. } = call.op else {
        return None;
    };
    let after = BlockId(func.blocks.len() as u32);
    let empty = |insts: Vec<Inst>, loc: Loc| Block {
        params: Vec::new(),
        insts,
        term: Terminator::Unreachable,
        term_loc: loc,
        handler,
    };
    func.blocks.push(Block {
        params: call.result.into_iter().collect(),
        term,
        ..empty(rest, term_loc)
    });
    let mut from = block;
    for (class, direct) in calls {
        let test = func.new_value(Type::Bool);
        let op = Op::IsType {
            value: object,
            ty: class,
        };
        let loc = call.loc;
        let source = func.block_mut(from);
        source.insts.push(Inst {
            result: Some(test),
            op,
            loc,
        });
        let hit = BlockId(func.blocks.len() as u32);
        let miss = BlockId(hit.0 + 1);
        func.block_mut(from).term = Terminator::Branch {
            cond: test,
            then: BlockCall::new(hit, []),
            else_: BlockCall::new(miss, []),
        };
        let same = again(func, &call);
        let result = same.result;
        func.blocks.push(empty(vec![same], loc));
        func.blocks.push(empty(Vec::new(), loc));
        direct.replace(func, hit, 0);
        let args: Vec<_> = result.into_iter().collect();
        func.block_mut(hit).term = Terminator::Jump(BlockCall::new(after, args));
        from = miss;
    }
    let last = again(func, &call);
    let args: Vec<_> = last.result.into_iter().collect();
    let block = func.block_mut(from);
    block.insts.push(last);
    block.term = Terminator::Jump(BlockCall::new(after, args));
    Some(after)
}

/// The instruction with a result of its own.
fn again(func: &mut Function, inst: &Inst) -> Inst {
    let result = inst.result.map(|value| func.new_value(func.type_of(value)));
    Inst {
        result,
        ..inst.clone()
    }
}
