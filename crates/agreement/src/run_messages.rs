//! `messages`: the reference's own projects that must not compile, each with its expected output; which of the expected
//! lines we report. Projects with macros are left out.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Result;
use base_db::Severity;
use vfs::VfsPath;

use crate::arguments::Arguments;
use crate::ours::Ours;
use crate::reference;

/// A file's name and a line of it.
type Place = (String, u32);
/// Places with the first message at each.
type Wanted = Vec<(Place, String)>;

pub fn run(arguments: &Arguments) -> Result<()> {
    let (mut n_all, mut n_found, mut n_related) = (0u32, 0u32, 0u32);
    for corpus in &arguments.corpora {
        let mut outputs = Vec::new();
        collect(corpus, ".hxml.stderr", &mut outputs)?;
        outputs.sort();
        for output in outputs {
            let Some((hxml, wanted)) = expected(&output)? else {
                continue;
            };
            let (errors, related) = ours(&hxml, &wanted, arguments)?;
            for (place, text) in &wanted {
                n_all += 1;
                if errors.contains(place) {
                    n_found += 1;
                } else if related.contains(place) {
                    n_related += 1;
                } else {
                    println!("missed {}: {}:{}: {text}", hxml.display(), place.0, place.1);
                }
            }
        }
    }
    println!(
        "{n_found} of {n_all} lines at an error ({:.1} %), {n_related} more at a place an error refers to ({:.1} %)",
        crate::judge::percent(n_found, n_all),
        crate::judge::percent(n_found + n_related, n_all)
    );
    Ok(())
}

fn collect(dir: &Path, suffix: &str, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, suffix, files)?;
        } else if path.to_string_lossy().ends_with(suffix) {
            files.push(path);
        }
    }
    Ok(())
}

/// The hxml of an expected output, and its places, each with the first message there.
fn expected(output: &Path) -> Result<Option<(PathBuf, Wanted)>> {
    const MACROS: &[&str] = &["macro", "@:build", "@:autoBuild", "@:genericBuild"];
    let hxml = PathBuf::from(output.to_string_lossy().trim_end_matches(".stderr"));
    let Ok(options) = std::fs::read_to_string(&hxml) else {
        return Ok(None);
    };
    let mut sources = Vec::new();
    collect(hxml.parent().unwrap_or(Path::new(".")), ".hx", &mut sources)?;
    let mut texts = vec![options];
    texts.extend(
        sources
            .iter()
            .filter_map(|it| std::fs::read_to_string(it).ok()),
    );
    if texts
        .iter()
        .any(|it| MACROS.iter().any(|word| it.contains(word)))
    {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(&std::fs::read(output)?).into_owned();
    let mut res: Wanted = Vec::new();
    // What is indented explains the line before.
    let lines = text.lines().filter(|it| !it.starts_with(' '));
    for message in lines.filter_map(reference::parse) {
        let name = message.file.rsplit('/').next().unwrap_or_default();
        let place = (name.to_owned(), message.line);
        if !message.is_warning
            && !message.is_continuation()
            && res.iter().all(|(known, _)| *known != place)
        {
            res.push((place, message.text));
        }
    }
    Ok((!res.is_empty()).then_some((hxml, res)))
}

/// Where our errors stand in the files that are spoken of, and where they refer to.
fn ours(
    hxml: &Path,
    wanted: &[(Place, String)],
    arguments: &Arguments,
) -> Result<(BTreeSet<Place>, BTreeSet<Place>)> {
    let hxml = std::fs::canonicalize(hxml)?;
    let dir = hxml.parent().unwrap_or(Path::new("/"));
    let name = hxml.file_name().unwrap_or_default().to_string_lossy();
    let options = [name.into_owned(), "-cp".to_owned(), ".".to_owned()];
    let std = arguments.std.display().to_string();
    let (mut errors, mut related) = (BTreeSet::new(), BTreeSet::new());
    let Ok(ours) = Ours::new(&options, &std, &VfsPath::from_os(dir)) else {
        return Ok((errors, related));
    };
    let mut sources = Vec::new();
    collect(dir, ".hx", &mut sources)?;
    for source in sources {
        let file = source.file_name().unwrap_or_default().to_string_lossy();
        if wanted.iter().all(|((wanted, _), _)| *wanted != file) {
            continue;
        }
        for found in ours.check(&VfsPath::from_os(&source)) {
            if found.severity == Severity::Error {
                errors.insert((file.clone().into_owned(), found.line));
                related.extend(found.related);
            }
        }
    }
    Ok((errors, related))
}
