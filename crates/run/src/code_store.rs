//! The machine code of earlier runs, kept by the server: a worker is a process of its own and dies with its program.
//!
//! Every new worker gets all of it while it waits, and tells after compiling what of it served and what it had to make. What
//! was not used for the longest time goes first when it becomes too much.

use std::collections::BTreeMap;
use std::sync::Arc;

use codegen::{CodeKey, Piece};

/// Bytes of code that are kept; a program of 300 functions has half a megabyte.
const LIMIT: usize = 16 << 20;

#[derive(Debug)]
struct Entry {
    piece: Arc<Piece>,
    last_run: u64,
}

#[derive(Debug, Default)]
pub(crate) struct CodeStore {
    entries: BTreeMap<CodeKey, Entry>,
    size: usize,
    n_runs: u64,
    /// The functions that the last run compiled.
    pub(crate) compiled: Vec<String>,
}

impl CodeStore {
    pub(crate) fn begin_run(&mut self) {
        self.n_runs += 1;
        self.compiled.clear();
    }

    pub(crate) fn used(&mut self, keys: &[CodeKey]) {
        for key in keys {
            if let Some(entry) = self.entries.get_mut(key) {
                entry.last_run = self.n_runs;
            }
        }
    }

    pub(crate) fn add(&mut self, pieces: Vec<(CodeKey, Arc<Piece>)>) {
        for (key, piece) in pieces {
            self.size += piece.size();
            let last_run = self.n_runs;
            if let Some(old) = self.entries.insert(key, Entry { piece, last_run }) {
                self.size -= old.piece.size();
            }
        }
        if self.size > LIMIT {
            self.shrink(LIMIT / 4 * 3);
        }
    }

    fn shrink(&mut self, limit: usize) {
        let mut by_age: Vec<(u64, CodeKey)> = Vec::with_capacity(self.entries.len());
        by_age.extend(self.entries.iter().map(|(key, it)| (it.last_run, *key)));
        by_age.sort_unstable();
        for (_, key) in by_age {
            if self.size <= limit {
                break;
            }
            if let Some(entry) = self.entries.remove(&key) {
                self.size -= entry.piece.size();
            }
        }
    }

    pub(crate) fn all(&self) -> Vec<(CodeKey, Arc<Piece>)> {
        let entries = self.entries.iter();
        entries
            .map(|(key, entry)| (*key, entry.piece.clone()))
            .collect()
    }
}
