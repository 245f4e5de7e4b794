//! What the tests that run whole programs share.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The `.hx` files of a folder of `tests/`, in order.
pub(crate) fn programs(folder: &str) -> Vec<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests")
        .join(folder);
    let mut programs: Vec<PathBuf> = std::fs::read_dir(&dir)
        .unwrap_or_else(|error| panic!("{}: {error}", dir.display()))
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|it| it == "hx"))
        .collect();
    programs.sort();
    programs
}

pub(crate) fn name(program: &Path) -> String {
    let stem = program.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

/// A directory in which the program is `Main.hx`.
pub(crate) fn as_main(program: &Path) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a directory");
    std::fs::copy(program, dir.path().join("Main.hx")).expect("a copy");
    dir
}

pub(crate) fn rayzor(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rayzor"));
    in_place(&mut command, dir);
    command
}

/// Programs print dates: the time zone is part of what is recorded.
pub(crate) fn in_place(command: &mut Command, dir: &Path) {
    command
        .current_dir(dir)
        .stdin(Stdio::null())
        .env("TZ", "UTC");
}

pub(crate) fn run_main(dir: &Path, variables: &[(&str, &str)]) -> Output {
    let mut command = rayzor(dir);
    command.args(["run", "-cp", ".", "--main", "Main"]);
    command.envs(variables.iter().copied());
    command.output().expect("rayzor runs")
}

/// Builds a stand-alone executable and runs it.
pub(crate) fn build_and_run_main(dir: &Path) -> Output {
    let built = rayzor(dir)
        .args(["build", "-cp", ".", "--main", "Main", "-o", "main.exe"])
        .env("RAYZOR_RUNTIME_LIB", test_utils::runtime_library())
        .output()
        .expect("rayzor runs");
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    let mut command = Command::new(dir.join("main.exe"));
    in_place(&mut command, dir);
    command.output().expect("the executable runs")
}

pub(crate) fn is_slow_wanted() -> bool {
    ["RUN_SLOW_TESTS", "CI"]
        .iter()
        .any(|it| std::env::var_os(it).is_some())
}
