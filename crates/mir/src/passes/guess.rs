//! Calls that find their code at run time, where few classes can be meant: each is tested for, and its method called directly,
//! before the call as it was.
//!
//! `object.name()` on a value of unknown type is what loops over an `Iterable` come to: the program has an iterator class or
//! two. A method of an interface, or one that is overridden, is looked up in tables; a small one is better taken in behind a
//! test. Only classes that the program makes objects of count, and only those that no class extends: for them the test is one
//! comparison.

use rustc_hash::{FxHashMap, FxHashSet};

use super::inline::{DirectCall, size};
use crate::function::{Block, BlockId, Function, InlineHint, Inst, Loc};
use crate::inst::{BlockCall, Op, Terminator};
use crate::program::{ClassKind, MethodLayout, Program};
use crate::types::{Symbol, Type};

/// So many classes are tested for.
const CLASSES: usize = 3;
/// Instructions of a method called by name that is worth it.
const METHOD: usize = 60;
/// The same for one in a table, which is found quickly: one that will be taken in.
const SLOT_METHOD: usize = 12;

pub(super) fn run(program: &mut Program) {
    let classes = Classes::new(program);
    let finds_code = |func: &Function| {
        let mut insts = func.blocks.iter().flat_map(|block| &block.insts);
        insts.any(|inst| is_candidate(&inst.op))
    };
    let names = program.functions.values().filter(|func| finds_code(func));
    for name in names.map(|func| func.name.clone()).collect::<Vec<_>>() {
        let mut func = program.functions[&name].clone();
        let mut changed = false;
        // Of the new blocks only what follows a call is looked at: the call itself is still there, for other classes.
        let mut left: Vec<BlockId> = func.block_ids().collect();
        while let Some(block) = left.pop() {
            let insts = &func.block(block).insts;
            let found = (0..insts.len()).find_map(|at| {
                is_candidate(&insts[at].op)
                    .then(|| Some((at, classes.calls(program, &insts[at])?)))
                    .flatten()
            });
            if let Some((at, calls)) = found {
                changed = true;
                left.extend(split(&mut func, block, at, calls));
            }
        }
        if changed {
            program.functions.insert(name, func);
        }
    }
}

fn is_candidate(op: &Op) -> bool {
    matches!(
        op,
        Op::CallField { .. } | Op::CallInterface { .. } | Op::CallVirtual { .. }
    )
}

struct Classes {
    by_name: FxHashMap<(Symbol, usize), Vec<(Symbol, Symbol)>>,
    /// Classes that objects are made of and that nothing extends.
    leaves: Vec<Symbol>,
}

impl Classes {
    fn new(program: &Program) -> Classes {
        let mut made: FxHashSet<&Symbol> = FxHashSet::default();
        for func in program.functions.values() {
            for inst in func.blocks.iter().flat_map(|block| &block.insts) {
                if let Op::NewObject { class } = &inst.op {
                    made.insert(class);
                }
            }
        }
        let parents = program.classes.values();
        let parents: FxHashSet<&Symbol> = parents.filter_map(|it| it.parent.as_ref()).collect();
        let classes = program.classes.keys();
        let leaves = classes.filter(|it| made.contains(it) && !parents.contains(it));
        Classes {
            by_name: by_method(program),
            leaves: leaves.cloned().collect(),
        }
    }

    /// What the instruction may call, by class.
    fn calls(&self, program: &Program, inst: &Inst) -> Option<Vec<(Symbol, DirectCall)>> {
        let calls = match &inst.op {
            Op::CallField { name, args, .. } => {
                let classes = self.by_name.get(&(name.clone(), args.len()))?.iter();
                let direct = |symbol| DirectCall::of_method(program, symbol, inst);
                classes
                    .map(|(class, symbol)| Some((class.clone(), direct(symbol)?)))
                    .collect::<Option<Vec<_>>>()?
            }
            Op::CallInterface {
                interface: of,
                method,
                ..
            }
            | Op::CallVirtual {
                class: of, method, ..
            } => {
                let is_interface = matches!(inst.op, Op::CallInterface { .. });
                let declaring = if is_interface {
                    declaring_interface(program, of, method)?
                } else {
                    of
                };
                let declared = program.find_method(declaring, method)?;
                let mut calls = Vec::new();
                for class in &self.leaves {
                    if !is_below(program, class, of) {
                        continue;
                    }
                    let filler = if is_interface {
                        let narrow = format!("{declaring}::{method}");
                        filled(program, class, &narrow).or_else(|| filled(program, class, method))
                    } else {
                        let slot = |it: &&MethodLayout| it.virtual_ && it.name == *method;
                        let mut classes = program.ancestors(class);
                        classes.find_map(|it| it.methods.iter().find(slot))
                    };
                    let filler = filler?;
                    let symbol = filler.symbol.as_ref()?;
                    let func = program.functions.get(symbol)?;
                    let is_small = size(func) <= SLOT_METHOD && func.inline != InlineHint::Never;
                    if calls.len() == CLASSES || !is_small || func.sig != declared.sig {
                        return None;
                    }
                    calls.push((class.clone(), DirectCall::of_slot(program, symbol, inst)?));
                }
                calls
            }
            _ => return None,
        };
        (!calls.is_empty()).then_some(calls)
    }
}

/// The interface itself or the one above that declares the method.
fn declaring_interface<'a>(
    program: &'a Program,
    interface: &'a Symbol,
    method: &str,
) -> Option<&'a Symbol> {
    let layout = program.classes.get(interface)?;
    if layout.methods.iter().any(|it| it.name == method) {
        return Some(interface);
    }
    let above = layout.interfaces.iter().chain(&layout.parent);
    above
        .into_iter()
        .find_map(|it| declaring_interface(program, it, method))
}

/// What a class has under a name for interfaces.
fn filled<'a>(program: &'a Program, class: &str, name: &str) -> Option<&'a MethodLayout> {
    program.ancestors(class).find_map(|class| {
        let mut methods = class.methods.iter();
        methods.find(|it| it.name == name && it.symbol.is_some())
    })
}

/// Whether a class is, extends or implements another.
fn is_below(program: &Program, class: &Symbol, other: &Symbol) -> bool {
    program
        .ancestors(class)
        .any(|it| it.name == *other || it.interfaces.iter().any(|it| is_below(program, it, other)))
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
    let object = match &call.op {
        Op::CallField { object, .. } => *object,
        Op::CallVirtual { args, .. } | Op::CallInterface { args, .. } => *args.first()?,
        _ => return None,
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
