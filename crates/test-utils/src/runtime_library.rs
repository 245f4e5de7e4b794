//! The runtime as a static library, for tests that link executables: no target of the workspace makes it by itself.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// Builds it once per process, in the profile of the test that asks. The build directory is the test's own; cargo has let go
/// of it when tests run.
pub fn runtime_library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let test = std::env::current_exe().expect("the test binary's path");
        // target/debug/deps/test-1234
        let profile_dir = test.ancestors().nth(2).expect("in a build directory");
        let target_dir = profile_dir.parent().expect("in a target directory");
        let profile = match profile_dir.file_name().and_then(|it| it.to_str()) {
            Some("debug") | None => "dev",
            Some(profile) => profile,
        };
        let made = Command::new(env!("CARGO"))
            .args(["rustc", "-q", "--offline", "-p", "runtime"])
            .args(["--crate-type", "staticlib", "--profile", profile])
            .arg("--target-dir")
            .arg(target_dir)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("cargo runs");
        let stderr = String::from_utf8_lossy(&made.stderr);
        assert!(made.status.success(), "{stderr}");
        profile_dir.join(if cfg!(windows) {
            "runtime.lib"
        } else {
            "libruntime.a"
        })
    })
}
