//! Where each local of a body lives.
//!
//! Most are SSA variables. A local that a closure captures *and* that is assigned after its
//! declaration is shared between the closure and the frame, so it lives in a cell on the heap; one
//! that is captured but never assigned again is copied into the closure. A local that is declared
//! outside of a `try` and assigned in it lives in a stack slot, because the handler is entered from
//! the middle of the covered code.
//!
//! ```haxe
//! var n = 0;                      // cell: captured and assigned
//! var step = 2;                   // copied
//! var f = function() n += step;
//! ```

use hir_ty::typed_body::{LocalId, Place, TExprId, TExprKind, TFunction, TypedBody};
use rustc_hash::{FxHashMap, FxHashSet};

use hir_ty::typed_body::walk;

#[derive(Debug, Default)]
pub(crate) struct Captures {
    cells: FxHashSet<LocalId>,
    slots: FxHashSet<LocalId>,
    closures: FxHashMap<TExprId, ClosureCaptures>,
}

/// What one closure takes from around it.
#[derive(Debug, Default)]
pub(crate) struct ClosureCaptures {
    /// In the order of first use.
    pub(crate) locals: Vec<LocalId>,
    pub(crate) this: bool,
}

impl Captures {
    pub(crate) fn of(typed: &TypedBody<'_>) -> Captures {
        let mut walker = Walker {
            typed,
            frames: vec![Frame::default()],
            homes: FxHashMap::default(),
            captured: FxHashSet::default(),
            assigned: FxHashSet::default(),
            res: Captures::default(),
        };
        // Local statics are globals, wherever they are used.
        let globals: FxHashSet<LocalId> = typed.statics.iter().map(|it| it.local).collect();
        walker.function(&typed.function);
        for it in &typed.statics {
            it.init.iter().for_each(|init| walker.expr(*init));
        }
        let Walker {
            captured,
            assigned,
            mut res,
            ..
        } = walker;
        res.cells = captured
            .intersection(&assigned)
            .copied()
            .filter(|it| !globals.contains(it))
            .collect();
        let cells = &res.cells;
        res.slots
            .retain(|local| !cells.contains(local) && !globals.contains(local));
        for closure in res.closures.values_mut() {
            closure.locals.retain(|local| !globals.contains(local));
        }
        res
    }

    pub(crate) fn is_cell(&self, local: LocalId) -> bool {
        self.cells.contains(&local)
    }

    pub(crate) fn is_slot(&self, local: LocalId) -> bool {
        self.slots.contains(&local)
    }

    pub(crate) fn of_closure(&self, closure: TExprId) -> Option<&ClosureCaptures> {
        self.closures.get(&closure)
    }
}

/// One function on the way down.
#[derive(Default)]
struct Frame {
    captures: ClosureCaptures,
    seen: FxHashSet<LocalId>,
    /// How many `try` bodies of this function we are in.
    tries: usize,
}

struct Walker<'a, 'db> {
    typed: &'a TypedBody<'db>,
    frames: Vec<Frame>,
    /// Frame and number of `try` bodies where a local was declared.
    homes: FxHashMap<LocalId, (usize, usize)>,
    captured: FxHashSet<LocalId>,
    assigned: FxHashSet<LocalId>,
    res: Captures,
}

impl Walker<'_, '_> {
    fn function(&mut self, function: &TFunction<'_>) {
        for param in &function.params {
            self.declare(param.local);
        }
        for param in &function.params {
            param.default.iter().for_each(|default| self.expr(*default));
        }
        function.body.iter().for_each(|body| self.expr(*body));
    }

    fn declare(&mut self, local: LocalId) {
        let frame = self.frames.len() - 1;
        self.homes
            .entry(local)
            .or_insert((frame, self.frames[frame].tries));
    }

    fn use_local(&mut self, local: LocalId) -> (usize, usize) {
        self.declare(local);
        let (home, tries) = self.homes[&local];
        for frame in &mut self.frames[home + 1..] {
            self.captured.insert(local);
            if frame.seen.insert(local) {
                frame.captures.locals.push(local);
            }
        }
        (home, tries)
    }

    fn use_this(&mut self) {
        for frame in &mut self.frames[1..] {
            frame.captures.this = true;
        }
    }

    fn expr(&mut self, id: TExprId) {
        let typed = self.typed;
        match &typed[id].kind {
            TExprKind::Local(local) => {
                self.use_local(*local);
            }
            TExprKind::This => self.use_this(),
            TExprKind::VarDecl { local, .. } => self.declare(*local),
            TExprKind::Assign { place, .. } => match place {
                Place::Local(local) => {
                    let (home, tries) = self.use_local(*local);
                    self.assigned.insert(*local);
                    let frame = self.frames.len() - 1;
                    if home == frame && self.frames[frame].tries > tries {
                        self.res.slots.insert(*local);
                    }
                }
                Place::This => self.use_this(),
                _ => {}
            },
            TExprKind::Closure(closure) => {
                closure.name.iter().for_each(|name| self.declare(*name));
                self.frames.push(Frame::default());
                self.function(&closure.function);
                if let Some(frame) = self.frames.pop() {
                    self.res.closures.insert(id, frame.captures);
                }
                return;
            }
            TExprKind::Switch(switch) => {
                let mut locals = Vec::new();
                for pat in switch
                    .cases
                    .iter()
                    .flat_map(|case| case.rows.iter())
                    .flatten()
                {
                    walk::pat_locals(pat, &mut |local| locals.push(local));
                }
                locals.into_iter().for_each(|local| self.declare(local));
            }
            TExprKind::Try { body, catches } => {
                let frame = self.frames.len() - 1;
                self.frames[frame].tries += 1;
                self.expr(*body);
                self.frames[frame].tries -= 1;
                for catch in catches {
                    self.declare(catch.local);
                    self.expr(catch.body);
                }
                return;
            }
            _ => {}
        }
        walk::children(&typed[id].kind, &mut |child| self.expr(child));
    }
}
