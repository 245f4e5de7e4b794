//! Abstracts in unification: direct casts (`from`, `to`), one level of transitivity through
//! them, and the guard against casts that lead back to themselves (checklist 9.2).

use super::{Cx, EqKind};
use crate::{decl::abstract_info, fold::Subst, table::InferenceTable, ty::Ty};

impl<'db> InferenceTable<'db> {
    /// Types an abstract casts to directly.
    pub(crate) fn direct_to(&self, ty: Ty<'db>) -> Vec<Ty<'db>> {
        match ty {
            Ty::Int => vec![Ty::Float],
            Ty::Abstract(decl, args) => {
                let info = abstract_info(self.db, decl);
                let map = Subst::of_decl(self.db, decl, args.list(self.db));
                crate::fold::subst_all(self.db, &info.to, &map)
            }
            _ => Vec::new(),
        }
    }

    /// Types an abstract admits directly.
    pub(crate) fn direct_from(&self, ty: Ty<'db>) -> Vec<Ty<'db>> {
        match ty {
            Ty::Abstract(decl, args) => {
                let info = abstract_info(self.db, decl);
                let map = Subst::of_decl(self.db, decl, args.list(self.db));
                crate::fold::subst_all(self.db, &info.from, &map)
            }
            _ => Vec::new(),
        }
    }

    /// Casting through a core or `@:transitive` abstract is free; any other uses up the one cast.
    pub(crate) fn abstract_cx(&self, cx: Cx, ty: Ty<'db>) -> Option<Cx> {
        let free = match ty {
            Ty::Abstract(decl, _) => {
                let info = abstract_info(self.db, decl);
                info.core_type || info.transitive
            }
            _ => true,
        };
        if free {
            Some(cx)
        } else if cx.abstract_cast {
            Some(Cx {
                abstract_cast: false,
                ..cx
            })
        } else {
            None
        }
    }

    fn on_cast_stack(
        &mut self,
        cx: Cx,
        a: Ty<'db>,
        b: Ty<'db>,
        f: impl Fn(&mut Self, Cx) -> bool,
    ) -> bool {
        let pair = (self.zonk(a), self.zonk(b));
        if self.stacks.cast.contains(&pair) {
            return false;
        }
        self.stacks.cast.push(pair);
        let direct = Cx {
            transitive: false,
            ..cx
        };
        let res = (cx.transitive && f(self, direct)) || f(self, cx);
        self.stacks.cast.pop();
        res
    }

    pub(crate) fn unifies_abstracts(&mut self, cx: Cx, a: Ty<'db>, b: Ty<'db>) -> bool {
        let cx = self.constraint_cx(cx, b);
        let (to, from) = (self.direct_to(a), self.direct_from(b));
        if to.is_empty() && from.is_empty() {
            return false;
        }
        self.on_cast_stack(cx, a, b, |table, cx| {
            to.iter().any(|&t| table.unifies_to_one(cx, a, t, b))
                || from.iter().any(|&t| table.unifies_from_one(cx, a, b, t))
        })
    }

    /// Casts do not lead through other types towards the constraints with compiler support.
    fn constraint_cx(&self, cx: Cx, b: Ty<'db>) -> Cx {
        let core = self.core();
        match b {
            Ty::Abstract(id, _)
                if [core.flat_enum, core.function, core.constructible].contains(&Some(id)) =>
            {
                Cx {
                    transitive: false,
                    ..cx
                }
            }
            _ => cx,
        }
    }

    pub(crate) fn unifies_to(&mut self, cx: Cx, a: Ty<'db>, b: Ty<'db>) -> bool {
        let to = self.direct_to(a);
        if to.is_empty() {
            return false;
        }
        self.on_cast_stack(cx, a, b, |table, cx| {
            to.iter().any(|&t| table.unifies_to_one(cx, a, t, b))
        })
    }

    pub(crate) fn unifies_from(&mut self, cx: Cx, a: Ty<'db>, b: Ty<'db>) -> bool {
        let from = self.direct_from(b);
        if from.is_empty() {
            return false;
        }
        self.on_cast_stack(cx, a, b, |table, cx| {
            from.iter().any(|&t| table.unifies_from_one(cx, a, b, t))
        })
    }

    fn unifies_to_one(&mut self, cx: Cx, a: Ty<'db>, to: Ty<'db>, b: Ty<'db>) -> bool {
        let Some(cx) = self.abstract_cx(cx, a) else {
            return false;
        };
        self.ok(|table| {
            if cx.transitive {
                table.unify_in(cx, to, b)
            } else {
                table.eq_in(cx.with_eq(EqKind::Strict), to, b)
            }
        })
    }

    fn unifies_from_one(&mut self, cx: Cx, a: Ty<'db>, b: Ty<'db>, from: Ty<'db>) -> bool {
        let Some(cx) = self.abstract_cx(cx, b) else {
            return false;
        };
        self.ok(|table| {
            if cx.transitive {
                table.unify_in(cx, a, from)
            } else {
                table.eq_in(cx.with_eq(EqKind::RightDynamic), a, from)
            }
        })
    }
}
