//! `rayzor build`: a stand-alone executable. The object file is linked with the runtime's static library, which
//! stands next to this binary, by the system's C compiler driver.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::arguments;
use crate::run::{Entry, prepare};

/// Says where the runtime's library is when it is not in a usual place.
const LIB_VARIABLE: &str = "RAYZOR_RUNTIME_LIB";

pub(crate) fn run(arguments: &[String]) -> Result<u8> {
    let arguments = arguments::parse(arguments)?;
    let (Entry { mut program, path }, _) = prepare(&arguments)?;
    let output = match &arguments.output {
        Some(output) => PathBuf::from(output),
        None => PathBuf::from(path.file_stem()).with_extension(std::env::consts::EXE_EXTENSION),
    };
    if let Err(errors) = mir::verify::verify_program(&program) {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        bail!("The program does not compile: {}", lines.join("\n"));
    }
    mir::passes::optimize_to_run(&mut program);
    let object = codegen::compile_object(&program, codegen::OptLevel::Speed)
        .context("The program does not compile")?;
    let library = runtime_library()?;
    link(&object, &library, &output)?;
    Ok(0)
}

/// Prefix and suffix of the library's file name; cargo puts a hash between.
fn library_name() -> (&'static str, &'static str) {
    if cfg!(windows) {
        ("runtime", ".lib")
    } else {
        ("libruntime", ".a")
    }
}

/// Where the environment says, next to the binary, in `lib/rayzor` beside its directory, or where cargo leaves it
/// in a checkout: the newest in `deps`.
fn runtime_library() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os(LIB_VARIABLE) {
        return Ok(PathBuf::from(path));
    }
    let (prefix, suffix) = library_name();
    let name = format!("{prefix}{suffix}");
    let binary = std::env::current_exe()?;
    let dir = binary.parent().unwrap_or(Path::new("."));
    let installed = [dir.join(&name), dir.join("../lib/rayzor").join(&name)];
    installed
        .into_iter()
        .find(|it| it.exists())
        .or_else(|| built_library(&dir.join("deps"), prefix, suffix))
        .with_context(|| {
            format!(
                "{name} belongs next to {}: it is what programs are linked with, and comes with the binary; \
                 {LIB_VARIABLE} names another place",
                binary.display()
            )
        })
}

fn built_library(deps: &Path, prefix: &str, suffix: &str) -> Option<PathBuf> {
    let prefix = format!("{prefix}-");
    std::fs::read_dir(deps)
        .ok()?
        .filter_map(Result::ok)
        .filter(|it| {
            let name = it.file_name();
            let name = name.to_string_lossy();
            name.starts_with(&prefix) && name.ends_with(suffix)
        })
        .max_by_key(|it| it.metadata().and_then(|it| it.modified()).ok())
        .map(|it| it.path())
}

/// What Rust's standard library wants of the system.
fn system_libraries() -> &'static [&'static str] {
    if cfg!(target_os = "macos") {
        &["-lSystem", "-lc", "-lm", "-framework", "CoreFoundation"]
    } else if cfg!(windows) {
        &[
            "-lkernel32",
            "-lntdll",
            "-luserenv",
            "-lws2_32",
            "-ldbghelp",
        ]
    } else {
        &[
            "-lpthread",
            "-ldl",
            "-lm",
            "-Wl,--gc-sections",
            "-Wl,--strip-all",
        ]
    }
}

fn link(object: &[u8], library: &Path, output: &Path) -> Result<()> {
    // Beside the output: the same disk, and a name that a person can make sense of if we die.
    let object_path = output.with_extension("rayzor.o");
    std::fs::write(&object_path, object)
        .with_context(|| format!("cannot write {}", object_path.display()))?;
    let linker = std::env::var_os("CC").unwrap_or_else(|| "cc".into());
    let linked = Command::new(&linker)
        .arg(&object_path)
        .arg(library)
        .args(system_libraries())
        .arg("-o")
        .arg(output)
        .output();
    let _ = std::fs::remove_file(&object_path);
    let linked = linked.with_context(|| {
        format!(
            "cannot start the linker `{}` (CC names another)",
            linker.display()
        )
    })?;
    if !linked.status.success() {
        bail!(
            "linking failed:\n{}",
            String::from_utf8_lossy(&linked.stderr)
        );
    }
    Ok(())
}
