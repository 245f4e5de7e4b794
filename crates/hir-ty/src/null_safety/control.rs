//! Branches, loops, `switch` and `try`: where ways of control part and meet.

use super::{check::Checker, flow::Flow};
use crate::{
    decl::expand_typedefs,
    ty::Ty,
    typed_body::{TCase, TCatch, TExprId, TExprKind, TPat, TSwitch, walk},
};

impl<'db> Checker<'_, 'db> {
    pub fn branch(&mut self, cond: TExprId, then: TExprId, els: Option<TExprId>) -> bool {
        self.must_be_condition(cond, "condition in \"if\"");
        let facts = self.condition(cond);
        let before = self.flow.clone();
        self.flow.add_all(&facts.if_true);
        let was_dead = before.is_dead;
        let mut nullable = self.expr(then) && !self.is_dead_end(was_dead);
        let after_then = std::mem::replace(&mut self.flow, before);
        self.flow.add_all(&facts.if_false);
        if let Some(els) = els {
            nullable |= self.expr(els) && !self.is_dead_end(was_dead);
        }
        let after_else = std::mem::take(&mut self.flow);
        self.flow = after_then.join(after_else);
        nullable
    }

    fn is_dead_end(&self, was_dead: bool) -> bool {
        self.flow.is_dead && !was_dead
    }

    fn must_be_condition(&mut self, cond: TExprId, what: &str) {
        if matches!(
            self.typed[cond].kind,
            TExprKind::And { .. }
                | TExprKind::Or { .. }
                | TExprKind::Not(_)
                | TExprKind::Compare { .. }
        ) {
            return;
        }
        // The visit itself comes afterwards.
        let (silent, flow) = (std::mem::replace(&mut self.silent, true), self.flow.clone());
        let nullable = self.expr(cond);
        (self.silent, self.flow) = (silent, flow);
        if nullable {
            let at = self.place(cond);
            self.report(at, format_args!("Cannot use nullable value as {what}."));
        }
    }

    pub fn while_loop(&mut self, cond: TExprId, body: TExprId, do_while: bool) {
        let entry = self.flow.clone();
        if !self.silent {
            // What the body makes unsafe is so at its start, too.
            self.silent = true;
            let end = self.one_round(cond, body, do_while);
            self.silent = false;
            let mut end = end;
            end.is_dead = false;
            let was_dead = entry.is_dead;
            self.flow = entry.clone().join(end);
            self.flow.is_dead = was_dead;
        }
        self.one_round(cond, body, do_while);
    }

    /// Walks condition and body once. Leaves the flow behind the loop, gives that at the end of the body.
    fn one_round(&mut self, cond: TExprId, body: TExprId, do_while: bool) -> Flow<'db> {
        self.breaks.push(Vec::new());
        let entry = self.flow.clone();
        let end;
        if do_while {
            self.expr(body);
            if !entry.is_dead {
                // `continue` leads to the condition.
                self.flow.is_dead = false;
            }
            self.must_be_condition(cond, "a condition in \"while\"");
            let facts = self.condition(cond);
            let mut again = self.flow.clone();
            again.add_all(&facts.if_true);
            end = again;
            self.flow.add_all(&facts.if_false);
        } else {
            self.must_be_condition(cond, "a condition in \"while\"");
            let facts = self.condition(cond);
            let before = self.flow.clone();
            self.flow.add_all(&facts.if_true);
            self.expr(body);
            end = std::mem::take(&mut self.flow);
            // As the reference has it, the body ran: what it assigned stays. One that ends in `break` or `return` leaves
            // nothing behind.
            self.flow = end.clone();
            if end.is_dead {
                self.flow = before;
            } else {
                // The condition no longer holds.
                for path in facts.if_true.iter().filter(|it| !before.is_safe(it)) {
                    self.flow.forget(path);
                }
            }
            self.flow.add_all(&facts.if_false);
            if matches!(self.typed[cond].kind, TExprKind::Bool(true)) {
                self.flow.is_dead = true;
            }
        }
        for flow in self.breaks.pop().unwrap_or_default() {
            let after = std::mem::take(&mut self.flow);
            self.flow = after.join(flow);
        }
        self.flow.is_dead = entry.is_dead;
        end
    }

    pub fn try_catch(&mut self, body: TExprId, catches: &[TCatch<'db>]) {
        let entry = self.flow.clone();
        self.expr(body);
        let mut end = std::mem::take(&mut self.flow);
        // Anywhere inside something may have been thrown.
        let mut inside = end.clone();
        inside.is_dead = false;
        let start = entry.join(inside);
        for catch in catches {
            self.depths.insert(catch.local, self.depth);
            self.flow = start.clone();
            self.expr(catch.body);
            end = end.join(std::mem::take(&mut self.flow));
        }
        self.flow = end;
    }

    pub fn switch(&mut self, id: TExprId, switch: &TSwitch<'db>) -> bool {
        let mut subjects = Vec::new();
        for &subject in &switch.subjects {
            let nullable = self.expr(subject);
            subjects.push((subject, nullable));
        }
        self.must_meet_null(switch, &subjects);
        let start = self.flow.clone();
        let mut end = Flow {
            is_dead: true,
            ..Flow::default()
        };
        // Columns for which null has been dealt with by a case before.
        let mut no_null = vec![false; subjects.len()];
        for case in &switch.cases {
            self.flow = start.clone();
            self.enter_case(case, &subjects, &no_null);
            if let Some(guard) = case.guard {
                let facts = self.condition(guard);
                self.flow.add_all(&facts.if_true);
            }
            self.expr(case.body);
            end = end.join(std::mem::take(&mut self.flow));
            if let ([row], None, [_]) = (&*case.rows, case.guard, &subjects[..]) {
                no_null[0] |= matches!(row[0], TPat::Null);
            }
        }
        self.flow = start.clone();
        for ((subject, _), no_null) in subjects.iter().zip(&no_null) {
            if *no_null && let Some(path) = self.path_of(*subject) {
                self.add_safe(path);
            }
        }
        if let Some(default) = switch.default {
            self.expr(default);
        }
        if switch.default.is_some() || !switch.exhaustive {
            end = end.join(std::mem::take(&mut self.flow));
        }
        // Where every case ends the function, nothing comes behind.
        self.flow = end;
        if !self.by_type(id) {
            return self.has_nullable_case(switch, start);
        }
        true
    }

    /// A value of a case that may be null although the whole's type is not.
    fn has_nullable_case(&mut self, switch: &TSwitch<'db>, start: Flow<'db>) -> bool {
        let (silent, end) = (
            std::mem::replace(&mut self.silent, true),
            std::mem::replace(&mut self.flow, start.clone()),
        );
        let bodies = switch.cases.iter().map(|it| it.body).chain(switch.default);
        let mut res = false;
        for body in bodies {
            self.flow = start.clone();
            let nullable = self.expr(body);
            res |= nullable && !self.flow.is_dead;
        }
        (self.silent, self.flow) = (silent, end);
        res
    }

    fn enter_case(&mut self, case: &TCase<'db>, subjects: &[(TExprId, bool)], no_null: &[bool]) {
        for (n, &(subject, nullable)) in subjects.iter().enumerate() {
            let column: Vec<&TPat<'db>> = case.rows.iter().filter_map(|row| row.get(n)).collect();
            for pat in &column {
                let mut locals = Vec::new();
                walk::pat_locals(pat, &mut |local| locals.push(local));
                for local in locals {
                    self.depths.insert(local, self.depth);
                }
            }
            let is_safe = no_null[n] || column.iter().all(|it| excludes_null(it));
            if is_safe && let Some(path) = self.path_of(subject) {
                self.add_safe(path);
            }
            if is_safe || !nullable {
                for pat in column {
                    if let TPat::Bind { local, .. } = pat {
                        self.add_safe(super::flow::Path::local(*local));
                    }
                }
            }
        }
    }

    /// An enum or Bool that may be null, in a switch over its values that forgets null.
    fn must_meet_null(&mut self, switch: &TSwitch<'db>, subjects: &[(TExprId, bool)]) {
        let [(subject, true)] = *subjects else { return };
        let meets_null = switch.default.is_some()
            || !switch.exhaustive
            || switch.cases.iter().any(|case| {
                case.guard.is_none() && case.rows.iter().any(|row| !excludes_null(&row[0]))
            });
        if meets_null {
            return;
        }
        let message = match expand_typedefs(self.db, self.typed[self.peel(subject).0].ty) {
            Ty::Null(inner) if matches!(inner.ty(self.db), Ty::Bool) => {
                "Cannot use nullable value as condition in \"if\"."
            }
            _ => "Cannot access nullable enum value.",
        };
        let at = self.place(subject);
        self.report(at, message);
    }
}

/// Whether null does not match.
fn excludes_null(pat: &TPat<'_>) -> bool {
    match pat {
        TPat::Wild | TPat::Null | TPat::Extractor { .. } => false,
        TPat::Bind { sub, .. } => sub.as_ref().is_some_and(|it| excludes_null(it)),
        TPat::Or(subs) => subs.iter().all(excludes_null),
        TPat::Const { .. }
        | TPat::Enum { .. }
        | TPat::Array(_)
        | TPat::Fields { .. }
        | TPat::TypeValue(_) => true,
    }
}
