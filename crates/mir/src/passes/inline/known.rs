//! What a function knows of the values it calls: function values it makes itself and objects whose class it sees.
//!
//! A call through such a function value is one of known code, `value.name()` on such an object one of the method. The
//! caller's view of the signature and the code's own may differ (`T -> T` in a library is `Int -> Int` where the value was
//! made): arguments are boxed and unboxed as the runtime would.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{CLOSURE, size};
use crate::function::{BlockId, Function, InlineHint, Inst, Value};
use crate::inst::{ClosureTarget, Const, Op, Terminator};
use crate::program::{ClassKind, Program};
use crate::types::{Repr, Signature, Symbol, Type};

/// The code behind a function value, if it is known without looking at the receiver.
pub(super) fn code(target: &ClosureTarget) -> Option<&Symbol> {
    match target {
        ClosureTarget::Lambda(symbol) | ClosureTarget::Function(symbol) => Some(symbol),
        ClosureTarget::Method { .. } => None,
    }
}

/// All symbols that are code of function values with captures; their first parameter is the value.
pub(super) fn lambdas(program: &Program) -> FxHashSet<Symbol> {
    let mut res = FxHashSet::default();
    for func in program.functions.values() {
        for inst in func.blocks.iter().flat_map(|block| &block.insts) {
            if let Op::ClosureNew {
                target: ClosureTarget::Lambda(symbol),
                ..
            } = &inst.op
            {
                res.insert(symbol.clone());
            }
        }
    }
    res
}

/// What a value is.
#[derive(Clone)]
enum What {
    Closure(ClosureTarget, Vec<Value>),
    /// An object of exactly this class, never null; arrays and strings have theirs.
    Object(Symbol),
    /// What another value is.
    Same(Value),
}

/// What is known of the values of a function.
pub(super) struct Known {
    values: FxHashMap<Value, What>,
    /// A lambda's own function value.
    own: Option<(Value, Symbol)>,
}

/// A call of known code in place of one that finds its code at run time.
pub(in crate::passes) struct DirectCall {
    code: Symbol,
    /// Before the arguments: the function value or the receiver.
    first: Option<Value>,
    /// The receiver is a word.
    is_boxed: bool,
    args: Vec<Value>,
    from: Signature,
    to: Signature,
}

/// How far a function's result is followed through the functions it comes from.
const DEPTH: usize = 8;

/// The classes of what functions return, as far as they were asked for.
#[derive(Default)]
pub(super) struct Returned {
    classes: FxHashMap<Symbol, Option<Symbol>>,
    n_open: usize,
}

impl Returned {
    /// The class of all that a function returns, if it is one and never null.
    fn class(&mut self, program: &Program, symbol: &Symbol) -> Option<Symbol> {
        let func = program.functions.get(symbol)?;
        if func.ret() != Type::Ref || self.n_open >= DEPTH {
            return None;
        }
        if let Some(known) = self.classes.get(symbol) {
            return known.clone();
        }
        // Until it is known: what calls itself gives nothing by that.
        self.classes.insert(symbol.clone(), None);
        self.n_open += 1;
        let class = self.class_of_returns(program, func);
        self.n_open -= 1;
        self.classes.insert(symbol.clone(), class.clone());
        class
    }

    fn class_of_returns(&mut self, program: &Program, func: &Function) -> Option<Symbol> {
        let known = Known::new(program, func, false, self);
        let mut res: Option<&Symbol> = None;
        for block in &func.blocks {
            if let Terminator::Return(value) = &block.term {
                let What::Object(class) = known.what((*value)?)? else {
                    return None;
                };
                if res.is_some_and(|it| it != class) {
                    return None;
                }
                res = Some(class);
            }
        }
        res.cloned()
    }
}

impl Known {
    pub(super) fn new(
        program: &Program,
        func: &Function,
        is_lambda: bool,
        returned: &mut Returned,
    ) -> Known {
        let own = func.blocks[0].params.first().filter(|_| is_lambda);
        let mut res = Known {
            values: FxHashMap::default(),
            own: own.map(|value| (*value, func.name.clone())),
        };
        res.add(program, func, 0, returned);
        res
    }

    /// Learns from the blocks from `first` on.
    pub(super) fn add(
        &mut self,
        program: &Program,
        func: &Function,
        first: usize,
        returned: &mut Returned,
    ) {
        for inst in func.blocks[first..].iter().flat_map(|block| &block.insts) {
            let Some(result) = inst.result else { continue };
            let what = match &inst.op {
                Op::ClosureNew { target, captures } if code(target).is_some() => {
                    What::Closure(target.clone(), captures.clone())
                }
                Op::NewObject { class } => What::Object(class.clone()),
                Op::ArrayNew { .. } | Op::ArrayLit { .. } => What::Object("Array".into()),
                Op::Const(Const::Str(_)) => What::Object("String".into()),
                Op::Box(Repr::Ref, value)
                | Op::Unbox {
                    repr: Repr::Ref,
                    value,
                    ..
                } => What::Same(*value),
                Op::Call { func, .. } => match returned.class(program, func) {
                    Some(class) => What::Object(class),
                    None => continue,
                },
                _ => continue,
            };
            self.values.insert(result, what);
        }
    }

    /// The result of a call that was taken in is this value now.
    pub(super) fn is_same(&mut self, result: Value, returned: Value) {
        self.values.insert(result, What::Same(returned));
    }

    fn resolve(&self, mut value: Value) -> Value {
        while let Some(What::Same(next)) = self.values.get(&value) {
            value = *next;
        }
        value
    }

    fn what(&self, value: Value) -> Option<&What> {
        self.values.get(&self.resolve(value))
    }

    /// The instruction as a call of known code.
    pub(super) fn call(&self, program: &Program, inst: &Inst) -> Option<DirectCall> {
        match &inst.op {
            Op::CallClosure { callee, sig, args } => {
                let symbol = match (self.what(*callee), &self.own) {
                    (Some(What::Closure(ClosureTarget::Lambda(symbol), _)), _) => symbol,
                    (Some(What::Closure(target, _)), _) => {
                        return DirectCall::new(program, code(target)?, None, sig, args);
                    }
                    (None, Some((own, symbol))) if own == callee => symbol,
                    _ => return None,
                };
                DirectCall::new(program, symbol, Some(self.resolve(*callee)), sig, args)
            }
            Op::CallField { object, name, .. } => {
                let Some(What::Object(class)) = self.what(*object) else {
                    return None;
                };
                DirectCall::of_method(program, method(program, class, name)?, inst)
            }
            _ => None,
        }
    }

    /// What a type test gives, if the class of its value is known.
    pub(super) fn type_test(&self, program: &Program, inst: &Inst) -> Option<bool> {
        let Op::IsType { value, ty } = &inst.op else {
            return None;
        };
        let Some(What::Object(class)) = self.what(*value) else {
            return None;
        };
        if class == ty {
            return Some(true);
        }
        // Interfaces and `Dynamic` are not looked through; a class that is neither this one nor above is not its type.
        let is_class = program.classes.get(ty)?.kind == ClassKind::Class;
        is_class.then(|| program.ancestors(class).any(|it| it.name == *ty))
    }

    /// What a lambda that is called directly has captured, if it is worth taking in and reads its captures only.
    pub(super) fn captures(&self, callee: &Function, args: &[Value]) -> Option<&[Value]> {
        let What::Closure(ClosureTarget::Lambda(symbol), captures) = self.what(*args.first()?)?
        else {
            return None;
        };
        let own = callee.blocks[0].params.first()?;
        let fits = *symbol == callee.name && is_worth(callee) && only_reads_captures(callee, *own);
        fits.then_some(captures)
    }

    /// Whether the callee finds at run time, of what it gets as a parameter, code that is known here.
    pub(super) fn serves(&self, callee: &Function, args: &[Value]) -> bool {
        let (mut closures, mut objects) = (FxHashSet::default(), FxHashSet::default());
        for (param, arg) in callee.blocks[0].params.iter().zip(args) {
            match self.what(*arg) {
                Some(What::Closure(..)) => closures.insert(*param),
                Some(What::Object(_)) => objects.insert(*param),
                _ => false,
            };
        }
        if closures.is_empty() && objects.is_empty() {
            return false;
        }
        if !is_worth(callee) || super::reads_captures(callee) {
            return false;
        }
        for inst in callee.blocks.iter().flat_map(|block| &block.insts) {
            match (&inst.op, inst.result) {
                (Op::Box(Repr::Ref, value), Some(result)) if objects.contains(value) => {
                    objects.insert(result);
                }
                (Op::CallClosure { callee, .. }, _) if closures.contains(callee) => return true,
                (Op::CallField { object, .. }, _) if objects.contains(object) => return true,
                _ => {}
            }
        }
        false
    }
}

/// What `object.name()` calls on an object of exactly this class.
fn method<'a>(program: &'a Program, class: &str, name: &Symbol) -> Option<&'a Symbol> {
    let found = program.ancestors(class).find_map(|class| {
        let mut methods = class.methods.iter();
        methods.find(|it| {
            !it.name.contains(['$', ':']) && program.shown_member(&class.name, &it.name) == name
        })
    })?;
    let is_variable = program.find_field(class, name).is_some();
    found.symbol.as_ref().filter(|_| !is_variable)
}

fn is_worth(callee: &Function) -> bool {
    callee.inline != InlineHint::Never && size(callee) <= CLOSURE
}

fn only_reads_captures(func: &Function, own: Value) -> bool {
    func.blocks.iter().all(|block| {
        let mut res = true;
        for inst in &block.insts {
            if !matches!(inst.op, Op::CaptureGet { .. }) {
                inst.op.visit_values(|value| res &= value != own);
            }
        }
        block.term.visit_values(|value| res &= value != own);
        res
    })
}

impl DirectCall {
    fn new(
        program: &Program,
        code: &Symbol,
        first: Option<Value>,
        from: &Signature,
        args: &[Value],
    ) -> Option<DirectCall> {
        let sig = &program.functions.get(code)?.sig;
        let skipped = usize::from(first.is_some());
        let to = Signature::new(sig.params.get(skipped..)?, sig.ret);
        let is_word = |repr: Repr| repr != Repr::Ptr;
        let pairs = from.params.iter().zip(&to.params);
        let fits = from.params.len() == to.params.len()
            && pairs
                .chain([(&from.ret, &to.ret)])
                .all(|(a, b)| a == b || (is_word(*a) && is_word(*b)));
        fits.then(|| DirectCall {
            code: code.clone(),
            first,
            is_boxed: false,
            args: args.to_vec(),
            from: from.clone(),
            to,
        })
    }

    /// A call by name as one of this method.
    pub(in crate::passes) fn of_method(
        program: &Program,
        method: &Symbol,
        call: &Inst,
    ) -> Option<DirectCall> {
        let Op::CallField { object, args, .. } = &call.op else {
            return None;
        };
        let sig = Signature::new(vec![Repr::Word; args.len()], Repr::Word);
        let mut res = DirectCall::new(program, method, Some(*object), &sig, args)?;
        res.is_boxed = true;
        Some(res)
    }

    /// A call through a slot as one of what fills it. Both have one signature.
    pub(in crate::passes) fn of_slot(
        program: &Program,
        method: &Symbol,
        call: &Inst,
    ) -> Option<DirectCall> {
        let args = match &call.op {
            Op::CallVirtual { args, .. } | Op::CallInterface { args, .. } => args,
            _ => return None,
        };
        let sig = program.functions.get(method)?.sig.clone();
        DirectCall::new(program, method, None, &sig, args)
    }

    /// Puts the call for the instruction; where it stands.
    pub(in crate::passes) fn replace(
        self,
        func: &mut Function,
        block: BlockId,
        at: usize,
    ) -> usize {
        let old = func.block(block).insts[at].clone();
        let mut maker = Maker {
            func,
            insts: Vec::new(),
            old: &old,
        };
        let mut args = Vec::with_capacity(self.args.len() + 1);
        args.extend(self.first.map(|value| {
            if !self.is_boxed {
                return value;
            }
            let op = Op::Unbox {
                repr: Repr::Ref,
                value,
                checked: false,
            };
            maker.value(op, Type::Ref)
        }));
        let reprs = self.from.params.iter().zip(&self.to.params);
        for (arg, (from, to)) in self.args.iter().zip(reprs) {
            args.push(maker.converted(*arg, *from, *to));
        }
        let call = maker.insts.len();
        let op = Op::Call {
            func: self.code,
            args,
        };
        let result = maker.push(op, self.to.ret.ty());
        if let Some(wanted) = old.result {
            match result {
                Some(result) if self.from.ret == self.to.ret => {
                    debug_assert_eq!(maker.func.type_of(result), maker.func.type_of(wanted));
                    maker.insts[call].result = Some(wanted);
                }
                Some(result) => {
                    maker.converted(result, self.to.ret, self.from.ret);
                    maker.gives(wanted);
                }
                None => {
                    let null = maker.value(Op::Const(Const::Null), Type::Word);
                    if self.from.ret == Repr::Word {
                        maker.gives(wanted);
                    } else {
                        maker.converted(null, Repr::Word, self.from.ret);
                        maker.gives(wanted);
                    }
                }
            }
        }
        let insts = maker.insts;
        func.block_mut(block).insts.splice(at..=at, insts);
        at + call
    }
}

/// Instructions in place of one.
struct Maker<'a> {
    func: &'a mut Function,
    insts: Vec<Inst>,
    old: &'a Inst,
}

impl Maker<'_> {
    fn push(&mut self, op: Op, ty: Type) -> Option<Value> {
        let result = (ty != Type::Void).then(|| self.func.new_value(ty));
        self.insts.push(Inst {
            result,
            op,
            loc: self.old.loc,
        });
        result
    }

    fn value(&mut self, op: Op, ty: Type) -> Value {
        let result = self.func.new_value(ty);
        self.insts.push(Inst {
            result: Some(result),
            op,
            loc: self.old.loc,
        });
        result
    }

    /// Through a word, as between any two signatures.
    fn converted(&mut self, mut value: Value, from: Repr, to: Repr) -> Value {
        if from == to {
            return value;
        }
        if from != Repr::Word {
            value = self.value(Op::Box(from, value), Type::Word);
        }
        if to != Repr::Word {
            let op = Op::Unbox {
                repr: to,
                value,
                checked: true,
            };
            value = self.value(op, to.ty());
        }
        value
    }

    /// The last instruction gives the result of the replaced one.
    fn gives(&mut self, wanted: Value) {
        if let Some(last) = self.insts.last_mut() {
            last.result = Some(wanted);
        }
    }
}
