//! The command line.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::corpus::Corpus;

pub const USAGE: &str = "\
usage: cargo xtask mistakes|types|messages|accepted --haxe <compiler> --std <its std> --corpus <dir>… [options] [-- <arguments of both compilers>]
    --count <n>      mistakes that the reference rejects, or expressions (2000)
    --seed <n>       names a run (1)
    --save <file>    write the cases and the reference's answers
    --replay <file>  take them from there; the reference is not asked
    --ask-again      … but do ask it
    --kind <kind>    only these cases
    -- --js x.js     what both compilers get (without it: -hl x.hl)";

pub struct Arguments {
    pub haxe: PathBuf,
    pub std: PathBuf,
    pub corpora: Vec<PathBuf>,
    pub count: usize,
    pub seed: u64,
    pub save: Option<PathBuf>,
    pub replay: Option<PathBuf>,
    pub ask_again: bool,
    pub kind: Option<String>,
    pub compiler: Vec<String>,
}

impl Arguments {
    pub fn parse(arguments: &[String]) -> Result<Arguments> {
        let mut res = Arguments {
            haxe: PathBuf::from("haxe"),
            std: PathBuf::new(),
            corpora: Vec::new(),
            count: 2000,
            seed: 1,
            save: None,
            replay: None,
            ask_again: false,
            kind: None,
            compiler: vec!["-hl".to_owned(), "x.hl".to_owned()],
        };
        let mut rest = arguments.iter();
        while let Some(name) = rest.next() {
            if name == "--" {
                res.compiler = rest.cloned().collect();
                break;
            }
            if name == "--ask-again" {
                res.ask_again = true;
                continue;
            }
            let value = rest
                .next()
                .with_context(|| format!("{name} needs a value"))?;
            match name.as_str() {
                "--haxe" => res.haxe = std::path::absolute(value)?,
                "--std" => res.std = std::path::absolute(value)?,
                "--corpus" => res.corpora.push(value.into()),
                "--count" => res.count = value.parse()?,
                "--seed" => res.seed = value.parse()?,
                "--save" => res.save = Some(value.into()),
                "--replay" => res.replay = Some(value.into()),
                "--kind" => res.kind = Some(value.clone()),
                _ => bail!("{USAGE}"),
            }
        }
        if res.std.as_os_str().is_empty() || res.corpora.is_empty() {
            bail!("{USAGE}");
        }
        Ok(res)
    }

    pub fn open_corpora(&self) -> Result<Vec<Corpus>> {
        self.corpora
            .iter()
            .map(|it| Corpus::new(it, &self.haxe, &self.std, &self.compiler))
            .collect()
    }
}
