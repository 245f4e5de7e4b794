//! What open files were last parsed from, so that parsing them again after an edit is faster.
//!
//! No state that a query could see: a [`Reparser`] gives what parsing afresh gives.

use std::sync::{Arc, Mutex};

use syntax::{Defines, Parse, Reparser};

use crate::{Config, File};

/// So many texts are kept, each with some twenty times its size. Who edits does so in few files at a time.
const CAPACITY: usize = 16;

/// The last texts, that of the longest ago first.
#[derive(Clone, Default)]
pub struct Reparsers(Arc<Mutex<Vec<Entry>>>);

type Entry = ((File, Config), Reparser);

impl Reparsers {
    pub(crate) fn parse(&self, file: File, config: Config, text: &str, defines: &Defines) -> Parse {
        let key = (file, config);
        let known = {
            let mut entries = self.0.lock().unwrap_or_else(|e| e.into_inner());
            let index = entries.iter().position(|it| it.0 == key);
            index.map(|it| entries.remove(it).1)
        };
        let mut reparser = known.unwrap_or_default();
        let parse = reparser.parse(text, defines);
        let mut entries = self.0.lock().unwrap_or_else(|e| e.into_inner());
        if entries.len() == CAPACITY {
            entries.remove(0);
        }
        entries.push((key, reparser));
        parse
    }
}
