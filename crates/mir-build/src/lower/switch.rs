//! `switch` as a decision tree.
//!
//! The rows of the pattern matrix are tried from the top; the first refutable pattern of the first
//! row picks the column that is tested next, and the matrix splits by the outcome (Maranget,
//! "Compiling pattern matching to good decision trees", without his column heuristics: Haxe fixes
//! the order in which extractors and guards run). Bodies are shared blocks; captures are variables
//! written at the leaves.

mod rows;

use std::cell::Cell;

use hir_def::ids::EnumCtorId;
use hir_ty::typed_body::{
    CompareKind, CompareOp, LocalId, NumKind, TExprId, TExprKind, TPat, TSwitch,
};
use mir::{BlockId, CmpOp, Op, Repr, Type};

use super::{FunctionCx, Val};
use crate::{decls, repr::nullable, symbols};

#[derive(Clone)]
struct Row<'b, 'db> {
    pats: Vec<Pat<'b, 'db>>,
    binds: Vec<(LocalId, Val)>,
    case: usize,
}

type Pat<'b, 'db> = Option<&'b TPat<'db>>;

/// What a refutable pattern asks of the value.
enum Test<'b, 'db> {
    Null,
    Ctor(EnumCtorId<'db>),
    Int(i32),
    Bool(bool),
    Const {
        value: TExprId,
        kind: CompareKind,
    },
    Length(usize),
    TypeValue(hir_def::ids::TypeDeclId<'db>),
    Fields {
        subject: LocalId,
        fields: &'b [(TExprId, TPat<'db>)],
    },
    Extractor {
        input: LocalId,
        expr: TExprId,
        sub: &'b TPat<'db>,
    },
}

/// A tree of more nodes than this is finished row by row.
const NODES: usize = 400;
const NODES_PER_ROW: usize = 4;

struct SwitchCx<'b, 'db> {
    switch: &'b TSwitch<'db>,
    bodies: Vec<BlockId>,
    /// Where a value that no case takes goes.
    fail: BlockId,
    /// How many more nodes the tree may have.
    budget: Cell<usize>,
}

impl<'db> FunctionCx<'_, 'db> {
    pub(super) fn lower_switch(&mut self, switch: &TSwitch<'db>, repr: Repr) -> Option<Val> {
        let subjects: Vec<Val> = switch
            .subjects
            .iter()
            .map(|&subject| self.lower_val(subject))
            .collect();
        let result = (repr != Repr::Void).then(|| self.b.declare_var(repr.ty()));
        let join = self.b.create_block();
        let fail = self.b.create_block();
        let bodies = switch.cases.iter().map(|_| self.b.create_block()).collect();
        let mut rows = Vec::new();
        for (case, it) in switch.cases.iter().enumerate() {
            for row in &it.rows {
                rows.push(Row {
                    pats: row.iter().map(Some).collect(),
                    binds: Vec::new(),
                    case,
                });
            }
        }
        let scx = SwitchCx {
            switch,
            bodies,
            fail,
            budget: Cell::new(NODES_PER_ROW * rows.len() + NODES),
        };
        self.match_rows(&scx, rows, subjects);
        for (case, &block) in switch.cases.iter().zip(&scx.bodies) {
            self.start(block);
            if self.b.is_reachable() {
                self.branch_value(case.body, result, repr, join);
            }
        }
        self.start(fail);
        if self.b.is_reachable() {
            match switch.default {
                Some(default) => self.branch_value(default, result, repr, join),
                None if switch.exhaustive => self.b.unreachable(),
                None => {
                    if let Some(result) = result {
                        let zero = self.zero(repr).value;
                        self.b.write_var(result, zero);
                    }
                    self.b.jump(join);
                }
            }
        }
        self.start(join);
        result.map(|result| Val {
            value: self.b.read_var(result),
            repr,
        })
    }

    /// Emits the tests that find the first row matching `vals`; ends the current block.
    fn match_rows(&mut self, scx: &SwitchCx<'_, 'db>, mut rows: Vec<Row<'_, 'db>>, vals: Vec<Val>) {
        loop {
            if rows.is_empty() {
                self.b.jump(scx.fail);
                return;
            }
            let left = scx.budget.get();
            if left == 0 {
                return self.match_row_by_row(scx, rows, &vals);
            }
            scx.budget.set(left - 1);
            settle_first(&mut rows, &vals);
            let Some(column) = rows[0].pats.iter().position(Option::is_some) else {
                match self.leaf(scx, &rows[0]) {
                    Some(next) => self.start(next),
                    None => return,
                }
                rows.remove(0);
                continue;
            };
            settle_column(&mut rows, &vals, column);
            let Some(test) = rows[0].pats[column].and_then(|pat| self.test_of(pat)) else {
                self.internal("a pattern without a test");
                self.b.jump(scx.fail);
                return;
            };
            self.split(scx, rows, vals, column, test);
            return;
        }
    }

    /// The row matches: binds its captures, tests its guard. Gives the block in which matching goes
    /// on when the guard says no.
    fn leaf(&mut self, scx: &SwitchCx<'_, 'db>, row: &Row<'_, 'db>) -> Option<BlockId> {
        for &(local, val) in &row.binds {
            self.declare_local(local, Some(val));
        }
        let body = scx.bodies[row.case];
        match scx.switch.cases[row.case].guard {
            Some(guard) => {
                let next = self.b.create_block();
                self.lower_cond(guard, body, next);
                Some(next)
            }
            None => {
                self.b.jump(body);
                None
            }
        }
    }

    fn test_of<'b>(&self, pat: &'b TPat<'db>) -> Option<Test<'b, 'db>> {
        Some(match pat {
            TPat::Wild | TPat::Bind { .. } | TPat::Or(_) => return None,
            TPat::Null => Test::Null,
            TPat::Enum { ctor, .. } => Test::Ctor(*ctor),
            TPat::Array(subs) => Test::Length(subs.len()),
            TPat::TypeValue(decl) => Test::TypeValue(*decl),
            TPat::Fields { subject, fields } => Test::Fields {
                subject: *subject,
                fields,
            },
            TPat::Extractor { input, expr, sub } => Test::Extractor {
                input: *input,
                expr: *expr,
                sub,
            },
            TPat::Const { value, kind } => match (&self.expr(*value).kind, kind) {
                (TExprKind::Int(int), CompareKind::Num(NumKind::Int)) => Test::Int(*int),
                (TExprKind::Bool(value), CompareKind::Bool) => Test::Bool(*value),
                (TExprKind::Null, _) => Test::Null,
                _ => Test::Const {
                    value: *value,
                    kind: *kind,
                },
            },
        })
    }

    fn split(
        &mut self,
        scx: &SwitchCx<'_, 'db>,
        rows: Vec<Row<'_, 'db>>,
        vals: Vec<Val>,
        column: usize,
        test: Test<'_, 'db>,
    ) {
        let val = vals[column];
        match test {
            Test::Null => {
                let is_null = self.is_null(val);
                let yes = self.matching(&rows, column, 0, in_null);
                let no = self.failing(&rows, column, |this, pat| {
                    matches!(this.test_of(pat), Some(Test::Null))
                });
                self.two_ways(scx, is_null, (yes, no), vals);
            }
            Test::Ctor(_) => self.split_ctors(scx, rows, vals, column),
            Test::Int(_) => self.split_ints(scx, rows, vals, column),
            Test::Bool(_) => {
                let cond = self.convert(val, Repr::Bool).value;
                let [yes, no] = [true, false].map(|want| {
                    self.matching(&rows, column, 0, |this, pat| match this.test_of(pat) {
                        Some(Test::Bool(is)) if is == want => Inside::Matched(Vec::new()),
                        Some(Test::Bool(_) | Test::Null) => Inside::Dropped,
                        _ => Inside::Unchanged,
                    })
                });
                self.two_ways(scx, cond, (yes, no), vals);
            }
            Test::Const { value, kind } => {
                let rhs = self.lower_val(value);
                let equal = self.compare_vals(CompareOp::Eq, kind, val, rhs).value;
                let same = |this: &Self, pat: &TPat<'db>| match pat {
                    TPat::Const { value: other, .. } => {
                        this.expr(*other).kind == this.expr(value).kind
                    }
                    _ => false,
                };
                let is_literal = self.is_literal(value);
                let yes = self.matching(&rows, column, 0, |this, pat| match pat {
                    _ if same(this, pat) => Inside::Matched(Vec::new()),
                    TPat::Const { value: other, .. } if is_literal && this.is_literal(*other) => {
                        Inside::Dropped
                    }
                    TPat::Null if is_literal => Inside::Dropped,
                    _ => Inside::Unchanged,
                });
                let no = self.failing(&rows, column, same);
                self.two_ways(scx, equal, (yes, no), vals);
            }
            Test::TypeValue(decl) => {
                let wanted = self.type_value(decl);
                let equal = self
                    .compare_vals(CompareOp::Eq, CompareKind::Ref, val, wanted)
                    .value;
                let same = |_: &Self, pat: &TPat<'db>| matches!(pat, TPat::TypeValue(other) if *other == decl);
                let yes = self.matching(&rows, column, 0, |this, pat| match pat {
                    _ if same(this, pat) => Inside::Matched(Vec::new()),
                    TPat::TypeValue(_) | TPat::Null => Inside::Dropped,
                    _ => Inside::Unchanged,
                });
                let no = self.failing(&rows, column, same);
                self.two_ways(scx, equal, (yes, no), vals);
            }
            Test::Length(len) => self.split_length(scx, rows, vals, column, len),
            Test::Fields { subject, fields } => {
                // A null has no fields: the row fails.
                let others = rows[1..].to_vec();
                let val = self.guard_null(scx, val, others, &vals);
                self.declare_local(subject, Some(val));
                let reads: Vec<Val> = fields
                    .iter()
                    .map(|(read, _)| self.lower_val(*read))
                    .collect();
                let subs = fields.iter().map(|(_, sub)| Some(sub)).collect();
                self.extend_first(scx, rows, vals, column, reads, subs);
            }
            Test::Extractor { input, expr, sub } => {
                self.declare_local(input, Some(val));
                let value = self.lower_val(expr);
                self.extend_first(scx, rows, vals, column, vec![value], vec![Some(sub)]);
            }
        }
    }

    /// The first row asks about more values; they are columns of their own.
    fn extend_first<'b>(
        &mut self,
        scx: &SwitchCx<'_, 'db>,
        mut rows: Vec<Row<'b, 'db>>,
        mut vals: Vec<Val>,
        column: usize,
        more: Vec<Val>,
        subs: Vec<Pat<'b, 'db>>,
    ) {
        for (i, row) in rows.iter_mut().enumerate() {
            if i == 0 {
                row.pats[column] = None;
                row.pats.extend(subs.iter().copied());
            } else {
                row.pats.extend(more.iter().map(|_| None));
            }
        }
        vals.extend(more);
        self.match_rows(scx, rows, vals);
    }

    /// Goes on with a value that is not null; when it is, the other rows are tried.
    fn guard_null(
        &mut self,
        scx: &SwitchCx<'_, 'db>,
        val: Val,
        others: Vec<Row<'_, 'db>>,
        vals: &[Val],
    ) -> Val {
        if !nullable(val.repr.ty()) || self.receiver == Some(val.value) {
            return val;
        }
        let is_null = self.is_null(val);
        let (null, present) = (self.b.create_block(), self.b.create_block());
        self.b.branch(is_null, null, present);
        self.start(null);
        self.match_rows(scx, others, vals.to_vec());
        self.start(present);
        val
    }

    fn split_ctors(
        &mut self,
        scx: &SwitchCx<'_, 'db>,
        rows: Vec<Row<'_, 'db>>,
        vals: Vec<Val>,
        column: usize,
    ) {
        let db = self.db();
        let mut ctors: Vec<EnumCtorId<'db>> = Vec::new();
        let mut has_null = false;
        for row in &rows {
            match row.pats[column].and_then(|pat| self.test_of(pat)) {
                Some(Test::Ctor(ctor)) if !ctors.contains(&ctor) => ctors.push(ctor),
                Some(Test::Null) => has_null = true,
                _ => {}
            }
        }
        let all = hir_def::ctors_of(db, ctors[0].enum_(db));
        let others = self.failing(&rows, column, |this, pat| {
            matches!(this.test_of(pat), Some(Test::Ctor(_)))
        });
        // Null goes to a capture or `_` where there is one, else it is a null access (10.10).
        if has_null || !others.is_empty() {
            let is_null = self.is_null(vals[column]);
            let (null, present) = (self.b.create_block(), self.b.create_block());
            self.b.branch(is_null, null, present);
            self.start(null);
            let rows = self.matching(&rows, column, 0, in_null);
            self.match_rows(scx, rows, vals.clone());
            self.start(present);
        } else if nullable(vals[column].repr.ty()) {
            self.b.null_check(vals[column].value);
        }
        let value = self.convert(vals[column], Repr::Ref).value;
        let tag = self.b.ins(Op::EnumTag { value }, Type::I32);
        let otherwise = self.b.create_block();
        let mut cases = Vec::new();
        for &ctor in &ctors {
            let tag = all.iter().position(|&it| it == ctor).unwrap_or(0) as i32;
            cases.push((tag, self.b.create_block()));
        }
        if let ([(_, only)], 1) = (&cases[..], all.len()) {
            self.b.jump(*only);
        } else {
            self.b.switch(tag, cases.clone(), otherwise);
        }
        for (&ctor, &(_, block)) in ctors.iter().zip(&cases) {
            self.start(block);
            let params = decls::ctor_params(db, ctor);
            let enum_ = symbols::type_symbol(db, ctor.enum_(db), self.empty_args());
            self.out.dep(super::Dep::Enum(ctor.enum_(db)));
            let rows = self.matching(&rows, column, params.len(), |_, pat| match pat {
                TPat::Enum { ctor: other, args } if *other == ctor => {
                    Inside::Matched(args.iter().map(Some).collect())
                }
                TPat::Enum { .. } | TPat::Null => Inside::Dropped,
                _ => Inside::Unchanged,
            });
            let mut vals = vals.clone();
            for (index, &(_, repr)) in params.iter().enumerate() {
                // An argument that no pattern looks at is not read.
                let at = vals.len();
                let used = rows
                    .iter()
                    .any(|row| row.pats.get(at).is_some_and(|pat| is_used(*pat)));
                let val = if used {
                    let op = Op::EnumArg {
                        value,
                        enum_: enum_.clone(),
                        ctor: ctor.name(db).clone(),
                        index: index as u32,
                    };
                    Val {
                        value: self.b.ins(op, repr.ty()),
                        repr,
                    }
                } else {
                    Val {
                        value,
                        repr: Repr::Ref,
                    }
                };
                vals.push(val);
            }
            self.match_rows(scx, rows, vals);
        }
        self.start(otherwise);
        if self.b.is_reachable() {
            if ctors.len() == all.len() {
                self.b.unreachable();
            } else {
                let others = self.failing(&others, column, |this, pat| {
                    matches!(this.test_of(pat), Some(Test::Null))
                });
                self.match_rows(scx, others, vals);
            }
        }
    }

    fn split_ints(
        &mut self,
        scx: &SwitchCx<'_, 'db>,
        rows: Vec<Row<'_, 'db>>,
        vals: Vec<Val>,
        column: usize,
    ) {
        let mut ints: Vec<i32> = Vec::new();
        for row in &rows {
            if let Some(Test::Int(int)) = row.pats[column].and_then(|pat| self.test_of(pat))
                && !ints.contains(&int)
            {
                ints.push(int);
            }
        }
        let value = self.convert(vals[column], Repr::I32).value;
        let otherwise = self.b.create_block();
        let cases: Vec<(i32, BlockId)> = ints
            .iter()
            .map(|&int| (int, self.b.create_block()))
            .collect();
        if let [(int, block)] = cases[..] {
            let int = self.b.const_i32(int);
            let equal = self.b.compare(CmpOp::Eq, value, int);
            self.b.branch(equal, block, otherwise);
        } else {
            self.b.switch(value, cases.clone(), otherwise);
        }
        for (int, block) in cases {
            self.start(block);
            let rows = self.matching(&rows, column, 0, |this, pat| match this.test_of(pat) {
                Some(Test::Int(other)) if other == int => Inside::Matched(Vec::new()),
                Some(Test::Int(_) | Test::Null) => Inside::Dropped,
                _ => Inside::Unchanged,
            });
            self.match_rows(scx, rows, vals.clone());
        }
        self.start(otherwise);
        let rows = self.failing(&rows, column, |this, pat| {
            matches!(this.test_of(pat), Some(Test::Int(_)))
        });
        self.match_rows(scx, rows, vals);
    }

    fn split_length(
        &mut self,
        scx: &SwitchCx<'_, 'db>,
        rows: Vec<Row<'_, 'db>>,
        vals: Vec<Val>,
        column: usize,
        len: usize,
    ) {
        let (present, yes, no) = (
            self.b.create_block(),
            self.b.create_block(),
            self.b.create_block(),
        );
        let array = self.convert(vals[column], Repr::Ref);
        let is_null = self.is_null(array);
        self.b.branch(is_null, no, present);
        self.start(present);
        let array = array.value;
        let found = self.b.ins(Op::ArrayLen { array }, Type::I32);
        let wanted = self.b.const_i32(len as i32);
        let equal = self.b.compare(CmpOp::Eq, found, wanted);
        self.b.branch(equal, yes, no);
        self.start(yes);
        let matched = self.matching(&rows, column, len, |_, pat| match pat {
            TPat::Array(subs) if subs.len() == len => {
                Inside::Matched(subs.iter().map(Some).collect())
            }
            TPat::Array(_) | TPat::Null => Inside::Dropped,
            _ => Inside::Unchanged,
        });
        let mut more = vals.clone();
        for i in 0..len {
            let index = self.b.const_i32(i as i32);
            let value = self.b.ins(Op::ArrayGet { array, index }, Type::Word);
            more.push(Val {
                value,
                repr: Repr::Word,
            });
        }
        self.match_rows(scx, matched, more);
        self.start(no);
        let rest = self.failing(
            &rows,
            column,
            |_, pat| matches!(pat, TPat::Array(subs) if subs.len() == len),
        );
        self.match_rows(scx, rest, vals);
    }

    fn two_ways(
        &mut self,
        scx: &SwitchCx<'_, 'db>,
        cond: mir::Value,
        (yes, no): (Vec<Row<'_, 'db>>, Vec<Row<'_, 'db>>),
        vals: Vec<Val>,
    ) {
        let (yes_block, no_block) = (self.b.create_block(), self.b.create_block());
        self.b.branch(cond, yes_block, no_block);
        self.start(yes_block);
        self.match_rows(scx, yes, vals.clone());
        self.start(no_block);
        self.match_rows(scx, no, vals);
    }

    // Rows of a split. What is inside the value becomes further columns; the tested one stays for
    // patterns that ask something else of the same value (an extractor beside `[a, b]`).

    /// Rows that a value which passed the test can match.
    fn matching<'b>(
        &self,
        rows: &[Row<'b, 'db>],
        column: usize,
        n_inside: usize,
        inside: impl Fn(&Self, &'b TPat<'db>) -> Inside<'b, 'db>,
    ) -> Vec<Row<'b, 'db>> {
        rows.iter()
            .filter_map(|row| {
                let mut row = row.clone();
                let mut subs = Vec::new();
                match row.pats[column].map(|pat| inside(self, pat)) {
                    None | Some(Inside::Unchanged) => {}
                    Some(Inside::Matched(found)) => {
                        row.pats[column] = None;
                        subs = found;
                    }
                    Some(Inside::Dropped) => return None,
                }
                subs.resize(n_inside, None);
                row.pats.extend(subs);
                Some(row)
            })
            .collect()
    }

    /// Rows left when the test failed.
    fn failing<'b>(
        &self,
        rows: &[Row<'b, 'db>],
        column: usize,
        asks: impl Fn(&Self, &TPat<'db>) -> bool,
    ) -> Vec<Row<'b, 'db>> {
        rows.iter()
            .filter(|row| row.pats[column].is_none_or(|pat| !asks(self, pat)))
            .cloned()
            .collect()
    }

    fn is_literal(&self, id: TExprId) -> bool {
        match &self.expr(id).kind {
            TExprKind::Int(_)
            | TExprKind::Int64(_)
            | TExprKind::Float(_)
            | TExprKind::String(_)
            | TExprKind::Bool(_) => true,
            TExprKind::Coerce(inner) => self.is_literal(*inner),
            _ => false,
        }
    }
}

/// What the outcome of a test says about another row's pattern for the same value.
enum Inside<'b, 'db> {
    /// It is met as far as the test goes; these are the patterns for what is inside the value.
    Matched(Vec<Pat<'b, 'db>>),
    /// Nothing: it has to be tested still.
    Unchanged,
    /// It cannot be met.
    Dropped,
}

/// Of a value that is null.
fn in_null<'b, 'db>(fx: &FunctionCx<'_, 'db>, pat: &'b TPat<'db>) -> Inside<'b, 'db> {
    match fx.test_of(pat) {
        Some(Test::Null) => Inside::Matched(Vec::new()),
        Some(Test::Ctor(_) | Test::Length(_)) => Inside::Dropped,
        _ => Inside::Unchanged,
    }
}

/// Moves captures out of the first row's patterns, and its alternatives into rows of their own.
fn settle_first<'b, 'db>(rows: &mut Vec<Row<'b, 'db>>, vals: &[Val]) {
    let mut column = 0;
    while column < vals.len() {
        settle_row(rows, vals, 0, column);
        // Further columns wait until this one is tested.
        if rows[0].pats[column].is_some() {
            return;
        }
        column += 1;
    }
}

/// The same for one column of all rows.
fn settle_column<'b, 'db>(rows: &mut Vec<Row<'b, 'db>>, vals: &[Val], column: usize) {
    let mut at = 0;
    while at < rows.len() {
        settle_row(rows, vals, at, column);
        at += 1;
    }
}

fn settle_row<'b, 'db>(rows: &mut Vec<Row<'b, 'db>>, vals: &[Val], at: usize, column: usize) {
    while let Some(pat) = rows[at].pats[column] {
        match pat {
            TPat::Wild => rows[at].pats[column] = None,
            TPat::Bind { local, sub } => {
                rows[at].binds.push((*local, vals[column]));
                rows[at].pats[column] = sub.as_deref();
            }
            TPat::Or(subs) => {
                let row = rows.remove(at);
                for sub in subs.iter().rev() {
                    let mut row = row.clone();
                    row.pats[column] = Some(sub);
                    rows.insert(at, row);
                }
            }
            TPat::Null
            | TPat::Const { .. }
            | TPat::Enum { .. }
            | TPat::Array(_)
            | TPat::Fields { .. }
            | TPat::TypeValue(_)
            | TPat::Extractor { .. } => return,
        }
    }
}

fn is_used(pat: Pat<'_, '_>) -> bool {
    match pat {
        None | Some(TPat::Wild) => false,
        Some(_) => true,
    }
}
