//! What no compiler checks: who may depend on whom, and how files look.
//!
//! The table is the architecture (docs/architecture.md): a crate builds on those below it, and a few packages have one
//! place each. A new line here is the largest kind of change there is in this repository.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// Each crate and what of ours it may use.
const LAYERS: &[(&str, &[&str])] = &[
    ("syntax", &[]),
    ("formatter", &["syntax"]),
    ("vfs", &[]),
    ("base-db", &["syntax", "vfs"]),
    ("project", &["vfs", "base-db"]),
    ("hir-def", &["base-db", "syntax", "vfs"]),
    ("hir-ty", &["hir-def", "base-db", "syntax", "vfs"]),
    ("hir", &["hir-def", "hir-ty", "base-db", "syntax", "vfs"]),
    ("mir", &[]),
    ("mir-build", &["hir-def", "hir-ty", "base-db", "mir", "vfs"]),
    ("runtime", &[]),
    ("codegen", &["mir", "runtime"]),
    ("run", &["mir", "codegen", "runtime"]),
    (
        "ide",
        &[
            "hir",
            "hir-def",
            "hir-ty",
            "mir",
            "mir-build",
            "base-db",
            "syntax",
            "formatter",
            "vfs",
        ],
    ),
    ("lsp", &["ide", "run", "project", "base-db", "vfs", "mir"]),
    (
        "rayzor",
        &[
            "syntax",
            "formatter",
            "vfs",
            "base-db",
            "project",
            "hir-def",
            "hir-ty",
            "hir",
            "mir",
            "mir-build",
            "runtime",
            "codegen",
            "run",
            "ide",
            "lsp",
        ],
    ),
    ("test-utils", &[]),
    ("agreement", &["ide", "project", "base-db", "syntax", "vfs"]),
];

/// Packages with only these places.
const ONLY_IN: &[(&str, &[&str])] = &[
    (
        "salsa",
        &["base-db", "hir-def", "hir-ty", "hir", "mir-build", "ide"],
    ),
    ("tower-lsp", &["lsp"]),
    ("lsp-types", &["lsp"]),
    ("tokio", &["lsp"]),
    ("rowan", &["syntax"]),
    ("cranelift-codegen", &["codegen"]),
    ("cranelift-frontend", &["codegen"]),
    ("cranelift-jit", &["codegen"]),
    ("cranelift-module", &["codegen"]),
    ("cranelift-native", &["codegen"]),
    ("cranelift-object", &["codegen"]),
];

pub fn tidy(root: &Path) -> Result<()> {
    let mut complaints = Vec::new();
    layering(root, &mut complaints)?;
    source_files(root, &mut complaints)?;
    if complaints.is_empty() {
        return Ok(());
    }
    bail!("not tidy:\n{}", complaints.join("\n"))
}

fn layering(root: &Path, complaints: &mut Vec<String>) -> Result<()> {
    let table: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    let mut seen = BTreeSet::new();
    for entry in std::fs::read_dir(root.join("crates"))? {
        let manifest = entry?.path().join("Cargo.toml");
        let text =
            std::fs::read_to_string(&manifest).with_context(|| manifest.display().to_string())?;
        let value: toml::Table = text
            .parse()
            .with_context(|| manifest.display().to_string())?;
        let package = value
            .get("package")
            .and_then(|it| it.get("name"))
            .and_then(|it| it.as_str());
        let Some(name) = package else {
            complaints.push(format!("{}: no package name", manifest.display()));
            continue;
        };
        seen.insert(name.to_owned());
        let Some(allowed) = table.get(name) else {
            complaints.push(format!(
                "crate {name} is not in the table of xtask/src/tidy.rs"
            ));
            continue;
        };
        let dependencies = value
            .get("dependencies")
            .and_then(|it| it.as_table())
            .cloned()
            .unwrap_or_default();
        for dependency in dependencies.keys() {
            let dependency = dependency.as_str();
            if table.contains_key(dependency) && !allowed.contains(&dependency) {
                complaints.push(format!("{name} must not build on {dependency}"));
            }
            if let Some((_, places)) = ONLY_IN.iter().find(|(package, _)| *package == dependency)
                && !places.contains(&name)
            {
                complaints.push(format!(
                    "{dependency} is for {} only, not for {name}",
                    places.join(", ")
                ));
            }
        }
    }
    for name in table.keys() {
        if !seen.contains(*name) {
            complaints.push(format!("crate {name} of the table is not there"));
        }
    }
    Ok(())
}

fn source_files(root: &Path, complaints: &mut Vec<String>) -> Result<()> {
    let mut files = Vec::new();
    for dir in ["crates", "xtask"] {
        rust_files(&root.join(dir), &mut files)?;
    }
    for file in files {
        let name = file
            .strip_prefix(root)
            .unwrap_or(&file)
            .display()
            .to_string();
        let text = std::fs::read_to_string(&file).with_context(|| name.clone())?;
        if file.file_name().is_some_and(|it| it == "mod.rs") {
            complaints.push(format!("{name}: foo.rs beside foo/, not mod.rs"));
        }
        // Tests say what they test by their names; what is generated says where it comes from.
        let is_test = name.contains("tests")
            || text.starts_with("// Generated")
            || text.starts_with("//! Generated");
        let first_code = text.lines().find(|it| !it.trim().is_empty());
        if !is_test && !first_code.is_some_and(|it| it.starts_with("//!")) {
            complaints.push(format!(
                "{name}: a file opens with `//!`: what it is and why"
            ));
        }
    }
    Ok(())
}

fn rust_files(dir: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            if path.file_name().is_some_and(|it| it != "target") {
                rust_files(&path, files)?;
            }
        } else if path.extension().is_some_and(|it| it == "rs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_repository_is_tidy() {
        if let Err(e) = super::tidy(&crate::project_root()) {
            panic!("{e}");
        }
    }
}
