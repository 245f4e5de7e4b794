//! The monomorphs of one inference: fresh unknowns, what they are bound to, and what is known
//! about them before they are (haxe-manual, "Monomorphs"; checklist 7.7).
//!
//! *Down constraints* say what the type to come must be usable as: `x.foo` leaves "a structure
//! with foo", a type parameter's constraint leaves its types. *Up constraints* are the reverse:
//! types that must be usable as the type to come.
//!
//! Failed attempts leave no trace: every change is logged while a snapshot is open.

use base_db::{Config, Db};
use hir_def::item_tree::Accessor;
use hir_def::{
    Name,
    ids::{FieldId, GenericOwner, TypeDeclId, TypeParamId},
};
use rustc_hash::FxHashMap;

use crate::{
    core::{CoreTypes, core_types},
    decl::{expand_typedef, param_bounds, type_params_of_decl},
    fold::{Subst, for_each_child, map_children, subst},
    infer::OpenGroup,
    ty::{AnonField, AnonFieldKind, AnonStatus, AnonTy, BoxTy, MonoId, Ty},
    unify::UnifyError,
};

pub struct InferenceTable<'db> {
    pub db: &'db dyn Db,
    pub config: Config,
    monos: Vec<Mono<'db>>,
    log: Vec<Undo<'db>>,
    open_snapshots: usize,
    /// Constraints of type parameters of local functions, which no declaration holds.
    local_bounds: FxHashMap<TypeParamId<'db>, Box<[Ty<'db>]>>,
    pub(crate) stacks: Stacks<'db>,
    /// The field whose body is inferred: its own casts do not apply inside it.
    pub current_field: Option<FieldId<'db>>,
    /// The fields whose types the bodies inferred over this table decide.
    pub(crate) open: Option<Box<OpenGroup<'db>>>,
}

/// Pairs being compared, so that recursive types end (7.6).
#[derive(Default)]
pub(crate) struct Stacks<'db> {
    pub unify: Vec<(Ty<'db>, Ty<'db>)>,
    pub eq: Vec<(Ty<'db>, Ty<'db>)>,
    pub variance: Vec<(Ty<'db>, Ty<'db>)>,
    pub cast: Vec<(Ty<'db>, Ty<'db>)>,
    pub depth: u32,
}

#[derive(Clone, Debug, Default)]
struct Mono<'db> {
    bound: Option<Ty<'db>>,
    down: Vec<Down<'db>>,
    up: Vec<(Ty<'db>, Option<Name>)>,
}

#[derive(Clone, Debug, PartialEq)]
enum Down<'db> {
    Mono(MonoId, Option<Name>),
    Field(AnonField<'db>),
    /// With the name of the constrained type parameter, for messages.
    Type(Ty<'db>, Option<Name>),
    OpenStructure,
    EmptyStructure,
}

/// State before a change. Monomorphs made since stay, unbound: errors may still name them.
struct Undo<'db> {
    id: MonoId,
    old: Mono<'db>,
}

#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Snapshot {
    log_len: usize,
}

/// What the constraints of a monomorph add up to.
#[derive(Clone, Debug, Default)]
pub struct MonoBounds<'db> {
    pub types: Vec<Ty<'db>>,
    pub(crate) names: Vec<Option<Name>>,
    pub fields: Vec<AnonField<'db>>,
    /// There is a structural constraint (`fields` may still be empty).
    pub structural: bool,
    pub open: bool,
}

impl MonoBounds<'_> {
    pub fn is_empty(&self) -> bool {
        self.types.is_empty() && !self.structural
    }
}

impl<'db> InferenceTable<'db> {
    pub fn new(db: &'db dyn Db, config: Config) -> Self {
        InferenceTable {
            db,
            config,
            monos: Vec::new(),
            log: Vec::new(),
            open_snapshots: 0,
            local_bounds: FxHashMap::default(),
            stacks: Stacks::default(),
            current_field: None,
            open: None,
        }
    }

    pub fn core(&self) -> &'db CoreTypes<'db> {
        core_types(self.db, self.config)
    }

    // --- making

    pub fn fresh(&mut self) -> Ty<'db> {
        let id = MonoId(self.monos.len() as u32);
        self.monos.push(Mono::default());
        Ty::Mono(id)
    }

    pub fn set_local_bounds(&mut self, param: TypeParamId<'db>, bounds: Box<[Ty<'db>]>) {
        self.local_bounds.insert(param, bounds);
    }

    /// Constraints of a type parameter, over the parameters of its owner.
    pub fn bounds_of(&self, param: TypeParamId<'db>) -> &[Ty<'db>] {
        match param.owner(self.db) {
            GenericOwner::LocalFn(..) | GenericOwner::AnonMethod(..) => {
                self.local_bounds.get(&param).map_or(&[], |bounds| bounds)
            }
            GenericOwner::Type(_) | GenericOwner::Field(_) | GenericOwner::Ctor(_) => {
                &param_bounds(self.db, param).constraints
            }
        }
    }

    /// Fresh monomorphs for the parameters, carrying their constraints (7.12). `outer` replaces
    /// the parameters of enclosing declarations in those constraints.
    pub fn instantiate(&mut self, params: &[TypeParamId<'db>], outer: &Subst<'db>) -> Subst<'db> {
        let monos: Vec<Ty<'db>> = params.iter().map(|_| self.fresh()).collect();
        let own = Subst::zip(params, &monos);
        if params.iter().any(|&p| !self.bounds_of(p).is_empty()) {
            let mut all = own.clone();
            all.extend(outer);
            for (&param, &mono) in params.iter().zip(&monos) {
                let bounds = self.bounds_of(param).to_vec();
                let name = self.param_name(param);
                for bound in bounds {
                    let bound = subst(self.db, bound, &all);
                    self.constrain(mono, bound, Some(name.clone()));
                }
            }
        }
        own
    }

    /// `C.T` as messages about constraints write it.
    pub fn param_name(&self, param: TypeParamId<'db>) -> Name {
        Name::from(crate::print::param_path(self.db, param))
    }

    /// The arguments of a type for which none are written: fresh for each parameter.
    pub fn fresh_args(&mut self, decl: TypeDeclId<'db>) -> Vec<Ty<'db>> {
        let params = type_params_of_decl(self.db, decl);
        let map = self.instantiate(params, &Subst::new());
        map.args().collect()
    }

    // --- looking

    /// The type with bound monomorphs at its top replaced; `Null<Null<T>>` made by binding
    /// collapses.
    pub fn resolve(&self, mut ty: Ty<'db>) -> Ty<'db> {
        loop {
            match ty {
                Ty::Mono(id) => match self.monos[id.0 as usize].bound {
                    Some(bound) => ty = bound,
                    None => return ty,
                },
                Ty::Null(inner) => {
                    return match self.resolve_null_inner(inner) {
                        Some(collapsed) => collapsed,
                        None => ty,
                    };
                }
                _ => return ty,
            }
        }
    }

    fn resolve_null_inner(&self, inner: BoxTy<'db>) -> Option<Ty<'db>> {
        let Ty::Mono(_) = inner.ty(self.db) else {
            return None;
        };
        match self.resolve(inner.ty(self.db)) {
            nested @ Ty::Null(_) => Some(nested),
            Ty::Unknown => Some(Ty::Unknown),
            _ => None,
        }
    }

    /// Resolved, with typedefs expanded.
    pub fn follow(&self, ty: Ty<'db>) -> Ty<'db> {
        let mut ty = self.resolve(ty);
        for _ in 0..64 {
            let Ty::Typedef(id, args) = ty else {
                return ty;
            };
            ty = self.resolve(expand_typedef(self.db, id, args.list(self.db)));
        }
        Ty::Unknown
    }

    /// Followed, with `Null` stripped.
    pub fn follow_null(&self, ty: Ty<'db>) -> Ty<'db> {
        let mut ty = self.follow(ty);
        while let Ty::Null(inner) = ty {
            ty = self.follow(inner.ty(self.db));
        }
        ty
    }

    /// Every bound monomorph inside replaced; open ones stay.
    pub fn zonk(&self, ty: Ty<'db>) -> Ty<'db> {
        if !ty.flags(self.db).mono {
            return ty;
        }
        self.zonk_in(ty, 0)
    }

    fn zonk_in(&self, ty: Ty<'db>, depth: u32) -> Ty<'db> {
        let ty = self.resolve(ty);
        if depth > 64 || !ty.flags(self.db).mono {
            return ty;
        }
        match ty {
            Ty::Mono(_) => ty,
            _ => map_children(self.db, ty, &mut |child| self.zonk_in(child, depth + 1)),
        }
    }

    /// Solved for good: structural monomorphs become their structure, the rest `Dynamic`.
    pub fn finish(&mut self, ty: Ty<'db>) -> Ty<'db> {
        self.finish_with(ty, Ty::Dynamic(None))
    }

    /// As [`Self::finish`], with `open` for what nothing was learnt about.
    pub fn finish_with(&mut self, ty: Ty<'db>, open: Ty<'db>) -> Ty<'db> {
        if !ty.flags(self.db).mono {
            return ty;
        }
        self.finish_in(ty, open, 0)
    }

    fn finish_in(&mut self, ty: Ty<'db>, open: Ty<'db>, depth: u32) -> Ty<'db> {
        let ty = self.resolve(ty);
        if !ty.flags(self.db).mono {
            return ty;
        }
        // Nobody else may see a monomorph of this table, however deep it hides.
        if depth > 64 {
            return Ty::Unknown;
        }
        match ty {
            Ty::Mono(id) => {
                // A constraint alone decides nothing.
                if self.mono_bounds(id).types.is_empty() {
                    self.close(id);
                }
                match self.resolve(ty) {
                    Ty::Mono(_) => open,
                    bound => self.finish_in(bound, open, depth + 1),
                }
            }
            _ => {
                let db = self.db;
                map_children(db, ty, &mut |child| self.finish_in(child, open, depth + 1))
            }
        }
    }

    /// In Haxe's notation.
    pub fn display(&self, ty: Ty<'db>) -> String {
        crate::print::Printer::with_table(self).print(ty)
    }

    pub fn is_open(&self, ty: Ty<'db>) -> bool {
        matches!(self.resolve(ty), Ty::Mono(_))
    }

    pub fn has_open_mono(&self, ty: Ty<'db>) -> bool {
        self.zonk(ty).flags(self.db).mono
    }

    /// The type with fresh monomorphs for what is open in it.
    pub fn duplicate(&mut self, ty: Ty<'db>) -> Ty<'db> {
        let ty = self.zonk(ty);
        let mut copies = FxHashMap::default();
        self.replace_open(ty, &mut |table, mono| {
            *copies.entry(mono).or_insert_with(|| table.fresh())
        })
    }

    /// The type with `Dynamic` for what is open in it.
    pub fn dynamify(&mut self, ty: Ty<'db>) -> Ty<'db> {
        let ty = self.zonk(ty);
        self.replace_open(ty, &mut |_, _| Ty::Dynamic(None))
    }

    fn replace_open(
        &mut self,
        ty: Ty<'db>,
        f: &mut dyn FnMut(&mut Self, MonoId) -> Ty<'db>,
    ) -> Ty<'db> {
        if !ty.flags(self.db).mono {
            return ty;
        }
        if let Ty::Mono(id) = ty {
            return f(self, id);
        }
        map_children(self.db, ty, &mut |child| self.replace_open(child, f))
    }

    // --- trying

    pub fn snapshot(&mut self) -> Snapshot {
        self.open_snapshots += 1;
        Snapshot {
            log_len: self.log.len(),
        }
    }

    /// Whether what is bound now may still be undone.
    pub(crate) fn is_trying(&self) -> bool {
        self.open_snapshots > 0
    }

    pub fn rollback(&mut self, snapshot: Snapshot) {
        while self.log.len() > snapshot.log_len {
            if let Some(Undo { id, old }) = self.log.pop() {
                self.monos[id.0 as usize] = old;
            }
        }
        self.close_snapshot();
    }

    pub fn commit(&mut self, _snapshot: Snapshot) {
        self.close_snapshot();
    }

    fn close_snapshot(&mut self) {
        self.open_snapshots -= 1;
        if self.open_snapshots == 0 {
            self.log.clear();
        }
    }

    /// Runs `f`; what it bound is undone unless it returns `Ok`.
    pub fn attempt<T, E>(&mut self, f: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E> {
        let snapshot = self.snapshot();
        let res = f(self);
        match res {
            Ok(_) => self.commit(snapshot),
            Err(_) => self.rollback(snapshot),
        }
        res
    }

    /// Runs `f` and undoes whatever it bound.
    pub fn probe<T>(&mut self, f: impl FnOnce(&mut Self) -> T) -> T {
        let snapshot = self.snapshot();
        let res = f(self);
        self.rollback(snapshot);
        res
    }

    fn change(&mut self, id: MonoId) -> &mut Mono<'db> {
        if self.open_snapshots > 0 {
            let old = self.monos[id.0 as usize].clone();
            self.log.push(Undo { id, old });
        }
        &mut self.monos[id.0 as usize]
    }

    // --- constraints

    fn add_down(&mut self, id: MonoId, down: Down<'db>) {
        if let Down::Mono(other, name) = &down {
            let (other, name) = (*other, name.clone());
            self.change(other).up.push((Ty::Mono(id), name));
        }
        self.change(id).down.push(down);
    }

    /// The type to come must be usable as `bound` (`name`: the constrained type parameter).
    pub fn constrain(&mut self, mono: Ty<'db>, bound: Ty<'db>, name: Option<Name>) {
        let Ty::Mono(id) = self.resolve(mono) else {
            return;
        };
        match self.follow(bound) {
            Ty::Mono(other) => {
                if other != id {
                    self.add_down(id, Down::Mono(other, name));
                }
            }
            Ty::Anon(anon) => {
                let fields = anon.fields(self.db);
                if fields.is_empty() {
                    self.add_down(id, Down::EmptyStructure);
                }
                for field in fields {
                    self.add_down(id, Down::Field(field.clone()));
                }
            }
            Ty::Unknown => {}
            followed => self.add_down(id, Down::Type(followed, name)),
        }
    }

    /// `x.foo` on an open monomorph: it becomes an open structure with that field.
    /// Only what is written must be writable in the type to come.
    pub fn add_field_constraint(&mut self, mono: Ty<'db>, name: Name, ty: Ty<'db>, writable: bool) {
        let Ty::Mono(id) = self.resolve(mono) else {
            return;
        };
        if !self.monos[id.0 as usize]
            .down
            .contains(&Down::OpenStructure)
        {
            self.add_down(id, Down::OpenStructure);
        }
        let mut field = AnonField::var(name, ty);
        if !writable {
            field.kind = AnonFieldKind::Var {
                read: Accessor::Default,
                write: Accessor::Null,
            };
        }
        self.add_down(id, Down::Field(field));
    }

    /// A field known from reading is also written.
    pub fn make_field_writable(&mut self, mono: Ty<'db>, name: &str) {
        let Ty::Mono(id) = self.resolve(mono) else {
            return;
        };
        for down in &mut self.change(id).down {
            if let Down::Field(field) = down
                && field.name == name
            {
                field.kind = AnonField::var(field.name.clone(), field.ty).kind;
            }
        }
    }

    /// The type of a field that the constraints of an open monomorph promise.
    pub fn constrained_field(&self, mono: Ty<'db>, name: &str) -> Option<Ty<'db>> {
        let Ty::Mono(id) = self.resolve(mono) else {
            return None;
        };
        self.mono_bounds(id)
            .fields
            .into_iter()
            .find(|field| field.name == name)
            .map(|field| field.ty)
    }

    pub fn mono_bounds(&self, id: MonoId) -> MonoBounds<'db> {
        let mut res = MonoBounds::default();
        let mut seen = vec![id];
        self.collect_bounds(id, &mut seen, &mut res);
        res
    }

    fn collect_bounds(&self, id: MonoId, seen: &mut Vec<MonoId>, res: &mut MonoBounds<'db>) {
        for down in &self.monos[id.0 as usize].down {
            match down {
                Down::Mono(other, name) => match self.resolve(Ty::Mono(*other)) {
                    Ty::Mono(other) => {
                        if !seen.contains(&other) {
                            seen.push(other);
                            self.collect_bounds(other, seen, res);
                        }
                    }
                    ty => self.add_bound(self.follow(ty), name.clone(), res),
                },
                Down::Field(field) => {
                    res.structural = true;
                    match res.fields.iter_mut().find(|f| f.name == field.name) {
                        Some(old) => *old = field.clone(),
                        None => res.fields.push(field.clone()),
                    }
                }
                Down::Type(ty, name) => {
                    res.types.push(*ty);
                    res.names.push(name.clone());
                }
                Down::OpenStructure | Down::EmptyStructure => {
                    res.structural = true;
                    res.open = true;
                }
            }
        }
    }

    fn add_bound(&self, ty: Ty<'db>, name: Option<Name>, res: &mut MonoBounds<'db>) {
        match ty {
            Ty::Anon(anon) => {
                res.structural = true;
                res.fields.extend(anon.fields(self.db).iter().cloned());
            }
            Ty::Mono(_) | Ty::Unknown => {}
            _ => {
                res.types.push(ty);
                res.names.push(name);
            }
        }
    }

    fn up_bounds(
        &self,
        id: MonoId,
        seen: &mut Vec<MonoId>,
        out: &mut Vec<(Ty<'db>, Option<Name>)>,
    ) {
        for (ty, name) in &self.monos[id.0 as usize].up {
            match self.resolve(*ty) {
                Ty::Mono(other) => {
                    if !seen.contains(&other) {
                        seen.push(other);
                        self.up_bounds(other, seen, out);
                    }
                }
                ty => out.push((ty, name.clone())),
            }
        }
    }

    // --- binding

    /// Whether `id` occurs in `ty`.
    fn occurs(&self, id: MonoId, ty: Ty<'db>) -> bool {
        if !ty.flags(self.db).mono {
            return false;
        }
        match self.resolve(ty) {
            Ty::Mono(other) => other == id,
            ty => {
                let mut found = false;
                for_each_child(self.db, ty, &mut |child| {
                    found = found || self.occurs(id, child);
                });
                found
            }
        }
    }

    /// Makes an unbound monomorph and a type equal. `Dynamic` leaves it open (7.7).
    pub(crate) fn link(&mut self, id: MonoId, ty: Ty<'db>) -> Result<(), UnifyError<'db>> {
        let own = Ty::Mono(id);
        if self.occurs(id, ty) {
            return if self.follow_null(ty) == own {
                Ok(())
            } else {
                Err(UnifyError::cannot(own, ty))
            };
        }
        if ty.is_dynamic() {
            return Ok(());
        }
        self.bind(id, ty)
    }

    /// Binds without asking whether `Dynamic` should: for `follow`ed results of the caller's own.
    pub fn force_bind(&mut self, mono: Ty<'db>, ty: Ty<'db>) {
        if let Ty::Mono(id) = self.resolve(mono)
            && !self.occurs(id, ty)
        {
            let mono = self.change(id);
            mono.bound = Some(ty);
        }
    }

    fn bind(&mut self, id: MonoId, ty: Ty<'db>) -> Result<(), UnifyError<'db>> {
        match ty {
            Ty::Anon(_)
                if self.monos[id.0 as usize]
                    .down
                    .contains(&Down::OpenStructure) =>
            {
                // Two structures seen through one unknown merge their fields.
                self.constrain(Ty::Mono(id), ty, None);
                self.close(id);
                Ok(())
            }
            Ty::Mono(other) => {
                let old = self.monos[id.0 as usize].clone();
                let target = self.change(other);
                target.down.extend(old.down);
                target
                    .down
                    .retain(|d| !matches!(d, Down::Mono(m, _) if *m == other));
                target.up.extend(old.up);
                self.set_bound(id, ty);
                Ok(())
            }
            Ty::Unknown => {
                self.set_bound(id, ty);
                Ok(())
            }
            _ => {
                if !self.monos[id.0 as usize].up.is_empty() {
                    let mut ups = Vec::new();
                    self.up_bounds(id, &mut vec![id], &mut ups);
                    for (up, name) in ups {
                        let res = self.unify_nested(up, ty);
                        res.map_err(|err| err.constraint(name))?;
                    }
                }
                let bounds = self.mono_bounds(id);
                // Bound while its constraints are checked: they may mention it.
                self.set_bound(id, ty);
                for (bound, name) in bounds.types.iter().zip(&bounds.names) {
                    self.unify_nested(ty, *bound)
                        .map_err(|err| err.constraint(name.clone()))?;
                }
                if bounds.structural {
                    let structure = self.structure(bounds.fields);
                    self.unify_nested(ty, structure)?;
                }
                Ok(())
            }
        }
    }

    pub(crate) fn set_bound(&mut self, id: MonoId, ty: Ty<'db>) {
        let mono = self.change(id);
        mono.bound = Some(ty);
        mono.down.clear();
        mono.up.clear();
    }

    fn structure(&self, fields: Vec<AnonField<'db>>) -> Ty<'db> {
        Ty::Anon(AnonTy::new(self.db, fields, AnonStatus::Closed))
    }

    /// Monomorphs in `ty` that fields were seen on become those structures.
    pub fn close_structures(&mut self, ty: Ty<'db>) {
        let ty = self.resolve(ty);
        if !ty.flags(self.db).mono {
            return;
        }
        match ty {
            Ty::Mono(id) => {
                let bounds = self.mono_bounds(id);
                if bounds.structural && bounds.types.is_empty() {
                    self.close(id);
                    // A structure may hold others; one that holds itself was made Dynamic.
                    self.close_structures(Ty::Mono(id));
                }
            }
            _ => for_each_child(self.db, ty, &mut |child| self.close_structures(child)),
        }
    }

    /// Ends the wait for an unbound monomorph: fields seen on it become its structure, a single
    /// constraint its type.
    pub fn close(&mut self, id: MonoId) {
        if self.monos[id.0 as usize].bound.is_some() {
            return;
        }
        let bounds = self.mono_bounds(id);
        match (&*bounds.types, bounds.structural) {
            (&[only], false) if !self.occurs(id, only) => self.set_bound(id, only),
            ([], true) => {
                let structure = self.structure(bounds.fields);
                if !self.occurs(id, structure) {
                    self.set_bound(id, structure);
                } else {
                    // `x.next = x`: a structure without a name cannot be recursive.
                    self.set_bound(id, Ty::Dynamic(None));
                }
            }
            _ => {}
        }
    }
}
