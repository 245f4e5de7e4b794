//! Corpora: directories of Haxe modules that both sides accept, one module at a time.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result};
use vfs::VfsPath;

use crate::ours::Ours;
use crate::reference::{Message, Reference};

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
        let own = own_directories(arguments);
        let foreign: &[&str] = if root == std { TARGETS } else { &[] };
        let is_left_out = |it: &str| foreign.contains(&it) && !own.contains(&it);
        collect(&root, Path::new(""), &is_left_out, &mut modules)?;
        modules.sort();
        if root == std {
            // Of modules that the target replaces another text is used.
            for target in own {
                let replaced = |it: &Path| root.join(target).join("_std").join(it).exists();
                modules.retain(|it| !replaced(it));
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

    /// Modules to change something in: not those that only macros use, nor a target's replacements in the standard
    /// library, whose place is not their name.
    pub fn plain_modules(&self) -> Vec<PathBuf> {
        let is_plain = |it: &&PathBuf| {
            it.parent()
                .is_none_or(|under| !under.iter().any(is_macro_or_internal))
        };
        self.modules.iter().filter(is_plain).cloned().collect()
    }

    pub fn path(&self, module: &Path) -> VfsPath {
        VfsPath::from_os(&self.root.join(module))
    }

    pub fn text(&self, module: &Path) -> Result<String> {
        Ok(std::fs::read_to_string(self.root.join(module))?)
    }
}

fn is_macro_or_internal(name: &std::ffi::OsStr) -> bool {
    name == "macro" || name.as_encoded_bytes().starts_with(b"_")
}

/// `a/b/C.hx` is `a.b.C`, and so is the standard library's `js/_std/a/b/C.hx`.
pub fn dotted(module: &Path) -> String {
    let mut parts: Vec<_> = module
        .with_extension("")
        .iter()
        .map(|it| it.to_string_lossy().into_owned())
        .collect();
    if parts.get(1).is_some_and(|it| it == "_std") {
        parts.drain(..2);
    }
    parts.join(".")
}

/// Target-specific folders of the standard library are no packages of every target.
const TARGETS: &[&str] = &[
    "cpp", "cs", "eval", "flash", "hl", "java", "js", "jvm", "lua", "neko", "php", "python",
];

/// Those that belong to the target of a command line; the Java bytecode target takes the Java sources along.
fn own_directories(arguments: &[String]) -> Vec<&'static str> {
    let is_given = |name: &str| {
        arguments
            .iter()
            .any(|it| it.starts_with('-') && it.trim_start_matches('-') == name)
    };
    let mut res: Vec<&str> = TARGETS.iter().copied().filter(|it| is_given(it)).collect();
    if is_given("swf") {
        res.push("flash");
    }
    if is_given("interp") {
        res.push("eval");
    }
    if is_given("jvm") {
        res.push("java");
    }
    res
}

fn collect(
    root: &Path,
    under: &Path,
    is_left_out: &impl Fn(&str) -> bool,
    modules: &mut Vec<PathBuf>,
) -> Result<()> {
    for entry in std::fs::read_dir(root.join(under))? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        let path = under.join(name);
        if entry.file_type()?.is_dir() {
            let is_top = under.as_os_str().is_empty();
            let is_hidden = name.starts_with('.') || is_top && is_left_out(name);
            if !is_hidden {
                collect(root, &path, is_left_out, modules)?;
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

/// A module with a changed text.
pub struct Question {
    pub corpus: usize,
    pub module: PathBuf,
    pub text: String,
}

/// Two at a time keep a small machine usable.
const PARALLEL: usize = 2;

/// What the reference says to each, further lines of a message left out; places are those in the corpus.
pub fn ask(corpora: &[Corpus], questions: &[Question]) -> Result<Vec<Vec<Message>>> {
    let places: Vec<(&Reference, &Path)> = corpora
        .iter()
        .map(|it| (&it.reference, it.root.as_path()))
        .collect();
    let next = AtomicUsize::new(0);
    let answers = Mutex::new(vec![Vec::new(); questions.len()]);
    std::thread::scope(|scope| {
        let work = || -> Result<()> {
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                let Some(question) = questions.get(n) else {
                    return Ok(());
                };
                let (reference, root) = places[question.corpus];
                let overlay = Overlay::new(&question.module, &question.text)?;
                let mut found = reference.check(&overlay.root, &[&dotted(&question.module)])?;
                found.retain(|it| !it.is_continuation());
                let overlay_root = overlay.root.display().to_string();
                for it in &mut found {
                    if let Some(rest) = it.file.strip_prefix(&overlay_root) {
                        it.file = format!("{}{rest}", root.display());
                    }
                }
                answers.lock().unwrap_or_else(|it| it.into_inner())[n] = found;
            }
        };
        let workers: Vec<_> = (0..PARALLEL).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            worker.join().expect("no worker panics")?;
        }
        anyhow::Ok(())
    })?;
    Ok(answers.into_inner().unwrap_or_else(|it| it.into_inner()))
}

/// A directory with one file, gone when dropped.
struct Overlay {
    root: PathBuf,
}

impl Overlay {
    fn new(module: &Path, text: &str) -> Result<Overlay> {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let n = COUNT.fetch_add(1, Ordering::Relaxed);
        let root = std::env::temp_dir().join(format!("agreement-{}-{n}", std::process::id()));
        let path = root.join(module);
        std::fs::create_dir_all(path.parent().context("a module has a directory")?)?;
        std::fs::write(path, text)?;
        Ok(Overlay { root })
    }
}

impl Drop for Overlay {
    fn drop(&mut self) {
        // What is left lies in the temporary directory.
        let _ = std::fs::remove_dir_all(&self.root);
    }
}
