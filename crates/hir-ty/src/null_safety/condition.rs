//! What tests tell: `x != null`, and their combinations.

use super::{
    check::Checker,
    flow::{Facts, Path},
};
use crate::typed_body::{CompareOp, TExprId, TExprKind};

impl<'db> Checker<'_, 'db> {
    /// Visits a condition and says what is known behind it. It leaves the flow as it was, except for what its parts do.
    pub fn condition(&mut self, id: TExprId) -> Facts<'db> {
        let typed = self.typed;
        match &typed[id].kind {
            TExprKind::And { lhs, rhs } => {
                let left = self.condition(*lhs);
                let right = self.under(&left.if_true, *rhs);
                left.and(right)
            }
            TExprKind::Or { lhs, rhs } => {
                let left = self.condition(*lhs);
                let right = self.under(&left.if_false, *rhs);
                left.or(right)
            }
            TExprKind::Not(inner) => {
                self.must_be_operand(id, *inner);
                self.condition(*inner).not()
            }
            TExprKind::Compare { op, lhs, rhs, .. } => self.comparison(id, *op, *lhs, *rhs),
            TExprKind::Coerce(inner) if self.is_condition(*inner) => self.condition(*inner),
            TExprKind::Block(exprs) => match exprs.split_last() {
                Some((last, before)) if self.is_condition(*last) => {
                    self.block(before);
                    self.condition(*last)
                }
                _ => {
                    self.expr(id);
                    Facts::default()
                }
            },
            _ => {
                self.expr(id);
                Facts::default()
            }
        }
    }

    fn is_condition(&self, id: TExprId) -> bool {
        matches!(
            self.typed[id].kind,
            TExprKind::And { .. }
                | TExprKind::Or { .. }
                | TExprKind::Not(_)
                | TExprKind::Compare { .. }
                | TExprKind::Block(_)
        )
    }

    /// The second operand runs only when the first one said so.
    fn under(&mut self, facts: &[Path<'db>], id: TExprId) -> Facts<'db> {
        let before = self.flow.clone();
        self.flow.add_all(facts);
        let res = self.condition(id);
        let after = std::mem::replace(&mut self.flow, before.clone());
        if !after.is_dead {
            self.flow = before.join(after);
        }
        res
    }

    fn must_be_operand(&mut self, id: TExprId, operand: TExprId) {
        if self.is_condition(operand) {
            return;
        }
        let silent = std::mem::replace(&mut self.silent, true);
        let nullable = self.expr(operand);
        self.silent = silent;
        if nullable {
            let at = self.place(id);
            self.report(at, "Cannot perform unary operation on nullable value.");
        }
    }

    fn comparison(&mut self, id: TExprId, op: CompareOp, lhs: TExprId, rhs: TExprId) -> Facts<'db> {
        let (left, right) = (self.expr(lhs), self.expr(rhs));
        let is_equal = match op {
            CompareOp::Eq => true,
            CompareOp::NotEq => false,
            CompareOp::Lt | CompareOp::LtEq | CompareOp::Gt | CompareOp::GtEq => {
                if left || right {
                    let at = self.place(id);
                    self.report(at, "Cannot perform binary operation on nullable value.");
                }
                return Facts::default();
            }
        };
        let is_null = |it: TExprId| matches!(self.typed[self.peel(it).0].kind, TExprKind::Null);
        let tested = |it: TExprId| {
            let path = self.path_of(it).filter(|_| self.can_be_tested(it));
            let alias = match self.typed[self.peel(it).0].kind {
                TExprKind::Local(local) => self.aliases.get(&local).cloned(),
                _ => None,
            };
            path.into_iter().chain(alias).collect::<Vec<_>>()
        };
        let mut facts = Facts::default();
        if is_null(rhs) {
            facts.if_false = tested(lhs);
        } else if is_null(lhs) {
            facts.if_false = tested(rhs);
        } else {
            // Equal to what is not null.
            if !right {
                facts.if_true.extend(tested(lhs));
            }
            if !left {
                facts.if_true.extend(tested(rhs));
            }
        }
        if is_equal { facts } else { facts.not() }
    }
}
