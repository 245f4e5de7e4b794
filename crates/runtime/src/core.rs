//! The types and objects that every program has: descriptors of strings, arrays and the other
//! built-in kinds, the empty string, one-character strings.

use crate::desc::{
    ARRAY_SIZE, BOUND_RECEIVER_OFFSET, BOUND_SIZE, BoxObj, BytesObj, CELL_SIZE, Kind, NativeObj,
    Ref, Repr, TypeDesc, TypeObj,
};
use crate::make::{self, DescSpec};
use crate::map::MapObj;
use crate::string;
use crate::table::Core;
use std::sync::LazyLock;

pub struct CoreTypes {
    by_index: [*const TypeDesc; Core::COUNT],
    pub blob: *const TypeDesc,
    pub blob_words: *const TypeDesc,
    pub native: *const TypeDesc,
    pub map: *const TypeDesc,
    /// The shape of `{}`.
    pub empty_shape: *const TypeDesc,
    pub empty_string: Ref,
    /// Strings of one ASCII character.
    pub chars: [Ref; 128],
    /// What is thrown when memory runs out, made while there is some.
    pub out_of_memory: Ref,
    pub null_text: Ref,
    pub true_text: Ref,
    pub false_text: Ref,
}

// SAFETY: all of it is immortal, and written only while it is made, but for the caches in strings,
// which only the thread that runs Haxe code touches.
unsafe impl Sync for CoreTypes {}
// SAFETY: as above.
unsafe impl Send for CoreTypes {}

static CORE: LazyLock<CoreTypes> = LazyLock::new(make_core);

/// The core types.
#[inline]
pub fn core() -> &'static CoreTypes {
    &CORE
}

impl CoreTypes {
    #[inline]
    pub fn desc(&self, core: Core) -> *const TypeDesc {
        self.by_index[core.index()]
    }
}

fn make_core() -> CoreTypes {
    let size = |bytes: usize| bytes as u32;
    // The descriptor of type objects is its own type object's descriptor: made first, then patched.
    let class = make::desc(
        DescSpec::new(Kind::TypeObject, "Class", size(size_of::<TypeObj>())),
        std::ptr::null(),
    );
    // SAFETY: just made; its type object is not shared yet.
    unsafe { (*(*class).type_object.0).desc = class };
    let make = |spec: DescSpec<'_>| make::desc(spec, class);

    let string = make(DescSpec::new(Kind::String, "String", 0));
    let mut by_index = [std::ptr::null(); Core::COUNT];
    by_index[Core::Class.index()] = class;
    by_index[Core::String.index()] = string;
    by_index[Core::Array.index()] = make(DescSpec::new(Kind::Array, "Array", ARRAY_SIZE));
    by_index[Core::Bytes.index()] = make(DescSpec::new(
        Kind::Bytes,
        "haxe.io.BytesData",
        size(size_of::<BytesObj>()),
    ));
    for (core, repr) in [
        (Core::CellScalar, Repr::I64),
        (Core::CellTraced, Repr::Word),
    ] {
        by_index[core.index()] = make(DescSpec::new(Kind::Cell, "", CELL_SIZE).repr(repr));
    }
    let types = [
        (Core::Int, "Int"),
        (Core::Float, "Float"),
        (Core::Bool, "Bool"),
        (Core::Dynamic, "Dynamic"),
        (Core::Enum, "Enum"),
    ];
    for (core, name) in types {
        by_index[core.index()] = make(DescSpec::new(Kind::Core, name, 0));
    }
    for (repr, name) in BOXED {
        let spec = DescSpec::new(Kind::Boxed, name, size(size_of::<BoxObj>())).repr(repr);
        by_index[Core::Boxed(repr).index()] = make(spec);
    }
    let bound = DescSpec {
        refs: &[BOUND_RECEIVER_OFFSET as u32],
        ..DescSpec::new(Kind::Closure, "", BOUND_SIZE)
    };
    by_index[Core::Method.index()] = make(bound);
    let text = |text: &str| string::immortal(string, text);
    CoreTypes {
        by_index,
        blob: make(DescSpec::new(Kind::Blob, "", 0)),
        blob_words: make(DescSpec::new(Kind::Blob, "", 0).repr(Repr::Word)),
        native: make(DescSpec::new(
            Kind::Native,
            "",
            size(size_of::<NativeObj>()),
        )),
        map: make(DescSpec::new(Kind::Map, "", size(size_of::<MapObj>()))),
        empty_shape: make(DescSpec::new(Kind::Anon, "", 0)),
        empty_string: text(""),
        chars: std::array::from_fn(|code| text(&char::from(code as u8).to_string())),
        out_of_memory: text("Out of memory"),
        null_text: text("null"),
        true_text: text("true"),
        false_text: text("false"),
    }
}

/// Scalars that need a box to become a word, and their types' names.
pub const BOXED: [(Repr, &str); 8] = [
    (Repr::I8, "i8"),
    (Repr::U8, "u8"),
    (Repr::I16, "i16"),
    (Repr::U16, "u16"),
    (Repr::U32, "u32"),
    (Repr::I64, "haxe.Int64"),
    (Repr::U64, "u64"),
    (Repr::F32, "f32"),
];
