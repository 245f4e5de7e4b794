//! Anonymous structures. The descriptor is the shape: the names in order of insertion. Shapes form
//! a tree from `{}`; adding a field moves an object to the child shape for that name, so objects
//! built alike share their shape and an access site can remember where a field was.

use crate::abi::{Res, entries};
use crate::core::core;
use crate::desc::{ANON_INLINE_OFFSET, AnonObj, Kind, Ref, TypeDesc};
use crate::heap;
use crate::info::{Name, Slot, TypeInfo};
use crate::make::{self, DescSpec};
use crate::meta::TypeTag;
use crate::table::Core;
use crate::word::Word;

/// The shape with these names.
pub fn shape(names: impl IntoIterator<Item = Name>) -> *const TypeDesc {
    names.into_iter().fold(core().empty_shape, child_shape)
}

/// The shape with one more name.
fn child_shape(parent: *const TypeDesc, name: Name) -> *const TypeDesc {
    // SAFETY: shapes are descriptors, which live as long as the process.
    let info = unsafe { &*parent }.info();
    if info.fields.contains_key(&name) {
        return parent;
    }
    if let Some(&child) = info.transitions.borrow().get(&name) {
        return child;
    }
    let mut names = info.shape.clone();
    names.push(name);
    let mut fields = info.fields.clone();
    fields.insert(
        name,
        Slot {
            offset: names.len() as u32 - 1,
            tag: TypeTag::Word,
        },
    );
    let spec = DescSpec {
        info: TypeInfo {
            shape: names,
            fields,
            ..TypeInfo::default()
        },
        ..DescSpec::new(Kind::Anon, "", 0)
    };
    let child = make::desc(spec, core().desc(Core::Class));
    info.transitions.borrow_mut().insert(name, child);
    child
}

/// A new structure of a shape, all fields null.
pub fn new(shape: *const TypeDesc) -> Ref {
    // SAFETY: as above.
    let n = unsafe { &*shape }.info().shape.len();
    // Room for the fields that are likely to be added to `{}`.
    let cap = if n == 0 { 3 } else { n };
    let object = heap::alloc(shape, ANON_INLINE_OFFSET as usize + 8 * cap);
    // SAFETY: just allocated with this size.
    unsafe {
        let anon = object.0.cast::<AnonObj>();
        (*anon).slots = object
            .0
            .cast::<u8>()
            .add(ANON_INLINE_OFFSET as usize)
            .cast();
        (*anon).cap = cap as u32;
    }
    object
}

pub(crate) fn index_of(object: Ref, name: Name) -> Option<usize> {
    object
        .desc()
        .info()
        .fields
        .get(&name)
        .map(|slot| slot.offset as usize)
}

/// Word `index` of a structure.
fn slot(object: Ref, index: usize) -> *mut Word {
    // SAFETY: callers take the index from the object's shape, which has that many slots.
    unsafe { (*object.0.cast::<AnonObj>()).slots.add(index) }
}

/// A field of a structure.
pub fn get(object: Ref, name: Name) -> Option<Word> {
    let index = index_of(object, name)?;
    // SAFETY: as in `slot`.
    Some(unsafe { *slot(object, index) })
}

/// Sets a field, adding it if need be.
pub fn set(object: Ref, name: Name, value: Word) {
    let index = index_of(object, name).unwrap_or_else(|| add(object, name));
    // SAFETY: as in `slot`.
    unsafe { *slot(object, index) = value };
}

/// Adds a field: a new shape, and more room if it is full.
fn add(object: Ref, name: Name) -> usize {
    let index = object.desc().info().shape.len();
    let shape = child_shape(object.desc(), name);
    let anon = object.0.cast::<AnonObj>();
    // SAFETY: the object is a structure with `index` slots in use and room for `cap`.
    unsafe {
        let cap = (*anon).cap as usize;
        if index == cap {
            let new_cap = (cap * 2).max(4);
            let slots = heap::alloc_words(new_cap);
            std::ptr::copy_nonoverlapping((*anon).slots, slots, cap);
            (*anon).slots = slots;
            (*anon).cap = new_cap as u32;
        }
        (*object.0).desc = shape;
    }
    index
}

/// Removes a field.
pub fn remove(object: Ref, name: Name) -> bool {
    let Some(index) = index_of(object, name) else {
        return false;
    };
    let names = &object.desc().info().shape;
    let n = names.len();
    let shape = shape(names.iter().copied().filter(|&other| other != name));
    // SAFETY: the object has `n` slots.
    unsafe {
        std::ptr::copy(slot(object, index + 1), slot(object, index), n - index - 1);
        *slot(object, n - 1) = Word::NULL;
        (*object.0).desc = shape;
    }
    true
}

/// `Reflect.copy`.
pub fn copy(object: Ref) -> Ref {
    let copy = new(object.desc());
    let n = object.desc().info().shape.len();
    // SAFETY: both have the same shape of `n` slots.
    unsafe { std::ptr::copy_nonoverlapping(slot(object, 0), slot(copy, 0), n) };
    copy
}

entries! {
    /// A new structure of a shape from the program table; fields are set through its slots.
    alloc fn rayzor_anon_new(shape: *const u8) -> Ref {
        new(shape.cast())
    }
}

/// Sets a field of an object made in Rust.
pub fn set_named(object: Ref, name: &str, value: Word) -> Res<()> {
    set(object, crate::names::intern(name), value);
    Ok(())
}
