//! Exhaustiveness and unused patterns of `switch` (Haxe manual, "Pattern Matching":
//! exhaustiveness checks, useless pattern checks).
//!
//! Maranget's matrices: rows are alternatives, columns are values being looked at. A column is
//! split by its constructors; what no row covers is a witness and becomes the message
//! `Unmatched patterns: Node(Node, _)`. Bool, enums and enum abstracts have finitely many
//! constructors; numbers, strings, arrays and structures never run out. As in the reference, a
//! switch in statement position may leave the *outermost* infinite column open.

use hir_def::{
    Name,
    body::ExprId,
    ids::{EnumCtorId, FieldId, TypeDeclId},
    item_tree::TypeDeclKind,
};

use crate::{
    fold::Subst,
    infer::{InferenceContext, constant::ConstValue},
    signature::ctor_signature,
    ty::Ty,
};

/// A pattern as the matrices see it.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum DPat<'db> {
    Wild,
    /// With the place of the constructor's name.
    Ctor(DCtor<'db>, Vec<DPat<'db>>, ExprId),
    /// Of a structure or class: only the fields written.
    Fields(Vec<(Name, Ty<'db>, DPat<'db>)>),
    Or(Vec<DPat<'db>>),
    /// An extractor: may match, covers nothing.
    Opaque,
    /// An extractor whose result is not looked at further: covers everything, but makes no other
    /// pattern unused.
    Pass,
}

impl DPat<'_> {
    pub(super) fn is_irrefutable(&self) -> bool {
        match self {
            DPat::Wild | DPat::Pass => true,
            DPat::Fields(fields) => fields.iter().all(|(_, _, pat)| pat.is_irrefutable()),
            DPat::Or(pats) => pats.iter().any(DPat::is_irrefutable),
            DPat::Ctor(..) | DPat::Opaque => false,
        }
    }
}

#[derive(Clone, PartialEq, Debug)]
pub(super) enum DCtor<'db> {
    Enum(EnumCtorId<'db>),
    Const(ConstValue),
    Static(FieldId<'db>),
    Type(TypeDeclId<'db>),
    Array(usize),
    Null,
}

#[derive(Clone)]
pub(super) struct Row<'db> {
    pub pats: Vec<DPat<'db>>,
    pub guarded: bool,
}

enum AllCtors<'db> {
    Finite(Vec<(DCtor<'db>, String)>),
    Infinite,
    /// Not known: say nothing.
    Unknown,
}

/// A missing combination.
pub(super) struct Witness {
    /// One per column.
    pub texts: Vec<String>,
    /// What was being matched where it failed.
    pub at: ExprId,
}

/// Splits examined before giving up in silence: pathological matrices are exponential.
const BUDGET: u32 = 20_000;

pub(super) struct Matcher<'a, 'db> {
    pub cx: &'a mut InferenceContext<'db>,
    pub is_statement: bool,
    budget: u32,
}

impl<'a, 'db> Matcher<'a, 'db> {
    pub(super) fn new(cx: &'a mut InferenceContext<'db>, is_statement: bool) -> Self {
        Matcher {
            cx,
            is_statement,
            budget: BUDGET,
        }
    }

    /// What no row matches.
    pub(super) fn missing(
        &mut self,
        rows: Vec<Row<'db>>,
        cols: &[(Ty<'db>, ExprId)],
        subject: ExprId,
    ) -> Vec<Witness> {
        self.missing_rec(rows, cols.to_vec(), 0, subject)
    }

    fn missing_rec(
        &mut self,
        rows: Vec<Row<'db>>,
        cols: Vec<(Ty<'db>, ExprId)>,
        depth: u32,
        at: ExprId,
    ) -> Vec<Witness> {
        if self.budget == 0 {
            return Vec::new();
        }
        self.budget -= 1;
        let Some((&(col, col_at), rest)) = cols.split_first() else {
            let covered = rows.iter().any(|row| !row.guarded)
                || (!rows.is_empty() && self.is_statement && depth <= 1);
            return if covered {
                Vec::new()
            } else {
                vec![Witness {
                    texts: Vec::new(),
                    at,
                }]
            };
        };
        // An extractor in front: its row counts for nothing.
        let rows: Vec<Row<'db>> = rows
            .into_iter()
            .flat_map(expand_or)
            .filter(|row| row.pats[0] != DPat::Opaque)
            .map(pass_as_wild)
            .collect();
        if let Some(names) = field_names(&rows) {
            return self.missing_fields(rows, &names, rest, depth, col_at);
        }
        let present = head_ctors(&rows);
        if present.is_empty() {
            let rows = rows.into_iter().map(drop_first).collect();
            let mut res = self.missing_rec(rows, rest.to_vec(), depth, at);
            for witness in &mut res {
                witness.texts.insert(0, String::from("_"));
            }
            return res;
        }
        let all = self.all_ctors(col, &present);
        let mut nested = Vec::new();
        for ctor in &present {
            if let AllCtors::Finite(all) = &all
                && *ctor != DCtor::Null
                && !all.iter().any(|(c, _)| c == ctor)
            {
                continue;
            }
            let args = self.arg_tys(ctor, col);
            let n_args = args.len();
            let sub_rows = specialize(&rows, ctor, n_args);
            let ctor_at = ctor_place(&rows, ctor).unwrap_or(col_at);
            let mut sub_cols: Vec<(Ty<'db>, ExprId)> =
                args.into_iter().map(|ty| (ty, ctor_at)).collect();
            sub_cols.extend(self.refined(ctor, col, rest));
            for mut witness in self.missing_rec(sub_rows, sub_cols, depth + 1, at) {
                let tail = witness.texts.split_off(n_args);
                let mut head = vec![self.ctor_text(ctor, &witness.texts)];
                head.extend(tail);
                nested.push(Witness {
                    texts: head,
                    at: witness.at,
                });
            }
        }
        let absent: Vec<String> = match all {
            AllCtors::Unknown => return nested,
            AllCtors::Infinite => {
                if self.is_statement && depth == 0 {
                    return nested;
                }
                vec![String::from("_")]
            }
            AllCtors::Finite(all) => all
                .into_iter()
                .filter(|(ctor, _)| !present.contains(ctor))
                .map(|(_, text)| text)
                .collect(),
        };
        if absent.is_empty() {
            return nested;
        }
        let default_rows = rows
            .iter()
            .filter(|row| row.pats[0] == DPat::Wild)
            .cloned()
            .map(drop_first)
            .collect();
        let rest_witnesses = self.missing_rec(default_rows, rest.to_vec(), depth + 1, col_at);
        // What is missing here comes before what is missing further in.
        let mut res = Vec::new();
        for text in absent {
            for witness in &rest_witnesses {
                let mut full = vec![text.clone()];
                full.extend(witness.texts.iter().cloned());
                res.push(Witness {
                    texts: full,
                    at: witness.at,
                });
            }
        }
        res.append(&mut nested);
        res
    }

    fn missing_fields(
        &mut self,
        rows: Vec<Row<'db>>,
        names: &[(Name, Ty<'db>)],
        rest: &[(Ty<'db>, ExprId)],
        depth: u32,
        at: ExprId,
    ) -> Vec<Witness> {
        let rows = rows
            .into_iter()
            .map(|row| spread_fields(row, names))
            .collect();
        let mut cols: Vec<(Ty<'db>, ExprId)> = names.iter().map(|(_, ty)| (*ty, at)).collect();
        cols.extend_from_slice(rest);
        let mut res = Vec::new();
        for mut witness in self.missing_rec(rows, cols, depth, at) {
            let tail = witness.texts.split_off(names.len());
            let fields: Vec<String> = names
                .iter()
                .zip(&witness.texts)
                .filter(|(_, text)| *text != "_")
                .map(|((name, _), text)| format!("{name}: {text}"))
                .collect();
            let mut full = vec![if fields.is_empty() {
                String::from("_")
            } else {
                format!("{{ {} }}", fields.join(", "))
            }];
            full.extend(tail);
            res.push(Witness {
                texts: full,
                at: witness.at,
            });
        }
        res
    }

    /// Whether `row` matches something that `before` does not.
    pub(super) fn is_useful(
        &mut self,
        before: &[Row<'db>],
        row: &Row<'db>,
        cols: &[Ty<'db>],
    ) -> bool {
        let before: Vec<Row<'db>> = before.iter().filter(|row| !row.guarded).cloned().collect();
        self.useful_rec(&before, &row.pats, cols)
    }

    fn useful_rec(&mut self, rows: &[Row<'db>], pats: &[DPat<'db>], cols: &[Ty<'db>]) -> bool {
        if self.budget == 0 {
            return true;
        }
        self.budget -= 1;
        let Some((pat, rest)) = pats.split_first() else {
            return rows.is_empty();
        };
        let rows: Vec<Row<'db>> = rows
            .iter()
            .cloned()
            .flat_map(expand_or)
            .filter(|row| !matches!(row.pats[0], DPat::Opaque | DPat::Pass))
            .collect();
        let col = cols[0];
        match pat {
            DPat::Opaque | DPat::Pass => true,
            DPat::Or(pats) => pats.iter().any(|pat| {
                let mut row = vec![pat.clone()];
                row.extend_from_slice(rest);
                self.useful_rec(&rows, &row, cols)
            }),
            DPat::Fields(_) | DPat::Wild => {
                let mut all = rows.clone();
                if matches!(pat, DPat::Fields(_)) {
                    all.push(Row {
                        pats: pats.to_vec(),
                        guarded: false,
                    });
                }
                if let Some(names) = field_names(&all) {
                    let rows: Vec<Row<'db>> = rows
                        .into_iter()
                        .map(|row| spread_fields(row, &names))
                        .collect();
                    let row = spread_fields(
                        Row {
                            pats: pats.to_vec(),
                            guarded: false,
                        },
                        &names,
                    );
                    let mut sub_cols: Vec<Ty<'db>> = names.iter().map(|(_, ty)| *ty).collect();
                    sub_cols.extend_from_slice(&cols[1..]);
                    return self.useful_rec(&rows, &row.pats, &sub_cols);
                }
                let present = head_ctors(&rows);
                let complete = match self.all_ctors(col, &present) {
                    AllCtors::Finite(all) => {
                        !all.is_empty() && all.iter().all(|(ctor, _)| present.contains(ctor))
                    }
                    AllCtors::Infinite | AllCtors::Unknown => false,
                };
                if complete {
                    present.iter().any(|ctor| {
                        let args = self.arg_tys(ctor, col);
                        let sub_rows = specialize(&rows, ctor, args.len());
                        let mut sub = vec![DPat::Wild; args.len()];
                        sub.extend_from_slice(rest);
                        let mut sub_cols = args;
                        sub_cols.extend_from_slice(&cols[1..]);
                        self.useful_rec(&sub_rows, &sub, &sub_cols)
                    })
                } else {
                    let rows: Vec<Row<'db>> = rows
                        .into_iter()
                        .filter(|row| row.pats[0] == DPat::Wild)
                        .map(drop_first)
                        .collect();
                    self.useful_rec(&rows, rest, &cols[1..])
                }
            }
            DPat::Ctor(ctor, sub, _) => {
                let mut args = self.arg_tys(ctor, col);
                args.resize(sub.len(), Ty::Unknown);
                let sub_rows = specialize(&rows, ctor, sub.len());
                let mut sub_pats = sub.clone();
                sub_pats.extend_from_slice(rest);
                args.extend_from_slice(&cols[1..]);
                self.useful_rec(&sub_rows, &sub_pats, &args)
            }
        }
    }

    fn all_ctors(&mut self, ty: Ty<'db>, present: &[DCtor<'db>]) -> AllCtors<'db> {
        let db = self.cx.db;
        match self.cx.table.follow_null(ty) {
            Ty::Unknown => AllCtors::Unknown,
            Ty::Bool => bool_ctors(),
            Ty::Enum(id, _) => self.enum_ctors(id, ty),
            Ty::Abstract(id, args) => {
                let Some(data) = hir_def::type_decl_data(db, id) else {
                    return AllCtors::Unknown;
                };
                match &data.decl.kind {
                    TypeDeclKind::Abstract { is_enum: true, .. } => self.enum_abstract_ctors(id),
                    _ => match crate::decl::underlying_type(db, id, args.list(db)) {
                        Some(under) if under != ty => self.all_ctors(under, present),
                        _ => AllCtors::Infinite,
                    },
                }
            }
            // The kind is known from the patterns only.
            Ty::Dynamic(_) | Ty::Mono(_) => match present.first() {
                Some(DCtor::Enum(ctor)) => {
                    let id = ctor.enum_(db);
                    self.enum_ctors(id, Ty::Unknown)
                }
                Some(DCtor::Const(ConstValue::Bool(_))) => bool_ctors(),
                _ => AllCtors::Infinite,
            },
            _ => AllCtors::Infinite,
        }
    }

    /// Constructors whose result type the subject can have (GADTs exclude some).
    fn enum_ctors(&mut self, id: TypeDeclId<'db>, ty: Ty<'db>) -> AllCtors<'db> {
        let db = self.cx.db;
        let mut all = Vec::new();
        for ctor in hir_def::ctors_of(db, id) {
            if ty != Ty::Unknown && !self.ctor_is_possible(*ctor, ty) {
                continue;
            }
            all.push((DCtor::Enum(*ctor), ctor.name(db).to_string()));
        }
        AllCtors::Finite(all)
    }

    fn ctor_is_possible(&mut self, ctor: EnumCtorId<'db>, ty: Ty<'db>) -> bool {
        let db = self.cx.db;
        if !super::facts::is_gadt(db, ctor) {
            return true;
        }
        let ty = self.cx.open_params(ty);
        let snapshot = self.cx.table.snapshot();
        let (ctor_ty, _) = self.cx.instantiate_ctor(ctor);
        let ret = match ctor_ty {
            Ty::Fun(fun) => fun.ret(db),
            ty => ty,
        };
        let res = self.cx.table.unify(ret, ty).is_ok();
        self.cx.table.rollback(snapshot);
        res
    }

    /// The columns behind one that holds a constructor which says its own result type: what that
    /// tells about the type parameters holds for them, too.
    /// `case [BoolLit(a), BoolLit(b)]` on two `E<S>`: behind a `BoolLit` the second is an `E<Bool>`.
    fn refined(
        &mut self,
        ctor: &DCtor<'db>,
        col: Ty<'db>,
        rest: &[(Ty<'db>, ExprId)],
    ) -> Vec<(Ty<'db>, ExprId)> {
        let db = self.cx.db;
        let DCtor::Enum(ctor) = ctor else {
            return rest.to_vec();
        };
        if rest.is_empty() || !super::facts::is_gadt(db, *ctor) {
            return rest.to_vec();
        }
        let params = self.cx.lower.params.clone();
        let snapshot = self.cx.table.snapshot();
        let opened = self.cx.table.instantiate(&params, &Subst::new());
        let col = self.cx.table.zonk(col);
        let col = crate::fold::subst(db, col, &opened);
        let (ctor_ty, _) = self.cx.instantiate_ctor(*ctor);
        let made = match ctor_ty {
            Ty::Fun(fun) => fun.ret(db),
            ty => ty,
        };
        let mut known = Subst::new();
        if self.cx.table.unify(made, col).is_ok() {
            for (&param, mono) in params.iter().zip(opened.args()) {
                let ty = self.cx.table.zonk(mono);
                if !ty.flags(db).mono {
                    known.push(param, ty);
                }
            }
        }
        self.cx.table.rollback(snapshot);
        rest.iter()
            .map(|&(ty, at)| {
                let ty = self.cx.table.zonk(ty);
                (crate::fold::subst(db, ty, &known), at)
            })
            .collect()
    }

    fn enum_abstract_ctors(&mut self, id: TypeDeclId<'db>) -> AllCtors<'db> {
        let db = self.cx.db;
        let mut all: Vec<(DCtor<'db>, String)> = Vec::new();
        for field in hir_def::fields_of(db, id) {
            if !crate::signature::field_signature(db, *field).is_enum_value {
                continue;
            }
            let ctor = match super::constant::constant_of(db, *field) {
                Some(ConstValue::Null) => continue,
                Some(value) => DCtor::Const(value),
                None => DCtor::Static(*field),
            };
            if !all.iter().any(|(c, _)| *c == ctor) {
                all.push((ctor, field.name(db).to_string()));
            }
        }
        AllCtors::Finite(all)
    }

    fn arg_tys(&mut self, ctor: &DCtor<'db>, ty: Ty<'db>) -> Vec<Ty<'db>> {
        match ctor {
            DCtor::Enum(ctor) => {
                let db = self.cx.db;
                let sig = ctor_signature(db, *ctor);
                let args: &[Ty<'db>] = match self.cx.table.follow_null(ty) {
                    Ty::Enum(_, args) => args.list(db),
                    _ => &[],
                };
                let subst = Subst::of_decl(db, ctor.enum_(db), args);
                sig.params
                    .iter()
                    .map(|p| crate::fold::subst(db, p.ty, &subst))
                    .collect()
            }
            DCtor::Array(n) => {
                let elem = self.cx.array_elem(ty).unwrap_or(Ty::Unknown);
                vec![elem; *n]
            }
            DCtor::Const(_) | DCtor::Static(_) | DCtor::Type(_) | DCtor::Null => Vec::new(),
        }
    }

    fn ctor_text(&mut self, ctor: &DCtor<'db>, args: &[String]) -> String {
        let db = self.cx.db;
        match ctor {
            DCtor::Enum(ctor) => ctor_call(ctor.name(db), args),
            DCtor::Const(value) => value.text(),
            DCtor::Static(field) => field.name(db).to_string(),
            DCtor::Type(ty) => hir_def::type_path(db, *ty),
            DCtor::Array(_) => format!("[{}]", args.join(", ")),
            DCtor::Null => String::from("null"),
        }
    }
}

fn bool_ctors<'db>() -> AllCtors<'db> {
    AllCtors::Finite(vec![
        (DCtor::Const(ConstValue::Bool(true)), String::from("true")),
        (DCtor::Const(ConstValue::Bool(false)), String::from("false")),
    ])
}

fn ctor_call(name: &str, args: &[String]) -> String {
    if args.is_empty() {
        name.to_owned()
    } else {
        format!("{name}({})", args.join(", "))
    }
}

fn expand_or<'db>(row: Row<'db>) -> Vec<Row<'db>> {
    match row.pats.first() {
        Some(DPat::Or(_)) => {}
        _ => return vec![row],
    }
    let Row { mut pats, guarded } = row;
    let DPat::Or(alternatives) = pats.remove(0) else {
        return Vec::new();
    };
    alternatives
        .into_iter()
        .flat_map(|pat| {
            let mut row = vec![pat];
            row.extend_from_slice(&pats);
            expand_or(Row { pats: row, guarded })
        })
        .collect()
}

fn head_ctors<'db>(rows: &[Row<'db>]) -> Vec<DCtor<'db>> {
    let mut res = Vec::new();
    for row in rows {
        if let DPat::Ctor(ctor, ..) = &row.pats[0]
            && !res.contains(ctor)
        {
            res.push(ctor.clone());
        }
    }
    res
}

fn pass_as_wild<'db>(mut row: Row<'db>) -> Row<'db> {
    if row.pats[0] == DPat::Pass {
        row.pats[0] = DPat::Wild;
    }
    row
}

/// The first pattern that names the constructor.
fn ctor_place<'db>(rows: &[Row<'db>], ctor: &DCtor<'db>) -> Option<ExprId> {
    // As the reference: the last pattern with it.
    rows.iter().rev().find_map(|row| match &row.pats[0] {
        DPat::Ctor(c, _, at) if c == ctor => Some(*at),
        _ => None,
    })
}

fn drop_first<'db>(mut row: Row<'db>) -> Row<'db> {
    row.pats.remove(0);
    row
}

fn specialize<'db>(rows: &[Row<'db>], ctor: &DCtor<'db>, n_args: usize) -> Vec<Row<'db>> {
    let mut res = Vec::new();
    for row in rows {
        let mut pats = match &row.pats[0] {
            DPat::Wild => vec![DPat::Wild; n_args],
            DPat::Ctor(c, sub, _) if c == ctor => {
                let mut sub = sub.clone();
                sub.resize(n_args, DPat::Wild);
                sub
            }
            DPat::Ctor(..) | DPat::Fields(_) | DPat::Or(_) | DPat::Opaque | DPat::Pass => continue,
        };
        pats.extend_from_slice(&row.pats[1..]);
        res.push(Row {
            pats,
            guarded: row.guarded,
        });
    }
    res
}

fn field_names<'db>(rows: &[Row<'db>]) -> Option<Vec<(Name, Ty<'db>)>> {
    let mut names: Vec<(Name, Ty<'db>)> = Vec::new();
    let mut any = false;
    for row in rows {
        if let DPat::Fields(fields) = &row.pats[0] {
            any = true;
            for (name, ty, _) in fields {
                if !names.iter().any(|(n, _)| n == name) {
                    names.push((name.clone(), *ty));
                }
            }
        }
    }
    any.then_some(names)
}

fn spread_fields<'db>(row: Row<'db>, names: &[(Name, Ty<'db>)]) -> Row<'db> {
    let mut pats: Vec<DPat<'db>> = match &row.pats[0] {
        DPat::Fields(fields) => names
            .iter()
            .map(|(name, _)| {
                fields
                    .iter()
                    .find(|(n, _, _)| n == name)
                    .map_or(DPat::Wild, |(_, _, pat)| pat.clone())
            })
            .collect(),
        DPat::Wild | DPat::Ctor(..) | DPat::Or(_) | DPat::Opaque | DPat::Pass => {
            vec![DPat::Wild; names.len()]
        }
    };
    pats.extend_from_slice(&row.pats[1..]);
    Row {
        pats,
        guarded: row.guarded,
    }
}
