//! The runtime as a static library, for tests that link executables. Cargo makes it beside the library that Rust code
//! links with, in the directory of the test binaries.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The newest one: other feature sets and older states of the code may have left theirs.
pub fn runtime_library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let test = std::env::current_exe().expect("the test binary's path");
        let dir = test.parent().expect("in a build directory");
        let (prefix, suffix) = if cfg!(windows) {
            ("runtime-", ".lib")
        } else {
            ("libruntime-", ".a")
        };
        std::fs::read_dir(dir)
            .expect("a readable build directory")
            .filter_map(Result::ok)
            .filter(|it| {
                let name = it.file_name();
                let name = name.to_string_lossy();
                name.starts_with(prefix) && name.ends_with(suffix)
            })
            .max_by_key(|it| it.metadata().and_then(|it| it.modified()).ok())
            .expect("cargo makes the static library with the crate")
            .path()
    })
}
