//! `rayzor format`: files laid out as their `hxformat.json` says.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use formatter::Config;

struct Arguments {
    paths: Vec<PathBuf>,
    /// Show what would change and change nothing.
    check: bool,
    /// Read the text from standard input and write the result to standard output. A path says where it belongs.
    stdin: bool,
}

pub(crate) fn run(arguments: &[String]) -> Result<u8> {
    let arguments = parse(arguments)?;
    if arguments.stdin {
        return format_stdin(arguments.paths.first());
    }
    let mut files = Vec::new();
    for path in &arguments.paths {
        collect(path, true, &mut files)?;
    }
    let mut options = OptionsCache::default();
    let (mut n_changed, mut n_files) = (0, 0);
    for path in &files {
        let config = options.of(path)?;
        if config.is_excluded(&absolute(path).to_string_lossy()) {
            continue;
        }
        let text = read(path)?;
        let edits = formatter::format(&text, &config);
        n_files += 1;
        if edits.is_empty() {
            continue;
        }
        n_changed += 1;
        let formatted = formatter::apply(&text, &edits);
        if arguments.check {
            print!("{}", diff(path, &text, &formatted));
        } else {
            std::fs::write(path, formatted).with_context(|| path.display().to_string())?;
            println!("{}", path.display());
        }
    }
    let what = match arguments.check {
        true => "would change",
        false => "changed",
    };
    eprintln!("{n_changed} of {n_files} files {what}");
    Ok(u8::from(arguments.check && n_changed > 0))
}

fn parse(arguments: &[String]) -> Result<Arguments> {
    let mut res = Arguments {
        paths: Vec::new(),
        check: false,
        stdin: false,
    };
    for argument in arguments {
        match argument.as_str() {
            "--check" => res.check = true,
            "--stdin" => res.stdin = true,
            option if option.starts_with('-') => bail!("format does not know {option}"),
            path => res.paths.push(path.into()),
        }
    }
    if res.stdin && (res.check || res.paths.len() > 1) {
        bail!("--stdin takes at most one PATH, which says where the text belongs");
    }
    if !res.stdin && res.paths.is_empty() {
        bail!("format what? PATH… or --stdin");
    }
    Ok(res)
}

fn format_stdin(path: Option<&PathBuf>) -> Result<u8> {
    let mut text = String::new();
    std::io::stdin()
        .read_to_string(&mut text)
        .context("standard input")?;
    let path = path.cloned().unwrap_or_else(|| "Main.hx".into());
    let config = OptionsCache::default().of(&path)?;
    if config.is_excluded(&absolute(&path).to_string_lossy()) {
        print!("{text}");
    } else {
        print!("{}", formatter::formatted(&text, &config));
    }
    Ok(0)
}

/// The `.hx` files at and below a path. Directories that start with a dot are left out unless they are named.
fn collect(path: &Path, named: bool, files: &mut Vec<PathBuf>) -> Result<()> {
    if !path.is_dir() {
        if named || path.extension().is_some_and(|it| it == "hx") {
            files.push(path.to_owned());
        }
        return Ok(());
    }
    let hidden = path
        .file_name()
        .is_some_and(|it| it.to_string_lossy().starts_with('.'));
    if hidden && !named {
        return Ok(());
    }
    let entries = std::fs::read_dir(path).with_context(|| path.display().to_string())?;
    let mut entries: Vec<PathBuf> = entries
        .map(|entry| entry.map(|it| it.path()))
        .collect::<std::io::Result<_>>()
        .with_context(|| path.display().to_string())?;
    entries.sort();
    for entry in entries {
        collect(&entry, false, files)?;
    }
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| path.display().to_string())
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// The options of directories, each file of options read once.
#[derive(Default)]
struct OptionsCache {
    by_dir: std::collections::BTreeMap<PathBuf, std::sync::Arc<Config>>,
}

impl OptionsCache {
    /// The options of the nearest file with options above a path.
    fn of(&mut self, path: &Path) -> Result<std::sync::Arc<Config>> {
        let Some(dir) = absolute(path).parent().map(Path::to_owned) else {
            return Ok(Default::default());
        };
        self.of_dir(&dir)
    }

    fn of_dir(&mut self, dir: &Path) -> Result<std::sync::Arc<Config>> {
        if let Some(found) = self.by_dir.get(dir) {
            return Ok(found.clone());
        }
        let file = dir.join(formatter::config::FILE_NAME);
        let res = match (file.is_file(), dir.parent()) {
            (true, _) => {
                let config = Config::from_json(&read(&file)?);
                let config =
                    config.map_err(|error| anyhow::anyhow!("{}: {error}", file.display()))?;
                std::sync::Arc::new(config)
            }
            (false, Some(parent)) => self.of_dir(parent)?,
            (false, None) => Default::default(),
        };
        self.by_dir.insert(dir.to_owned(), res.clone());
        Ok(res)
    }
}

fn diff(path: &Path, old: &str, new: &str) -> String {
    let name = path.display().to_string();
    similar::TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(3)
        .header(&name, &name)
        .to_string()
}
