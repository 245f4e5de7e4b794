//! Matching row by row, each against the value from the start.
//!
//! The decision tree of a large switch over several values can grow beyond all bounds; where it
//! reached its limit, the rows that are left are tried one after the other. The code is as long as
//! the patterns are.

use hir_ty::typed_body::{CompareKind, CompareOp, TPat};
use mir::{BlockId, CmpOp, Op, Repr, Type};

use super::{FunctionCx, Row, SwitchCx, Val};
use crate::{decls, repr::nullable, symbols};

impl<'db> FunctionCx<'_, 'db> {
    pub(super) fn match_row_by_row(
        &mut self,
        scx: &SwitchCx<'_, 'db>,
        rows: Vec<Row<'_, 'db>>,
        vals: &[Val],
    ) {
        for row in rows {
            let next = self.b.create_block();
            for &(local, val) in &row.binds {
                self.declare_local(local, Some(val));
            }
            for (pat, &val) in row.pats.iter().zip(vals) {
                if let Some(pat) = pat {
                    self.test_pat(pat, val, next);
                }
            }
            let body = scx.bodies[row.case];
            match scx.switch.cases[row.case].guard {
                Some(guard) => self.lower_cond(guard, body, next),
                None => self.b.jump(body),
            }
            self.start(next);
            if !self.b.is_reachable() {
                return;
            }
        }
        self.b.jump(scx.fail);
    }

    /// Goes on where the pattern matches, with its captures bound; else to `fail`.
    fn test_pat(&mut self, pat: &TPat<'db>, val: Val, fail: BlockId) {
        let db = self.db();
        match pat {
            TPat::Wild => {}
            TPat::Bind { local, sub } => {
                self.declare_local(*local, Some(val));
                if let Some(sub) = sub {
                    self.test_pat(sub, val, fail);
                }
            }
            TPat::Null => {
                let is_null = self.is_null(val);
                self.go_on_if(is_null, fail);
            }
            TPat::Const { value, kind } => {
                let wanted = self.lower_val(*value);
                let equal = self.compare_vals(CompareOp::Eq, *kind, val, wanted);
                self.go_on_if(equal.value, fail);
            }
            TPat::TypeValue(decl) => {
                let wanted = self.type_value(*decl);
                let equal = self.compare_vals(CompareOp::Eq, CompareKind::Ref, val, wanted);
                self.go_on_if(equal.value, fail);
            }
            TPat::Enum { ctor, args } => {
                self.go_on_if_present(val, fail);
                let value = self.convert(val, Repr::Ref).value;
                let found = self.b.ins(Op::EnumTag { value }, Type::I32);
                let all = hir_def::ctors_of(db, ctor.enum_(db));
                let tag = all.iter().position(|it| it == ctor).unwrap_or(0);
                let tag = self.b.const_i32(tag as i32);
                let equal = self.b.compare(CmpOp::Eq, found, tag);
                self.go_on_if(equal, fail);
                self.out.dep(super::super::Dep::Enum(ctor.enum_(db)));
                let enum_ = symbols::type_symbol(db, ctor.enum_(db), self.empty_args());
                let params = decls::ctor_params(db, *ctor);
                for (index, (arg, (_, repr))) in args.iter().zip(params).enumerate() {
                    if matches!(arg, TPat::Wild) {
                        continue;
                    }
                    let op = Op::EnumArg {
                        value,
                        enum_: enum_.clone(),
                        ctor: ctor.name(db).clone(),
                        index: index as u32,
                    };
                    let value = self.b.ins(op, repr.ty());
                    self.test_pat(arg, Val { value, repr }, fail);
                }
            }
            TPat::Array(subs) => {
                self.go_on_if_present(val, fail);
                let array = self.convert(val, Repr::Ref).value;
                let found = self.b.ins(Op::ArrayLen { array }, Type::I32);
                let wanted = self.b.const_i32(subs.len() as i32);
                let equal = self.b.compare(CmpOp::Eq, found, wanted);
                self.go_on_if(equal, fail);
                for (i, sub) in subs.iter().enumerate() {
                    let index = self.b.const_i32(i as i32);
                    let value = self.b.ins(Op::ArrayGet { array, index }, Type::Word);
                    let repr = Repr::Word;
                    self.test_pat(sub, Val { value, repr }, fail);
                }
            }
            TPat::Fields { subject, fields } => {
                self.go_on_if_present(val, fail);
                self.declare_local(*subject, Some(val));
                for (read, sub) in fields {
                    let val = self.lower_val(*read);
                    self.test_pat(sub, val, fail);
                }
            }
            TPat::Extractor { input, expr, sub } => {
                self.declare_local(*input, Some(val));
                let val = self.lower_val(*expr);
                self.test_pat(sub, val, fail);
            }
            TPat::Or(subs) => {
                let matched = self.b.create_block();
                for sub in subs {
                    let next = self.b.create_block();
                    self.test_pat(sub, val, next);
                    self.b.jump(matched);
                    self.start(next);
                }
                self.b.jump(fail);
                self.start(matched);
            }
        }
    }

    fn go_on_if(&mut self, cond: mir::Value, fail: BlockId) {
        let next = self.b.create_block();
        self.b.branch(cond, next, fail);
        self.start(next);
    }

    fn go_on_if_present(&mut self, val: Val, fail: BlockId) {
        if !nullable(val.repr.ty()) {
            return;
        }
        let is_null = self.is_null(val);
        let next = self.b.create_block();
        self.b.branch(is_null, fail, next);
        self.start(next);
    }
}
