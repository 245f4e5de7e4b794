//! Random functions: optimised or not, they give the same.
//!
//! Straight code, diamonds and counted loops over Ints, Floats, Bools and words. The seeds are fixed,
//! so that a failure comes back; the message names its seed and holds the function.

use mir::builder::Variable;
use mir::{BinOp, CmpOp, ConvOp, FunctionBuilder, Program, Repr, Signature, Type, UnOp};
use runtime::instance::{Config, Runtime};

use super::show;
use crate::{JitOptions, OptLevel, compile_jit};

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// The variables of each type that the function plays with.
struct Maker<'a> {
    random: &'a mut Random,
    b: FunctionBuilder,
    ints: Vec<Variable>,
    floats: Vec<Variable>,
    bools: Vec<Variable>,
}

const INTS: [i32; 8] = [0, 1, -1, 2, 31, i32::MAX, i32::MIN, 1000];
const FLOATS: [f64; 8] = [0.0, 1.0, -1.5, 0.1, 1e10, f64::NAN, f64::INFINITY, -0.0];

impl Maker<'_> {
    fn int(&mut self) -> mir::Value {
        if self.random.below(4) == 0 {
            let value = self.random.pick(&INTS);
            return self.b.const_i32(value);
        }
        let variable = self.random.pick(&self.ints);
        self.b.read_var(variable)
    }

    fn float(&mut self) -> mir::Value {
        if self.random.below(4) == 0 {
            let value = self.random.pick(&FLOATS);
            return self.b.const_f64(value);
        }
        let variable = self.random.pick(&self.floats);
        self.b.read_var(variable)
    }

    fn bool(&mut self) -> mir::Value {
        let variable = self.random.pick(&self.bools);
        self.b.read_var(variable)
    }

    fn statement(&mut self) {
        match self.random.below(9) {
            0..=2 => {
                let op = self.random.pick(&BinOp::ALL[..13]);
                let (x, y) = (self.int(), self.int());
                let value = self.b.binary(op, x, y);
                self.set_int(value);
            }
            3 => {
                let op = self
                    .random
                    .pick(&[BinOp::FAdd, BinOp::FSub, BinOp::FMul, BinOp::FDiv]);
                let (x, y) = (self.float(), self.float());
                let value = self.b.binary(op, x, y);
                self.set_float(value);
            }
            4 => {
                let op = self.random.pick(&CmpOp::ALL[..10]);
                let (x, y) = (self.int(), self.int());
                let value = self.b.compare(op, x, y);
                self.set_bool(value);
            }
            5 => {
                let op = self.random.pick(&CmpOp::ALL[10..]);
                let (x, y) = (self.float(), self.float());
                let value = self.b.compare(op, x, y);
                self.set_bool(value);
            }
            6 => {
                // Into a word and out again, as itself or as the other number.
                let x = self.int();
                let word = self.b.box_(Repr::I32, x);
                if self.random.below(2) == 0 {
                    let value = self.b.unbox(Repr::F64, word, false);
                    self.set_float(value);
                } else {
                    let value = self.b.unbox(Repr::I32, word, false);
                    self.set_int(value);
                }
            }
            7 => {
                let x = self.float();
                let value = self.b.convert(ConvOp::FToS, x, Type::I32);
                self.set_int(value);
                let x = self.int();
                let value = self.b.convert(ConvOp::SToF, x, Type::F64);
                self.set_float(value);
            }
            _ => {
                let x = self.bool();
                let value = self.b.unary(UnOp::BNot, x);
                self.set_bool(value);
                let x = self.int();
                let op = self.random.pick(&[UnOp::INeg, UnOp::INot]);
                let value = self.b.unary(op, x);
                self.set_int(value);
            }
        }
    }

    fn set_int(&mut self, value: mir::Value) {
        let variable = self.random.pick(&self.ints);
        self.b.write_var(variable, value);
    }

    fn set_float(&mut self, value: mir::Value) {
        let variable = self.random.pick(&self.floats);
        self.b.write_var(variable, value);
    }

    fn set_bool(&mut self, value: mir::Value) {
        let variable = self.random.pick(&self.bools);
        self.b.write_var(variable, value);
    }

    fn block(&mut self, depth: usize) {
        for _ in 0..2 + self.random.below(5) {
            match self.random.below(8) {
                0 if depth > 0 => self.diamond(depth - 1),
                1 if depth > 0 => self.counted_loop(depth - 1),
                _ => self.statement(),
            }
        }
    }

    fn diamond(&mut self, depth: usize) {
        let cond = self.bool();
        let (then, else_, join) = (
            self.b.create_block(),
            self.b.create_block(),
            self.b.create_block(),
        );
        self.b.branch(cond, then, else_);
        for arm in [then, else_] {
            self.b.seal_block(arm);
            self.b.switch_to_block(arm);
            self.block(depth);
            self.b.jump(join);
        }
        self.b.seal_block(join);
        self.b.switch_to_block(join);
    }

    fn counted_loop(&mut self, depth: usize) {
        let counter = self.b.declare_var(Type::I32);
        let zero = self.b.const_i32(0);
        self.b.write_var(counter, zero);
        let (head, body, done) = (
            self.b.create_block(),
            self.b.create_block(),
            self.b.create_block(),
        );
        self.b.jump(head);
        self.b.switch_to_block(head);
        let (i, n) = (self.b.read_var(counter), self.b.const_i32(5));
        let cond = self.b.compare(CmpOp::SLt, i, n);
        self.b.branch(cond, body, done);
        self.b.seal_block(body);
        self.b.switch_to_block(body);
        self.block(depth);
        let (i, one) = (self.b.read_var(counter), self.b.const_i32(1));
        let next = self.b.binary(BinOp::IAdd, i, one);
        self.b.write_var(counter, next);
        self.b.jump(head);
        self.b.seal_block(head);
        self.b.seal_block(done);
        self.b.switch_to_block(done);
    }
}

/// `f$i(i32, i32, f64) -> word`, which sums up all its variables as text.
fn random_function(random: &mut Random, name: &str) -> mir::Function {
    let sig = Signature::new([Repr::I32, Repr::I32, Repr::F64], Repr::Ref);
    let b = FunctionBuilder::new(name, sig);
    let mut maker = Maker {
        random,
        b,
        ints: Vec::new(),
        floats: Vec::new(),
        bools: Vec::new(),
    };
    for i in 0..4 {
        let (int, float, bool) = (
            maker.b.declare_var(Type::I32),
            maker.b.declare_var(Type::F64),
            maker.b.declare_var(Type::Bool),
        );
        let value = if i < 2 {
            maker.b.param(i)
        } else {
            maker.b.const_i32(i as i32)
        };
        maker.b.write_var(int, value);
        let value = if i == 0 {
            maker.b.param(2)
        } else {
            maker.b.const_f64(i as f64 / 3.0)
        };
        maker.b.write_var(float, value);
        let value = maker.b.const_bool(i % 2 == 0);
        maker.b.write_var(bool, value);
        maker.ints.push(int);
        maker.floats.push(float);
        maker.bools.push(bool);
    }
    maker.block(3);
    let mut text = maker.b.const_str("");
    let all = [
        (Repr::I32, &maker.ints),
        (Repr::F64, &maker.floats),
        (Repr::Bool, &maker.bools),
    ];
    for (repr, variables) in all {
        for variable in variables {
            let value = maker.b.read_var(*variable);
            let word = maker.b.box_(repr, value);
            let shown = maker
                .b
                .call_rt("rayzor_std_string", vec![word], Type::Ref)
                .expect("text");
            let space = maker.b.const_str(" ");
            let concat = |b: &mut FunctionBuilder, x, y| {
                b.call_rt("rayzor_string_concat", vec![x, y], Type::Ref)
                    .expect("text")
            };
            let longer = concat(&mut maker.b, text, space);
            text = concat(&mut maker.b, longer, shown);
        }
    }
    maker.b.ret(Some(text));
    maker.b.finish().function
}

/// What the calls of a program give.
fn results(program: &Program, n_calls: usize, opt: OptLevel) -> Vec<String> {
    let _runtime = Runtime::start(Config::new(Vec::new(), "test".to_owned()));
    let jit = compile_jit(program, JitOptions { opt, cache: None }).expect("compiles");
    let call = |i| show(jit.call(&format!("$run{i}")).expect("the entry just made")).0;
    (0..n_calls).map(call).collect()
}

#[test]
fn optimised_equals_unoptimised() {
    const FUNCTIONS: usize = 12;
    for seed in 0..8 {
        let mut random = Random(seed);
        let mut program = Program::default();
        let mut calls = Vec::new();
        for i in 0..FUNCTIONS {
            let name = format!("f{i}");
            program.add_function(random_function(&mut random, &name));
            for _ in 0..4 {
                let (x, y, z) = (random.pick(&INTS), random.pick(&INTS), random.pick(&FLOATS));
                let args = vec![x.to_string(), y.to_string(), z.to_string()];
                calls.push((name.clone(), args));
            }
        }
        for (i, (function, args)) in calls.iter().enumerate() {
            let call = super::Call {
                function: function.clone(),
                args: args.clone(),
                expected: String::new(),
                throws: false,
            };
            super::add_call(&mut program, i, &call);
        }
        mir::verify::verify_program(&program).expect("verifies");
        let plain = results(&program, calls.len(), OptLevel::None);
        let mut optimised = program.clone();
        mir::passes::optimize(&mut optimised);
        mir::verify::verify_program(&optimised).expect("verifies optimised");
        let fast = results(&optimised, calls.len(), OptLevel::Speed);
        for (i, (function, args)) in calls.iter().enumerate() {
            assert_eq!(
                plain[i],
                fast[i],
                "seed {seed}, {function}({args:?})\n{}",
                program.functions[function.as_str()]
            );
        }
    }
}
