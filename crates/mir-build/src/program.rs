//! Putting a program together: everything a function reaches, and nothing else.
//!
//! A function runs when it and what it can reach have no errors, whatever else is broken. Methods
//! are reached by name: one that fills a slot is in when an instance of its class can exist and
//! something calls a slot, or looks up a field at run time, of that name. A program that asks for
//! fields by computed names (`Reflect`) gets all methods of the classes it makes instances of.

mod reflected;
mod statics;

use base_db::{ClassPathKind, Db, File};
use hir_def::{
    field_named, fields_of,
    ids::{FieldId, FieldOwner, ModuleId, TypeDeclId},
    module_fields, module_types,
};
use hir_ty::ty::Tys;
use mir::{
    ClassLayout, Function, FunctionBuilder, Program, Repr, Signature, StaticMember, Symbol, Type,
};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    decls,
    layout::{self, ClassInstance, class_shape, enum_layout, global_layout},
    lower::{Dep, MirItem, MirOwner, MirResult, Problem, query, spans},
};

/// What is asked for besides the entry.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Where the build is run: the project's paths in traces are relative to it; without it, to
    /// their class path.
    pub base: Option<String>,
}

/// Why a function cannot run: what is broken among the things it reaches.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WhyNot<'db> {
    pub reasons: Vec<Reason<'db>>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reason<'db> {
    pub owner: MirOwner<'db>,
    pub symbol: Symbol,
    pub problem: Problem,
}

/// The symbol of the function that a run calls: no parameters, gives a word.
pub const ENTRY: &str = "$entry";
/// Runs every static initialiser.
pub const INIT: &str = "$init";

/// The program that runs `entry`, a static function whose parameters are all optional.
pub fn reachable<'db>(
    db: &'db dyn Db,
    entry: FieldId<'db>,
    options: &Options,
) -> Result<Program, WhyNot<'db>> {
    let mut assembly = Assembly::new(db, entry.module(db), options);
    assembly.function(MirOwner::field(db, entry));
    assembly.core_classes();
    assembly.close();
    let main_loop = assembly.main_loop();
    assembly.close();
    assembly.entry(entry, main_loop);
    assembly.initialisers();
    assembly.finish()
}

/// The program that `field` needs to be compiled: like [`reachable`], for any function, and with nothing to start it.
pub fn reachable_code<'db>(
    db: &'db dyn Db,
    field: FieldId<'db>,
    options: &Options,
) -> Result<Program, WhyNot<'db>> {
    let mut assembly = Assembly::new(db, field.module(db), options);
    assembly.function(owner_of(db, field));
    assembly.core_classes();
    assembly.close();
    assembly.initialisers();
    assembly.finish()
}

/// What is compiled for a field: for `new`, the class's constructor.
pub fn owner_of<'db>(db: &'db dyn Db, field: FieldId<'db>) -> MirOwner<'db> {
    match decls::owner_decl(db, field) {
        Some(decl)
            if decls::is_ctor(db, field)
                && decls::decl_kind(db, decl) == decls::DeclKind::Class =>
        {
            MirOwner::new(db, MirItem::Ctor(decl), Tys::empty(db))
        }
        _ => MirOwner::field(db, field),
    }
}

#[derive(Default)]
struct ClassState {
    instantiated: bool,
}

struct Assembly<'a, 'db> {
    db: &'db dyn Db,
    options: &'a Options,
    module: ModuleId<'db>,
    program: Program,
    done: FxHashSet<MirOwner<'db>>,
    queue: Vec<MirOwner<'db>>,
    /// In the order of discovery.
    classes: Vec<(TypeDeclId<'db>, Tys<'db>)>,
    class_states: FxHashMap<(TypeDeclId<'db>, Tys<'db>), ClassState>,
    enums: FxHashSet<TypeDeclId<'db>>,
    /// Classes that are values.
    type_values: Vec<TypeDeclId<'db>>,
    globals: Vec<FieldId<'db>>,
    known_globals: FxHashSet<FieldId<'db>>,
    local_inits: Vec<statics::LocalInit<'db>>,
    names: FxHashSet<Symbol>,
    /// Fields are asked for by computed names.
    reflects: bool,
    files: FxHashMap<File, u32>,
    reasons: Vec<Reason<'db>>,
}

impl<'a, 'db> Assembly<'a, 'db> {
    fn new(db: &'db dyn Db, module: ModuleId<'db>, options: &'a Options) -> Self {
        // What the runtime itself calls.
        let names = FxHashSet::from_iter([Symbol::new_static("toString")]);
        Assembly {
            db,
            options,
            module,
            program: Program::default(),
            done: FxHashSet::default(),
            queue: Vec::new(),
            classes: Vec::new(),
            class_states: FxHashMap::default(),
            enums: FxHashSet::default(),
            type_values: Vec::new(),
            globals: Vec::new(),
            known_globals: FxHashSet::default(),
            local_inits: Vec::new(),
            names,
            reflects: false,
            files: FxHashMap::default(),
            reasons: Vec::new(),
        }
    }

    /// `$entry`: calls the function with everything optional left out, then the main loop where
    /// the program can have put something into it.
    fn entry(&mut self, field: FieldId<'db>, main_loop: Option<MirOwner<'db>>) {
        let db = self.db;
        let sig = decls::natural_signature(db, field, &hir_ty::fold::Subst::new());
        let mut b = FunctionBuilder::new(ENTRY, Signature::new(Vec::new(), Repr::Word));
        let args = sig.params.iter().map(|repr| b.zero(repr.ty())).collect();
        let value = b.call(MirOwner::field(db, field).symbol(db), args, sig.ret.ty());
        let word = match value {
            Some(value) if sig.ret != Repr::Ptr => b.box_(sig.ret, value),
            _ => b.null(Type::Word),
        };
        if let Some(main_loop) = main_loop {
            b.call(main_loop.symbol(db), Vec::new(), Type::Void);
        }
        b.ret(Some(word));
        self.program.add_function(b.finish().function);
        self.program.entry = Some(ENTRY.into());
    }

    /// `haxe.EntryPoint.run`, when timers or events are in the program.
    fn main_loop(&mut self) -> Option<MirOwner<'db>> {
        let db = self.db;
        let config = self.module.config(db);
        let events = hir_def::type_by_path(db, config, "sys.thread.EventLoop")?;
        if !self.homes().contains(&FieldOwner::Type(events)) {
            return None;
        }
        let entry_point = hir_def::type_by_path(db, config, "haxe.EntryPoint")?;
        let run = field_named(db, entry_point, &"run".into())?;
        let owner = MirOwner::field(db, run);
        self.function(owner);
        Some(owner)
    }

    /// Strings and arrays exist without being made by `new`; Dynamic calls find their methods.
    fn core_classes(&mut self) {
        let core = hir_ty::core::core_types(self.db, self.module.config(self.db));
        for decl in [core.string, core.array].into_iter().flatten() {
            self.class(decl, Tys::empty(self.db), true);
        }
    }

    fn function(&mut self, owner: MirOwner<'db>) {
        if self.done.insert(owner) {
            self.queue.push(owner);
        }
    }

    /// Adds functions until nothing new is reached.
    fn close(&mut self) {
        loop {
            while let Some(owner) = self.queue.pop() {
                self.add(owner);
            }
            self.reach_methods();
            self.reach_statics();
            self.reach_statics_of_values();
            self.reach_metadata();
            if self.queue.is_empty() {
                return;
            }
        }
    }

    fn add(&mut self, owner: MirOwner<'db>) {
        let db = self.db;
        let result = query::mir(db, owner);
        if !result.problems.is_empty() {
            for problem in &result.problems {
                self.reasons.push(Reason {
                    owner,
                    symbol: owner.symbol(db),
                    problem: problem.clone(),
                });
            }
            return;
        }
        self.add_result(owner, result);
    }

    fn add_result(&mut self, owner: MirOwner<'db>, result: &'db MirResult<'db>) {
        for function in &result.functions {
            let function = self.placed(owner, function);
            self.program.add_function(function);
        }
        for it in &result.statics {
            self.program.add_global(it.global.clone());
            if let (Some(init), Some(home)) = (&it.init, item_home(self.db, owner.item(self.db))) {
                let mut function = result.functions.iter().filter(|it| it.name == *init);
                let mut asks = false;
                if let Some(function) = function.next() {
                    function.visit_symbols(|_| asks = true);
                }
                self.local_inits.push(statics::LocalInit {
                    of: owner,
                    home,
                    global: it.global.name.clone(),
                    repr: it.global.repr,
                    init: init.clone(),
                    asks,
                });
            }
        }
        for &dep in &result.deps {
            self.dep(dep);
        }
        self.names.extend(result.names.iter().cloned());
    }

    fn dep(&mut self, dep: Dep<'db>) {
        match dep {
            Dep::Function(owner) => self.function(owner),
            Dep::Class(decl, args) => self.class(decl, args, false),
            Dep::Instance(decl, args) => self.class(decl, args, true),
            Dep::Enum(decl) => {
                if self.enums.insert(decl) {
                    self.program.add_enum(enum_layout(self.db, decl).clone());
                }
            }
            Dep::TypeValue(decl) => {
                if !self.type_values.contains(&decl) {
                    self.type_values.push(decl);
                }
            }
            Dep::Global(field) => self.global(field),
            Dep::Method(method) => {
                self.names.insert(method.name(self.db).clone());
            }
        }
    }

    fn class(&mut self, decl: TypeDeclId<'db>, args: Tys<'db>, instantiated: bool) {
        let key = (decl, args);
        let known = self.class_states.contains_key(&key);
        let state = self.class_states.entry(key).or_default();
        let news = instantiated && !state.instantiated;
        state.instantiated |= instantiated;
        if known && !news {
            return;
        }
        if !known {
            self.classes.push(key);
        }
        let shape = class_shape(self.db, ClassInstance::new(self.db, decl, args));
        // A parent's methods are those of its children.
        if let Some((decl, args)) = shape.parent {
            self.class(decl, args, instantiated);
        }
        for &(decl, args) in &shape.interfaces {
            self.class(decl, args, false);
        }
    }

    fn global(&mut self, field: FieldId<'db>) {
        if !self.known_globals.insert(field) {
            return;
        }
        self.globals.push(field);
        self.program.add_global(global_layout(self.db, field));
        if decls::is_dynamic_method(self.db, field) || decls::has_init(self.db, field) {
            self.function(MirOwner::field(self.db, field));
        }
    }

    /// Methods of classes that have instances, by the names that are called.
    fn reach_methods(&mut self) {
        let db = self.db;
        let mut at = 0;
        while at < self.classes.len() {
            let (decl, args) = self.classes[at];
            at += 1;
            if !self.class_states[&(decl, args)].instantiated {
                continue;
            }
            let shape = class_shape(db, ClassInstance::new(db, decl, args));
            for (method, slot) in shape.layout.methods.iter().zip(&shape.slots) {
                let Some(slot) = slot else { continue };
                if self.done.contains(&slot.code) {
                    continue;
                }
                let name = slot.method.name(db);
                let is_wanted = self.names.contains(name)
                    || self.is_native_wanted(slot.method)
                    || (self.reflects && !method.name.contains("::") && self.runs(slot.code));
                if is_wanted {
                    self.function(slot.code);
                }
            }
            if self.reflects
                && let Some(runs) = decls::constructing_class(db, decl)
                && !layout::is_abstract_class(db, decl)
            {
                let owner = MirOwner::new(
                    db,
                    MirItem::Ctor(runs),
                    if runs == decl { args } else { Tys::empty(db) },
                );
                if !self.done.contains(&owner) && self.runs(owner) {
                    self.function(owner);
                }
            }
        }
    }

    fn is_native_wanted(&self, field: FieldId<'db>) -> bool {
        decls::native_field(self.db, field).is_some_and(|name| self.names.contains(name))
    }

    /// Statics of classes that are values, by the names that are looked up.
    fn reach_statics_of_values(&mut self) {
        let db = self.db;
        let mut at = 0;
        while at < self.type_values.len() {
            let decl = self.type_values[at];
            at += 1;
            for field in statics_of(db, FieldOwner::Type(decl)) {
                let named = self.names.contains(field.name(db)) || self.is_native_wanted(field);
                if !named && !self.reflects
                    || decls::is_macro(db, field)
                    || decls::is_generic_field(db, field)
                {
                    continue;
                }
                if decls::is_static_variable(db, field) {
                    if !self.known_globals.contains(&field)
                        && (named || self.runs(MirOwner::field(db, field)))
                    {
                        self.global(field);
                    }
                } else if decls::is_method(db, field)
                    && (decls::has_body(db, field) || decls::rt_symbol(db, field).is_some())
                {
                    let owner = layout::function_owner(db, field);
                    if !self.done.contains(&owner) && self.runs(owner) {
                        self.function(owner);
                    }
                }
            }
        }
    }

    /// The classes and modules whose functions, variables or layouts are in the program.
    fn homes(&self) -> Vec<FieldOwner<'db>> {
        let db = self.db;
        let mut seen = FxHashSet::default();
        let mut homes = Vec::new();
        let owners = self
            .done
            .iter()
            .filter_map(|owner| item_home(db, owner.item(db)));
        let classes = self.classes.iter().map(|&(decl, _)| FieldOwner::Type(decl));
        let globals = self.globals.iter().map(|field| field.owner(db));
        for home in owners.chain(classes).chain(globals) {
            if seen.insert(home) {
                homes.push(home);
            }
        }
        homes.sort_by_key(|&home| home_key(db, home));
        homes
    }

    /// Whether the item and the functions it calls have no problems.
    fn runs(&self, owner: MirOwner<'db>) -> bool {
        let mut seen = FxHashSet::default();
        let mut todo = vec![owner];
        while let Some(owner) = todo.pop() {
            if !seen.insert(owner) {
                continue;
            }
            let result = query::mir(self.db, owner);
            if !result.problems.is_empty() {
                return false;
            }
            for dep in &result.deps {
                match *dep {
                    Dep::Function(owner) if !self.done.contains(&owner) => todo.push(owner),
                    Dep::Global(field)
                        if !self.known_globals.contains(&field)
                            && decls::has_init(self.db, field) =>
                    {
                        todo.push(MirOwner::field(self.db, field));
                    }
                    _ => {}
                }
            }
        }
        true
    }

    // The end.

    fn finish(mut self) -> Result<Program, WhyNot<'db>> {
        let db = self.db;
        if !self.reasons.is_empty() {
            self.reasons.sort_by(|a, b| a.symbol.cmp(&b.symbol));
            return Err(WhyNot {
                reasons: self.reasons,
            });
        }
        for &(decl, args) in &self.classes {
            let shape = class_shape(db, ClassInstance::new(db, decl, args));
            let layout = self.present(&shape.layout);
            self.program.classes.insert(layout.name.clone(), layout);
        }
        self.natives();
        if self.reflects {
            self.generic_copies();
        }
        mir::safepoints::insert(&mut self.program);
        Ok(self.program)
    }

    /// The layout without code that is not in the program.
    fn present(&self, layout: &ClassLayout) -> ClassLayout {
        let functions = &self.program.functions;
        let mut layout = layout.clone();
        for method in &mut layout.methods {
            if method
                .symbol
                .as_ref()
                .is_some_and(|symbol| !functions.contains_key(symbol))
            {
                method.symbol = None;
            }
        }
        // Reflection lists what was declared, in the program or not.
        let lists = self.reflects;
        layout
            .methods
            .retain(|method| method.virtual_ || method.symbol.is_some() || lists);
        layout.statics.retain(|it| match &it.member {
            StaticMember::Variable { global } => self.program.globals.contains_key(global),
            StaticMember::Function { symbol, .. } => functions.contains_key(symbol),
        });
        if layout
            .ctor
            .as_ref()
            .is_some_and(|symbol| !functions.contains_key(symbol))
        {
            layout.ctor = None;
        }
        layout
    }

    /// The function with its positions.
    fn placed(&mut self, owner: MirOwner<'db>, function: &Function) -> Function {
        let mut function = function.clone();
        let db = self.db;
        let Some(field) = body_field(db, owner.item(db)) else {
            return function;
        };
        let module = field.module(db);
        let file = module.file(db);
        let index = match self.files.get(&file) {
            Some(&index) => index,
            None => {
                let index = self.program.files.len() as u32;
                self.program.files.push(self.path(file).into());
                self.files.insert(file, index);
                index
            }
        };
        spans::place(db, field, index, &mut function);
        let path = self.program.files[index as usize].clone();
        spans::fill_in_positions(&mut function, &path);
        function
    }

    /// As the reference names files: the project's as its class paths are written, seen from where
    /// the build is run; a library's and the standard library's by their place in it.
    fn path(&self, file: File) -> String {
        let path = file.path(self.db);
        let class_path = self.class_path(file);
        if is_of_project(class_path.map(|(kind, _)| kind))
            && let Some(base) = &self.options.base
            && let Some(relative) = path.as_str().strip_prefix(base.trim_end_matches('/'))
            && let Some(relative) = relative.strip_prefix('/')
        {
            return relative.to_owned();
        }
        class_path
            .map_or(path.as_str(), |(_, relative)| relative)
            .to_owned()
    }

    /// The kind of class path that a file lies on, and its place there.
    fn class_path(&self, file: File) -> Option<(ClassPathKind, &'db str)> {
        let path = file.path(self.db);
        let config = self.module.config(self.db);
        let mut class_paths = config.class_paths(self.db).iter();
        class_paths.find_map(|it| Some((it.kind, path.strip_prefix(&it.path)?)))
    }
}

/// Whether a file on this kind of class path, or on none, is the project's own.
fn is_of_project(kind: Option<ClassPathKind>) -> bool {
    use ClassPathKind::{Project, WorkingDirectory};
    kind.is_none_or(|kind| matches!(kind, Project | WorkingDirectory))
}

fn statics_of<'db>(db: &'db dyn Db, home: FieldOwner<'db>) -> impl Iterator<Item = FieldId<'db>> {
    let fields = match home {
        FieldOwner::Type(decl) => fields_of(db, decl),
        FieldOwner::Module(module) => module_fields(db, module),
    };
    fields
        .iter()
        .copied()
        .filter(move |&field| decls::is_static(db, field))
}

/// The class or module that an item belongs to.
fn item_home<'db>(db: &'db dyn Db, item: MirItem<'db>) -> Option<FieldOwner<'db>> {
    match item {
        MirItem::Field(field)
        | MirItem::BoundMethod(field)
        | MirItem::RtFunction(field)
        | MirItem::Bridge { method: field, .. } => Some(field.owner(db)),
        MirItem::Ctor(decl) | MirItem::NewFunction(decl) => Some(FieldOwner::Type(decl)),
        MirItem::EnumCtor(_) | MirItem::Metadata(_) => None,
    }
}

/// The field in whose body the positions of an item's functions lie.
fn body_field<'db>(db: &'db dyn Db, item: MirItem<'db>) -> Option<FieldId<'db>> {
    match item {
        MirItem::Field(field) => Some(field),
        MirItem::Ctor(decl) => decls::own_ctor(db, decl),
        MirItem::NewFunction(_)
        | MirItem::EnumCtor(_)
        | MirItem::Metadata(_)
        | MirItem::BoundMethod(_)
        | MirItem::RtFunction(_)
        | MirItem::Bridge { .. } => None,
    }
}

/// Module paths in order, types in the order of the module.
fn home_key<'db>(db: &'db dyn Db, home: FieldOwner<'db>) -> (String, usize) {
    let (module, index) = match home {
        FieldOwner::Type(decl) => {
            let module = decl.module(db);
            let index = module_types(db, module)
                .iter()
                .position(|&it| it == decl)
                .unwrap_or(0);
            (module, index + 1)
        }
        FieldOwner::Module(module) => (module, 0),
    };
    let mut path = String::new();
    for name in &hir_def::package_of(db, module).0 {
        path.push_str(name);
        path.push('.');
    }
    path.push_str(hir_def::module_name(db, module));
    (path, index)
}
