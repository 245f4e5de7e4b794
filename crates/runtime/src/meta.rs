//! What the runtime must know of a program besides its code: types with their fields and tables,
//! function names and positions, string literals. Plain data, written by the code generator: handed
//! over directly when jitting, embedded as bytes in a stand-alone executable. [`crate::load`] makes
//! descriptors of it.
//!
//! Things refer to each other by index into the vectors of [`ProgramMeta`].

use crate::desc::Repr;
use serde::{Deserialize, Serialize};

pub type NameIdx = u32;
pub type FnIdx = u32;
pub type ClassIdx = u32;
pub type EnumIdx = u32;
pub type ClosureIdx = u32;

#[derive(Clone, Default, Debug, Serialize, Deserialize)]
pub struct ProgramMeta {
    /// Field and method names, without repetition. Compiled code passes a name as its index here.
    pub names: Vec<String>,
    pub files: Vec<FileMeta>,
    /// String literals.
    pub strings: Vec<String>,
    /// Classes and interfaces, a parent before its children.
    pub classes: Vec<ClassMeta>,
    pub enums: Vec<EnumMeta>,
    /// Functions that are made values.
    pub closures: Vec<ClosureMeta>,
    /// Shapes of object literals: names in the order written.
    pub shapes: Vec<Vec<NameIdx>>,
    /// Compiled functions. The addresses arrive in the same order, see `load::Program::link`.
    pub functions: Vec<FunctionMeta>,
    /// Size of the block of static variables. The block starts zeroed and is scanned for references.
    pub globals_size: u32,
    /// `--resource` contents by name.
    pub resources: Vec<(String, Vec<u8>)>,
}

#[derive(Clone, Default, Debug, Serialize, Deserialize)]
pub struct FileMeta {
    /// As printed by `trace` and in stack traces.
    pub name: String,
    /// Byte offsets at which lines start; the first is 0.
    pub line_starts: Vec<u32>,
}

/// Declared type of a field or argument, as far as dynamic access must know it to convert and check.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum TypeTag {
    /// Bool, Int, Float, Single, Int64 and the native scalars, unboxed.
    Scalar(Repr),
    /// A word that may hold anything: Dynamic, a type parameter, `Null<Int>`.
    Word,
    String,
    Array,
    Function,
    /// An anonymous structure: any object with fields.
    Structure,
    Class(ClassIdx),
    Enum(EnumIdx),
    /// Any other reference.
    Ref,
}

impl TypeTag {
    pub const fn repr(self) -> Repr {
        match self {
            TypeTag::Scalar(repr) => repr,
            TypeTag::Word => Repr::Word,
            TypeTag::String
            | TypeTag::Array
            | TypeTag::Function
            | TypeTag::Structure
            | TypeTag::Class(_)
            | TypeTag::Enum(_)
            | TypeTag::Ref => Repr::Ref,
        }
    }
}

#[derive(Clone, Default, Debug, Serialize, Deserialize)]
pub struct ClassMeta {
    /// Run-time name: the dotted path.
    pub name: String,
    pub is_interface: bool,
    pub parent: Option<ClassIdx>,
    /// Interfaces named in the declaration; an interface's are those it extends.
    pub interfaces: Vec<ClassIdx>,
    /// Size of an instance, header and parent's fields included.
    pub size: u32,
    /// Instance variables declared here (not the parent's).
    pub fields: Vec<FieldMeta>,
    /// The whole virtual table, the parent's slots first. `None` is a slot whose method is not part
    /// of the program.
    pub vtable: Vec<Option<FnIdx>>,
    /// Selector and implementation of every interface method, inherited ones included.
    pub itable: Vec<(u32, FnIdx)>,
    /// Methods declared here.
    pub methods: Vec<MethodMeta>,
    pub properties: Vec<PropertyMeta>,
    pub statics: Vec<StaticMeta>,
    pub static_properties: Vec<PropertyMeta>,
    /// `fn(this, word…) -> word`: the constructor's body over words. `None`: no constructor.
    pub construct: Option<FnIdx>,
    pub construct_arity: u32,
    /// `toString` as `fn(this) -> ref`, declared here or inherited.
    pub to_string: Option<FnIdx>,
    /// `fn() -> ref`: makes the structure that `haxe.rtti.Meta` reads.
    pub meta: Option<FnIdx>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FieldMeta {
    pub name: NameIdx,
    pub offset: u32,
    pub tag: TypeTag,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MethodMeta {
    pub name: NameIdx,
    /// The method as a value: a closure whose single capture is the receiver. `None`: the method is
    /// declared but is not part of the program.
    pub closure: Option<ClosureIdx>,
}

/// A property whose accessors run on `Reflect.getProperty`/`setProperty`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PropertyMeta {
    pub name: NameIdx,
    /// Names of the methods `get_x`, `set_x` where the property has them.
    pub getter: Option<NameIdx>,
    pub setter: Option<NameIdx>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StaticMeta {
    pub name: NameIdx,
    pub kind: StaticKind,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub enum StaticKind {
    /// At this offset in the block of static variables.
    Var { offset: u32, tag: TypeTag },
    /// A closure without captures; `None` when not part of the program.
    Method { closure: Option<ClosureIdx> },
}

#[derive(Clone, Default, Debug, Serialize, Deserialize)]
pub struct EnumMeta {
    pub name: String,
    pub ctors: Vec<CtorMeta>,
    pub meta: Option<FnIdx>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CtorMeta {
    pub name: NameIdx,
    /// Laid out by `desc::layout(ENUM_ARGS_OFFSET, …)`.
    pub args: Vec<TypeTag>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ClosureMeta {
    /// `fn(closure, args…)` with natural representations.
    pub code: FnIdx,
    /// `fn(closure, word…) -> word`.
    pub uniform: FnIdx,
    pub sig_id: u32,
    pub arity: u32,
    /// Laid out by `desc::layout(CLOSURE_CAPTURES_OFFSET, …)`.
    pub captures: Vec<Repr>,
    /// A method with its receiver as the only capture.
    pub is_bound_method: bool,
}

#[derive(Clone, Default, Debug, Serialize, Deserialize)]
pub struct FunctionMeta {
    /// As shown in stack traces: `pack.Class.field`.
    pub name: String,
    /// Positions that machine code refers to by index.
    pub spans: Vec<SpanMeta>,
    pub code: CodeMeta,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SpanMeta {
    pub file: u32,
    pub start: u32,
    pub end: u32,
}

/// Side tables of a function's machine code; offsets from its start.
#[derive(Clone, Default, Debug, Serialize, Deserialize)]
pub struct CodeMeta {
    pub size: u32,
    /// Calls that have a handler.
    pub handlers: Vec<HandlerMeta>,
    /// `(start, end, index into spans)`, ascending.
    pub locs: Vec<(u32, u32, u32)>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct HandlerMeta {
    /// Return address of the call.
    pub ret: u32,
    /// Where to continue.
    pub handler: u32,
    /// Distance from stack pointer to frame pointer in this function.
    pub frame: u32,
}
