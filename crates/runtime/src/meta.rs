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
pub type SigIdx = u32;

#[derive(Clone, Default, Debug, Serialize, Deserialize)]
pub struct ProgramMeta {
    /// Field and method names, without repetition. Compiled code passes the number that the program
    /// table has for it (`table::Item::Name`).
    pub names: Vec<String>,
    /// Source files as printed in stack traces.
    pub files: Vec<String>,
    /// String literals.
    pub strings: Vec<String>,
    /// Classes and interfaces, a parent before its children.
    pub classes: Vec<ClassMeta>,
    pub enums: Vec<EnumMeta>,
    /// Natural signatures of closures and of methods that reflection can call; `sig_id` of a closure.
    pub sigs: Vec<SigMeta>,
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
    /// The constructor's body, receiver first. `None`: no constructor, here or inherited.
    pub construct: Option<MethodCode>,
    /// `fn() -> ref`: makes the structure that `haxe.rtti.Meta` reads.
    pub meta: Option<FnIdx>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FieldMeta {
    pub name: NameIdx,
    pub offset: u32,
    pub tag: TypeTag,
    /// Whether reflection shows it.
    pub visible: bool,
}

/// A natural signature, without receiver.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SigMeta {
    pub params: Vec<Repr>,
    pub ret: Repr,
    /// `fn(closure, *const word, n) -> word`: unpacks the words (missing ones are null), calls the
    /// closure's typed code, packs the result.
    pub uniform: FnIdx,
    /// `fn(closure, args…) -> ret` for a [bound method](crate::desc::BoundObj): calls
    /// `closure.method(closure.receiver, args…)`. `None` when no method has this signature.
    pub bound: Option<FnIdx>,
    /// The same for a static function: calls `closure.method(args…)`.
    pub unbound: Option<FnIdx>,
}

/// Code with its signature.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct MethodCode {
    pub code: FnIdx,
    /// Without the receiver.
    pub sig: SigIdx,
    /// Arguments that must be given.
    pub required: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MethodMeta {
    pub name: NameIdx,
    /// `None`: declared, but not part of the program.
    pub code: Option<MethodCode>,
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
    /// `None` when not part of the program.
    Method { code: Option<MethodCode> },
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
    pub sig: SigIdx,
    /// Laid out by `desc::layout(CLOSURE_CAPTURES_OFFSET, …)`.
    pub captures: Vec<Repr>,
}

#[derive(Clone, Default, Debug, Serialize, Deserialize)]
pub struct FunctionMeta {
    /// As shown in stack traces: `pack.Class.field`.
    pub name: String,
    /// Positions that machine code refers to by index.
    pub spans: Vec<SpanMeta>,
    /// Innermost first, where ranges are nested.
    pub inlined: Vec<InlinedMeta>,
    pub code: CodeMeta,
}

/// A range of a function's spans that belongs to a function compiled into it. Ranges are nested or
/// apart.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InlinedMeta {
    pub first: u32,
    pub end: u32,
    pub name: String,
    /// The span of the call.
    pub call: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SpanMeta {
    pub file: u32,
    pub start: u32,
    pub end: u32,
    /// From 1.
    pub line: u32,
    pub column: u32,
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
