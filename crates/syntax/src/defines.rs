//! The flags that `#if` asks about: `-D name=value`.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use smol_str::SmolStr;

/// An immutable set of defines, cheap to clone, compare and hash.
///
/// As in Haxe, a define without a value has the value `1`, and one written
/// with dashes also answers to its name with underscores.
#[derive(Clone, Debug)]
pub struct Defines {
    entries: Arc<[(SmolStr, SmolStr)]>,
    hash: u64,
}

impl Defines {
    /// No defines at all.
    pub fn empty() -> Defines {
        Defines::new::<&str, &str>([])
    }

    /// The set of these names and values; a later value replaces an earlier one.
    pub fn new<N: AsRef<str>, V: AsRef<str>>(entries: impl IntoIterator<Item = (N, V)>) -> Defines {
        let mut map = std::collections::BTreeMap::new();
        for (name, value) in entries {
            let (name, value) = (name.as_ref(), SmolStr::new(value.as_ref()));
            if name.contains('-') {
                map.insert(SmolStr::new(name.replace('-', "_")), value.clone());
            }
            map.insert(SmolStr::new(name), value);
        }
        let entries: Arc<[_]> = map.into_iter().collect();
        let mut hasher = rustc_hash::FxHasher::default();
        entries.hash(&mut hasher);
        Defines {
            hash: hasher.finish(),
            entries,
        }
    }

    /// The same set with one more define.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Defines {
        Defines::new(self.iter().chain([(name, value)]))
    }

    /// The value of a define, `None` when it is not set.
    pub fn get(&self, name: &str) -> Option<&str> {
        let idx = self
            .entries
            .binary_search_by(|(key, _)| key.as_str().cmp(name))
            .ok()?;
        Some(&self.entries[idx].1)
    }

    /// Whether the define is set, to whatever value.
    pub fn is_set(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// All defines, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether the syntax that Haxe 5 added is allowed (`haxe_ver` of 5 or more).
    pub fn is_haxe5(&self) -> bool {
        self.get("haxe_ver")
            .and_then(|ver| ver.parse::<f64>().ok())
            .is_some_and(|ver| ver >= 5.0)
    }
}

impl Default for Defines {
    fn default() -> Defines {
        Defines::empty()
    }
}

impl PartialEq for Defines {
    fn eq(&self, other: &Defines) -> bool {
        self.hash == other.hash
            && (Arc::ptr_eq(&self.entries, &other.entries) || self.entries == other.entries)
    }
}

impl Eq for Defines {}

impl Hash for Defines {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.hash.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_answer_to_underscores() {
        let defines = Defines::new([("a-b", "2"), ("js", "1")]);
        assert_eq!(defines.get("a_b"), Some("2"));
        assert_eq!(defines.get("a-b"), Some("2"));
        assert_eq!(defines.get("c"), None);
    }

    #[test]
    fn order_does_not_matter() {
        let defines = Defines::new([("a", "1"), ("b", "2")]);
        assert_eq!(
            defines,
            Defines::empty()
                .with("b", "2")
                .with("a", "0")
                .with("a", "1")
        );
    }
}
