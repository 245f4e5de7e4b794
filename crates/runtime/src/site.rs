//! Fields and methods by name at one place of the program, which remembers what it found.
//!
//! Compiled code looks into the place's cache first and comes here when that does not fit the object.
//! A cache is only ever a shortcut: without one, everything gives the same.

mod tests;

use crate::abi::entries;
use crate::anon;
use crate::call;
use crate::desc::{CallCache, Kind, Ref, SITE_REPRS, SiteCache};
use crate::dynamic;
use crate::info::{ClosureParts, Name};
use crate::word::Word;

/// Remembers where the object has the field.
fn remember(object: Word, name: Name, cache: *mut u8) {
    if cache.is_null() || !object.is_ref() {
        return;
    }
    let (object, cache) = (object.as_ref(), cache.cast::<SiteCache>());
    let desc = object.desc();
    match desc.kind {
        Kind::Anon => {
            if let Some(index) = anon::index_of(object, name) {
                // SAFETY: compiled code passes its own cache.
                unsafe {
                    (*cache).shape = desc;
                    (*cache).index = index as u32;
                }
            }
        }
        Kind::Instance => {
            if let Some(slot) = desc.info().fields.get(&name)
                && SITE_REPRS.contains(&slot.tag.repr())
            {
                // SAFETY: as above.
                unsafe {
                    (*cache).class = desc;
                    (*cache).offset = slot.offset;
                    (*cache).repr = slot.tag.repr() as u32;
                }
            }
        }
        _ => {}
    }
}

/// The method of that name, unless a field hides it.
fn method_of(object: Ref, name: Name) -> Option<ClosureParts> {
    let desc = object.desc();
    let is_hidden = match desc.kind {
        Kind::Instance => desc.info().fields.contains_key(&name),
        Kind::String | Kind::Array => false,
        _ => true,
    };
    if is_hidden {
        return None;
    }
    *desc.info().methods.get(&name)?
}

entries! {
    /// `object.name` of a Dynamic, or of what is typed as a structure. The name is a number from the
    /// program table; `cache` is the place's [`SiteCache`] or null.
    throws fn rayzor_dyn_get(object: Word, name: i32, cache: *mut u8) -> Word {
        let value = dynamic::get(object, name as Name)?;
        remember(object, name as Name, cache);
        Ok(value)
    }

    /// `object.name = value`, likewise.
    throws fn rayzor_dyn_set(object: Word, name: i32, value: Word, cache: *mut u8) {
        dynamic::set(object, name as Name, value)?;
        remember(object, name as Name, cache);
        Ok(())
    }

    /// `object.name(args)` of a Dynamic: `n` words from `args`. `cache` is the place's [`CallCache`] or
    /// null.
    throws fn rayzor_dyn_call(object: Word, name: i32, args: *const u8, n: i64, cache: *mut u8) -> Word {
        if !cache.is_null()
            && object.is_ref()
            && let Some(parts) = method_of(object.as_ref(), name as Name)
        {
            let cache = cache.cast::<CallCache>();
            // SAFETY: compiled code passes its own cache.
            unsafe {
                (*cache).class = object.as_ref().desc();
                (*cache).method = parts.method;
                (*cache).code = parts.code;
                (*cache).uniform = parts.uniform;
                (*cache).sig_id = parts.sig_id;
                (*cache).arity = parts.arity;
            }
        }
        let function = dynamic::get(object, name as Name)?;
        if !function.is_ref() {
            return Err(call::not_callable(function));
        }
        // SAFETY: compiled code passes a row in its own frame.
        call::closure(function.as_ref(), unsafe { call::words(args, n) })
    }
}
