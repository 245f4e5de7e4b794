//! Which standard library a build is analysed against.
//!
//! A build for another target wants the real one: its externs and `_std` overrides. Ours is compiled in and always there.

use vfs::{EMBEDDED_ROOT, EntryKind, System, VfsPath};

use crate::env;
use crate::libraries::{LixScope, lix_root};

/// Our own, compiled in.
pub fn embedded_std() -> VfsPath {
    VfsPath::new(EMBEDDED_ROOT).join("std")
}

/// A standard library of Haxe installed on this machine, for a project in `dir`.
pub(crate) fn installed_std(system: &dyn System, dir: &VfsPath) -> Option<VfsPath> {
    let is_std = |path: &VfsPath| system.kind(&path.join("StdTypes.hx")) == Some(EntryKind::File);
    let mut candidates: Vec<VfsPath> = Vec::new();
    if let Some(paths) = env::var("HAXE_STD_PATH") {
        candidates.extend(std::env::split_paths(&paths).map(|it| VfsPath::from_os(&it)));
    }
    if let Some(version) = LixScope::find(system, dir).and_then(|it| it.version)
        && let Some(root) = lix_root()
    {
        candidates.push(root.join("versions").join(&version).join("std"));
    }
    let program = if cfg!(windows) { "haxe.exe" } else { "haxe" };
    for dir in env::search_path() {
        let haxe = dir.join(program);
        if system.kind(&haxe) != Some(EntryKind::File) {
            continue;
        }
        for dir in [haxe.parent(), env::real_path(&haxe).parent()]
            .into_iter()
            .flatten()
        {
            let below = ["std", "../std", "../share/haxe/std", "../lib/haxe/std"];
            candidates.extend(below.into_iter().map(|it| dir.join(it)));
        }
    }
    let usual = [
        "/usr/share/haxe/std",
        "/usr/local/share/haxe/std",
        "/usr/local/lib/haxe/std",
        "/usr/lib/haxe/std",
        "/opt/homebrew/lib/haxe/std",
        "/opt/homebrew/share/haxe/std",
    ];
    candidates.extend(usual.into_iter().map(VfsPath::new));
    if cfg!(windows) {
        candidates.push(VfsPath::new("/C:/HaxeToolkit/haxe/std"));
    }
    candidates.into_iter().find(is_std)
}

/// The version of Haxe that a standard library belongs to, told from what it has.
pub(crate) fn version_of(system: &dyn System, std: &VfsPath) -> &'static str {
    let has = |name: &str| system.kind(&std.join(name)).is_some();
    if std.is_embedded() || has("haxe/atomic") {
        crate::targets::HAXE_VERSION
    } else if has("haxe/exceptions/PosException.hx") {
        "4.2.5"
    } else if has("haxe/iterators/ArrayIterator.hx") {
        "4.1.5"
    } else {
        "4.0.5"
    }
}

/// Where editors find the files of our standard library: they can only open what is on a disk.
pub fn std_cache_dir() -> Option<VfsPath> {
    // A hash that tells one library from the next (FNV-1a), so that old and new servers do not overwrite each other's.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for (name, text) in env::embedded_files() {
        for byte in name.bytes().chain(text.bytes()) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    Some(
        env::cache_dir()?
            .join("rayzor")
            .join(&format!("std-{hash:016x}")),
    )
}

/// Writes our standard library to [`std_cache_dir`], unless it is there.
pub fn write_std_cache() -> std::io::Result<()> {
    let Some(dir) = std_cache_dir() else {
        return Ok(());
    };
    if dir.to_os().is_dir() {
        return Ok(());
    }
    // Under another name first: a half-written directory must not look complete.
    let unfinished = VfsPath::new(&format!("{dir}.{}", std::process::id()));
    for (name, text) in env::embedded_files() {
        let file = unfinished.join(name).to_os();
        if let Some(parent) = file.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(&file, text)?;
    }
    if std::fs::rename(unfinished.to_os(), dir.to_os()).is_err() {
        // Another server was faster.
        let _ = std::fs::remove_dir_all(unfinished.to_os());
    }
    Ok(())
}
