//! Corpora: directories of Haxe modules that both sides accept, one module at a time.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use vfs::VfsPath;

use crate::ours::Ours;
use crate::reference::Reference;

pub struct Corpus {
    pub root: PathBuf,
    pub reference: Reference,
    pub ours: Ours,
    /// Paths below the root.
    pub modules: Vec<PathBuf>,
}

/// Larger files make a run slow and are generated more often than written.
const MAX_SIZE: usize = 120_000;

impl Corpus {
    /// `arguments` are given to both sides.
    pub fn new(root: &Path, haxe: &Path, std: &Path, arguments: &[String]) -> Result<Corpus> {
        let root = std::fs::canonicalize(root).with_context(|| root.display().to_string())?;
        let std = std::fs::canonicalize(std)?;
        let mut modules = Vec::new();
        collect(&root, Path::new(""), root == std, &mut modules)?;
        modules.sort();
        // Of modules that the target replaces another text is used.
        for target in TARGETS {
            if arguments
                .iter()
                .any(|it| it.trim_start_matches('-') == *target)
            {
                modules.retain(|it| !root.join(target).join("_std").join(it).exists());
            }
        }
        let mut arguments = arguments.to_vec();
        if root != std {
            arguments.extend(["-cp".to_owned(), root.display().to_string()]);
        }
        let directory = std::env::temp_dir();
        let std = std.display().to_string();
        let mut ours_arguments = arguments.clone();
        if root.display().to_string() == std {
            // A build has a class path; this one holds nothing.
            let none = directory.join("agreement-none").display().to_string();
            ours_arguments.extend(["-cp".to_owned(), none]);
        }
        let ours = Ours::new(&ours_arguments, &std, &VfsPath::from_os(&directory))?;
        Ok(Corpus {
            reference: Reference {
                haxe: haxe.to_owned(),
                directory,
                arguments,
            },
            ours,
            root,
            modules,
        })
    }

    pub fn path(&self, module: &Path) -> VfsPath {
        VfsPath::from_os(&self.root.join(module))
    }

    pub fn text(&self, module: &Path) -> Result<String> {
        Ok(std::fs::read_to_string(self.root.join(module))?)
    }
}

/// `a/b/C.hx` is `a.b.C`.
pub fn dotted(module: &Path) -> String {
    let parts: Vec<_> = module
        .with_extension("")
        .iter()
        .map(|it| it.to_string_lossy().into_owned())
        .collect();
    parts.join(".")
}

/// Target-specific folders of the standard library are no packages of every target.
const TARGETS: &[&str] = &[
    "cpp", "cs", "eval", "flash", "hl", "java", "js", "jvm", "lua", "neko", "php", "python",
];

fn collect(root: &Path, under: &Path, is_std: bool, modules: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(root.join(under))? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        let path = under.join(name);
        if entry.file_type()?.is_dir() {
            let is_left_out = name.starts_with(['.', '_'])
                || name == "macro"
                || is_std && TARGETS.contains(&name);
            if !is_left_out {
                collect(root, &path, is_std, modules)?;
            }
        } else if let Some(stem) = name.strip_suffix(".hx")
            && !stem.contains('.')
            && stem != "import"
        {
            modules.push(path);
        }
    }
    Ok(())
}

/// Whether the text of a module speaks of macros: what they make is not known without running them.
pub fn is_plain(text: &str) -> bool {
    const MACROS: &[&str] = &[
        "macro ",
        "@:build",
        "@:autoBuild",
        "@:genericBuild",
        "haxe.macro",
    ];
    text.len() < MAX_SIZE && !MACROS.iter().any(|it| text.contains(it))
}
