//! Files and directories as inputs that come into being when somebody asks for their path.
//!
//! A [`File`] has two facts that change apart from each other: whether it exists, and its revision or overlay, from which
//! [`file_text`] is computed. Name lookup reads the first, so typing never wakes it. A [`Dir`] has a revision that moves
//! when an entry appears or goes.
//!
//! Durability says how often something changes: libraries and the standard library HIGH, the project's files LOW. What
//! rests only on libraries is then known to be current by one comparison. Opening a file does not move it between the
//! two: salsa cannot keep a value whose durability fell, so all that was computed from it would be computed again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard};

use ::line_index::LineIndex;
use salsa::{Durability, Setter};
use vfs::{DirEntry, EntryKind, FileChange, VfsPath};

use crate::{Config, Db};

#[salsa::input(debug)]
pub struct File {
    /// Never changes.
    #[returns(ref)]
    pub path: VfsPath,
    #[returns(copy)]
    pub exists: bool,
    /// Moves when the text on disk may have changed.
    #[returns(copy)]
    revision: u64,
    /// What the editor holds.
    #[returns(ref)]
    overlay: Option<Arc<str>>,
}

#[salsa::input(debug)]
pub struct Dir {
    /// Never changes.
    #[returns(ref)]
    pub path: VfsPath,
    #[returns(copy)]
    revision: u64,
}

/// The text of `file`; empty when it does not exist or cannot be read.
#[salsa::tracked(returns(ref))]
pub fn file_text(db: &dyn Db, file: File) -> Arc<str> {
    if let Some(text) = file.overlay(db) {
        return text.clone();
    }
    file.revision(db);
    if !file.exists(db) {
        return "".into();
    }
    db.system()
        .read(file.path(db))
        .unwrap_or_else(|_| "".into())
}

/// The tree of `file` under the defines of `config`. Trees change with every edit, so they are not compared; the few that
/// were used last are kept.
#[salsa::tracked(returns(ref), no_eq, lru = 1024)]
pub fn parse(db: &dyn Db, file: File, config: Config) -> syntax::Parse {
    let (text, defines) = (file_text(db, file), config.defines(db));
    match file.overlay(db) {
        // It is edited, or was.
        Some(_) => db.reparsers().parse(file, config, text, defines),
        None => syntax::parse(text, defines),
    }
}

#[salsa::tracked(returns(ref), lru = 512)]
pub fn line_index(db: &dyn Db, file: File) -> LineIndex {
    LineIndex::new(file_text(db, file))
}

/// What is in `dir`, sorted by name; empty when there is no such directory.
#[salsa::tracked(returns(deref))]
pub fn dir_entries(db: &dyn Db, dir: Dir) -> Box<[Entry]> {
    dir.revision(db);
    let from_disk = db.system().read_dir(dir.path(db));
    from_disk
        .into_iter()
        .map(|DirEntry { name, kind }| Entry {
            name,
            is_dir: kind == EntryKind::Dir,
        })
        .collect()
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub name: Box<str>,
    pub is_dir: bool,
}

/// The inputs made so far, by path.
#[derive(Clone, Default)]
pub struct Files(Arc<Mutex<FilesInner>>);

#[derive(Default)]
struct FilesInner {
    files: BTreeMap<VfsPath, File>,
    dirs: BTreeMap<VfsPath, Dir>,
    /// Roots of libraries and of the standard library.
    libraries: Vec<VfsPath>,
    open: BTreeSet<VfsPath>,
}

impl FilesInner {
    fn durability(&self, path: &VfsPath) -> Durability {
        if path.is_embedded() || self.libraries.iter().any(|it| path.starts_with(it)) {
            Durability::HIGH
        } else {
            Durability::LOW
        }
    }
}

impl Files {
    fn lock(&self) -> MutexGuard<'_, FilesInner> {
        self.0.lock().unwrap_or_else(|e| e.into_inner())
    }

    /// The input for `path`, whether or not anything is there.
    pub fn file(&self, db: &dyn Db, path: &VfsPath) -> File {
        let mut inner = self.lock();
        if let Some(&file) = inner.files.get(path) {
            return file;
        }
        let exists = db.system().kind(path) == Some(EntryKind::File);
        let file = File::builder(path.clone(), exists, 0, None)
            .durability(inner.durability(path))
            .path_durability(Durability::NEVER_CHANGE)
            .new(db);
        inner.files.insert(path.clone(), file);
        file
    }

    pub fn dir(&self, db: &dyn Db, path: &VfsPath) -> Dir {
        let mut inner = self.lock();
        if let Some(&dir) = inner.dirs.get(path) {
            return dir;
        }
        let dir = Dir::builder(path.clone(), 0)
            .durability(inner.durability(path))
            .path_durability(Durability::NEVER_CHANGE)
            .new(db);
        inner.dirs.insert(path.clone(), dir);
        dir
    }

    /// The file at `path` if anybody asked for it before.
    pub fn known_file(&self, path: &VfsPath) -> Option<File> {
        self.lock().files.get(path).copied()
    }

    /// Files below these directories change rarely. Holds for inputs made from now on.
    pub fn set_libraries(&self, roots: Vec<VfsPath>) {
        self.lock().libraries = roots;
    }

    pub fn is_library(&self, path: &VfsPath) -> bool {
        path.is_embedded() || self.lock().libraries.iter().any(|it| path.starts_with(it))
    }

    /// What an editor has open, by path.
    pub fn open_paths(&self) -> Vec<VfsPath> {
        self.lock().open.iter().cloned().collect()
    }

    /// Every path of the project that anybody asked for and no editor holds.
    pub fn project_paths(&self) -> Vec<VfsPath> {
        let inner = self.lock();
        let is_wanted = |path: &&VfsPath| {
            !inner.open.contains(*path) && inner.durability(path) == Durability::LOW
        };
        inner.files.keys().filter(is_wanted).cloned().collect()
    }

    pub fn is_open(&self, path: &VfsPath) -> bool {
        self.lock().open.contains(path)
    }
}

/// Brings the inputs up to date with `changes`, in order. Paths nobody asked for cost nothing, except that an overlay
/// always makes its file known.
pub fn apply_changes(db: &mut dyn Db, changes: impl IntoIterator<Item = FileChange>) {
    for change in changes {
        apply_change(db, change);
    }
}

fn apply_change(db: &mut dyn Db, change: FileChange) {
    let files = db.files().clone();
    let path = change.path().clone();
    match change {
        FileChange::Overlay(_, text) => {
            files.lock().open.insert(path.clone());
            let file = files.file(db, &path);
            let as_it_was = match file.overlay(db) {
                Some(old) => *old == text,
                // Looking into a library must not cost a change of high durability.
                None => files.is_library(&path) && *file_text(db, file) == text,
            };
            if !as_it_was {
                file.set_overlay(db)
                    .with_durability(Durability::LOW)
                    .to(Some(text));
            }
            set_exists(db, file, true);
        }
        FileChange::CloseOverlay(_) => {
            if !files.lock().open.remove(&path) {
                return;
            }
            let Some(file) = files.known_file(&path) else {
                return;
            };
            let exists = db.system().kind(&path) == Some(EntryKind::File);
            if file.overlay(db).is_some() {
                file.set_overlay(db).to(None);
                bump_file(db, file);
            }
            set_exists(db, file, exists);
        }
        FileChange::Disk(_) => {
            let kind = db.system().kind(&path);
            if let Some(file) = files.known_file(&path)
                && !files.is_open(&path)
            {
                bump_file(db, file);
                set_exists(db, file, kind == Some(EntryKind::File));
            }
            if kind != Some(EntryKind::File) {
                // Perhaps a directory came or went, and with it what is below. Editors report only its name.
                rescan_below(db, &path);
            }
            bump_dirs(db, &path);
        }
    }
}

fn bump_file(db: &mut dyn Db, file: File) {
    let revision = file.revision(db) + 1;
    file.set_revision(db).to(revision);
}

fn set_exists(db: &mut dyn Db, file: File, exists: bool) {
    if file.exists(db) != exists {
        file.set_exists(db).to(exists);
        let path = file.path(db).clone();
        bump_dirs(db, &path);
    }
}

/// The directory that holds `path` may have a new entry, and so may those above when it was made just now.
fn bump_dirs(db: &mut dyn Db, path: &VfsPath) {
    let mut next = path.parent();
    while let Some(path) = next {
        let dir = db.files().lock().dirs.get(&path).copied();
        if let Some(dir) = dir {
            let before = dir_entries(db, dir).len();
            let now = db.system().read_dir(&path);
            let changed = before != now.len()
                || dir_entries(db, dir)
                    .iter()
                    .zip(&now)
                    .any(|(a, b)| a.name != b.name || a.is_dir != (b.kind == EntryKind::Dir));
            if !changed {
                return;
            }
            let revision = dir.revision(db) + 1;
            dir.set_revision(db).to(revision);
        }
        next = path.parent();
    }
}

fn rescan_below(db: &mut dyn Db, dir: &VfsPath) {
    let (files, dirs): (Vec<File>, Vec<Dir>) = {
        let inner = db.files().lock();
        let from_here = dir.clone()..;
        // What starts with the same letters follows; not all of it is below (`/a-b` comes before `/a/b`).
        let letters = |path: &VfsPath| path.as_str().starts_with(dir.as_str());
        let files = inner
            .files
            .range(from_here.clone())
            .take_while(|(path, _)| letters(path));
        let dirs = inner
            .dirs
            .range(from_here)
            .take_while(|(path, _)| letters(path));
        (
            files
                .filter(|(path, _)| path.starts_with(dir) && *path != dir)
                .map(|(_, &it)| it)
                .collect(),
            dirs.filter(|(path, _)| path.starts_with(dir))
                .map(|(_, &it)| it)
                .collect(),
        )
    };
    for file in files {
        let path = file.path(db).clone();
        let exists = db.system().kind(&path) == Some(EntryKind::File);
        if !db.files().is_open(&path) && (exists || file.exists(db)) {
            bump_file(db, file);
            set_exists(db, file, exists);
        }
    }
    for dir in dirs {
        let revision = dir.revision(db) + 1;
        dir.set_revision(db).to(revision);
    }
}

#[cfg(test)]
mod tests;
