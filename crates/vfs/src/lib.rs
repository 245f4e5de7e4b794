//! Paths, and the file system behind a trait: the one place that touches files.
//!
//! The database never sees `std::fs`. It asks a [`System`] for the text behind a [`VfsPath`], the kind of thing that is
//! there, or the entries of a directory. The real system, a map in memory (tests) and our embedded standard library
//! under [`EMBEDDED_ROOT`] are three implementations.
//!
//! Invariant: a `VfsPath` is absolute, uses `/`, and holds no `.`, `..` or empty segment, so two spellings of one place
//! are one path. Nothing here knows Haxe.

mod change;
mod path;
mod system;

pub use change::FileChange;
pub use path::{EMBEDDED_ROOT, VfsPath};
pub use system::{DirEntry, EntryKind, LayeredSystem, MemorySystem, OsSystem, System};
