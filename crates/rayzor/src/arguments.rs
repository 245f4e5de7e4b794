//! Telling our own options from Haxe's.
//!
//! Ours are taken out; the rest goes to `project`, which reads it as Haxe's command line. Haxe's options have one dash or
//! two and their value behind them, so the usual parsers of command lines do not fit.

use anyhow::{Context, Result, bail};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum Format {
    #[default]
    Human,
    Json,
}

#[derive(Debug, Default)]
pub(crate) struct Arguments {
    /// Directories and `.hx` files.
    pub(crate) paths: Vec<String>,
    /// For Haxe: options, hxml files, modules.
    pub(crate) haxe: Vec<String>,
    pub(crate) std: Option<String>,
    pub(crate) format: Format,
    pub(crate) field: Option<String>,
    pub(crate) output: Option<String>,
    /// MiB a program may have.
    pub(crate) memory: Option<u64>,
    /// `--tree` and the like, for `dump`.
    pub(crate) stage: Option<String>,
    /// What follows `--`.
    pub(crate) program: Vec<String>,
}

/// What `dump` can show.
pub(crate) const STAGES: &[&str] = &[
    "--tree",
    "--items",
    "--body",
    "--types",
    "--mir",
    "--mir-opt",
    "--clif",
    "--asm",
];

pub(crate) fn parse(arguments: &[String]) -> Result<Arguments> {
    let mut res = Arguments::default();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value = || {
            rest.next()
                .cloned()
                .with_context(|| format!("{argument} needs a value"))
        };
        match &**argument {
            "--" => {
                res.program = rest.cloned().collect();
                break;
            }
            "--std" => res.std = Some(value()?),
            "--field" => res.field = Some(value()?),
            "-o" | "--output" => res.output = Some(value()?),
            "--memory" => {
                let text = value()?;
                let memory = text.parse().ok().filter(|it| *it > 0);
                res.memory = Some(
                    memory.with_context(|| format!("--memory is a number of MiB, not {text}"))?,
                );
            }
            "--format" => {
                res.format = match &*value()? {
                    "human" => Format::Human,
                    "json" => Format::Json,
                    other => bail!("--format is human or json, not {other}"),
                }
            }
            stage if STAGES.contains(&stage) => res.stage = Some(stage.to_owned()),
            option if option.starts_with('-') => {
                res.haxe.push(option.to_owned());
                if project::takes_value(option) {
                    res.haxe.push(value()?);
                }
            }
            hxml if hxml.ends_with(".hxml") => res.haxe.push(hxml.to_owned()),
            path if is_path(path) => res.paths.push(path.to_owned()),
            module => res.haxe.push(module.to_owned()),
        }
    }
    Ok(res)
}

/// `pack.Main` is a module; `src`, `./a.b`, `Main.hx` and what is there as a directory are paths.
fn is_path(argument: &str) -> bool {
    argument.ends_with(".hx")
        || argument.contains(".hx:")
        || argument.contains(['/', '\\'])
        || std::path::Path::new(argument).exists()
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn ours_and_theirs() {
        let arguments = [
            "-cp",
            "src",
            "--std",
            "s",
            "a.hxml",
            "pack.Main",
            "x/Y.hx",
            "-debug",
            "--",
            "-cp",
        ];
        let res = parse(&arguments.map(str::to_owned)).expect("understood");
        assert_eq!(res.haxe, ["-cp", "src", "a.hxml", "pack.Main", "-debug"]);
        assert_eq!(res.paths, ["x/Y.hx"]);
        assert_eq!(res.std.as_deref(), Some("s"));
        assert_eq!(res.program, ["-cp"]);
        assert!(parse(&["--format".to_owned()]).is_err());
    }
}
