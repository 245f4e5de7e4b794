//! Diagnostics about the flow of control: locals used before they have a value, missing returns,
//! and MIR that is not well-formed (our bug, never the user's).
//!
//! What counts as initialised is the reference's rule, kept to the letter where it is laxer or
//! stricter than the flow graph: `while` bodies may not run, a `break`, `return` or `throw` ends
//! every obligation, both operands of `&&` count. It is a walk over the typed body in the order of
//! evaluation. The SSA builder records the reads that the flow graph cannot prove
//! (`MirResult::undefined_reads`); where the reference is laxer such a read gives null or zero.
//!
//! ```haxe
//! var x;
//! if (c) x = 1;
//! trace(x); // Local variable x used without being initialized
//! ```

mod values;

use base_db::Db;
use hir_def::{
    all_fields,
    body::ExprId,
    ids::{FieldId, ModuleId},
};
use hir_ty::{
    infer::{BodyPlace, InferDiagnostic, InferSeverity, RelatedPlace},
    typed_body::{LocalDecl, LocalId, Place, TExprId, TExprKind, TFunction, TypedBody, walk},
};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    decls,
    lower::{ProblemKind, clean_body, query},
};

/// Diagnostics of a field's MIR. Empty while its types have errors.
#[salsa::tracked(returns(ref))]
pub fn mir_diagnostics<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Vec<InferDiagnostic<'db>> {
    if decls::is_macro(db, field) {
        return Vec::new();
    }
    // What a build macro leaves of a body is not known.
    let is_rewritten = |decl| hir_ty::decl::is_rewritten(db, decl);
    if decls::owner_decl(db, field).is_some_and(is_rewritten) {
        return Vec::new();
    }
    let Some(inference) = clean_body(db, field) else {
        return Vec::new();
    };
    let typed = &inference.body;
    if typed.function.body.is_none() {
        return Vec::new();
    }
    let mut acc = Vec::new();
    let mut flow = Flow {
        typed,
        state: State::default(),
        outside: FxHashSet::default(),
        acc: &mut acc,
    };
    flow.function(&typed.function);
    let is_static_target = field.module(db).config(db).target(db).is_static();
    values::check(db, typed, is_static_target, &mut acc);
    if decls::is_method(db, field) && !decls::is_ctor(db, field) {
        function_returns(db, typed, &typed.function, &mut acc);
    }
    if let Some(body) = typed.function.body {
        closure_returns(db, typed, body, &mut acc);
    }
    let owner = crate::program::owner_of(db, field);
    for problem in &query::mir(db, owner).problems {
        let (code, severity, message) = match &problem.kind {
            // Reported where it is, or when somebody wants to run it.
            ProblemKind::BrokenBody | ProblemKind::Unsupported(_) => continue,
            ProblemKind::MissingReturn => {
                if acc
                    .iter()
                    .any(|it: &InferDiagnostic<'_>| it.code == "missing-return")
                {
                    continue;
                }
                (
                    "missing-return",
                    InferSeverity::Error,
                    "Missing return".to_owned(),
                )
            }
            ProblemKind::Internal(what) => {
                let message = format!("This cannot be compiled, please report it: {what}");
                ("internal-error", InferSeverity::Warning, message)
            }
        };
        acc.push(diagnostic(code, severity, place(problem.at), message));
    }
    acc
}

/// All of a module's, with places in the file.
pub fn module_diagnostics<'db>(db: &'db dyn Db, module: ModuleId<'db>) -> Vec<base_db::Diagnostic> {
    diagnostics_of(db, &all_fields(db, module))
}

/// Those of some fields.
pub fn diagnostics_of<'db>(db: &'db dyn Db, fields: &[FieldId<'db>]) -> Vec<base_db::Diagnostic> {
    let mut res = Vec::new();
    for &field in fields {
        for it in mir_diagnostics(db, field) {
            res.push(hir_ty::diagnostics::to_diagnostic(db, field, it));
        }
    }
    res
}

fn place(at: Option<ExprId>) -> BodyPlace {
    at.map_or(BodyPlace::Owner, BodyPlace::Expr)
}

fn diagnostic<'db>(
    code: &'static str,
    severity: InferSeverity,
    at: BodyPlace,
    message: String,
) -> InferDiagnostic<'db> {
    InferDiagnostic {
        code,
        severity,
        at,
        message,
        related: Vec::new(),
        tag: None,
    }
}

/// Declared locals without a value yet: false until assigned.
type State = FxHashMap<LocalId, bool>;

struct Flow<'a, 'db> {
    typed: &'a TypedBody<'db>,
    state: State,
    /// Locals of the functions around.
    outside: FxHashSet<LocalId>,
    acc: &'a mut Vec<InferDiagnostic<'db>>,
}

impl<'db> Flow<'_, 'db> {
    fn function(&mut self, function: &TFunction<'db>) {
        function.body.iter().for_each(|body| self.expr(*body));
    }

    fn read(&mut self, local: LocalId, at: TExprId) {
        if self.state.get(&local).copied().unwrap_or(true) {
            return;
        }
        let it = &self.typed[local];
        if it.name.is_empty() {
            return;
        }
        let (code, severity, message) = if self.outside.contains(&local) {
            (
                "var-init",
                InferSeverity::Warning,
                format!(
                    "Local variable {} might be used before being initialized",
                    it.name
                ),
            )
        } else {
            (
                "use-before-define",
                InferSeverity::Error,
                format!("Local variable {} used without being initialized", it.name),
            )
        };
        let mut res = diagnostic(code, severity, place(self.typed[at].origin), message);
        if let LocalDecl::Var(decl, index) = it.decl {
            let related = RelatedPlace::Body(BodyPlace::VarName(decl, index));
            res.related
                .push((related, format!("{} is declared here", it.name)));
        }
        self.acc.push(res);
    }

    fn set_all(&mut self) {
        self.state.values_mut().for_each(|it| *it = true);
    }

    /// Runs `f` from a copy of the state; gives the state after it and restores the one before.
    fn apart(&mut self, f: impl FnOnce(&mut Self)) -> State {
        let before = self.state.clone();
        f(self);
        std::mem::replace(&mut self.state, before)
    }

    fn join(&mut self, others: &[State]) {
        for other in others {
            for (local, is_set) in &mut self.state {
                *is_set &= other.get(local).copied().unwrap_or(true);
            }
        }
    }

    fn expr(&mut self, id: TExprId) {
        let typed = self.typed;
        match &typed[id].kind {
            TExprKind::Local(local) => self.read(*local, id),
            TExprKind::VarDecl { local, init: None } => {
                self.state.insert(*local, false);
            }
            TExprKind::Assign {
                place: Place::Local(local),
                value,
            } => {
                // A function does not run at once: it may use the variable it is assigned to.
                let is_function = matches!(typed[*value].kind, TExprKind::Closure(_));
                if is_function && self.state.contains_key(local) {
                    self.state.insert(*local, true);
                }
                self.expr(*value);
                if let Some(is_set) = self.state.get_mut(local) {
                    *is_set = true;
                }
            }
            TExprKind::If { cond, then, els } => {
                self.expr(*cond);
                let then = self.apart(|this| this.expr(*then));
                match els {
                    None => {}
                    Some(els) if matches!(typed[*els].kind, TExprKind::Bool(false)) => {
                        self.state = then;
                    }
                    Some(els) => {
                        self.expr(*els);
                        self.join(&[then]);
                    }
                }
            }
            TExprKind::While {
                cond,
                body,
                do_while,
            } => {
                // The reference makes no exception for `while (true)`.
                if *do_while {
                    self.expr(*body);
                    self.expr(*cond);
                } else {
                    self.expr(*cond);
                    self.apart(|this| this.expr(*body));
                }
            }
            TExprKind::Try { body, catches } => {
                let after: Vec<State> = catches
                    .iter()
                    .map(|catch| self.apart(|this| this.expr(catch.body)))
                    .collect();
                self.expr(*body);
                self.join(&after);
            }
            TExprKind::Switch(switch) => {
                switch.subjects.iter().for_each(|it| self.expr(*it));
                let mut after: Vec<State> = Vec::new();
                for case in &switch.cases {
                    for pat in case.rows.iter().flatten() {
                        walk::pat_exprs(pat, &mut |it| self.expr(it));
                    }
                    after.push(self.apart(|this| {
                        case.guard.iter().for_each(|it| this.expr(*it));
                        this.expr(case.body);
                    }));
                }
                match switch.default {
                    Some(default) => {
                        self.expr(default);
                        self.join(&after);
                    }
                    None if switch.exhaustive => {
                        if let Some(first) = after.pop() {
                            self.state = first;
                            self.join(&after);
                        }
                    }
                    None => {}
                }
            }
            TExprKind::Break | TExprKind::Continue => self.set_all(),
            TExprKind::Return(value) => {
                value.iter().for_each(|it| self.expr(*it));
                self.set_all();
            }
            TExprKind::Throw(value) => {
                self.expr(*value);
                self.set_all();
            }
            TExprKind::Closure(closure) => {
                let outside = self.outside.clone();
                self.outside.extend(self.state.keys().copied());
                // What it assigns counts, though nobody knows when it runs; that it returns does not.
                let before = self.state.clone();
                self.function(&closure.function);
                self.state = before;
                if let Some(body) = closure.function.body {
                    self.assigned_in(body);
                }
                self.outside = outside;
            }
            _ => walk::children(&typed[id].kind, &mut |child| self.expr(child)),
        }
    }

    /// Every variable that is assigned somewhere in the expression has a value.
    fn assigned_in(&mut self, id: TExprId) {
        let typed = self.typed;
        match &typed[id].kind {
            TExprKind::Assign {
                place: Place::Local(local),
                ..
            } => {
                if let Some(is_set) = self.state.get_mut(local) {
                    *is_set = true;
                }
            }
            TExprKind::Closure(closure) => {
                if let Some(body) = closure.function.body {
                    self.assigned_in(body);
                }
            }
            _ => {}
        }
        walk::children(&typed[id].kind, &mut |child| self.assigned_in(child));
    }
}

// Missing returns.

fn function_returns<'db>(
    db: &'db dyn Db,
    typed: &TypedBody<'db>,
    function: &TFunction<'db>,
    acc: &mut Vec<InferDiagnostic<'db>>,
) {
    let Some(body) = function.body else { return };
    if crate::repr::repr(db, function.ret) == mir::Repr::Void {
        return;
    }
    let Err(at) = return_flow(typed, body) else {
        return;
    };
    let ret = hir_ty::print::print_type(db, function.ret);
    let message = format!("Missing return: {ret}");
    acc.push(diagnostic(
        "missing-return",
        InferSeverity::Error,
        place(typed[at].origin),
        message,
    ));
}

/// The functions inside an expression. (Not simply all of the body: what inference tried and
/// gave up is there too.)
fn closure_returns<'db>(
    db: &'db dyn Db,
    typed: &TypedBody<'db>,
    id: TExprId,
    acc: &mut Vec<InferDiagnostic<'db>>,
) {
    if let TExprKind::Closure(closure) = &typed[id].kind {
        function_returns(db, typed, &closure.function, acc);
        if let Some(body) = closure.function.body {
            closure_returns(db, typed, body, acc);
        }
    }
    walk::children(&typed[id].kind, &mut |child| {
        closure_returns(db, typed, child, acc)
    });
}

/// The reference's rule: the expression at which control can run off the end.
fn return_flow(typed: &TypedBody<'_>, id: TExprId) -> Result<(), TExprId> {
    match &typed[id].kind {
        TExprKind::Return(_) | TExprKind::Throw(_) => Ok(()),
        TExprKind::Coerce(inner) | TExprKind::UnsafeCast(inner) => return_flow(typed, *inner),
        TExprKind::Block(exprs) => {
            let Some((last, init)) = exprs.split_last() else {
                return Err(id);
            };
            if init.iter().any(|it| dead_end(typed, *it)) {
                return Ok(());
            }
            return_flow(typed, *last)
        }
        TExprKind::If { cond, .. } if dead_end(typed, *cond) => Ok(()),
        TExprKind::If {
            then,
            els: Some(els),
            ..
        } => {
            return_flow(typed, *then)?;
            return_flow(typed, *els)
        }
        TExprKind::Switch(switch) if switch.default.is_some() || switch.exhaustive => {
            for case in &switch.cases {
                return_flow(typed, case.body)?;
            }
            switch
                .default
                .map_or(Ok(()), |default| return_flow(typed, default))
        }
        TExprKind::Try { body, catches } => {
            return_flow(typed, *body)?;
            catches
                .iter()
                .try_for_each(|catch| return_flow(typed, catch.body))
        }
        TExprKind::While { cond, body, .. }
            if matches!(typed[*cond].kind, TExprKind::Bool(true)) =>
        {
            if has_break(typed, *body) {
                Err(id)
            } else {
                Ok(())
            }
        }
        // `f(return 1)` returns.
        _ if dead_end(typed, id) => Ok(()),
        _ => Err(id),
    }
}

/// A `break` of the loop around, not of one inside.
fn has_break(typed: &TypedBody<'_>, id: TExprId) -> bool {
    match &typed[id].kind {
        TExprKind::Break => true,
        TExprKind::While { .. } | TExprKind::Closure(_) => false,
        kind => {
            let mut found = false;
            walk::children(kind, &mut |child| found |= has_break(typed, child));
            found
        }
    }
}

/// Whether control never gets past the expression.
fn dead_end(typed: &TypedBody<'_>, id: TExprId) -> bool {
    match &typed[id].kind {
        TExprKind::Return(_) | TExprKind::Throw(_) | TExprKind::Break | TExprKind::Continue => true,
        TExprKind::If { cond, then, els } => {
            dead_end(typed, *cond)
                || els.is_some_and(|els| dead_end(typed, *then) && dead_end(typed, els))
        }
        TExprKind::While {
            cond,
            body,
            do_while,
        } => {
            dead_end(typed, *cond)
                || (matches!(typed[*cond].kind, TExprKind::Bool(true)) && !has_break(typed, *body))
                || (*do_while && dead_end(typed, *body))
        }
        TExprKind::Switch(switch) => {
            switch.subjects.iter().any(|it| dead_end(typed, *it))
                || ((switch.default.is_some() || switch.exhaustive)
                    && switch.cases.iter().all(|case| dead_end(typed, case.body))
                    && switch
                        .default
                        .is_none_or(|default| dead_end(typed, default)))
        }
        TExprKind::Try { body, catches } => {
            dead_end(typed, *body) && catches.iter().all(|catch| dead_end(typed, catch.body))
        }
        TExprKind::And { lhs, .. } | TExprKind::Or { lhs, .. } => dead_end(typed, *lhs),
        TExprKind::Closure(_) => false,
        kind => {
            let mut found = false;
            walk::children(kind, &mut |child| found |= dead_end(typed, child));
            found
        }
    }
}
