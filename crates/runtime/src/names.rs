//! Interned field names: every name that compiled code or reflection uses is a small number, so
//! that comparing names, and finding a field by one, compares numbers.

use crate::info::Name;
use rustc_hash::FxHashMap;
use std::sync::{LazyLock, Mutex};

#[derive(Default)]
struct Names {
    ids: FxHashMap<&'static str, Name>,
    texts: Vec<&'static str>,
}

/// Names that the runtime itself knows, in the order of their numbers.
const KNOWN: [&str; 2] = ["length", "toString"];

pub const fn length() -> Name {
    0
}

pub const fn to_string() -> Name {
    1
}

static NAMES: LazyLock<Mutex<Names>> = LazyLock::new(|| {
    let mut names = Names::default();
    for (id, text) in (0..).zip(KNOWN) {
        names.texts.push(text);
        names.ids.insert(text, id);
    }
    Mutex::new(names)
});

fn names() -> std::sync::MutexGuard<'static, Names> {
    NAMES
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// The number of a name, new if it was never seen. Names live as long as the process.
pub fn intern(text: &str) -> Name {
    let mut names = names();
    if let Some(&id) = names.ids.get(text) {
        return id;
    }
    let text: &'static str = Box::leak(text.into());
    let id = names.texts.len() as Name;
    names.texts.push(text);
    names.ids.insert(text, id);
    id
}

/// The number of a name somebody has interned before. Others name no field of anything.
pub fn find(text: &str) -> Option<Name> {
    names().ids.get(text).copied()
}

pub fn text(name: Name) -> &'static str {
    names().texts[name as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_number() {
        let name = intern("someField");
        assert_eq!(intern("someField"), name);
        assert_eq!(text(name), "someField");
        assert_eq!(find("noSuchFieldAnywhere"), None);
        assert_eq!(
            (find("length"), find("toString")),
            (Some(length()), Some(to_string()))
        );
    }
}
