//! Making descriptors and immortal objects: things that live outside the collected heap for as long
//! as the process.

use crate::desc::{ItableEntry, Kind, Obj, Ref, Repr, TypeDesc, TypeObj};
use crate::info::TypeInfo;
use std::alloc::{Layout, alloc_zeroed};
use std::sync::atomic::{AtomicU32, Ordering};

/// What a descriptor is made of.
pub struct DescSpec<'a> {
    pub kind: Kind,
    pub repr: Repr,
    pub size: u32,
    pub parent: Option<*const TypeDesc>,
    pub vtable_len: u32,
    pub refs: &'a [u32],
    pub info: TypeInfo,
}

impl DescSpec<'static> {
    pub fn new(kind: Kind, name: &str, size: u32) -> DescSpec<'static> {
        DescSpec {
            kind,
            repr: Repr::Void,
            size,
            parent: None,
            vtable_len: 0,
            refs: &[],
            info: TypeInfo {
                name: name.to_owned(),
                ..TypeInfo::default()
            },
        }
    }

    pub fn repr(self, repr: Repr) -> DescSpec<'static> {
        DescSpec { repr, ..self }
    }
}

/// An entry that no selector matches, for types that implement no interface.
static NO_ITABLE: SyncEntry = SyncEntry(ItableEntry {
    selector: 0,
    code: std::ptr::null(),
});

struct SyncEntry(ItableEntry);
// SAFETY: never written.
unsafe impl Sync for SyncEntry {}

static NEXT_ID: AtomicU32 = AtomicU32::new(0);

/// Makes a descriptor, with an empty virtual table to be filled by [`set_vtable`], and its type
/// object, which needs the descriptor of type objects.
pub fn desc(spec: DescSpec<'_>, type_object_desc: *const TypeDesc) -> *const TypeDesc {
    let size = size_of::<TypeDesc>() + 8 * spec.vtable_len as usize;
    let desc = immortal(size).cast::<TypeDesc>();
    let depth = spec.parent.map_or(0, |parent| {
        // SAFETY: parents are descriptors made here.
        unsafe { (*parent).depth + 1 }
    });
    let mut display = Vec::with_capacity(depth as usize + 1);
    if let Some(parent) = spec.parent {
        // SAFETY: a descriptor's display has `depth + 1` entries.
        display.extend_from_slice(unsafe {
            std::slice::from_raw_parts((*parent).display, depth as usize)
        });
    }
    display.push(desc.cast_const());
    let refs: &'static [u32] = Box::leak(spec.refs.into());
    let type_object = immortal(size_of::<TypeObj>()).cast::<TypeObj>();
    // SAFETY: both were just allocated with room for what is written.
    unsafe {
        desc.write(TypeDesc {
            kind: spec.kind,
            repr: spec.repr,
            _pad: 0,
            size: spec.size,
            depth,
            vtable_len: spec.vtable_len,
            display: Box::leak(display.into_boxed_slice()).as_ptr(),
            itable: &raw const NO_ITABLE.0,
            itable_mask: 0,
            refs: refs.as_ptr(),
            n_refs: refs.len() as u32,
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
            type_object: Ref(type_object.cast()),
            info: Box::leak(Box::new(spec.info)),
        });
        type_object.write(TypeObj {
            header: Obj {
                desc: type_object_desc,
            },
            target: desc,
        });
    }
    desc
}

/// Changes what reflection knows; only while a program is being loaded.
pub fn edit_info(desc: *const TypeDesc, edit: impl FnOnce(&mut TypeInfo)) {
    // SAFETY: the info was leaked by `desc`; nobody reads it before loading is done.
    edit(unsafe { &mut *(*desc).info.cast_mut() });
}

/// Fills the virtual table.
pub fn set_vtable(desc: *const TypeDesc, code: impl IntoIterator<Item = *const u8>) {
    // SAFETY: `desc` made room for `vtable_len` entries behind the descriptor.
    unsafe {
        let entries = desc.add(1).cast::<*const u8>().cast_mut();
        for (i, code) in code
            .into_iter()
            .take((*desc).vtable_len as usize)
            .enumerate()
        {
            entries.add(i).write(code);
        }
    }
}

/// Makes the interface table: the smallest power of two of entries in which no two selectors meet.
pub fn set_itable(desc: *const TypeDesc, methods: &[(u32, *const u8)]) {
    if methods.is_empty() {
        return;
    }
    let mut len = methods.len().next_power_of_two();
    let entries = loop {
        let empty = ItableEntry {
            selector: 0,
            code: std::ptr::null(),
        };
        let mut entries = vec![empty; len];
        let fits = methods.iter().all(|&(selector, code)| {
            let entry = &mut entries[selector as usize & (len - 1)];
            let is_free = entry.selector == 0 || entry.selector == u64::from(selector) + 1;
            *entry = ItableEntry {
                selector: u64::from(selector) + 1,
                code,
            };
            is_free
        });
        if fits {
            break entries;
        }
        len *= 2;
    };
    // SAFETY: only while loading, before anybody reads the table.
    unsafe {
        let desc = desc.cast_mut();
        (*desc).itable = Box::leak(entries.into_boxed_slice()).as_ptr();
        (*desc).itable_mask = len as u64 - 1;
    }
}

/// Zeroed memory that is never freed, aligned like heap objects.
pub fn immortal(size: usize) -> *mut u8 {
    let layout = Layout::from_size_align(size.max(1), 16).expect("object sizes are small");
    // SAFETY: the size is not zero.
    let start = unsafe { alloc_zeroed(layout) };
    if start.is_null() {
        std::alloc::handle_alloc_error(layout);
    }
    start
}

/// An immortal object with this descriptor.
pub fn immortal_object(desc: *const TypeDesc, size: usize) -> Ref {
    let object = immortal(size).cast::<Obj>();
    // SAFETY: just allocated, with room for at least the header.
    unsafe { (*object).desc = desc };
    Ref(object)
}
