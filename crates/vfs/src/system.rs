//! [`System`]: reading, behind a trait.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::Path;
use std::sync::{Arc, RwLock};

use crate::VfsPath;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    File,
    Dir,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirEntry {
    pub name: Box<str>,
    pub kind: EntryKind,
}

pub trait System: Send + Sync + fmt::Debug {
    /// Bytes that are not UTF-8 become U+FFFD.
    fn read(&self, path: &VfsPath) -> io::Result<Arc<str>>;
    /// `None`: nothing is there. The spelling of the last segment must be exact, also on file systems that ignore case.
    fn kind(&self, path: &VfsPath) -> Option<EntryKind>;
    /// Sorted by name; empty when there is no such directory.
    fn read_dir(&self, path: &VfsPath) -> Vec<DirEntry>;
    /// Differs when the file was written, made or deleted; `None` when nothing is there or it cannot change.
    fn stamp(&self, path: &VfsPath) -> Option<u64> {
        let _ = path;
        None
    }
}

/// The file system of the machine.
#[derive(Debug, Default)]
pub struct OsSystem;

impl System for OsSystem {
    fn read(&self, path: &VfsPath) -> io::Result<Arc<str>> {
        let bytes = std::fs::read(path.to_os())?;
        Ok(match String::from_utf8(bytes) {
            Ok(text) => text.into(),
            Err(e) => String::from_utf8_lossy(e.as_bytes()).into(),
        })
    }

    fn kind(&self, path: &VfsPath) -> Option<EntryKind> {
        let metadata = std::fs::metadata(path.to_os()).ok()?;
        // `haxe.hx` must not be found as `Haxe.hx` where the file system ignores case.
        if cfg!(any(windows, target_os = "macos")) {
            let parent = path.parent()?;
            let mut entries = std::fs::read_dir(parent.to_os()).ok()?;
            if !entries
                .any(|it| it.is_ok_and(|it| it.file_name().to_str() == Some(path.file_name())))
            {
                return None;
            }
        }
        if metadata.is_dir() {
            Some(EntryKind::Dir)
        } else if metadata.is_file() {
            Some(EntryKind::File)
        } else {
            None
        }
    }

    fn read_dir(&self, path: &VfsPath) -> Vec<DirEntry> {
        let Ok(entries) = std::fs::read_dir(path.to_os()) else {
            return Vec::new();
        };
        let mut res: Vec<DirEntry> = entries
            .filter_map(|entry| {
                let entry = entry.ok()?;
                let name = entry.file_name().into_string().ok()?.into_boxed_str();
                let mut file_type = entry.file_type().ok()?;
                if file_type.is_symlink() {
                    file_type = std::fs::metadata(entry.path()).ok()?.file_type();
                    if file_type.is_dir() && leads_back(&entry.path()) {
                        return None;
                    }
                }
                let kind = if file_type.is_dir() {
                    EntryKind::Dir
                } else if file_type.is_file() {
                    EntryKind::File
                } else {
                    return None;
                };
                Some(DirEntry { name, kind })
            })
            .collect();
        res.sort_by(|a, b| a.name.cmp(&b.name));
        res
    }

    fn stamp(&self, path: &VfsPath) -> Option<u64> {
        let metadata = std::fs::metadata(path.to_os()).ok()?;
        let modified = metadata
            .modified()
            .ok()?
            .duration_since(std::time::UNIX_EPOCH)
            .ok()?;
        Some(
            (modified.as_nanos() as u64)
                .wrapping_mul(31)
                .wrapping_add(metadata.len()),
        )
    }
}

/// Whether a link to a directory leads to one that the link's own path goes through, or to one around that: what is below
/// it was seen already, and two such links in one place would double what there is to see with every level.
fn leads_back(link: &Path) -> bool {
    let Ok(target) = link.canonicalize() else {
        return true;
    };
    let above = link.ancestors().skip(1);
    above
        .filter_map(|it| it.canonicalize().ok())
        .any(|it| it.starts_with(&target))
}

/// Files in a map; directories are what the files imply.
#[derive(Debug, Default)]
pub struct MemorySystem {
    files: RwLock<BTreeMap<VfsPath, Arc<str>>>,
}

impl MemorySystem {
    pub fn new(files: impl IntoIterator<Item = (VfsPath, Arc<str>)>) -> MemorySystem {
        MemorySystem {
            files: RwLock::new(files.into_iter().collect()),
        }
    }

    pub fn write(&self, path: VfsPath, text: impl Into<Arc<str>>) {
        self.files
            .write()
            .unwrap_or_else(|e| e.into_inner())
            .insert(path, text.into());
    }

    pub fn remove(&self, path: &VfsPath) {
        self.files
            .write()
            .unwrap_or_else(|e| e.into_inner())
            .remove(path);
    }

    fn with<R>(&self, f: impl FnOnce(&BTreeMap<VfsPath, Arc<str>>) -> R) -> R {
        f(&self.files.read().unwrap_or_else(|e| e.into_inner()))
    }
}

impl System for MemorySystem {
    fn read(&self, path: &VfsPath) -> io::Result<Arc<str>> {
        self.with(|files| files.get(path).cloned())
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn kind(&self, path: &VfsPath) -> Option<EntryKind> {
        self.with(|files| {
            if files.contains_key(path) {
                return Some(EntryKind::File);
            }
            // `/a` is followed by `/a.hx` before `/a/b.hx`, so look from `/a/` on.
            let first_below = VfsPath::new(&format!("{path}/\u{1}"));
            let (next, _) = files.range(first_below..).next()?;
            next.starts_with(path).then_some(EntryKind::Dir)
        })
    }

    fn read_dir(&self, path: &VfsPath) -> Vec<DirEntry> {
        self.with(|files| {
            let mut res: Vec<DirEntry> = Vec::new();
            for file in files.keys() {
                let Some(rest) = file.strip_prefix(path) else {
                    continue;
                };
                let (name, kind) = match rest.split_once('/') {
                    Some((dir, _)) => (dir, EntryKind::Dir),
                    None => (rest, EntryKind::File),
                };
                if !name.is_empty() {
                    res.push(DirEntry {
                        name: name.into(),
                        kind,
                    });
                }
            }
            res.sort_by(|a, b| a.name.cmp(&b.name));
            res.dedup();
            res
        })
    }
}

/// Embedded files over the system below.
#[derive(Debug)]
pub struct LayeredSystem {
    embedded: MemorySystem,
    below: Box<dyn System>,
}

impl LayeredSystem {
    pub fn new(embedded: MemorySystem, below: Box<dyn System>) -> LayeredSystem {
        LayeredSystem { embedded, below }
    }

    fn layer(&self, path: &VfsPath) -> &dyn System {
        if path.is_embedded() {
            &self.embedded
        } else {
            &*self.below
        }
    }
}

impl System for LayeredSystem {
    fn read(&self, path: &VfsPath) -> io::Result<Arc<str>> {
        self.layer(path).read(path)
    }

    fn kind(&self, path: &VfsPath) -> Option<EntryKind> {
        self.layer(path).kind(path)
    }

    fn read_dir(&self, path: &VfsPath) -> Vec<DirEntry> {
        self.layer(path).read_dir(path)
    }

    fn stamp(&self, path: &VfsPath) -> Option<u64> {
        self.layer(path).stamp(path)
    }
}

#[cfg(test)]
mod tests {
    use super::{EntryKind, MemorySystem, System};
    use crate::VfsPath;

    fn system(paths: &[&str]) -> MemorySystem {
        MemorySystem::new(paths.iter().map(|it| (VfsPath::new(it), "".into())))
    }

    #[test]
    fn directories_are_implied() {
        let system = system(&["/a.hx", "/a/b/C.hx", "/a/D.hx"]);
        assert_eq!(system.kind(&VfsPath::new("/a")), Some(EntryKind::Dir));
        assert_eq!(system.kind(&VfsPath::new("/a/b")), Some(EntryKind::Dir));
        assert_eq!(system.kind(&VfsPath::new("/a/D.hx")), Some(EntryKind::File));
        assert_eq!(system.kind(&VfsPath::new("/a/x")), None);
        let names: Vec<_> = system
            .read_dir(&VfsPath::new("/a"))
            .into_iter()
            .map(|it| it.name)
            .collect();
        assert_eq!(names, ["D.hx".into(), "b".into()]);
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_back_are_left_out() {
        use std::os::unix::fs::symlink;

        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        for name in ["a/b", "c", "elsewhere"] {
            std::fs::create_dir_all(at(name)).unwrap();
        }
        symlink(at("elsewhere"), at("a/b/elsewhere")).unwrap();
        symlink("/", at("a/b/everything")).unwrap();
        symlink("itself", at("a/b/itself")).unwrap();
        symlink(at("a"), at("a/b/up")).unwrap();
        symlink(at("c"), at("a/b/c")).unwrap();
        symlink(at("a/b"), at("c/back")).unwrap();
        let names = |name: &str| -> Vec<String> {
            let entries = super::OsSystem.read_dir(&VfsPath::from_os(&at(name)));
            entries.iter().map(|it| it.name.to_string()).collect()
        };
        assert_eq!(names("a/b"), ["c", "elsewhere"]);
        // It depends on where one comes from.
        assert_eq!(names("c"), ["back"]);
        assert_eq!(names("a/b/c"), Vec::<String>::new());
    }
}
