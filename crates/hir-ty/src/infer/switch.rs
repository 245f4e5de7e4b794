//! `switch` (Haxe manual, "Pattern Matching"): the subject once, cases top to bottom, guards,
//! a common type when the value is wanted, then exhaustiveness and unused cases.

use hir_def::{
    body::{Case, Expr, ExprId},
    ids::TypeParamId,
};

use crate::{
    fold::{Subst, subst},
    infer::{
        BodyPlace, DiagnosticTag, Expected, InferenceContext,
        exhaustive::{DPat, Matcher, Row},
        pattern::{Captures, Pat},
    },
    ty::Ty,
    typed_body::{TCase, TExprId, TExprKind, TPat, TSwitch},
};

/// The values being switched on.
struct Subjects<'db> {
    exprs: Vec<TExprId>,
    tys: Vec<Ty<'db>>,
    ats: Vec<ExprId>,
    /// `switch [a, b]`.
    is_tuple: bool,
}

/// One case, typed.
struct CaseResult<'db> {
    rows: Vec<Vec<Pat<'db>>>,
    guard: Option<TExprId>,
    body: TExprId,
    body_at: ExprId,
}

impl<'db> InferenceContext<'db> {
    pub(super) fn infer_switch(
        &mut self,
        id: ExprId,
        subject: ExprId,
        cases: &[Case],
        default: Option<Option<ExprId>>,
        expected: Expected<'db>,
    ) -> TExprId {
        if cases.is_empty() && default.is_none() && !expected.is_value() {
            return self.infer_expr(subject, Expected::Value);
        }
        let subjects = self.infer_subjects(subject);
        // A type still open is found from the cases.
        let branch_expected = match expected {
            Expected::Ty(ty) if self.table.is_open(ty) => Expected::Value,
            Expected::Implicit(ty)
                if self.table.is_open(ty) || self.table.follow(ty) == Ty::Void =>
            {
                Expected::Implicit(ty)
            }
            other => other,
        };
        let mut results = Vec::with_capacity(cases.len());
        for case in cases {
            results.push(self.infer_case(id, case, &subjects, branch_expected));
        }
        let default_body = default.map(|body| match body {
            Some(body) => (self.infer_scoped(body, branch_expected), body),
            None => (
                self.make(TExprKind::Block(Box::default()), Ty::Void, id),
                id,
            ),
        });
        let mut branches: Vec<(TExprId, ExprId)> =
            results.iter().map(|r| (r.body, r.body_at)).collect();
        branches.extend(default_body);
        let ty = if branches.is_empty() && expected.is_value() {
            Ty::Void
        } else {
            self.join(&mut branches, expected)
        };
        let default_expr = default_body.and(branches.last().map(|(e, _)| *e));
        for (result, (body, _)) in results.iter_mut().zip(&branches) {
            result.body = *body;
        }
        let exhaustive = self.check_cases(
            subject,
            cases,
            &results,
            &subjects,
            default.is_some(),
            expected,
        );
        let cases = results
            .into_iter()
            .map(|r| TCase {
                rows: r
                    .rows
                    .into_iter()
                    .map(|row| row.into_iter().map(|p| p.t).collect())
                    .collect(),
                guard: r.guard,
                body: r.body,
            })
            .collect();
        self.make(
            TExprKind::Switch(Box::new(TSwitch {
                subjects: subjects.exprs.into(),
                cases,
                default: default_expr,
                exhaustive,
            })),
            ty,
            id,
        )
    }

    fn infer_subjects(&mut self, subject: ExprId) -> Subjects<'db> {
        let inner = self.skip_parens(subject);
        if let Expr::Array(elems) = self.expr(inner)
            && !matches!(
                elems.first().map(|e| self.expr(*e)),
                Some(Expr::For { .. } | Expr::While { .. })
            )
        {
            let exprs: Vec<TExprId> = elems
                .iter()
                .map(|e| self.infer_expr(*e, Expected::Value))
                .collect();
            let tys = exprs.iter().map(|e| self.ty(*e)).collect();
            return Subjects {
                exprs,
                tys,
                ats: elems.to_vec(),
                is_tuple: true,
            };
        }
        let expr = self.infer_expr(subject, Expected::Value);
        Subjects {
            exprs: vec![expr],
            tys: vec![self.ty(expr)],
            ats: vec![subject],
            is_tuple: false,
        }
    }

    fn infer_case(
        &mut self,
        id: ExprId,
        case: &Case,
        subjects: &Subjects<'db>,
        expected: Expected<'db>,
    ) -> CaseResult<'db> {
        let mark = self.scope.len();
        let refinement = self.open_refinement(subjects);
        let tys: Vec<Ty<'db>> = match &refinement {
            Some(refinement) => subjects
                .tys
                .iter()
                .map(|ty| refinement.apply(self, *ty))
                .collect(),
            None => subjects.tys.clone(),
        };
        let mut captures = Captures::default();
        let mut rows = Vec::new();
        for (i, pattern) in case.patterns.iter().enumerate() {
            if i == 0 {
                rows.extend(self.infer_row(*pattern, &tys, subjects.is_tuple, &mut captures));
            } else {
                let mut other = captures.repeat();
                rows.extend(self.infer_row(*pattern, &tys, subjects.is_tuple, &mut other));
                self.check_captures(*pattern, &captures, &other);
            }
        }
        let unrefined = match expected {
            Expected::Ty(ty) if !self.table.is_open(ty) => Some(ty),
            _ => None,
        };
        let expected = match &refinement {
            Some(refinement) => {
                refinement.close(self);
                match expected {
                    Expected::Ty(ty) => Expected::Ty(refinement.apply(self, ty)),
                    other => other,
                }
            }
            None => expected,
        };
        let guard = case.guard.map(|guard| self.infer_condition(guard));
        let (body, body_at) = match case.body {
            Some(body) => {
                let expr = self.infer_scoped(body, expected);
                let expr = match (&refinement, expected, unrefined) {
                    // Known to be the type parameter itself in this case only.
                    (Some(_), Expected::Ty(ty), Some(outer)) => {
                        let expr = self.coerce(expr, ty, body);
                        self.coerce_node(expr, outer, body)
                    }
                    _ => expr,
                };
                (expr, body)
            }
            None => {
                let at = case.patterns.first().copied().unwrap_or(id);
                let expr = self.make(TExprKind::Block(Box::default()), Ty::Void, at);
                if let Expected::Ty(ty) = expected
                    && self.table.follow(ty) != Ty::Void
                {
                    self.unify(Ty::Void, ty, at);
                }
                (expr, at)
            }
        };
        if let Some(refinement) = refinement {
            refinement.end(self, body);
        }
        self.scope.truncate(mark);
        CaseResult {
            rows,
            guard,
            body,
            body_at,
        }
    }

    /// One alternative; for a tuple, `a | b` at its top gives several rows.
    fn infer_row(
        &mut self,
        pattern: ExprId,
        tys: &[Ty<'db>],
        is_tuple: bool,
        captures: &mut Captures,
    ) -> Vec<Vec<Pat<'db>>> {
        if !is_tuple {
            return vec![vec![self.infer_pattern(pattern, tys[0], captures)]];
        }
        let wild = |_: &Ty<'db>| Pat {
            t: TPat::Wild,
            d: DPat::Wild,
        };
        let inner = self.skip_parens(pattern);
        match self.expr(inner) {
            Expr::Ident(name) if name == "_" => vec![tys.iter().map(wild).collect()],
            Expr::Array(elems) => {
                if elems.len() < tys.len() {
                    self.error("not-enough-arguments", pattern, "Not enough arguments");
                } else if elems.len() > tys.len() {
                    self.error("too-many-arguments", elems[tys.len()], "Too many arguments");
                }
                let mut row: Vec<Pat<'db>> = elems
                    .iter()
                    .zip(tys)
                    .map(|(e, ty)| self.infer_pattern(*e, *ty, captures))
                    .collect();
                while row.len() < tys.len() {
                    row.push(wild(&Ty::Unknown));
                }
                vec![row]
            }
            Expr::Binary {
                op: hir_def::body::BinaryOp::BitOr,
                lhs,
                rhs,
            } => {
                let mut rows = self.infer_row(*lhs, tys, true, captures);
                let mut other = captures.repeat();
                rows.extend(self.infer_row(*rhs, tys, true, &mut other));
                self.check_captures(*rhs, captures, &other);
                rows
            }
            Expr::Ident(_) | Expr::PatternVar { .. } => {
                self.error(
                    "pattern",
                    pattern,
                    "Cannot bind matched tuple to variable, use _ instead",
                );
                vec![tys.iter().map(wild).collect()]
            }
            _ => {
                self.error("pattern", pattern, "Unrecognized pattern");
                vec![tys.iter().map(wild).collect()]
            }
        }
    }

    // --- checks

    /// Reports what no case matches and cases that match nothing; whether everything is covered.
    fn check_cases(
        &mut self,
        subject: ExprId,
        cases: &[Case],
        results: &[CaseResult<'db>],
        subjects: &Subjects<'db>,
        has_default: bool,
        expected: Expected<'db>,
    ) -> bool {
        let mut rows: Vec<Row<'db>> = Vec::new();
        let mut unused = Vec::new();
        let tys = subjects.tys.clone();
        for (case, result) in cases.iter().zip(results) {
            let mut case_rows = Vec::new();
            let mut n_useless = 0;
            for row in &result.rows {
                let row = Row {
                    pats: row.iter().map(|p| p.d.clone()).collect(),
                    guarded: result.guard.is_some(),
                };
                let mut before = rows.clone();
                before.extend(case_rows.iter().cloned());
                let useful = Matcher::new(self, false).is_useful(&before, &row, &tys);
                if !useful {
                    n_useless += 1;
                    if result.rows.len() == case.patterns.len()
                        && let Some(at) = case.patterns.get(case_rows.len())
                    {
                        unused.push((*at, false));
                    }
                }
                case_rows.push(row);
            }
            if n_useless == result.rows.len() && n_useless > 0 {
                let n = unused.len();
                unused.truncate(n - n_useless.min(n));
                if let Some(at) = case.patterns.first() {
                    unused.push((*at, true));
                }
            }
            rows.extend(case_rows);
        }
        for (at, whole) in unused {
            self.warning(
                "unused-pattern",
                BodyPlace::Expr(at),
                if whole {
                    "This case is unused"
                } else {
                    "This pattern is unused"
                },
            );
            self.tag_last(DiagnosticTag::Unnecessary);
        }
        if has_default {
            return true;
        }
        let is_statement = !expected.is_value();
        let cols: Vec<(Ty<'db>, ExprId)> = tys
            .iter()
            .copied()
            .zip(subjects.ats.iter().copied())
            .collect();
        let missing = Matcher::new(self, is_statement).missing(rows.clone(), &cols, subject);
        let Some(at) = missing.first().map(|witness| witness.at) else {
            return !is_statement
                || Matcher::new(self, false)
                    .missing(rows, &cols, subject)
                    .is_empty();
        };
        // As the reference: what is missing at the first place where something is.
        let mut texts: Vec<String> = missing
            .into_iter()
            .filter(|witness| witness.at == at)
            .map(|witness| match &witness.texts[..] {
                [one] => one.clone(),
                // The subject that failed.
                texts => texts
                    .iter()
                    .rev()
                    .find(|text| *text != "_")
                    .cloned()
                    .unwrap_or_else(|| String::from("_")),
            })
            .collect();
        texts.sort();
        texts.dedup();
        if texts.len() > MAX_WITNESSES {
            texts.truncate(MAX_WITNESSES);
            texts.push(String::from("..."));
        }
        self.error(
            "unmatched-patterns",
            at,
            format!("Unmatched patterns: {}", texts.join(" | ")),
        );
        false
    }

    /// `e.match(p)`.
    pub(super) fn infer_match_test(
        &mut self,
        id: ExprId,
        subject: (TExprId, ExprId),
        case: &Case,
    ) -> TExprId {
        let ty = self.ty(subject.0);
        let mark = self.scope.len();
        let mut captures = Captures::forbidden();
        let mut rows = Vec::new();
        for pattern in &case.patterns {
            let pat = self.infer_pattern(*pattern, ty, &mut captures);
            rows.push(Box::new([pat.t]) as Box<[TPat<'db>]>);
        }
        self.scope.truncate(mark);
        let yes = self.make(TExprKind::Bool(true), Ty::Bool, id);
        let no = self.make(TExprKind::Bool(false), Ty::Bool, id);
        self.make(
            TExprKind::Switch(Box::new(TSwitch {
                subjects: Box::new([subject.0]),
                cases: Box::new([TCase {
                    rows: rows.into(),
                    guard: None,
                    body: yes,
                }]),
                default: Some(no),
                exhaustive: true,
            })),
            Ty::Bool,
            id,
        )
    }

    // --- GADTs

    /// The subject's type with the type parameters in scope opened.
    pub(super) fn open_params(&mut self, ty: Ty<'db>) -> Ty<'db> {
        let params = self.lower.params.clone();
        let map = self.table.instantiate(&params, &Subst::new());
        let ty = self.table.zonk(ty);
        subst(self.db, ty, &map)
    }

    /// For a subject over type parameters: inside a case they may be known better.
    fn open_refinement(&mut self, subjects: &Subjects<'db>) -> Option<Refinement<'db>> {
        let refines = subjects.tys.iter().any(|ty| self.is_refining(*ty));
        if !refines {
            return None;
        }
        let params: Vec<TypeParamId<'db>> = self.lower.params.clone();
        let monos: Vec<Ty<'db>> = params.iter().map(|_| self.fresh()).collect();
        let map = Subst::zip(&params, &monos);
        let locals: Vec<Ty<'db>> = self.locals.iter().map(|l| l.ty).collect();
        for i in 0..self.locals.len() {
            let ty = self.table.zonk(self.locals[i].ty);
            self.locals[i].ty = subst(self.db, ty, &map);
        }
        let ret = self.functions.last().map(|f| f.ret);
        if let Some(ret) = ret {
            let refined = self.table.zonk(ret);
            let refined = subst(self.db, refined, &map);
            if let Some(function) = self.functions.last_mut() {
                function.ret = refined;
            }
        }
        Some(Refinement {
            params,
            monos,
            map,
            locals,
            ret,
        })
    }

    /// A pattern may say more about the type parameters in the subject's type: a constructor of
    /// narrower result type, a constant of an abstract.
    fn is_refining(&mut self, ty: Ty<'db>) -> bool {
        let ty = self.table.zonk(ty);
        if !ty.flags(self.db).param {
            return false;
        }
        matches!(
            self.table.follow_null(ty),
            Ty::Enum(..) | Ty::Abstract(..) | Ty::Class(..) | Ty::Anon(_) | Ty::Param(_)
        )
    }
}

/// Type parameters replaced by monomorphs while one case is typed.
struct Refinement<'db> {
    params: Vec<TypeParamId<'db>>,
    monos: Vec<Ty<'db>>,
    map: Subst<'db>,
    locals: Vec<Ty<'db>>,
    ret: Option<Ty<'db>>,
}

impl<'db> Refinement<'db> {
    fn apply(&self, cx: &InferenceContext<'db>, ty: Ty<'db>) -> Ty<'db> {
        let ty = cx.table.zonk(ty);
        subst(cx.db, ty, &self.map)
    }

    /// What the pattern left open is the parameter itself again.
    fn close(&self, cx: &mut InferenceContext<'db>) {
        for (param, mono) in self.params.iter().zip(&self.monos) {
            if cx.table.is_open(*mono) {
                let _ = cx.table.unify_eq(*mono, Ty::Param(*param));
            }
        }
    }

    /// The types of before; the case's value counts as the unrefined type.
    fn end(self, cx: &mut InferenceContext<'db>, _body: TExprId) {
        for (i, ty) in self.locals.into_iter().enumerate() {
            cx.locals[i].ty = ty;
        }
        if let (Some(ret), Some(function)) = (self.ret, cx.functions.last_mut()) {
            function.ret = ret;
        }
    }
}

/// Missing combinations named in one message.
const MAX_WITNESSES: usize = 12;
