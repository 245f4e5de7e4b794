//! `if`, loops, `return`, and conditions without intermediate booleans.

use hir_ty::typed_body::{CompareKind, CompareOp, TExprId, TExprKind};
use mir::{BlockId, Repr};

use super::{FunctionCx, LoopTargets, Returns, Val, loc};

impl<'db> FunctionCx<'_, 'db> {
    pub(super) fn lower_if(
        &mut self,
        cond: TExprId,
        then: TExprId,
        els: Option<TExprId>,
        repr: Repr,
    ) -> Option<Val> {
        let result = (repr != Repr::Void).then(|| self.b.declare_var(repr.ty()));
        let then_block = self.b.create_block();
        let join = self.b.create_block();
        let else_block = if els.is_some() {
            self.b.create_block()
        } else {
            join
        };
        self.lower_cond(cond, then_block, else_block);
        // A side that is never taken is not lowered: for this instance it may make no sense.
        self.start(then_block);
        if self.b.is_reachable() {
            self.branch_value(then, result, repr, join);
        }
        if let Some(els) = els {
            self.start(else_block);
            if self.b.is_reachable() {
                self.branch_value(els, result, repr, join);
            }
        }
        self.start(join);
        result.map(|result| Val {
            value: self.b.read_var(result),
            repr,
        })
    }

    /// One of several ways to the value of an expression.
    pub(super) fn branch_value(
        &mut self,
        expr: TExprId,
        result: Option<mir::builder::Variable>,
        repr: Repr,
        join: BlockId,
    ) {
        match result {
            Some(result) => {
                let value = self.lower_as(expr, repr);
                if self.b.is_reachable() {
                    self.b.write_var(result, value);
                }
            }
            None => {
                self.lower(expr);
            }
        }
        if self.b.is_reachable() {
            self.b.jump(join);
        }
    }

    /// Branches on a condition; both blocks stay open for more predecessors.
    pub(super) fn lower_cond(&mut self, cond: TExprId, then: BlockId, els: BlockId) {
        if let Some(known) = self.known_condition(cond) {
            return self.b.jump(if known { then } else { els });
        }
        let expr = self.expr(cond);
        match &expr.kind {
            TExprKind::Bool(true) => self.b.jump(then),
            TExprKind::Bool(false) => self.b.jump(els),
            TExprKind::Not(inner) => self.lower_cond(*inner, els, then),
            TExprKind::And { lhs, rhs } => {
                let next = self.b.create_block();
                self.lower_cond(*lhs, next, els);
                self.start(next);
                self.lower_cond(*rhs, then, els);
            }
            TExprKind::Or { lhs, rhs } => {
                let next = self.b.create_block();
                self.lower_cond(*lhs, then, next);
                self.start(next);
                self.lower_cond(*rhs, then, els);
            }
            TExprKind::Compare {
                op: CompareOp::NotEq,
                kind,
                lhs,
                rhs,
            } if !matches!(kind, CompareKind::Num(_)) => {
                let outer = self.b.set_loc(loc(expr.origin));
                let equal = self.lower_compare(CompareOp::Eq, *kind, *lhs, *rhs);
                self.b.set_loc(outer);
                self.b.branch(equal.value, els, then);
            }
            _ => {
                let cond = self.lower_as(cond, Repr::Bool);
                self.b.branch(cond, then, els);
            }
        }
    }

    /// `&&` and `||` as values.
    pub(super) fn lower_logic(&mut self, id: TExprId) -> Val {
        let (yes, no, join) = (
            self.b.create_block(),
            self.b.create_block(),
            self.b.create_block(),
        );
        let result = self.b.declare_var(mir::Type::Bool);
        self.lower_cond(id, yes, no);
        for (block, value) in [(yes, true), (no, false)] {
            self.start(block);
            let value = self.b.const_bool(value);
            self.b.write_var(result, value);
            self.b.jump(join);
        }
        self.start(join);
        Val {
            value: self.b.read_var(result),
            repr: Repr::Bool,
        }
    }

    pub(super) fn lower_while(&mut self, cond: TExprId, body: TExprId, do_while: bool) {
        let (cond_block, body_block, exit) = (
            self.b.create_block(),
            self.b.create_block(),
            self.b.create_block(),
        );
        if do_while {
            self.b.jump(body_block);
        } else {
            self.b.jump(cond_block);
            self.b.switch_to_block(cond_block);
            self.lower_cond(cond, body_block, exit);
            self.b.seal_block(body_block);
        }
        self.b.switch_to_block(body_block);
        self.loops.push(LoopTargets {
            next: cond_block,
            exit,
        });
        self.lower(body);
        self.loops.pop();
        if self.b.is_reachable() {
            self.b.jump(cond_block);
        }
        self.b.seal_block(cond_block);
        if do_while {
            self.b.switch_to_block(cond_block);
            if self.b.is_reachable() {
                self.lower_cond(cond, body_block, exit);
            }
            self.b.seal_block(body_block);
        }
        self.start(exit);
    }

    pub(super) fn lower_jump(&mut self, target: impl Fn(LoopTargets) -> BlockId) {
        match self.loops.last() {
            Some(&targets) => self.b.jump(target(targets)),
            None => self.internal("a jump outside of a loop"),
        }
    }

    pub(super) fn lower_return(&mut self, value: Option<TExprId>) {
        match self.returns {
            Returns::Nothing => {
                if let Some(value) = value {
                    self.lower(value);
                }
                self.b.ret(None);
            }
            Returns::This(_) => {
                if let Some(value) = value {
                    self.lower(value);
                }
                self.return_this();
            }
            Returns::Value(repr) => {
                let value = match value {
                    Some(value) => self.lower_as(value, repr),
                    None => self.zero(repr).value,
                };
                self.b.ret(Some(value));
            }
        }
    }
}
