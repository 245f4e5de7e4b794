//! The machine and its environment: the only place of this crate that asks for them.

use std::path::PathBuf;
use std::sync::Arc;

use vfs::{EMBEDDED_ROOT, LayeredSystem, MemorySystem, OsSystem, System, VfsPath};

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded_std.rs"));
}

/// The machine's files with our standard library laid over them.
pub fn default_system() -> Arc<dyn System> {
    let std = VfsPath::new(EMBEDDED_ROOT).join("std");
    let files = embedded::FILES
        .iter()
        .map(|(name, text)| (std.join(name), (*text).into()));
    Arc::new(LayeredSystem::new(
        MemorySystem::new(files),
        Box::new(OsSystem),
    ))
}

pub(crate) fn embedded_files() -> &'static [(&'static str, &'static str)] {
    embedded::FILES
}

pub(crate) fn var(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|it| !it.is_empty())
}

pub(crate) fn home() -> Option<VfsPath> {
    var(if cfg!(windows) { "USERPROFILE" } else { "HOME" })
        .map(|it| VfsPath::from_os(&PathBuf::from(it)))
}

/// Where programs may keep what they can make again.
pub(crate) fn cache_dir() -> Option<VfsPath> {
    if cfg!(windows) {
        return var("LOCALAPPDATA").map(|it| VfsPath::from_os(&PathBuf::from(it)));
    }
    if cfg!(target_os = "macos") {
        return home().map(|it| it.join("Library/Caches"));
    }
    match var("XDG_CACHE_HOME") {
        Some(dir) => Some(VfsPath::from_os(&PathBuf::from(dir))),
        None => home().map(|it| it.join(".cache")),
    }
}

/// The directories of PATH.
pub(crate) fn search_path() -> Vec<VfsPath> {
    let Some(path) = std::env::var_os("PATH") else {
        return Vec::new();
    };
    std::env::split_paths(&path)
        .filter(|it| it.is_absolute())
        .map(|it| VfsPath::from_os(&it))
        .collect()
}

/// Follows symbolic links, as `/usr/bin/haxe` often is one.
pub(crate) fn real_path(path: &VfsPath) -> VfsPath {
    std::fs::canonicalize(path.to_os()).map_or_else(|_| path.clone(), |it| VfsPath::from_os(&it))
}
