//! [`VfsPath`]: an absolute path in one spelling.
//!
//! On Windows `C:\a\b` is written `/C:/a/b`. Paths below [`EMBEDDED_ROOT`] name files that are compiled into the binary.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where the embedded standard library lives. No real directory carries this name.
pub const EMBEDDED_ROOT: &str = "/@rayzor";

#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VfsPath(Arc<str>);

impl VfsPath {
    /// Normalises `path`, which is taken as absolute whether or not it starts with `/`.
    pub fn new(path: &str) -> VfsPath {
        let mut segments: Vec<&str> = Vec::new();
        for segment in path.split(['/', if cfg!(windows) { '\\' } else { '/' }]) {
            match segment {
                "" | "." => {}
                ".." => {
                    segments.pop();
                }
                _ => segments.push(segment),
            }
        }
        let mut res = String::with_capacity(path.len() + 1);
        for segment in segments {
            res.push('/');
            res.push_str(segment);
        }
        if res.is_empty() {
            res.push('/');
        }
        VfsPath(res.into())
    }

    /// `path` made absolute against the directory the process runs in.
    pub fn from_os(path: &Path) -> VfsPath {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        VfsPath::new(&absolute.to_string_lossy())
    }

    pub fn to_os(&self) -> PathBuf {
        // `/C:/a` → `C:/a`
        if cfg!(windows) {
            PathBuf::from(&self.0[1..])
        } else {
            PathBuf::from(&*self.0)
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `relative` seen from this directory; an absolute `relative` stands alone.
    pub fn join(&self, relative: &str) -> VfsPath {
        let is_absolute =
            relative.starts_with('/') || (cfg!(windows) && relative.get(1..2) == Some(":"));
        if is_absolute {
            VfsPath::new(relative)
        } else {
            VfsPath::new(&format!("{}/{relative}", self.0))
        }
    }

    pub fn parent(&self) -> Option<VfsPath> {
        let (parent, name) = self.0.rsplit_once('/')?;
        match (parent, name) {
            ("", "") => None,
            ("", _) => Some(VfsPath("/".into())),
            _ => Some(VfsPath(parent.into())),
        }
    }

    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or("")
    }

    /// The name up to its first dot: the module of `Foo.js.hx` is `Foo`.
    pub fn file_stem(&self) -> &str {
        self.file_name().split('.').next().unwrap_or("")
    }

    /// What follows the last dot of the name.
    pub fn extension(&self) -> Option<&str> {
        self.file_name().rsplit_once('.').map(|(_, ext)| ext)
    }

    pub fn starts_with(&self, dir: &VfsPath) -> bool {
        self.strip_prefix(dir).is_some()
    }

    /// The path below `dir` without a leading slash, `""` for `dir` itself.
    pub fn strip_prefix(&self, dir: &VfsPath) -> Option<&str> {
        if &*dir.0 == "/" {
            return Some(&self.0[1..]);
        }
        let rest = self.0.strip_prefix(&*dir.0)?;
        if rest.is_empty() {
            Some(rest)
        } else {
            rest.strip_prefix('/')
        }
    }

    pub fn is_embedded(&self) -> bool {
        self.0.starts_with(EMBEDDED_ROOT)
            && matches!(
                self.0.as_bytes().get(EMBEDDED_ROOT.len()),
                None | Some(b'/')
            )
    }
}

impl fmt::Debug for VfsPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for VfsPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::VfsPath;

    #[test]
    fn one_spelling() {
        assert_eq!(VfsPath::new("/a/./b//../c/").as_str(), "/a/c");
        assert_eq!(VfsPath::new("a/b").as_str(), "/a/b");
        assert_eq!(VfsPath::new("/../..").as_str(), "/");
        assert_eq!(VfsPath::new("/a").join("../b").as_str(), "/b");
        assert_eq!(VfsPath::new("/a").join("/b").as_str(), "/b");
    }

    #[test]
    fn pieces() {
        let path = VfsPath::new("/src/pack/Foo.js.hx");
        assert_eq!(path.file_stem(), "Foo");
        assert_eq!(path.extension(), Some("hx"));
        assert_eq!(path.parent(), Some(VfsPath::new("/src/pack")));
        assert_eq!(
            path.strip_prefix(&VfsPath::new("/src")),
            Some("pack/Foo.js.hx")
        );
        assert_eq!(path.strip_prefix(&VfsPath::new("/sr")), None);
        assert_eq!(
            path.strip_prefix(&VfsPath::new("/")),
            Some("src/pack/Foo.js.hx")
        );
        assert_eq!(VfsPath::new("/a").parent(), Some(VfsPath::new("/")));
        assert_eq!(VfsPath::new("/").parent(), None);
    }

    #[test]
    fn embedded() {
        assert!(VfsPath::new("/@rayzor/std/Map.hx").is_embedded());
        assert!(!VfsPath::new("/@rayzorish/Map.hx").is_embedded());
    }
}
