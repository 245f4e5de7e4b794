//! Loading a program: descriptors, literals and tables from its [`ProgramMeta`], in two steps.
//! [`Program::prepare`] makes everything that has an address, so that code can be generated against
//! it; [`Program::link`] takes the addresses of the finished code.

mod tests;

use crate::anon;
use crate::call;
use crate::code::{self, FunctionCode};
use crate::core::{BOXED, core};
use crate::ctx::{EntryFn, ctx};
use crate::desc::{
    CLOSURE_CAPTURES_OFFSET, ClosureObj, ENUM_ARGS_OFFSET, EnumObj, HEADER_SIZE, Kind, Ref,
    TypeDesc, layout,
};
use crate::heap;
use crate::info::{Accessors, ClosureParts, Slot, Static, TypeInfo};
use crate::make::{self, DescSpec};
use crate::meta::{ClassMeta, EnumMeta, FnIdx, MethodCode, ProgramMeta, PropertyMeta, StaticKind};
use crate::names;
use crate::string;
use crate::table::{Core, Item, TableLayout};
use rustc_hash::FxHashMap;

/// A loaded program. There is one at a time; it lives as long as the process.
#[derive(Debug)]
pub struct Program {
    pub meta: ProgramMeta,
    pub layout: TableLayout,
    /// What compiled code finds by [`TableLayout::slot`].
    pub table: Box<[u64]>,
    classes: Vec<*const TypeDesc>,
    enums: Vec<*const TypeDesc>,
    globals: *mut u8,
    /// Classes and enums by run-time name.
    by_name: FxHashMap<String, *const TypeDesc>,
    varargs_entry: *const u8,
}

struct Global(std::cell::UnsafeCell<Option<&'static mut Program>>);
// SAFETY: only the thread that runs Haxe code touches it.
unsafe impl Sync for Global {}
static PROGRAM: Global = Global(std::cell::UnsafeCell::new(None));

fn program() -> Option<&'static Program> {
    // SAFETY: set while loading, before Haxe code runs.
    unsafe { (*PROGRAM.0.get()).as_deref() }
}

pub(crate) fn clear() {
    // SAFETY: no Haxe code runs while the runtime starts.
    unsafe { *PROGRAM.0.get() = None };
}

/// Addresses that code generation gives.
#[derive(Clone, Copy, Debug)]
pub struct Entries {
    pub entry: EntryFn,
    /// The exit trampoline of `rayzor_call_varargs`, or null.
    pub varargs: *const u8,
}

/// Descriptor of class number `class` of the loaded program.
pub(crate) fn class(class: u32) -> *const TypeDesc {
    program().map_or(std::ptr::null(), |program| program.classes[class as usize])
}

pub(crate) fn enum_(enum_: u32) -> *const TypeDesc {
    program().map_or(std::ptr::null(), |program| program.enums[enum_ as usize])
}

pub(crate) fn globals() -> *mut u8 {
    program().map_or(std::ptr::null_mut(), |program| program.globals)
}

pub(crate) fn varargs_entry() -> *const u8 {
    program().map_or(std::ptr::null(), |program| program.varargs_entry)
}

/// The class, interface or enum with this run-time name.
pub(crate) fn find_type(name: &str) -> Option<*const TypeDesc> {
    program()?.by_name.get(name).copied()
}

/// Built-in kinds that the standard library also declares as classes, with methods and statics.
fn core_class(name: &str) -> Option<*const TypeDesc> {
    match name {
        "String" => Some(core().desc(Core::String)),
        "Array" => Some(core().desc(Core::Array)),
        _ => None,
    }
}

impl Program {
    /// Makes descriptors, literals and the table. `globals` is the block of static variables of
    /// `meta.globals_size` zero bytes, or null to have one made.
    pub fn prepare(meta: ProgramMeta, globals: *mut u8) -> &'static mut Program {
        let layout = TableLayout::new(&meta);
        let globals = if globals.is_null() {
            make::immortal(meta.globals_size as usize)
        } else {
            globals
        };
        heap::heap().add_root_range(globals, meta.globals_size as usize / 8);
        let program = Box::leak(Box::new(Program {
            table: vec![0; layout.len()].into_boxed_slice(),
            layout,
            classes: Vec::new(),
            enums: Vec::new(),
            globals,
            by_name: FxHashMap::default(),
            varargs_entry: std::ptr::null(),
            meta,
        }));
        program.prepare_core();
        program.prepare_classes();
        program.prepare_enums();
        program.prepare_rest();
        // SAFETY: no Haxe code runs yet.
        unsafe {
            (*ctx()).globals = globals;
            (*ctx()).table = program.table.as_ptr();
            let again: *mut Program = program;
            *PROGRAM.0.get() = Some(&mut *again);
            &mut *again
        }
    }

    /// The table's value for an item.
    pub fn get(&self, item: Item) -> u64 {
        self.table[self.layout.slot(item)]
    }

    fn set(&mut self, item: Item, value: u64) {
        let slot = self.layout.slot(item);
        self.table[slot] = value;
    }

    fn set_type(&mut self, desc_item: Item, value_item: Item, desc: *const TypeDesc) {
        self.set(desc_item, desc as u64);
        // SAFETY: descriptors live as long as the process.
        self.set(value_item, unsafe { (*desc).type_object.0 } as u64);
    }

    fn prepare_core(&mut self) {
        self.set(Item::Chars, core().chars.as_ptr() as u64);
        let plain = [
            Core::String,
            Core::Array,
            Core::Bytes,
            Core::CellScalar,
            Core::CellTraced,
            Core::Int,
            Core::Float,
            Core::Bool,
            Core::Dynamic,
            Core::Class,
            Core::Enum,
            Core::Method,
        ];
        for core_type in plain
            .into_iter()
            .chain(BOXED.map(|(repr, _)| Core::Boxed(repr)))
        {
            let desc = core().desc(core_type);
            self.set_type(Item::Core(core_type), Item::CoreValue(core_type), desc);
        }
        for core_type in [
            Core::Int,
            Core::Float,
            Core::Bool,
            Core::Dynamic,
            Core::String,
            Core::Array,
        ] {
            let desc = core().desc(core_type);
            // SAFETY: as above.
            self.by_name
                .insert(unsafe { (*desc).info() }.name.clone(), desc);
        }
    }

    fn prepare_classes(&mut self) {
        for i in 0..self.meta.classes.len() {
            let desc = self.class_desc(i);
            self.classes.push(desc);
            self.by_name.insert(self.meta.classes[i].name.clone(), desc);
            self.set_type(Item::Class(i as u32), Item::ClassValue(i as u32), desc);
        }
        // Interfaces may stand anywhere, so they are collected once all have descriptors.
        for i in 0..self.meta.classes.len() {
            let mut interfaces = Vec::new();
            self.collect_interfaces(i as u32, &mut interfaces);
            make::edit_info(self.classes[i], |info| info.interfaces = interfaces);
        }
    }

    fn class_desc(&self, class: usize) -> *const TypeDesc {
        let meta = &self.meta.classes[class];
        let mut info = TypeInfo {
            name: meta.name.clone(),
            is_interface: meta.is_interface,
            ..TypeInfo::default()
        };
        if let Some(desc) = core_class(&meta.name) {
            make::edit_info(desc, |core_info| *core_info = info);
            return desc;
        }
        let parent = meta.parent.map(|parent| self.classes[parent as usize]);
        let mut refs = Vec::new();
        if let Some(parent) = parent {
            // SAFETY: as above.
            let parent = unsafe { &*parent };
            refs.extend_from_slice(parent.refs());
            info.fields = parent.info().fields.clone();
            info.field_order = parent.info().field_order.clone();
            info.properties = parent.info().properties.clone();
        }
        for field in &meta.fields {
            if field.tag.repr().is_traced() {
                refs.push(field.offset);
            }
            if field.visible {
                let name = names::intern(&self.meta.names[field.name as usize]);
                info.fields.insert(
                    name,
                    Slot {
                        offset: field.offset,
                        tag: field.tag,
                    },
                );
                info.field_order.push(name);
            }
        }
        self.add_properties(&meta.properties, &mut info.properties);
        self.add_properties(&meta.static_properties, &mut info.static_properties);
        let kind = if meta.is_interface {
            Kind::Interface
        } else {
            Kind::Instance
        };
        let spec = DescSpec {
            parent,
            refs: &refs,
            vtable_len: meta.vtable.len() as u32,
            info,
            ..DescSpec::new(kind, "", meta.size.max(HEADER_SIZE))
        };
        make::desc(spec, core().desc(Core::Class))
    }

    fn add_properties(&self, from: &[PropertyMeta], to: &mut FxHashMap<u32, Accessors>) {
        let name = |name: u32| names::intern(&self.meta.names[name as usize]);
        for property in from {
            let accessors = Accessors {
                getter: property.getter.map(name),
                setter: property.setter.map(name),
            };
            to.insert(name(property.name), accessors);
        }
    }

    fn collect_interfaces(&self, class: u32, found: &mut Vec<*const TypeDesc>) {
        let meta = &self.meta.classes[class as usize];
        for &interface in &meta.interfaces {
            let desc = self.classes[interface as usize];
            if !found.contains(&desc) {
                found.push(desc);
                self.collect_interfaces(interface, found);
            }
        }
        if let Some(parent) = meta.parent {
            self.collect_interfaces(parent, found);
        }
    }

    fn prepare_enums(&mut self) {
        for i in 0..self.meta.enums.len() {
            let name = self.meta.enums[i].name.clone();
            let desc = make::desc(
                DescSpec::new(Kind::Enum, &name, 0),
                core().desc(Core::Class),
            );
            self.enums.push(desc);
            self.by_name.insert(name, desc);
            self.set_type(Item::Enum(i as u32), Item::EnumValue(i as u32), desc);
            let mut ctors = Vec::new();
            for j in 0..self.meta.enums[i].ctors.len() {
                let (ctor, value) = self.ctor_desc(&self.meta.enums[i], j, desc);
                ctors.push(ctor);
                self.set(Item::Ctor(i as u32, j as u32), ctor as u64);
                self.set(Item::CtorValue(i as u32, j as u32), value.0 as u64);
            }
            make::edit_info(desc, |info| info.ctors = ctors);
        }
    }

    fn ctor_desc(
        &self,
        enum_: &EnumMeta,
        index: usize,
        parent: *const TypeDesc,
    ) -> (*const TypeDesc, Ref) {
        let meta = &enum_.ctors[index];
        let (offsets, size) = layout(ENUM_ARGS_OFFSET, meta.args.iter().map(|arg| arg.repr()));
        let args: Vec<Slot> = offsets
            .iter()
            .zip(&meta.args)
            .map(|(&offset, &tag)| Slot { offset, tag })
            .collect();
        let refs: Vec<u32> = args
            .iter()
            .filter(|arg| arg.tag.repr().is_traced())
            .map(|arg| arg.offset)
            .collect();
        let is_constant = args.is_empty();
        let info = TypeInfo {
            name: self.meta.names[meta.name as usize].clone(),
            tag: index as i32,
            args,
            ..TypeInfo::default()
        };
        let spec = DescSpec {
            parent: Some(parent),
            refs: &refs,
            info,
            ..DescSpec::new(Kind::EnumValue, "", size)
        };
        let desc = make::desc(spec, core().desc(Core::Class));
        if !is_constant {
            return (desc, Ref::NULL);
        }
        let value = make::immortal_object(desc, size_of::<EnumObj>());
        // SAFETY: just allocated with this size.
        unsafe { (*value.0.cast::<EnumObj>()).tag = index as i32 };
        make::edit_info(desc, |info| info.singleton = Some(value));
        (desc, value)
    }

    fn prepare_rest(&mut self) {
        for i in 0..self.meta.closures.len() {
            let captures = &self.meta.closures[i].captures;
            let (offsets, size) = layout(CLOSURE_CAPTURES_OFFSET, captures.iter().copied());
            let traced = offsets
                .iter()
                .zip(captures)
                .filter(|(_, repr)| repr.is_traced());
            let refs: Vec<u32> = traced.map(|(&offset, _)| offset).collect();
            let is_constant = captures.is_empty();
            let spec = DescSpec {
                refs: &refs,
                ..DescSpec::new(Kind::Closure, "", size)
            };
            let desc = make::desc(spec, core().desc(Core::Class));
            self.set(Item::Closure(i as u32), desc as u64);
            if is_constant {
                let value = make::immortal_object(desc, size as usize);
                self.set(Item::ClosureValue(i as u32), value.0 as u64);
            }
        }
        for i in 0..self.meta.shapes.len() {
            let names = self.meta.shapes[i].iter();
            let shape =
                anon::shape(names.map(|&name| names::intern(&self.meta.names[name as usize])));
            self.set(Item::Shape(i as u32), shape as u64);
        }
        for i in 0..self.meta.strings.len() {
            let text = &self.meta.strings[i];
            let literal = string::immortal(core().desc(Core::String), text);
            self.set(Item::String(i as u32), literal.0 as u64);
        }
        for i in 0..self.meta.names.len() {
            let name = names::intern(&self.meta.names[i]);
            self.set(Item::Name(i as u32), u64::from(name));
        }
    }

    /// Fills in the addresses of compiled functions, in the order of `meta.functions`, and registers
    /// their side tables.
    pub fn link(&mut self, functions: &[*const u8], entries: Entries) {
        self.varargs_entry = entries.varargs;
        // SAFETY: no Haxe code runs yet.
        unsafe { (*ctx()).entry = Some(entries.entry) };
        code::set_files(self.meta.files.clone());
        let meta = &self.meta;
        code::register(
            meta.functions
                .iter()
                .zip(functions)
                .map(|(function, &start)| FunctionCode {
                    name: function.name.clone(),
                    start: start as usize,
                    len: function.code.size as usize,
                    locs: function.code.locs.clone(),
                    handlers: function
                        .code
                        .handlers
                        .iter()
                        .map(|it| (it.ret, it.handler, it.frame))
                        .collect(),
                    spans: function.spans.clone(),
                    inlined: function.inlined.clone(),
                }),
        );
        for (i, class) in meta.classes.iter().enumerate() {
            self.link_class(class, self.classes[i], functions);
        }
        for (i, enum_) in meta.enums.iter().enumerate() {
            let meta_code = enum_.meta.map(|index| functions[index as usize]);
            make::edit_info(self.enums[i], |info| info.meta = meta_code);
        }
        for (i, closure) in meta.closures.iter().enumerate() {
            let value = self.get(Item::ClosureValue(i as u32)) as *mut ClosureObj;
            if value.is_null() {
                continue;
            }
            let sig = &meta.sigs[closure.sig as usize];
            // SAFETY: made by `prepare_rest` for this closure.
            unsafe {
                (*value).code = functions[closure.code as usize];
                (*value).uniform = functions[sig.uniform as usize];
                (*value).sig_id = closure.sig;
                (*value).arity = sig.params.len() as u32;
            }
        }
    }

    fn link_class(&self, class: &ClassMeta, desc: *const TypeDesc, functions: &[*const u8]) {
        let code = |index: FnIdx| functions[index as usize];
        let vtable = class
            .vtable
            .iter()
            .map(|slot| slot.map_or(std::ptr::null(), code));
        make::set_vtable(desc, vtable);
        let itable: Vec<_> = class
            .itable
            .iter()
            .map(|&(selector, index)| (selector, code(index)))
            .collect();
        make::set_itable(desc, &itable);
        let name = |name: u32| names::intern(&self.meta.names[name as usize]);
        let parent = class.parent.map(|parent| self.classes[parent as usize]);
        make::edit_info(desc, |info| {
            if let Some(parent) = parent {
                // SAFETY: parents stand before their children and were linked before them.
                let parent = unsafe { &*parent }.info();
                info.methods = parent.methods.clone();
                info.construct = parent.construct;
            }
            for method in &class.methods {
                let parts = method
                    .code
                    .map(|method| self.parts(method, functions, true));
                info.methods.insert(name(method.name), parts);
                info.method_order.push(name(method.name));
            }
            if let Some(construct) = class.construct {
                info.construct = Some(self.parts(construct, functions, true));
            }
            for static_ in &class.statics {
                let value = match static_.kind {
                    StaticKind::Var { offset, tag } => Static::Var(Slot { offset, tag }),
                    StaticKind::Method { code: None } => Static::Method(Ref::NULL),
                    StaticKind::Method { code: Some(method) } => {
                        let parts = self.parts(method, functions, false);
                        let size = size_of::<crate::desc::BoundObj>();
                        let value = make::immortal_object(core().desc(Core::Method), size);
                        // SAFETY: just allocated with this size.
                        unsafe { call::write_bound(value, Ref::NULL, &parts) };
                        Static::Method(value)
                    }
                };
                info.statics.insert(name(static_.name), value);
                info.static_order.push(name(static_.name));
            }
            info.meta = class.meta.map(code);
        });
    }

    fn parts(
        &self,
        method: MethodCode,
        functions: &[*const u8],
        has_receiver: bool,
    ) -> ClosureParts {
        let sig = &self.meta.sigs[method.sig as usize];
        let thunk = if has_receiver { sig.bound } else { sig.unbound };
        let code = |index: FnIdx| functions[index as usize];
        ClosureParts {
            method: code(method.code),
            code: thunk.map_or(std::ptr::null(), code),
            uniform: code(sig.uniform),
            sig_id: method.sig,
            arity: sig.params.len() as u32,
            required: method.required,
        }
    }
}
