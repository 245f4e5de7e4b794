//! Functions inside functions. One that runs where it stands is part of the flow; one that runs later knows, under strict
//! safety, nothing of what was tested outside, and what it writes may change at any time.

use super::{check::Checker, flow::Flow, mode::Mode, types::is_nullable};
use crate::typed_body::{LocalId, Place, TClosure, TExprId, TExprKind, walk};

impl<'db> Checker<'_, 'db> {
    /// A closure that is kept or given away.
    pub fn closure(&mut self, closure: &TClosure<'db>) {
        if let Some(name) = closure.name {
            self.depths.insert(name, self.depth);
        }
        self.note_writes(closure);
        let before = self.flow.clone();
        let later = self.mode >= Mode::Strict;
        if later {
            self.flow = Flow {
                is_dead: before.is_dead,
                ..Flow::default()
            };
            self.depth += 1;
        }
        self.function(&closure.function);
        self.depth -= u32::from(later);
        let after = std::mem::replace(&mut self.flow, before.clone());
        if !later {
            // What it writes may be written from now on.
            self.flow = before.join(Flow {
                is_dead: false,
                ..after
            });
        }
    }

    /// A closure that runs here and now.
    pub fn run_closure(&mut self, closure: &TClosure<'db>) {
        self.note_writes(closure);
        let before = self.flow.clone();
        self.function(&closure.function);
        self.flow = before;
    }

    /// Variables from outside that the closure may set to null.
    fn note_writes(&mut self, closure: &TClosure<'db>) {
        if self.mode < Mode::Strict {
            return;
        }
        let mut own = Vec::new();
        let mut written = Vec::new();
        self.writes_of(closure, &mut own, &mut written);
        written.retain(|it| !own.contains(it));
        self.never_safe.extend(written);
    }

    fn writes_of(
        &self,
        closure: &TClosure<'db>,
        own: &mut Vec<LocalId>,
        written: &mut Vec<LocalId>,
    ) {
        own.extend(closure.function.params.iter().map(|it| it.local));
        if let Some(body) = closure.function.body {
            self.writes_in(body, own, written);
        }
    }

    fn writes_in(&self, id: TExprId, own: &mut Vec<LocalId>, written: &mut Vec<LocalId>) {
        match &self.typed[id].kind {
            TExprKind::VarDecl { local, .. } => own.push(*local),
            TExprKind::Assign {
                place: Place::Local(local),
                value,
            } => {
                let value = self.peel(*value).0;
                if matches!(self.typed[value].kind, TExprKind::Null)
                    || is_nullable(self.db, self.typed[value].ty)
                {
                    written.push(*local);
                }
            }
            TExprKind::Closure(inner) => self.writes_of(inner, own, written),
            _ => {}
        }
        walk::children(&self.typed[id].kind, &mut |child| {
            self.writes_in(child, own, written);
        });
    }
}
