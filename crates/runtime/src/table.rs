//! The program table: one array of 64-bit words through which compiled code finds what the runtime
//! made for it at load time: descriptors, string literals, function values without captures.
//!
//! The code generator asks [`TableLayout::slot`] for a number and loads from the table, or, when
//! jitting, takes the value of `load::Program::table` at that number as a constant; what the
//! numbers mean depends only on the program's [`ProgramMeta`].

use crate::desc::Repr;
use crate::meta::ProgramMeta;

/// Descriptors that every program has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Core {
    String,
    Array,
    Bytes,
    /// A captured variable that the collector does not trace.
    CellScalar,
    /// A captured variable that holds a reference or a word.
    CellTraced,
    /// The box of a scalar: I8 … F32 (see [`Repr`]); Bool, I32 and F64 need none.
    Boxed(Repr),
    /// Types without objects, for type tests and as values.
    Int,
    Float,
    Bool,
    Dynamic,
    Class,
    Enum,
    /// A bound method or a static function as a value, [`crate::desc::BoundObj`].
    Method,
}

impl Core {
    pub const COUNT: usize = 26;

    pub const fn index(self) -> usize {
        match self {
            Core::String => 0,
            Core::Array => 1,
            Core::Bytes => 2,
            Core::CellScalar => 3,
            Core::CellTraced => 4,
            Core::Int => 5,
            Core::Float => 6,
            Core::Bool => 7,
            Core::Dynamic => 8,
            Core::Class => 9,
            Core::Enum => 10,
            Core::Method => 11,
            Core::Boxed(repr) => 12 + repr as usize - 1,
        }
    }
}

/// Something the table has a slot for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Item {
    /// Descriptor of a core type.
    Core(Core),
    /// The core type as a value (`Int` in `Std.isOfType(x, Int)`).
    CoreValue(Core),
    /// Descriptor of a class or interface.
    Class(u32),
    /// The class as a value, `Class<T>`.
    ClassValue(u32),
    /// Descriptor of an enum.
    Enum(u32),
    EnumValue(u32),
    /// Descriptor of a constructor: enum, constructor.
    Ctor(u32, u32),
    /// The value of a constructor without arguments; null for one with.
    CtorValue(u32, u32),
    /// Descriptor of a function value.
    Closure(u32),
    /// The function value itself if it has no captures, else null.
    ClosureValue(u32),
    /// Descriptor of an object literal's shape.
    Shape(u32),
    /// A string literal.
    String(u32),
    /// The number of a name: what entry points that take a field name want.
    Name(u32),
    /// The address of the row of strings of one ASCII character.
    Chars,
}

/// Slot numbers of one program.
#[derive(Clone, Debug)]
pub struct TableLayout {
    classes: usize,
    enums: usize,
    /// First slot of each enum's constructors.
    ctors: Vec<usize>,
    closures: usize,
    shapes: usize,
    strings: usize,
    names: usize,
    len: usize,
}

impl TableLayout {
    pub fn new(meta: &ProgramMeta) -> TableLayout {
        let classes = 2 * Core::COUNT;
        let enums = classes + 2 * meta.classes.len();
        let mut next = enums + 2 * meta.enums.len();
        let mut ctors = Vec::with_capacity(meta.enums.len());
        for enum_ in &meta.enums {
            ctors.push(next);
            next += 2 * enum_.ctors.len();
        }
        let closures = next;
        let shapes = closures + 2 * meta.closures.len();
        let strings = shapes + meta.shapes.len();
        let names = strings + meta.strings.len();
        TableLayout {
            classes,
            enums,
            ctors,
            closures,
            shapes,
            strings,
            names,
            // The last one is `Chars`.
            len: names + meta.names.len() + 1,
        }
    }

    pub fn slot(&self, item: Item) -> usize {
        match item {
            Item::Core(core) => 2 * core.index(),
            Item::CoreValue(core) => 2 * core.index() + 1,
            Item::Class(class) => self.classes + 2 * class as usize,
            Item::ClassValue(class) => self.classes + 2 * class as usize + 1,
            Item::Enum(enum_) => self.enums + 2 * enum_ as usize,
            Item::EnumValue(enum_) => self.enums + 2 * enum_ as usize + 1,
            Item::Ctor(enum_, ctor) => self.ctors[enum_ as usize] + 2 * ctor as usize,
            Item::CtorValue(enum_, ctor) => self.ctors[enum_ as usize] + 2 * ctor as usize + 1,
            Item::Closure(closure) => self.closures + 2 * closure as usize,
            Item::ClosureValue(closure) => self.closures + 2 * closure as usize + 1,
            Item::Shape(shape) => self.shapes + shape as usize,
            Item::String(string) => self.strings + string as usize,
            Item::Name(name) => self.names + name as usize,
            Item::Chars => self.len - 1,
        }
    }

    /// Number of slots.
    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meta::{ClassMeta, ClosureMeta, CtorMeta, EnumMeta};

    #[test]
    fn every_item_has_a_slot_of_its_own() {
        let ctor = |name| CtorMeta { name, args: vec![] };
        let closure = ClosureMeta {
            code: 0,
            sig: 0,
            captures: vec![],
        };
        let meta = ProgramMeta {
            classes: vec![ClassMeta::default(); 3],
            enums: vec![
                EnumMeta {
                    ctors: vec![ctor(0), ctor(1)],
                    ..Default::default()
                },
                EnumMeta {
                    ctors: vec![ctor(2)],
                    ..Default::default()
                },
            ],
            closures: vec![closure; 2],
            shapes: vec![vec![], vec![0]],
            strings: vec![String::new(); 4],
            names: vec![String::new(); 3],
            ..Default::default()
        };
        let layout = TableLayout::new(&meta);
        let scalars = [
            Repr::I8,
            Repr::U8,
            Repr::I16,
            Repr::U16,
            Repr::U32,
            Repr::I64,
            Repr::U64,
            Repr::F32,
        ];
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
        let cores = plain.into_iter().chain(scalars.map(Core::Boxed));
        let mut items: Vec<_> = cores
            .flat_map(|core| [Item::Core(core), Item::CoreValue(core)])
            .collect();
        items.extend((0..3).flat_map(|i| [Item::Class(i), Item::ClassValue(i)]));
        items.extend((0..2).flat_map(|i| [Item::Enum(i), Item::EnumValue(i)]));
        for (enum_, ctor) in [(0, 0), (0, 1), (1, 0)] {
            items.extend([Item::Ctor(enum_, ctor), Item::CtorValue(enum_, ctor)]);
        }
        items
            .extend((0..2).flat_map(|i| [Item::Closure(i), Item::ClosureValue(i), Item::Shape(i)]));
        items.extend((0..4).map(Item::String));
        items.extend((0..3).map(Item::Name));
        items.push(Item::Chars);
        let mut slots: Vec<_> = items.iter().map(|&item| layout.slot(item)).collect();
        assert!(slots.iter().all(|&slot| slot < layout.len()));
        slots.sort_unstable();
        slots.dedup();
        assert_eq!(slots.len(), items.len());
    }
}
