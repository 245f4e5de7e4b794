//! Fields whose type later uses decide.
//!
//! ```haxe
//! static var names = [];                // Array<?>
//! static function add() names.push(""); // now Array<String>
//! static function show(x) trace(x);     // ? -> Void
//! static function main() show(1);       // now Int -> Void
//! ```
//!
//! The reference leaves such a field a monomorph that the bodies typed next bind: those of its
//! module, from the top, a method at once where another one names it. Here the bodies of the
//! module that *name* an open field are walked in that order over one shared table of monomorphs
//! (an [`OpenGroup`]), only for what they bind; what is wrong in them is said by their own
//! inference, which sees the result. Other modules come later and decide nothing: what is open
//! after the module's own bodies stays unknown.
//!
//! The walk takes the types of the group's fields from the group and never asks for their
//! signatures, so that it does not ask for its own result. A body that does not name an open field
//! is not looked at, but for its names.

use base_db::Db;
use hir_def::{
    Name,
    body::{Body, Expr, ExprId},
    ids::{FieldId, ModuleId},
    item_tree::FieldKind,
    type_ref::DottedPath,
};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    infer::{InferenceContext, MAX_ITERATIONS},
    signature::written_signature,
    table::InferenceTable,
    ty::Ty,
};

/// What is being decided together: the fields' types, in monomorphs of the table that holds this,
/// and the bodies that are still to be walked.
#[derive(Default)]
pub(crate) struct OpenGroup<'db> {
    types: FxHashMap<FieldId<'db>, Ty<'db>>,
    waiting: FxHashSet<FieldId<'db>>,
    depth: u32,
}

impl<'db> OpenGroup<'db> {
    pub(crate) fn type_of(&self, field: FieldId<'db>) -> Option<Ty<'db>> {
        self.types.get(&field).copied()
    }
}

/// Methods walked because another one names them, and so on: no deeper than this.
const MAX_DEPTH: u32 = 24;

/// The type of a field that its own body leaves open, as the uses in its module decide it. `None`
/// where the body alone decides.
#[salsa::tracked(returns(copy), cycle_initial = type_by_uses_initial, cycle_fn = type_by_uses_cycle)]
pub(crate) fn type_by_uses<'db>(db: &'db dyn Db, field: FieldId<'db>) -> Option<Ty<'db>> {
    if !may_stay_open(db, field) {
        return None;
    }
    types_by_uses(db, field.module(db))
        .iter()
        .find(|(open, _)| *open == field)
        .map(|(_, ty)| *ty)
}

fn type_by_uses_initial<'db>(
    _db: &'db dyn Db,
    _id: salsa::Id,
    _field: FieldId<'db>,
) -> Option<Ty<'db>> {
    None
}

fn type_by_uses_cycle<'db>(
    _db: &'db dyn Db,
    cycle: &salsa::Cycle<'_>,
    _last: &Option<Ty<'db>>,
    value: Option<Ty<'db>>,
    _field: FieldId<'db>,
) -> Option<Ty<'db>> {
    match value {
        Some(_) if cycle.iteration() > MAX_ITERATIONS => Some(Ty::Unknown),
        _ => value,
    }
}

/// The open fields of a module with their types, in source order.
#[salsa::tracked(returns(deref), cycle_initial = types_initial, cycle_fn = types_cycle)]
fn types_by_uses<'db>(db: &'db dyn Db, module: ModuleId<'db>) -> Box<[(FieldId<'db>, Ty<'db>)]> {
    let fields = hir_def::all_fields(db, module);
    let candidates: Vec<FieldId<'db>> = fields
        .iter()
        .copied()
        .filter(|&field| may_stay_open(db, field))
        .collect();
    if candidates.is_empty() {
        return Box::default();
    }
    let mut table = InferenceTable::new(db, module.config(db));
    let mut group = OpenGroup::default();
    for &field in &candidates {
        group.types.insert(field, table.fresh());
        group.waiting.insert(field);
    }
    let users: Vec<FieldId<'db>> = fields
        .into_iter()
        .filter(|body| !candidates.contains(body))
        .filter(|&body| candidates.iter().any(|&field| names(db, body, field)))
        .collect();
    for &body in &users {
        group.waiting.insert(body);
        if is_left_out(db, body) {
            group.types.insert(body, table.fresh());
        }
    }
    table.open = Some(Box::new(group));
    for &field in &candidates {
        walk(db, field, &mut table);
    }
    let open: Vec<FieldId<'db>> = candidates
        .into_iter()
        .filter(|&field| table.has_open_mono(table.open_type(field).unwrap_or(Ty::Unknown)))
        .collect();
    for &body in &users {
        if open.iter().any(|&field| names(db, body, field)) {
            walk(db, body, &mut table);
        }
    }
    open.into_iter()
        .map(|field| {
            let ty = table.open_type(field).unwrap_or(Ty::Unknown);
            (field, table.finish_with(ty, Ty::Unknown))
        })
        .collect()
}

fn types_initial<'db>(
    _db: &'db dyn Db,
    _id: salsa::Id,
    _module: ModuleId<'db>,
) -> Box<[(FieldId<'db>, Ty<'db>)]> {
    Box::default()
}

/// What does not settle becomes unknown.
#[expect(clippy::borrowed_box, reason = "the form salsa asks for")]
fn types_cycle<'db>(
    _db: &'db dyn Db,
    cycle: &salsa::Cycle<'_>,
    last: &Box<[(FieldId<'db>, Ty<'db>)]>,
    mut value: Box<[(FieldId<'db>, Ty<'db>)]>,
    _module: ModuleId<'db>,
) -> Box<[(FieldId<'db>, Ty<'db>)]> {
    if cycle.iteration() > MAX_ITERATIONS {
        for entry in &mut value {
            if !last.contains(entry) {
                entry.1 = Ty::Unknown;
            }
        }
    }
    value
}

/// Types the body of `field` for what it binds in the group of `table`, once.
fn walk<'db>(db: &'db dyn Db, field: FieldId<'db>, table: &mut InferenceTable<'db>) {
    let Some(group) = &mut table.open else {
        return;
    };
    if !group.waiting.remove(&field) {
        return;
    }
    group.depth += 1;
    let config = table.config;
    let outer = (table.current_field, std::mem::take(&mut table.stacks));
    let shared = std::mem::replace(table, InferenceTable::new(db, config));
    *table = InferenceContext::over(db, field, shared).walk_for_bindings();
    (table.current_field, table.stacks) = outer;
    if let Some(group) = &mut table.open {
        group.depth -= 1;
    }
}

impl<'db> InferenceContext<'db> {
    /// Naming a field of the open group has its body typed first, as in the reference. Whether
    /// this did so: then more may be known of its type.
    pub(super) fn demand(&mut self, field: FieldId<'db>) -> bool {
        let is_next = self
            .table
            .open
            .as_ref()
            .is_some_and(|it| it.depth < MAX_DEPTH && it.waiting.contains(&field));
        if !is_next || self.table.is_trying() {
            return false;
        }
        walk(self.db, field, &mut self.table);
        true
    }

    /// The type that the open group holds for the field whose body this is.
    pub(super) fn own_open_type(&self) -> Option<Ty<'db>> {
        self.table.open_type(self.field)
    }
}

impl<'db> InferenceTable<'db> {
    /// The type of a field that is being decided here, as far as it is known.
    pub(crate) fn open_type(&self, field: FieldId<'db>) -> Option<Ty<'db>> {
        let ty = self.open.as_ref()?.type_of(field)?;
        Some(self.zonk(ty))
    }
}

/// A method some of whose types only its body tells.
fn is_left_out<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    let written = written_signature(db, field);
    written.is_method
        && written.type_params.is_empty()
        && written.complete(db).is_none()
        && super::void_method(db, field).is_none()
}

/// Whether a body names `field`, by its plain name or behind a dot.
#[salsa::tracked(returns(copy))]
fn names<'db>(db: &'db dyn Db, body: FieldId<'db>, field: FieldId<'db>) -> bool {
    let name = field.name(db);
    hir_def::body(db, body)
        .exprs
        .iter()
        .any(|(_, expr)| match expr {
            Expr::Ident(used) | Expr::Field { name: used, .. } => used == name,
            _ => false,
        })
}

/// Whether what is written may leave the type of a field open: a variable without a hint and with
/// an initialiser such as `[]`, `null`, `new Map()`, `cast x`; a method with a parameter for which
/// neither it nor what it overrides says a type.
#[salsa::tracked(returns(copy), cycle_initial = may_stay_open_initial)]
fn may_stay_open<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    let Some(data) = hir_def::field_data(db, field) else {
        return false;
    };
    let is_unhinted = matches!(
        data.field.kind,
        FieldKind::Var {
            ty: None,
            has_init: true,
            ..
        }
    );
    let is_method = matches!(data.field.kind, FieldKind::Fun { has_body: true, .. });
    if is_method {
        let flags = data.field.flags;
        if flags.is_macro || flags.is_extern || flags.is_overload || !has_open_params(db, field) {
            return false;
        }
    } else if !is_unhinted || crate::signature::enum_abstract_owner(db, field).is_some() {
        return false;
    }
    // What a build macro makes of it is not known.
    if field
        .type_decl(db)
        .is_some_and(|owner| crate::decl::is_rewritten(db, owner))
    {
        return false;
    }
    if is_method {
        return true;
    }
    let body = hir_def::body(db, field);
    let shape = Shape { db, field, body };
    body.root.is_some_and(|root| shape.may_stay_open(root))
}

fn is_owner_generic<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    field
        .type_decl(db)
        .is_some_and(|owner| !crate::decl::type_params_of_decl(db, owner).is_empty())
}

fn has_open_params<'db>(db: &'db dyn Db, method: FieldId<'db>) -> bool {
    // What binds a parameter inside of a generic type is seen through that type's arguments
    // from outside: not one type for all uses.
    let is_generic = is_owner_generic(db, method);
    let written = written_signature(db, method);
    !is_generic
        && written.type_params.is_empty()
        && written.params.iter().any(|param| param.ty.is_none())
}

/// `static var a = b, b = a;`
fn may_stay_open_initial<'db>(_db: &'db dyn Db, _id: salsa::Id, _field: FieldId<'db>) -> bool {
    false
}

/// The look of an initialiser.
struct Shape<'db> {
    db: &'db dyn Db,
    field: FieldId<'db>,
    body: &'db Body,
}

impl<'db> Shape<'db> {
    fn may_stay_open(&self, expr: ExprId) -> bool {
        let open = |expr: &ExprId| self.may_stay_open(*expr);
        match &self.body.exprs[expr] {
            Expr::Ident(name) => name == "null" || self.is_ctor(name) || self.is_open_sibling(name),
            Expr::Field { name, .. } => self.is_ctor(name),
            Expr::Call { callee, args } => {
                matches!(
                    self.body.exprs[*callee],
                    Expr::Ident(_) | Expr::Field { .. }
                ) && args.iter().any(open)
            }
            Expr::New { ty, args } => self.leaves_arguments_out(*ty) || args.iter().any(open),
            Expr::Cast { ty, .. } => ty.is_none(),
            Expr::Untyped(_) => true,
            Expr::Array(elems) => elems.is_empty() || elems.iter().all(open),
            Expr::Object(fields) => fields.iter().any(|field| open(&field.value)),
            Expr::Function(function) => function.params.iter().any(|param| param.ty.is_none()),
            Expr::Binary {
                op: hir_def::body::BinaryOp::Arrow,
                lhs,
                rhs,
            } => open(lhs) || open(rhs),
            Expr::Ternary { then, els, .. } => open(then) && open(els),
            Expr::If { then, els, .. } => open(then) && els.as_ref().is_none_or(open),
            Expr::Block(exprs) => exprs.last().is_some_and(open),
            Expr::Paren(inner) | Expr::Inline(inner) => open(inner),
            Expr::Meta { expr, .. }
            | Expr::For { body: expr, .. }
            | Expr::While { body: expr, .. } => open(expr),
            _ => false,
        }
    }

    /// `None` of a generic enum, perhaps.
    fn is_ctor(&self, name: &str) -> bool {
        name.starts_with(|c: char| c.is_ascii_uppercase())
    }

    /// Another variable of the same type or module that is open.
    fn is_open_sibling(&self, name: &Name) -> bool {
        hir_def::fields_of_owner_named(self.db, self.field.owner(self.db), name)
            .into_iter()
            .any(|sibling| sibling != self.field && may_stay_open(self.db, sibling))
    }

    /// `new Map()` of a type that has parameters.
    fn leaves_arguments_out(&self, ty: hir_def::type_ref::TypeRefId) -> bool {
        use hir_def::type_ref::TypeRef;
        let TypeRef::Path { path, args } = &self.body.type_refs[ty] else {
            return false;
        };
        if !args.is_empty() {
            return false;
        }
        let path: &DottedPath = path;
        match hir_def::resolve_type_path(self.db, self.field.module(self.db), path) {
            hir_def::TypeResolution::Type(decl) => {
                !crate::decl::type_params_of_decl(self.db, decl).is_empty()
            }
            _ => false,
        }
    }
}
