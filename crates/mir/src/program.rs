//! Everything a run needs: functions and the layouts they mention.
//!
//! Slots. A virtual method is called by the *slot name* `class.method`, resolved from the named class
//! upwards. A class fills a slot with a function symbol; an override whose natural signature differs
//! from the slot's fills it with a bridge and may open a slot of its own (any other name will do, such
//! as `name$Child`) for callers that know the narrower type. Interface methods are slots of the
//! interface; a class fills them by listing a method of that name, so a signature that differs from
//! the interface's is filled under the key `Interface::name` when present, else `name`.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};

use crate::function::Function;
use crate::types::{Repr, Signature, Symbol};

pub type SymbolMap<T> = IndexMap<Symbol, T, FxBuildHasher>;

#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Program {
    pub functions: SymbolMap<Function>,
    pub classes: SymbolMap<ClassLayout>,
    pub enums: SymbolMap<EnumLayout>,
    pub globals: SymbolMap<GlobalLayout>,
    /// What reflection calls a type, or a field or constructor of it (`pack.Type.field`), where
    /// that is not its own name: `@:native`.
    pub natives: SymbolMap<Symbol>,
    /// By the name of a class or enum: the function without parameters that makes what
    /// `haxe.rtti.Meta` gives.
    pub metadata: SymbolMap<Symbol>,
    /// Paths that [`crate::Span::file`] indexes.
    pub files: Vec<Symbol>,
    /// Static initialisers in the order they run, before the entry.
    pub inits: Vec<Symbol>,
    pub entry: Option<Symbol>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ClassKind {
    Class,
    Interface,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ClassLayout {
    pub name: Symbol,
    pub kind: ClassKind,
    pub parent: Option<Symbol>,
    /// For an interface: those it extends.
    pub interfaces: Vec<Symbol>,
    /// Own instance variables; the parent's come before them in memory.
    pub fields: Vec<FieldLayout>,
    pub methods: Vec<MethodLayout>,
    pub statics: Vec<StaticLayout>,
    /// The constructor's body, receiver first, for creation by reflection.
    pub ctor: Option<Symbol>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FieldLayout {
    pub name: Symbol,
    pub repr: Repr,
    /// The declared Haxe type as text, for reflection.
    pub hint: Symbol,
    /// Whether reflection lists it (a physical variable the program declared).
    pub visible: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MethodLayout {
    /// The slot's name; what reflection calls the method unless it contains `$` or `::`.
    pub name: Symbol,
    /// The function that fills it; `None` in interfaces and for abstract methods.
    pub symbol: Option<Symbol>,
    /// Receiver first.
    pub sig: Signature,
    /// A method without a slot is only found by reflection (private helpers, final methods).
    pub virtual_: bool,
    /// Parameters that a caller by reflection may leave out, counted from the end.
    pub optional: u32,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StaticLayout {
    pub name: Symbol,
    pub member: StaticMember,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum StaticMember {
    Variable { global: Symbol },
    Function { symbol: Symbol, sig: Signature },
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EnumLayout {
    pub name: Symbol,
    /// In declaration order: the index is the tag.
    pub ctors: Vec<CtorLayout>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CtorLayout {
    pub name: Symbol,
    /// Argument names with the representation of their declared types.
    pub args: Vec<(Symbol, Repr)>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GlobalLayout {
    pub name: Symbol,
    pub repr: Repr,
    pub hint: Symbol,
}

impl Program {
    pub fn add_function(&mut self, function: Function) {
        self.functions.insert(function.name.clone(), function);
    }

    pub fn add_class(&mut self, class: ClassLayout) {
        self.classes.insert(class.name.clone(), class);
    }

    pub fn add_enum(&mut self, enum_: EnumLayout) {
        self.enums.insert(enum_.name.clone(), enum_);
    }

    pub fn add_global(&mut self, global: GlobalLayout) {
        self.globals.insert(global.name.clone(), global);
    }

    /// What reflection calls the type.
    pub fn shown_type<'a>(&'a self, name: &'a Symbol) -> &'a Symbol {
        self.natives.get(name).unwrap_or(name)
    }

    /// What reflection calls a field or constructor of the type.
    pub fn shown_member<'a>(&'a self, of: &str, name: &'a Symbol) -> &'a Symbol {
        if self.natives.is_empty() {
            return name;
        }
        self.natives
            .get(format!("{of}.{name}").as_str())
            .unwrap_or(name)
    }

    /// The class and its parents, nearest first. Ends at a parent that is not in the program or that
    /// was already seen.
    pub fn ancestors<'a>(&'a self, class: &str) -> impl Iterator<Item = &'a ClassLayout> {
        let mut left = self.classes.len();
        std::iter::successors(self.classes.get(class), move |class| {
            left = left.checked_sub(1)?;
            self.classes.get(class.parent.as_ref()?)
        })
    }

    pub fn find_field(&self, class: &str, field: &str) -> Option<&FieldLayout> {
        self.ancestors(class)
            .find_map(|class| class.fields.iter().find(|it| it.name == field))
    }

    /// The slot `method` as seen from `class`: for an interface, also in those it extends.
    pub fn find_method(&self, class: &str, method: &str) -> Option<&MethodLayout> {
        let mut found = self
            .ancestors(class)
            .find_map(|class| class.methods.iter().find(|it| it.name == method));
        if found.is_none() {
            let layout = self.classes.get(class)?;
            found = layout
                .interfaces
                .iter()
                .find_map(|it| self.find_method(it, method));
        }
        found
    }

    pub fn find_ctor(&self, enum_: &str, ctor: &str) -> Option<(u32, &CtorLayout)> {
        let (tag, ctor) = self
            .enums
            .get(enum_)?
            .ctors
            .iter()
            .enumerate()
            .find(|(_, it)| it.name == ctor)?;
        Some((tag as u32, ctor))
    }
}

impl ClassLayout {
    pub fn new(name: impl Into<Symbol>) -> ClassLayout {
        ClassLayout {
            name: name.into(),
            kind: ClassKind::Class,
            parent: None,
            interfaces: Vec::new(),
            fields: Vec::new(),
            methods: Vec::new(),
            statics: Vec::new(),
            ctor: None,
        }
    }
}
