//! Static initialisation: which variables a program has, and in what order they get their values.
//!
//! Class by class, a class after those that its initialisers mention, its own variables in the
//! order of declaration; `__init__` before them.

use base_db::Db;
use hir_def::{
    body::{Expr, UnaryOp},
    field_named,
    ids::{FieldId, FieldOwner, ModuleId},
    module::import_modules,
    module_types,
    scope::{ImportTarget, import_target, imports_of},
};
use hir_ty::ty::Tys;
use mir::{Function, FunctionBuilder, Op, Repr, Signature, Symbol, Type};
use rustc_hash::FxHashSet;

use super::{Assembly, INIT, home_key, is_of_project, item_home, reflected::calls, statics_of};
use crate::{
    decls::{self, DeclKind},
    layout::{self, global_layout},
    lower::{Dep, MirOwner, query},
    symbols,
};

/// A variable of a function (`static var` in its body) and what makes its first value.
pub(super) struct LocalInit<'db> {
    pub(super) of: MirOwner<'db>,
    pub(super) home: FieldOwner<'db>,
    pub(super) global: Symbol,
    pub(super) repr: Repr,
    pub(super) init: Symbol,
    /// Whether the value comes from something else in the program.
    pub(super) asks: bool,
}

impl<'db> Assembly<'_, 'db> {
    /// Static variables of the classes of what runs: their initialisers may do something. Those
    /// that are broken and not asked for are left out.
    pub(super) fn reach_statics(&mut self) {
        let db = self.db;
        if !self.reflects {
            self.reflects = self.program.functions.values().any(uses_reflection);
            if self.reflects {
                // Types that are values may be made instances of.
                for (decl, args) in self.classes.clone() {
                    if decls::decl_kind(db, decl) == decls::DeclKind::Class
                        && !layout::is_abstract_class(db, decl)
                    {
                        self.class(decl, args, true);
                    }
                }
                self.reach_methods();
            }
        }
        let homes = self.homes();
        for &home in &homes {
            self.reach_statics_of(home, |_| true);
        }
        let loaded = self.loaded(&homes);
        for &home in &loaded {
            let init = match home {
                FieldOwner::Type(decl) => field_named(db, decl, &layout::init_name()),
                FieldOwner::Module(_) => None,
            };
            // What nobody asks for may be broken.
            if init.is_none_or(|init| self.runs(MirOwner::field(db, init))) {
                self.reach_statics_of(home, |field| does_something(db, field));
            }
        }
        self.reach_types_by_name(&loaded);
    }

    fn reach_statics_of(&mut self, home: FieldOwner<'db>, wanted: impl Fn(FieldId<'db>) -> bool) {
        let db = self.db;
        for field in statics_of(db, home) {
            let is_init = *field.name(db) == layout::init_name() && decls::is_static(db, field);
            let owner = MirOwner::field(db, field);
            if is_init && decls::has_body(db, field) {
                self.function(owner);
            } else if decls::is_static_variable(db, field)
                && decls::has_init(db, field)
                && !decls::is_inline(db, field)
                && !self.known_globals.contains(&field)
                && wanted(field)
                && self.runs(owner)
            {
                self.global(field);
            }
        }
    }

    /// The other types of the modules that the program's import, directly or not: the reference
    /// compiles all of them, so that plugins that register themselves when they are loaded do.
    /// Only the project's own modules count; libraries are reached by use.
    fn loaded(&self, homes: &[FieldOwner<'db>]) -> Vec<FieldOwner<'db>> {
        let db = self.db;
        let mut modules: Vec<_> = homes.iter().map(|&home| module_of(db, home)).collect();
        modules.push(self.module);
        let mut seen = FxHashSet::default();
        let mut loaded = Vec::new();
        while let Some(module) = modules.pop() {
            let kind = self.class_path(module.file(db)).map(|(kind, _)| kind);
            if !seen.insert(module) || !is_of_project(kind) {
                continue;
            }
            let types = module_types(db, module).iter();
            loaded.extend(types.map(|&decl| FieldOwner::Type(decl)));
            loaded.push(FieldOwner::Module(module));
            let shared = import_modules(db, module).iter().copied();
            for from in shared.chain([module]) {
                modules.extend(imports_of(db, from).iter().filter_map(
                    |import| match import_target(db, from, import) {
                        ImportTarget::Module(module) => Some(module),
                        ImportTarget::Type(decl) => Some(decl.module(db)),
                        ImportTarget::Static { owner, .. } => Some(module_of(db, owner)),
                        ImportTarget::Package(_) | ImportTarget::Error(_) => None,
                    },
                ));
            }
        }
        loaded.retain(|home| !homes.contains(home));
        loaded.sort_by_key(|&home| home_key(db, home));
        loaded
    }

    /// Types that only their names are asked for by: `Type.resolveClass("Plugin")`.
    fn reach_types_by_name(&mut self, loaded: &[FieldOwner<'db>]) {
        let asks = |symbol: &str| {
            let mut functions = self.program.functions.values();
            functions.any(|it| calls(it, |it| it == symbol))
        };
        let classes = asks("rayzor_type_resolve_class");
        let enums = asks("rayzor_type_resolve_enum");
        let db = self.db;
        for &home in loaded {
            let FieldOwner::Type(decl) = home else {
                continue;
            };
            if decls::is_extern_decl(db, decl) {
                continue;
            }
            match decls::decl_kind(db, decl) {
                DeclKind::Class if classes && !decls::is_generic_decl(db, decl) => {
                    self.class(decl, Tys::empty(db), !layout::is_abstract_class(db, decl));
                    self.dep(Dep::TypeValue(decl));
                }
                DeclKind::Enum if enums => self.dep(Dep::Enum(decl)),
                _ => {}
            }
        }
    }

    pub(super) fn initialisers(&mut self) {
        let db = self.db;
        let mut order = InitOrder {
            db,
            globals: &self.known_globals,
            locals: &self.local_inits,
            visited: FxHashSet::default(),
            walked: FxHashSet::default(),
            order: Vec::new(),
        };
        let homes = self.homes();
        for &home in &homes {
            order.visit(home);
        }
        let order = order.order;
        let mut b = FunctionBuilder::new(INIT, Signature::new(Vec::new(), Repr::Void));
        // Dynamic functions are there before any code runs.
        let is_dynamic = |field: FieldId<'db>| decls::is_dynamic_method(db, field);
        for &home in &order {
            for field in statics_of(db, home) {
                if self.known_globals.contains(&field) && is_dynamic(field) {
                    init_global(db, &mut b, field);
                }
            }
        }
        for &home in &order {
            for field in statics_of(db, home) {
                if *field.name(db) == layout::init_name()
                    && self.done.contains(&MirOwner::field(db, field))
                {
                    b.call(
                        MirOwner::field(db, field).symbol(db),
                        Vec::new(),
                        Type::Void,
                    );
                }
            }
        }
        for &home in &order {
            // Variables of functions come before those of their class.
            for it in self.local_inits.iter().filter(|it| it.home == home) {
                if let Some(value) = b.call(it.init.clone(), Vec::new(), it.repr.ty()) {
                    b.ins_void(Op::GlobalSet {
                        global: it.global.clone(),
                        value,
                    });
                }
            }
            for field in statics_of(db, home) {
                if self.known_globals.contains(&field) && !is_dynamic(field) {
                    init_global(db, &mut b, field);
                }
            }
        }
        b.ret(None);
        self.program.add_function(b.finish().function);
        self.program.inits = vec![INIT.into()];
    }
}

fn module_of<'db>(db: &'db dyn Db, home: FieldOwner<'db>) -> ModuleId<'db> {
    match home {
        FieldOwner::Type(decl) => decl.module(db),
        FieldOwner::Module(module) => module,
    }
}

/// Whether a value is worth making when nobody asks for it: it calls, makes or changes something.
fn does_something<'db>(db: &'db dyn Db, field: FieldId<'db>) -> bool {
    let body = hir_def::body(db, field);
    body.exprs.iter().any(|(_, expr)| {
        matches!(
            expr,
            Expr::Call { .. }
                | Expr::New { .. }
                | Expr::Assign { .. }
                | Expr::Unary {
                    op: UnaryOp::Increment | UnaryOp::Decrement,
                    ..
                }
        )
    })
}

fn init_global<'db>(db: &'db dyn Db, b: &mut FunctionBuilder, field: FieldId<'db>) {
    let global = symbols::field_symbol(db, field, Tys::empty(db));
    let owner = MirOwner::field(db, field);
    let value = if decls::is_dynamic_method(db, field) {
        let target = mir::ClosureTarget::Function(owner.symbol(db));
        Some(b.ins(
            Op::ClosureNew {
                target,
                captures: Vec::new(),
            },
            Type::Ref,
        ))
    } else if decls::has_init(db, field) {
        b.call(
            owner.symbol(db),
            Vec::new(),
            global_layout(db, field).repr.ty(),
        )
    } else {
        None
    };
    if let Some(value) = value {
        b.ins_void(Op::GlobalSet { global, value });
    }
}

/// Runtime functions that look fields or types up by a computed name.
fn uses_reflection(function: &Function) -> bool {
    calls(function, |symbol| {
        matches!(
            symbol,
            "rayzor_reflect_field"
                | "rayzor_reflect_get_property"
                | "rayzor_reflect_set_property"
                | "rayzor_reflect_call_method"
                | "rayzor_reflect_has_field"
                | "rayzor_type_create_instance"
                | "rayzor_type_create_empty_instance"
                | "rayzor_type_resolve_class"
                | "rayzor_type_instance_fields"
                | "rayzor_type_class_fields"
        )
    })
}

/// Depth first over what the initialisers mention.
struct InitOrder<'a, 'db> {
    db: &'db dyn Db,
    globals: &'a FxHashSet<FieldId<'db>>,
    locals: &'a [LocalInit<'db>],
    visited: FxHashSet<FieldOwner<'db>>,
    walked: FxHashSet<MirOwner<'db>>,
    order: Vec<FieldOwner<'db>>,
}

impl<'db> InitOrder<'_, 'db> {
    fn visit(&mut self, home: FieldOwner<'db>) {
        if !self.visited.insert(home) {
            return;
        }
        let db = self.db;
        if let FieldOwner::Type(decl) = home {
            let supers: Vec<_> = decls::direct_supers(db, decl)
                .map(|(decl, _)| decl)
                .collect();
            for decl in supers {
                self.visit(FieldOwner::Type(decl));
            }
            if let Some(init) = field_named(db, decl, &layout::init_name())
                && decls::is_static(db, init)
            {
                self.walk(MirOwner::field(db, init));
            }
        }
        let locals = self.locals;
        for it in locals.iter().filter(|it| it.home == home && it.asks) {
            self.walk(it.of);
        }
        for field in statics_of(db, home) {
            if self.globals.contains(&field) && decls::has_init(db, field) {
                self.walk(MirOwner::field(db, field));
            }
        }
        self.order.push(home);
    }

    fn walk(&mut self, owner: MirOwner<'db>) {
        if !self.walked.insert(owner) {
            return;
        }
        let db = self.db;
        for &dep in &query::mir(db, owner).deps {
            match dep {
                Dep::Function(owner) => {
                    if let Some(home) = item_home(db, owner.item(db)) {
                        self.visit(home);
                    }
                    self.walk(owner);
                }
                Dep::Global(field) => {
                    self.visit(field.owner(db));
                    if self.globals.contains(&field) && decls::has_init(db, field) {
                        self.walk(MirOwner::field(db, field));
                    }
                }
                Dep::Class(decl, _) | Dep::Instance(decl, _) => self.visit(FieldOwner::Type(decl)),
                Dep::Enum(_) | Dep::Method(_) | Dep::TypeValue(_) => {}
            }
        }
    }
}
