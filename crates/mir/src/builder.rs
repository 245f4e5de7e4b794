//! Building a function, with SSA made on the fly.
//!
//! Variables are declared, written and read; the builder finds the reaching value and puts block
//! parameters where control flow joins (Braun, Buchwald, Hack, Leißa, Mallon, Zwinkau: "Simple and
//! Efficient Construction of Static Single Assignment Form", 2013). A block is *sealed* when all its
//! predecessors are known.
//!
//! ```text
//! var x = 1;  while (c) x = x + 1;      block0: jump block1(1)
//! return x;                             block1(x): branch c, block2, block3
//!                                       block2: jump block1(x + 1)      block3: return x
//! ```
//!
//! A read that no assignment reaches on some path gives an `undef` constant there and is listed in
//! [`Built::undefined_reads`]: that is where "used without being initialized" comes from.
//!
//! One builder makes one function and owns its counter of values; the entry block exists from the
//! start, exactly once, and its parameters are the first values. Code emitted after a terminator goes
//! to a block without predecessors, and such blocks are dropped at the end.

use rustc_hash::FxHashMap;

use crate::function::{Block, BlockId, Function, InlineHint, Inst, Loc, Slot, Value};
use crate::inst::{BinOp, BlockCall, CmpOp, Const, ConvOp, Op, Terminator, UnOp};
use crate::types::{Repr, Signature, Symbol, Type};

/// A source-level variable of the function being built.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Variable(u32);

/// A read of a variable that may not have been assigned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UndefinedRead {
    pub variable: Variable,
    /// Where the read was, as given to [`FunctionBuilder::set_loc`].
    pub loc: Loc,
    /// No path assigns it (else: some path does not).
    pub always: bool,
}

/// What comes out of the builder.
#[derive(Debug)]
pub struct Built {
    pub function: Function,
    /// In the order of the reads; reads in code that cannot be reached are not listed.
    pub undefined_reads: Vec<UndefinedRead>,
    /// Whether control can come to a `return` or run off the end.
    pub unreachable: Vec<Loc>,
}

/// A block parameter the builder itself asked for.
#[derive(Debug)]
struct Phi {
    block: BlockId,
    variable: Variable,
    /// One per predecessor, once the block is sealed.
    operands: Vec<(BlockId, Value)>,
}

#[derive(Debug, Default)]
struct BlockState {
    /// Each predecessor once. For a handler: the covered blocks.
    preds: Vec<BlockId>,
    /// The value at the end of what was emitted so far.
    defs: FxHashMap<Variable, Value>,
    /// The value at the start, where that was asked for.
    entry_defs: FxHashMap<Variable, Value>,
    /// Parameters waiting for the block to be sealed.
    incomplete: Vec<Value>,
    sealed: bool,
    started: bool,
    terminated: bool,
    /// Reached through handler edges, which leave from the start of a block.
    is_handler: bool,
}

#[derive(Debug)]
pub struct FunctionBuilder {
    func: Function,
    states: Vec<BlockState>,
    variables: Vec<Type>,
    phis: FxHashMap<Value, Phi>,
    /// Phis found to be trivial, and what they stand for.
    replaced: FxHashMap<Value, Value>,
    reads: Vec<(Variable, Value, BlockId, Loc)>,
    current: BlockId,
    handler: Option<BlockId>,
    loc: Loc,
    unreachable: Vec<Loc>,
}

impl FunctionBuilder {
    pub fn new(name: impl Into<Symbol>, sig: Signature) -> FunctionBuilder {
        let func = Function {
            name: name.into(),
            sig,
            blocks: Vec::new(),
            value_types: Vec::new(),
            slots: Vec::new(),
            spans: Vec::new(),
            inlined: Vec::new(),
            inline: InlineHint::Auto,
        };
        let mut builder = FunctionBuilder {
            func,
            states: Vec::new(),
            variables: Vec::new(),
            phis: FxHashMap::default(),
            replaced: FxHashMap::default(),
            reads: Vec::new(),
            current: Function::ENTRY,
            handler: None,
            loc: Loc::NONE,
            unreachable: Vec::new(),
        };
        let entry = builder.create_block();
        for i in 0..builder.func.sig.params.len() {
            let ty = builder.func.sig.params[i].ty();
            builder.append_block_param(entry, ty);
        }
        builder.states[0].sealed = true;
        builder.states[0].started = true;
        builder
    }

    // Blocks.

    pub fn create_block(&mut self) -> BlockId {
        let block = BlockId(self.func.blocks.len() as u32);
        self.func.blocks.push(Block {
            params: Vec::new(),
            insts: Vec::new(),
            term: Terminator::Unreachable,
            term_loc: Loc::NONE,
            handler: None,
        });
        self.states.push(BlockState::default());
        block
    }

    /// The function's parameter number `index`.
    pub fn param(&self, index: usize) -> Value {
        self.func.blocks[0].params[index]
    }

    pub fn param_count(&self) -> usize {
        self.func.sig.params.len()
    }

    pub fn append_block_param(&mut self, block: BlockId, ty: Type) -> Value {
        let value = self.func.new_value(ty);
        self.func.block_mut(block).params.push(value);
        value
    }

    pub fn current_block(&self) -> BlockId {
        self.current
    }

    /// Continues in `block`. The first time, the block comes under the handler in force.
    pub fn switch_to_block(&mut self, block: BlockId) {
        self.current = block;
        let state = &mut self.states[block.0 as usize];
        if !state.started {
            state.started = true;
            if let Some(handler) = self.handler {
                self.func.block_mut(block).handler = Some(handler);
                self.add_pred(handler, block);
            }
        }
    }

    /// No more predecessors will come. For a handler: call it after the last covered block started.
    pub fn seal_block(&mut self, block: BlockId) {
        let state = &mut self.states[block.0 as usize];
        if std::mem::replace(&mut state.sealed, true) {
            return;
        }
        for phi in std::mem::take(&mut state.incomplete) {
            self.complete_phi(phi);
        }
    }

    pub fn seal_all_blocks(&mut self) {
        for block in self.func.block_ids() {
            self.seal_block(block);
        }
    }

    /// Whether the current block has its terminator: what follows is dead code.
    pub fn is_terminated(&self) -> bool {
        self.states[self.current.0 as usize].terminated
    }

    /// Whether control can come to the current place, as far as sealed blocks tell.
    pub fn is_reachable(&self) -> bool {
        let state = &self.states[self.current.0 as usize];
        !state.terminated
            && (self.current == Function::ENTRY || !state.sealed || !state.preds.is_empty())
    }

    /// The handler for blocks that start from now on; returns the one before.
    pub fn set_handler(&mut self, handler: Option<BlockId>) -> Option<BlockId> {
        if let Some(handler) = handler {
            self.states[handler.0 as usize].is_handler = true;
        }
        std::mem::replace(&mut self.handler, handler)
    }

    pub fn set_loc(&mut self, loc: Loc) -> Loc {
        std::mem::replace(&mut self.loc, loc)
    }

    pub fn loc(&self) -> Loc {
        self.loc
    }

    pub fn set_inline(&mut self, inline: InlineHint) {
        self.func.inline = inline;
    }

    fn add_pred(&mut self, block: BlockId, pred: BlockId) {
        let state = &mut self.states[block.0 as usize];
        assert!(
            !state.sealed,
            "{}: predecessor added to sealed block{}",
            self.func.name, block.0
        );
        if !state.preds.contains(&pred) {
            state.preds.push(pred);
        }
    }

    // Variables.

    pub fn declare_var(&mut self, ty: Type) -> Variable {
        let variable = Variable(self.variables.len() as u32);
        self.variables.push(ty);
        variable
    }

    pub fn var_type(&self, variable: Variable) -> Type {
        self.variables[variable.0 as usize]
    }

    pub fn write_var(&mut self, variable: Variable, value: Value) {
        debug_assert_eq!(self.var_type(variable), self.func.type_of(value));
        self.ensure_open();
        self.states[self.current.0 as usize]
            .defs
            .insert(variable, value);
    }

    /// The value of the variable here; recorded, so that a read of nothing is reported.
    pub fn read_var(&mut self, variable: Variable) -> Value {
        self.ensure_open();
        let value = self.value_at_end(variable, self.current);
        self.reads.push((variable, value, self.current, self.loc));
        value
    }

    /// The value of the variable here when it may well be nothing: not recorded.
    pub fn peek_var(&mut self, variable: Variable) -> Value {
        self.ensure_open();
        self.value_at_end(variable, self.current)
    }

    fn value_at_end(&mut self, variable: Variable, block: BlockId) -> Value {
        if let Some(&value) = self.states[block.0 as usize].defs.get(&variable) {
            return self.resolve(value);
        }
        let value = self.value_at_start(variable, block);
        self.states[block.0 as usize].defs.insert(variable, value);
        value
    }

    fn value_at_start(&mut self, variable: Variable, block: BlockId) -> Value {
        if let Some(&value) = self.states[block.0 as usize].entry_defs.get(&variable) {
            return self.resolve(value);
        }
        let state = &self.states[block.0 as usize];
        let value = if !state.sealed {
            let phi = self.new_phi(variable, block);
            self.states[block.0 as usize].incomplete.push(phi);
            phi
        } else if let ([pred], false) = (&state.preds[..], state.is_handler) {
            let pred = *pred;
            self.value_at_end(variable, pred)
        } else if state.preds.is_empty() {
            self.undef(variable, block)
        } else {
            let phi = self.new_phi(variable, block);
            self.states[block.0 as usize]
                .entry_defs
                .insert(variable, phi);
            self.complete_phi(phi)
        };
        self.states[block.0 as usize]
            .entry_defs
            .insert(variable, value);
        value
    }

    fn new_phi(&mut self, variable: Variable, block: BlockId) -> Value {
        let value = self.func.new_value(self.var_type(variable));
        self.phis.insert(
            value,
            Phi {
                block,
                variable,
                operands: Vec::new(),
            },
        );
        value
    }

    fn complete_phi(&mut self, phi: Value) -> Value {
        let (block, variable) = (self.phis[&phi].block, self.phis[&phi].variable);
        let is_handler = self.states[block.0 as usize].is_handler;
        let preds = self.states[block.0 as usize].preds.clone();
        let mut operands = Vec::with_capacity(preds.len());
        for pred in preds {
            let value = if is_handler {
                self.value_at_start(variable, pred)
            } else {
                self.value_at_end(variable, pred)
            };
            operands.push((pred, value));
        }
        if operands.is_empty() {
            let undef = self.undef(variable, block);
            operands.push((block, undef));
        }
        self.phis.get_mut(&phi).expect("phi just made").operands = operands;
        self.remove_if_trivial(phi)
    }

    /// A phi of one value and itself is that value; removing it may make its users trivial too.
    fn remove_if_trivial(&mut self, phi: Value) -> Value {
        let mut same = None;
        for &(_, operand) in &self.phis[&phi].operands {
            let operand = self.resolve(operand);
            if operand == phi || Some(operand) == same {
                continue;
            }
            if same.is_some() {
                return phi;
            }
            same = Some(operand);
        }
        let same = match same {
            Some(same) => same,
            // Only itself: a loop nobody enters.
            None => self.undef(self.phis[&phi].variable, self.phis[&phi].block),
        };
        self.phis.remove(&phi);
        self.replaced.insert(phi, same);
        let mut users: Vec<Value> = self
            .phis
            .iter()
            .filter(|(_, user)| user.operands.iter().any(|&(_, operand)| operand == phi))
            .map(|(&user, _)| user)
            .collect();
        users.sort();
        for user in users {
            if self.phis.contains_key(&user) {
                self.remove_if_trivial(user);
            }
        }
        self.resolve(same)
    }

    fn resolve(&self, mut value: Value) -> Value {
        while let Some(&next) = self.replaced.get(&value) {
            value = next;
        }
        value
    }

    /// The undefined value of a variable, at the start of `block`.
    fn undef(&mut self, variable: Variable, block: BlockId) -> Value {
        let value = self.func.new_value(self.var_type(variable));
        let inst = Inst {
            result: Some(value),
            op: Op::Const(Const::Undef),
            loc: Loc::NONE,
        };
        self.func.block_mut(block).insts.insert(0, inst);
        value
    }

    // Slots.

    pub fn create_slot(&mut self, ty: Type) -> Slot {
        let slot = Slot(self.func.slots.len() as u32);
        self.func.slots.push(ty);
        slot
    }

    // Instructions.

    pub fn type_of(&self, value: Value) -> Type {
        self.func.type_of(value)
    }

    /// After a terminator, code goes to a block that nothing leads to.
    fn ensure_open(&mut self) {
        if self.is_terminated() {
            self.unreachable.push(self.loc);
            let block = self.create_block();
            self.switch_to_block(block);
            self.seal_block(block);
        }
    }

    /// Emits an instruction with a result.
    pub fn ins(&mut self, op: Op, ty: Type) -> Value {
        debug_assert_ne!(ty, Type::Void);
        self.ensure_open();
        let value = self.func.new_value(ty);
        let inst = Inst {
            result: Some(value),
            op,
            loc: self.loc,
        };
        self.func.block_mut(self.current).insts.push(inst);
        value
    }

    /// Emits an instruction without a result.
    pub fn ins_void(&mut self, op: Op) {
        self.ensure_open();
        let inst = Inst {
            result: None,
            op,
            loc: self.loc,
        };
        self.func.block_mut(self.current).insts.push(inst);
    }

    /// Emits a call or the like whose result type may be `void`.
    pub fn ins_opt(&mut self, op: Op, ty: Type) -> Option<Value> {
        if ty == Type::Void {
            self.ins_void(op);
            None
        } else {
            Some(self.ins(op, ty))
        }
    }

    pub fn const_int(&mut self, ty: Type, value: i64) -> Value {
        self.ins(Op::Const(Const::Int(value)), ty)
    }

    pub fn const_i32(&mut self, value: i32) -> Value {
        self.const_int(Type::I32, i64::from(value))
    }

    pub fn const_f64(&mut self, value: f64) -> Value {
        self.ins(Op::Const(Const::f64(value)), Type::F64)
    }

    pub fn const_bool(&mut self, value: bool) -> Value {
        self.ins(Op::Const(Const::Bool(value)), Type::Bool)
    }

    pub fn const_str(&mut self, value: impl Into<Symbol>) -> Value {
        self.ins(Op::Const(Const::Str(value.into())), Type::Ref)
    }

    pub fn null(&mut self, ty: Type) -> Value {
        self.ins(Op::Const(Const::Null), ty)
    }

    /// The zero, false or null of a type: what a static-target slot starts with.
    pub fn zero(&mut self, ty: Type) -> Value {
        match ty {
            Type::Bool => self.const_bool(false),
            Type::I8 | Type::I16 | Type::I32 | Type::I64 => self.const_int(ty, 0),
            Type::F32 => self.ins(Op::Const(Const::F32(0)), ty),
            Type::F64 => self.const_f64(0.0),
            Type::Ref | Type::Word | Type::Ptr => self.null(ty),
            Type::Void => panic!("{}: a void zero", self.func.name),
        }
    }

    pub fn binary(&mut self, op: BinOp, a: Value, b: Value) -> Value {
        self.ins(Op::Binary(op, a, b), self.type_of(a))
    }

    pub fn unary(&mut self, op: UnOp, a: Value) -> Value {
        self.ins(Op::Unary(op, a), self.type_of(a))
    }

    pub fn compare(&mut self, op: CmpOp, a: Value, b: Value) -> Value {
        self.ins(Op::Compare(op, a, b), Type::Bool)
    }

    pub fn convert(&mut self, op: ConvOp, value: Value, to: Type) -> Value {
        self.ins(Op::Convert(op, value), to)
    }

    pub fn box_(&mut self, repr: Repr, value: Value) -> Value {
        if repr == Repr::Word {
            return value;
        }
        self.ins(Op::Box(repr, value), Type::Word)
    }

    pub fn unbox(&mut self, repr: Repr, value: Value, checked: bool) -> Value {
        if repr == Repr::Word {
            return value;
        }
        self.ins(
            Op::Unbox {
                repr,
                value,
                checked,
            },
            repr.ty(),
        )
    }

    pub fn call(&mut self, func: impl Into<Symbol>, args: Vec<Value>, ret: Type) -> Option<Value> {
        self.ins_opt(
            Op::Call {
                func: func.into(),
                args,
            },
            ret,
        )
    }

    pub fn call_rt(
        &mut self,
        symbol: impl Into<Symbol>,
        args: Vec<Value>,
        ret: Type,
    ) -> Option<Value> {
        self.ins_opt(
            Op::CallRt {
                symbol: symbol.into(),
                args,
            },
            ret,
        )
    }

    pub fn null_check(&mut self, value: Value) {
        self.ins_void(Op::NullCheck { value });
    }

    // Terminators.

    fn terminate(&mut self, term: Terminator) {
        self.ensure_open();
        let current = self.current;
        let targets: Vec<BlockId> = term.successors().map(|call| call.block).collect();
        for target in targets {
            self.add_pred(target, current);
        }
        let loc = self.loc;
        let block = self.func.block_mut(current);
        block.term = term;
        block.term_loc = loc;
        self.states[current.0 as usize].terminated = true;
    }

    pub fn jump(&mut self, block: BlockId) {
        self.jump_with(block, Vec::new());
    }

    pub fn jump_with(&mut self, block: BlockId, args: Vec<Value>) {
        self.terminate(Terminator::Jump(BlockCall { block, args }));
    }

    pub fn branch(&mut self, cond: Value, then: BlockId, else_: BlockId) {
        let then = BlockCall::new(then, []);
        let else_ = BlockCall::new(else_, []);
        self.terminate(Terminator::Branch { cond, then, else_ });
    }

    pub fn branch_with(&mut self, cond: Value, then: BlockCall, else_: BlockCall) {
        self.terminate(Terminator::Branch { cond, then, else_ });
    }

    pub fn switch(&mut self, value: Value, cases: Vec<(i32, BlockId)>, default: BlockId) {
        let cases = cases
            .into_iter()
            .map(|(case, to)| (case, BlockCall::new(to, [])))
            .collect();
        let default = BlockCall::new(default, []);
        self.terminate(Terminator::Switch {
            value,
            cases,
            default,
        });
    }

    pub fn ret(&mut self, value: Option<Value>) {
        self.terminate(Terminator::Return(value));
    }

    pub fn throw(&mut self, value: Value) {
        self.terminate(Terminator::Throw(value));
    }

    pub fn unreachable(&mut self) {
        self.terminate(Terminator::Unreachable);
    }

    // The end.

    /// Seals what is open, ends what is not ended with `unreachable`, passes the arguments of the
    /// parameters found on the way, and drops blocks that nothing leads to.
    pub fn finish(mut self) -> Built {
        self.seal_all_blocks();
        let reachable = crate::cfg::reachable_blocks(&self.func);
        self.drop_unreachable_operands(&reachable);
        let undefined_reads = self.undefined_reads(&reachable);

        let mut phis: Vec<(Value, Phi)> = std::mem::take(&mut self.phis).into_iter().collect();
        phis.sort_by_key(|(value, _)| *value);
        for (value, phi) in phis {
            self.func.block_mut(phi.block).params.push(value);
            for (pred, operand) in phi.operands {
                let operand = self.resolve(operand);
                for edge in self.func.block_mut(pred).term.successors_mut() {
                    if edge.block == phi.block {
                        edge.args.push(operand);
                    }
                }
            }
        }
        let FunctionBuilder {
            mut func,
            replaced,
            unreachable,
            ..
        } = self;
        let resolve = |value: &mut Value| {
            while let Some(&next) = replaced.get(value) {
                *value = next;
            }
        };
        for block in &mut func.blocks {
            for inst in &mut block.insts {
                inst.op.visit_values_mut(resolve);
            }
            block.term.visit_values_mut(resolve);
        }
        crate::cfg::remove_unreachable_blocks(&mut func);
        crate::cfg::remove_dead_undefs(&mut func);
        crate::cfg::renumber_values(&mut func);
        Built {
            function: func,
            undefined_reads,
            unreachable,
        }
    }

    /// What an unreachable predecessor would bring does not count.
    fn drop_unreachable_operands(&mut self, reachable: &[bool]) {
        let mut phis: Vec<Value> = self.phis.keys().copied().collect();
        phis.sort();
        for phi in &phis {
            if let Some(data) = self.phis.get_mut(phi)
                && reachable[data.block.0 as usize]
            {
                data.operands.retain(|(pred, _)| reachable[pred.0 as usize]);
            }
        }
        for phi in phis {
            if self
                .phis
                .get(&phi)
                .is_some_and(|it| reachable[it.block.0 as usize])
            {
                self.remove_if_trivial(phi);
            }
        }
    }

    fn undefined_reads(&self, reachable: &[bool]) -> Vec<UndefinedRead> {
        // Per value: can it be undefined, can it be defined. Phis start from neither and grow.
        let mut facts: FxHashMap<Value, (bool, bool)> = FxHashMap::default();
        for block in &self.func.blocks {
            for inst in &block.insts {
                if let (Some(value), Op::Const(Const::Undef)) = (inst.result, &inst.op) {
                    facts.insert(value, (true, false));
                }
            }
        }
        let fact_of = |facts: &FxHashMap<Value, (bool, bool)>, value: Value| {
            let value = self.resolve(value);
            let start = (false, !self.phis.contains_key(&value));
            facts.get(&value).copied().unwrap_or(start)
        };
        loop {
            let mut changed = false;
            for (&value, phi) in &self.phis {
                let mut fact = fact_of(&facts, value);
                for &(_, operand) in &phi.operands {
                    let operand = fact_of(&facts, operand);
                    fact = (fact.0 || operand.0, fact.1 || operand.1);
                }
                changed |= facts.insert(value, fact) != Some(fact);
            }
            if !changed {
                break;
            }
        }
        let mut res = Vec::new();
        for &(variable, value, block, loc) in &self.reads {
            let (maybe_undefined, maybe_defined) = fact_of(&facts, value);
            if maybe_undefined && reachable[block.0 as usize] {
                res.push(UndefinedRead {
                    variable,
                    loc,
                    always: !maybe_defined,
                });
            }
        }
        res
    }
}
