//! Strings to dense numbers, in order of appearance.

use mir::Symbol;
use rustc_hash::FxHashMap;

#[derive(Default)]
pub(super) struct Interner {
    ids: FxHashMap<Symbol, u32>,
    list: Vec<Symbol>,
}

impl Interner {
    pub(super) fn intern(&mut self, text: &Symbol) -> u32 {
        if let Some(&id) = self.ids.get(text) {
            return id;
        }
        let id = self.list.len() as u32;
        self.list.push(text.clone());
        self.ids.insert(text.clone(), id);
        id
    }

    /// Of a string that was interned.
    pub(super) fn get(&self, text: &Symbol) -> u32 {
        self.ids[text]
    }

    pub(super) fn strings(&self) -> Vec<String> {
        self.list.iter().map(|text| text.to_string()).collect()
    }
}
