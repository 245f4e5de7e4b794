//! What reflection knows of a type: names, fields, methods. Reached from a descriptor, never touched
//! by compiled code.

use crate::desc::{Ref, TypeDesc};
use crate::meta::TypeTag;
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// A field or method name, interned: [`crate::names`].
pub type Name = u32;

#[derive(Debug, Default)]
pub struct TypeInfo {
    /// Run-time name, the dotted path; for an enum constructor its bare name.
    pub name: String,
    /// Where an instance's fields are, inherited ones included.
    pub fields: FxHashMap<Name, Slot>,
    /// Instance variables, ancestors' first, in order of declaration.
    pub field_order: Vec<Name>,
    /// Methods, inherited ones included; the most derived wins.
    pub methods: FxHashMap<Name, Method>,
    /// Methods declared in this class, in order.
    pub method_order: Vec<Name>,
    pub properties: FxHashMap<Name, Accessors>,
    pub statics: FxHashMap<Name, Static>,
    pub static_order: Vec<Name>,
    pub static_properties: FxHashMap<Name, Accessors>,
    /// Every interface, direct or inherited.
    pub interfaces: Vec<*const TypeDesc>,
    pub is_interface: bool,
    pub construct: Option<ClosureParts>,
    pub meta: Option<Code>,
    /// Of an enum: its constructors' descriptors.
    pub ctors: Vec<*const TypeDesc>,
    /// Of an enum constructor: index in its enum, arguments, and the value if it takes none.
    pub tag: i32,
    pub args: Vec<Slot>,
    pub singleton: Option<Ref>,
    /// Of a shape: the fields' names in order, and the shapes reached by adding a field.
    pub shape: Vec<Name>,
    pub transitions: RefCell<FxHashMap<Name, *const TypeDesc>>,
}

/// A place for a value inside an object or the static variables.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    pub offset: u32,
    pub tag: TypeTag,
}

/// Address of compiled code.
pub type Code = *const u8;

/// `None`: declared, but not part of the program.
pub type Method = Option<ClosureParts>;

/// What a [bound method](crate::desc::BoundObj) is made of.
#[derive(Clone, Copy, Debug)]
pub struct ClosureParts {
    /// The method itself.
    pub method: Code,
    pub code: Code,
    pub uniform: Code,
    pub sig_id: u32,
    pub arity: u32,
    pub required: u32,
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Accessors {
    pub getter: Option<Name>,
    pub setter: Option<Name>,
}

#[derive(Clone, Copy, Debug)]
pub enum Static {
    Var(Slot),
    /// The function value; null when not part of the program.
    Method(Ref),
}
