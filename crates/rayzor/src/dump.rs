//! `rayzor dump`: a file as one stage sees it.

use anyhow::{Context, Result, bail};
use vfs::VfsPath;

use crate::arguments::{self, Arguments};
use crate::run::{Entry, prepare};
use crate::session::Session;

/// Stages that show a whole program's code, or one function of it.
const CODE: &[&str] = &["--mir", "--mir-opt", "--clif", "--asm"];

pub(crate) fn run(arguments: &[String]) -> Result<u8> {
    let mut arguments = arguments::parse(arguments)?;
    let stage = arguments
        .stage
        .clone()
        .context("which stage? one of --tree, --items, --body, --types, --mir, --clif, --asm")?;
    let [path] = &mut arguments.paths[..] else {
        bail!("one FILE[:Type.field]")
    };
    // A drive letter's colon is not ours.
    let field = match path.rfind(".hx:") {
        Some(at) => {
            let field = path[at + 4..].to_owned();
            path.truncate(at + 3);
            Some(field)
        }
        None => None,
    };
    if CODE.contains(&&*stage) {
        print!("{}", code(&arguments, &stage, field.as_deref())?);
        return Ok(0);
    }
    let session = Session::new(&arguments)?;
    let path: VfsPath = session.files[0].clone();
    let analysis = session.analysis();
    let text = analysis
        .run(|analysis| {
            ide::dump(
                analysis.db(),
                analysis.config_of(&path),
                analysis.file(&path),
                &stage,
                field.as_deref(),
            )
        })
        .context("interrupted")?
        .map_err(|e| anyhow::anyhow!(e))?;
    print!("{text}");
    Ok(0)
}

/// The code of `field`, or of all functions of the program that the file's main is.
fn code(arguments: &Arguments, stage: &str, field: Option<&str>) -> Result<String> {
    let Some(field) = field else {
        let (Entry { mut program, .. }, _) = prepare(arguments)?;
        return match stage {
            "--mir" => Ok(program.to_string()),
            "--mir-opt" => {
                mir::passes::optimize(&mut program);
                Ok(program.to_string())
            }
            _ => bail!("which function? FILE:Type.field"),
        };
    };
    let session = Session::for_running(arguments)?;
    let path = session.files.first().context("which file?")?;
    let analysis = session.analysis();
    let compiled = analysis.run(|analysis| {
        let (db, file) = (analysis.db(), analysis.file(path));
        let config = analysis.build_of(path).run_config;
        let field = ide::entry_named(db, config, file, path.file_stem(), field);
        if stage == "--mir" {
            return ide::dump(db, config, file, "mir", Some(&field)).map(|it| (None, it));
        }
        ide::compilable(db, config, file, &field).map(|(program, symbol)| (Some(program), symbol))
    });
    let compiled = compiled.context("interrupted")?;
    let (program, symbol) = match compiled.map_err(|why| anyhow::anyhow!(why))? {
        (None, text) => return Ok(text),
        (Some(program), symbol) => (program, symbol),
    };
    if stage == "--mir-opt" {
        let function = program.functions.values().find(|it| it.name == symbol);
        return Ok(function.context("no code of its own")?.to_string());
    }
    let listing = run::listing(&program, &symbol).map_err(|why| anyhow::anyhow!(why))?;
    Ok(if stage == "--clif" {
        listing.clif
    } else {
        listing.asm
    })
}
