//! What a heap object looks like: the descriptor its first word points to, and the layout of each
//! kind of object. Compiled code reads and writes these fields directly, so every offset it uses
//! is a constant here and a test holds it to the Rust struct.
//!
//! A descriptor is built once, when a program is loaded, and never moves or dies. The collector
//! traces an object by the kind in its descriptor, a type test compares descriptors, a virtual call
//! loads from the table behind the descriptor.

use crate::info::TypeInfo;
use crate::word::Word;
use std::cell::Cell;

/// What every heap object starts with.
#[repr(C)]
#[derive(Debug)]
pub struct Obj {
    pub desc: *const TypeDesc,
}

/// A reference: a pointer to a live heap object, or null. Whoever makes one vouches for that; compiled
/// code only ever passes such pointers, so reading through a `Ref` that is not null is sound.
#[repr(transparent)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ref(pub *mut Obj);

impl Ref {
    pub const NULL: Ref = Ref(std::ptr::null_mut());

    #[inline]
    pub fn is_null(self) -> bool {
        self.0.is_null()
    }

    /// The descriptor. Only for references that are not null.
    #[inline]
    pub fn desc(self) -> &'static TypeDesc {
        debug_assert!(!self.is_null());
        // SAFETY: a reference that is not null points to a live object, whose header points to a
        // descriptor, and descriptors live as long as the program.
        unsafe { &*(*self.0).desc }
    }

    #[inline]
    pub fn kind(self) -> Kind {
        self.desc().kind
    }

    /// Whether this is an object of `kind` (null is of none).
    #[inline]
    pub fn is(self, kind: Kind) -> bool {
        !self.is_null() && self.kind() == kind
    }
}

/// The kind of an object: how it is traced, printed and compared.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// [`StringObj`]
    String = 1,
    /// [`ArrayObj`]
    Array = 2,
    /// Bytes without references: array and string storage.
    Blob = 3,
    /// [`AnonObj`]: an anonymous structure. One descriptor per shape.
    Anon = 4,
    /// An instance of a class.
    Instance = 5,
    /// [`EnumObj`]. One descriptor per constructor.
    EnumValue = 6,
    /// [`ClosureObj`]. One descriptor per function that is made a value.
    Closure = 7,
    /// A captured variable: one slot behind the header.
    Cell = 8,
    /// [`BoxObj`]: an Int64 or a native scalar that met a word.
    Boxed = 9,
    /// [`TypeObj`]: a `Class<T>` or `Enum<T>` value.
    TypeObject = 10,
    /// [`NativeObj`]: owns something of the runtime's (a file, a compiled regular expression).
    Native = 11,
    /// [`crate::map::MapObj`]: the storage of a Haxe map.
    Map = 12,
    /// [`BytesObj`]: the storage of `haxe.io.Bytes`.
    Bytes = 13,
    /// No objects: the descriptor of an interface.
    Interface = 14,
    /// No objects: the descriptor of an enum, parent of its constructors'.
    Enum = 15,
    /// No objects: Int, Float, Bool, Dynamic and the native scalars as type values.
    Core = 16,
}

/// What a field, argument, element or global holds. `Ref` and `Word` are seen by the collector.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, serde::Serialize, serde::Deserialize)]
pub enum Repr {
    Void = 0,
    Bool = 1,
    I8 = 2,
    U8 = 3,
    I16 = 4,
    U16 = 5,
    I32 = 6,
    U32 = 7,
    I64 = 8,
    U64 = 9,
    F32 = 10,
    F64 = 11,
    Ref = 12,
    Word = 13,
    /// Raw memory, not seen by the collector.
    Ptr = 14,
}

impl Repr {
    /// Size and alignment in bytes.
    pub const fn size(self) -> u32 {
        match self {
            Repr::Void => 0,
            Repr::Bool | Repr::I8 | Repr::U8 => 1,
            Repr::I16 | Repr::U16 => 2,
            Repr::I32 | Repr::U32 | Repr::F32 => 4,
            Repr::I64 | Repr::U64 | Repr::F64 | Repr::Ref | Repr::Word | Repr::Ptr => 8,
        }
    }

    pub const fn is_traced(self) -> bool {
        matches!(self, Repr::Ref | Repr::Word)
    }
}

/// Lays `fields` out after `start` bytes, each at its natural alignment, in the given order.
/// Returns their offsets and where they end. Classes start at their parent's end (the first at
/// [`HEADER_SIZE`]), enum arguments at [`ENUM_ARGS_OFFSET`], captures at [`CLOSURE_CAPTURES_OFFSET`].
pub fn layout(start: u32, fields: impl IntoIterator<Item = Repr>) -> (Vec<u32>, u32) {
    let mut end = start;
    let mut offsets = Vec::new();
    for repr in fields {
        let size = repr.size().max(1);
        end = end.next_multiple_of(size);
        offsets.push(end);
        end += repr.size();
    }
    (offsets, end)
}

/// One entry of an interface table.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ItableEntry {
    /// Selector number plus one; zero for an empty entry.
    pub selector: u64,
    pub code: *const u8,
}

/// The descriptor of a type. The virtual table follows it in memory: entry `i` is a code pointer
/// at `desc + VTABLE_OFFSET + 8 * i`.
#[repr(C)]
#[derive(Debug)]
pub struct TypeDesc {
    pub kind: Kind,
    /// For [`Kind::Boxed`] and [`Kind::Cell`]: what is inside.
    pub repr: Repr,
    pub _pad: u16,
    /// Size of an instance with its header, for kinds of fixed size.
    pub size: u32,
    /// Number of ancestors: `display[depth]` is this descriptor.
    pub depth: u32,
    pub vtable_len: u32,
    /// Ancestors from the root down to this descriptor. An enum constructor's parent is its enum.
    /// `x is C` for a class or enum C: `x.desc.depth >= C.depth && x.desc.display[C.depth] == C`.
    pub display: *const *const TypeDesc,
    /// Perfect hash from selector to code: entry `selector & itable_mask`. Never null: at least one
    /// (empty) entry. A different selector found there means "not implemented".
    pub itable: *const ItableEntry,
    pub itable_mask: u64,
    /// Offsets of the slots that hold a reference or a word.
    pub refs: *const u32,
    pub n_refs: u32,
    /// Number of the descriptor, dense, in order of creation.
    pub id: u32,
    /// The `Class<T>`/`Enum<T>` value, made at the same time.
    pub type_object: Ref,
    /// Names, fields and everything else that only reflection wants.
    pub info: *const TypeInfo,
}

pub const HEADER_SIZE: u32 = 8;
pub const DESC_KIND_OFFSET: i32 = 0;
pub const DESC_SIZE_OFFSET: i32 = 4;
pub const DESC_DEPTH_OFFSET: i32 = 8;
pub const DESC_DISPLAY_OFFSET: i32 = 16;
pub const DESC_ITABLE_OFFSET: i32 = 24;
pub const DESC_ITABLE_MASK_OFFSET: i32 = 32;
pub const DESC_TYPE_OBJECT_OFFSET: i32 = 56;
pub const VTABLE_OFFSET: i32 = 72;
pub const ITABLE_ENTRY_SIZE: i32 = 16;

/// A string: UTF-8 bytes, immutable, indexed by code points. `bytes` points behind the header
/// (`STRING_INLINE`), or into a blob that several strings share; either way it is ready to read.
/// All characters are ASCII exactly when `len == byte_len`: then unit `i` is byte `i`.
#[repr(C)]
#[derive(Debug)]
pub struct StringObj {
    pub header: Obj,
    /// Number of code points.
    pub len: u32,
    pub byte_len: u32,
    pub bytes: *const u8,
    /// Hash of the content, 0 while unknown.
    pub hash: u32,
    pub flags: u32,
    // Inline bytes follow; when not inline, one reference to the index table.
}

pub const STRING_LEN_OFFSET: i32 = 8;
pub const STRING_BYTE_LEN_OFFSET: i32 = 12;
pub const STRING_BYTES_OFFSET: i32 = 16;
pub const STRING_FLAGS_OFFSET: i32 = 28;
pub const STRING_INLINE_OFFSET: u32 = 32;

/// The element kind of an array.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub enum ElemKind {
    I32 = 0,
    F64 = 1,
    Bool = 2,
    /// Words and references.
    Word = 3,
}

impl ElemKind {
    pub const fn size(self) -> usize {
        match self {
            ElemKind::I32 => 4,
            ElemKind::F64 | ElemKind::Word => 8,
            ElemKind::Bool => 1,
        }
    }
}

/// An array. A store that does not fit the kind turns the array into a word array, so code that
/// keeps `data` or `kind` in a register must reload both after anything that can store elsewhere.
#[repr(C)]
#[derive(Debug)]
pub struct ArrayObj {
    pub header: Obj,
    /// First element; null while capacity is 0. Elements from `len` to `cap` are zero.
    pub data: Cell<*mut u8>,
    pub len: Cell<u32>,
    pub cap: Cell<u32>,
    pub kind: Cell<ElemKind>,
}

pub const ARRAY_DATA_OFFSET: i32 = 8;
pub const ARRAY_LEN_OFFSET: i32 = 16;
pub const ARRAY_CAP_OFFSET: i32 = 20;
pub const ARRAY_KIND_OFFSET: i32 = 24;
pub const ARRAY_SIZE: u32 = 32;

/// An anonymous structure. Its descriptor is its shape: which names it has, in insertion order.
/// Field `i` of the shape is the word `slots[i]`. An access site keeps `(descriptor, i)`.
#[repr(C)]
#[derive(Debug)]
pub struct AnonObj {
    pub header: Obj,
    /// The words: behind this header, or in a blob once fields were added.
    pub slots: *mut Word,
    pub cap: u32,
    pub _pad: u32,
    // Inline slots follow.
}

pub const ANON_SLOTS_OFFSET: i32 = 8;
pub const ANON_CAP_OFFSET: i32 = 16;
pub const ANON_INLINE_OFFSET: u32 = 24;

/// An enum value. The arguments follow at their natural offsets from [`ENUM_ARGS_OFFSET`].
#[repr(C)]
#[derive(Debug)]
pub struct EnumObj {
    pub header: Obj,
    /// Index of the constructor in its enum.
    pub tag: i32,
}

pub const ENUM_TAG_OFFSET: i32 = 8;
pub const ENUM_ARGS_OFFSET: u32 = 12;

/// A function value. `code` is `fn(closure, args…) -> result` with the natural representations of
/// signature `sig_id`; `uniform` is `fn(closure, *const word, n) -> word`. Both use the calling
/// convention of compiled code.
#[repr(C)]
#[derive(Debug)]
pub struct ClosureObj {
    pub header: Obj,
    pub code: *const u8,
    pub uniform: *const u8,
    pub sig_id: u32,
    pub arity: u32,
    // Captures follow.
}

pub const CLOSURE_CODE_OFFSET: i32 = 8;
pub const CLOSURE_UNIFORM_OFFSET: i32 = 16;
pub const CLOSURE_SIG_OFFSET: i32 = 24;
pub const CLOSURE_ARITY_OFFSET: i32 = 28;
pub const CLOSURE_CAPTURES_OFFSET: u32 = 32;

/// A method with its receiver, or a static function, as a closure. Its descriptor is `Core::Method`.
#[repr(C)]
#[derive(Debug)]
pub struct BoundObj {
    pub closure: ClosureObj,
    /// Null for a static function.
    pub receiver: Ref,
    /// The function itself.
    pub method: *const u8,
}

pub const BOUND_RECEIVER_OFFSET: i32 = 32;
pub const BOUND_METHOD_OFFSET: i32 = 40;
pub const BOUND_SIZE: u32 = 48;

/// A captured variable: the value, of any representation, stands at [`CELL_VALUE_OFFSET`].
pub const CELL_VALUE_OFFSET: i32 = 8;
pub const CELL_SIZE: u32 = 16;

/// A boxed Int64 or native scalar; `desc.repr` says which. Narrow ones are stored extended to 64
/// bits, an f32 as its bits.
#[repr(C)]
#[derive(Debug)]
pub struct BoxObj {
    pub header: Obj,
    pub bits: u64,
}

pub const BOX_VALUE_OFFSET: i32 = 8;

/// A class or enum as a value.
#[repr(C)]
#[derive(Debug)]
pub struct TypeObj {
    pub header: Obj,
    pub target: *const TypeDesc,
}

pub const TYPE_OBJECT_TARGET_OFFSET: i32 = 8;

/// An object that owns a Rust value; dropped by the collector.
#[repr(C)]
#[derive(Debug)]
pub struct NativeObj {
    pub header: Obj,
    /// A `Box<dyn Any>` in raw form, or null once closed.
    pub payload: *mut Box<dyn std::any::Any>,
}

/// Storage of `haxe.io.Bytes`.
#[repr(C)]
#[derive(Debug)]
pub struct BytesObj {
    pub header: Obj,
    pub data: Cell<*mut u8>,
    pub len: Cell<u32>,
    /// Of a string buffer: its length in code points.
    pub units: Cell<u32>,
}

pub const BYTES_DATA_OFFSET: i32 = 8;
pub const BYTES_LEN_OFFSET: i32 = 16;

/// What one access by name remembers, compiled code's own memory, zeroed at first. Structures and
/// instances have a half each, because a site whose objects are of one kind wants only that test.
/// `object.desc == shape`: the field is `object.slots[index]`. `object.desc == class`: it stands at
/// `offset` in the object and is a `repr` ([`SITE_REPRS`] only).
#[repr(C)]
#[derive(Debug)]
pub struct SiteCache {
    pub shape: *const TypeDesc,
    pub index: u32,
    pub _pad: u32,
    pub class: *const TypeDesc,
    pub offset: u32,
    pub repr: u32,
}

pub const SITE_CACHE_SIZE: u32 = 32;
pub const SITE_CACHE_INDEX_OFFSET: i32 = 8;
pub const SITE_CACHE_CLASS_OFFSET: i32 = 16;
pub const SITE_CACHE_FIELD_OFFSET: i32 = 24;
pub const SITE_CACHE_REPR_OFFSET: i32 = 28;

/// Fields that an access site remembers: those that become a word without allocating.
pub const SITE_REPRS: [Repr; 5] = [Repr::Bool, Repr::I32, Repr::F64, Repr::Ref, Repr::Word];

/// What one call by name remembers: the receivers' class, and the bound method of theirs, all but its
/// receiver.
#[repr(C)]
#[derive(Debug)]
pub struct CallCache {
    pub class: *const TypeDesc,
    pub method: *const u8,
    pub code: *const u8,
    pub uniform: *const u8,
    pub sig_id: u32,
    pub arity: u32,
}

pub const CALL_CACHE_SIZE: u32 = 40;
pub const CALL_CACHE_METHOD_OFFSET: i32 = 8;
pub const CALL_CACHE_CODE_OFFSET: i32 = 16;
pub const CALL_CACHE_UNIFORM_OFFSET: i32 = 24;
/// Signature and arity, in one word as in a closure.
pub const CALL_CACHE_SIG_OFFSET: i32 = 32;

impl TypeDesc {
    /// Whether `self` is `ancestor` or inherits from it; classes and enums, not interfaces.
    #[inline]
    pub fn is_subclass(&self, ancestor: *const TypeDesc) -> bool {
        // SAFETY: descriptors live for the whole run and `display` has `depth + 1` entries.
        unsafe {
            self.depth >= (*ancestor).depth
                && *self.display.add((*ancestor).depth as usize) == ancestor
        }
    }

    #[inline]
    pub fn info(&self) -> &'static TypeInfo {
        // SAFETY: every descriptor is created with its info, and neither is freed before the run ends.
        unsafe { &*self.info }
    }

    #[inline]
    pub fn refs(&self) -> &[u32] {
        if self.n_refs == 0 {
            return &[];
        }
        // SAFETY: `refs` points to `n_refs` offsets for as long as the descriptor lives.
        unsafe { std::slice::from_raw_parts(self.refs, self.n_refs as usize) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::mem::{offset_of, size_of};

    #[test]
    fn offsets_are_those_of_the_structs() {
        let pairs = [
            (DESC_KIND_OFFSET, offset_of!(TypeDesc, kind)),
            (DESC_SIZE_OFFSET, offset_of!(TypeDesc, size)),
            (DESC_DEPTH_OFFSET, offset_of!(TypeDesc, depth)),
            (DESC_DISPLAY_OFFSET, offset_of!(TypeDesc, display)),
            (DESC_ITABLE_OFFSET, offset_of!(TypeDesc, itable)),
            (DESC_ITABLE_MASK_OFFSET, offset_of!(TypeDesc, itable_mask)),
            (DESC_TYPE_OBJECT_OFFSET, offset_of!(TypeDesc, type_object)),
            (VTABLE_OFFSET, size_of::<TypeDesc>()),
            (ITABLE_ENTRY_SIZE, size_of::<ItableEntry>()),
            (STRING_LEN_OFFSET, offset_of!(StringObj, len)),
            (STRING_BYTE_LEN_OFFSET, offset_of!(StringObj, byte_len)),
            (STRING_BYTES_OFFSET, offset_of!(StringObj, bytes)),
            (STRING_FLAGS_OFFSET, offset_of!(StringObj, flags)),
            (STRING_INLINE_OFFSET as i32, size_of::<StringObj>()),
            (ARRAY_DATA_OFFSET, offset_of!(ArrayObj, data)),
            (ARRAY_LEN_OFFSET, offset_of!(ArrayObj, len)),
            (ARRAY_CAP_OFFSET, offset_of!(ArrayObj, cap)),
            (ARRAY_KIND_OFFSET, offset_of!(ArrayObj, kind)),
            (ARRAY_SIZE as i32, size_of::<ArrayObj>()),
            (ANON_SLOTS_OFFSET, offset_of!(AnonObj, slots)),
            (ANON_CAP_OFFSET, offset_of!(AnonObj, cap)),
            (ANON_INLINE_OFFSET as i32, size_of::<AnonObj>()),
            (ENUM_TAG_OFFSET, offset_of!(EnumObj, tag)),
            (CLOSURE_CODE_OFFSET, offset_of!(ClosureObj, code)),
            (CLOSURE_UNIFORM_OFFSET, offset_of!(ClosureObj, uniform)),
            (CLOSURE_SIG_OFFSET, offset_of!(ClosureObj, sig_id)),
            (CLOSURE_ARITY_OFFSET, offset_of!(ClosureObj, arity)),
            (CLOSURE_CAPTURES_OFFSET as i32, size_of::<ClosureObj>()),
            (BOUND_RECEIVER_OFFSET, offset_of!(BoundObj, receiver)),
            (BOUND_METHOD_OFFSET, offset_of!(BoundObj, method)),
            (BOUND_SIZE as i32, size_of::<BoundObj>()),
            (BOX_VALUE_OFFSET, offset_of!(BoxObj, bits)),
            (TYPE_OBJECT_TARGET_OFFSET, offset_of!(TypeObj, target)),
            (BYTES_DATA_OFFSET, offset_of!(BytesObj, data)),
            (BYTES_LEN_OFFSET, offset_of!(BytesObj, len)),
            (SITE_CACHE_SIZE as i32, size_of::<SiteCache>()),
            (SITE_CACHE_INDEX_OFFSET, offset_of!(SiteCache, index)),
            (SITE_CACHE_CLASS_OFFSET, offset_of!(SiteCache, class)),
            (SITE_CACHE_FIELD_OFFSET, offset_of!(SiteCache, offset)),
            (SITE_CACHE_REPR_OFFSET, offset_of!(SiteCache, repr)),
            (CALL_CACHE_SIZE as i32, size_of::<CallCache>()),
            (CALL_CACHE_METHOD_OFFSET, offset_of!(CallCache, method)),
            (CALL_CACHE_CODE_OFFSET, offset_of!(CallCache, code)),
            (CALL_CACHE_UNIFORM_OFFSET, offset_of!(CallCache, uniform)),
            (CALL_CACHE_SIG_OFFSET, offset_of!(CallCache, sig_id)),
        ];
        for (constant, actual) in pairs {
            assert_eq!(constant as usize, actual);
        }
    }

    #[test]
    fn fields_stand_at_their_natural_alignment() {
        let fields = [Repr::Bool, Repr::I32, Repr::U8, Repr::F64, Repr::I16];
        assert_eq!(layout(HEADER_SIZE, fields), (vec![8, 12, 16, 24, 32], 34));
        assert_eq!(
            layout(ENUM_ARGS_OFFSET, [Repr::I32, Repr::Word]),
            (vec![12, 16], 24)
        );
    }
}
