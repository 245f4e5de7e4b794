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
        print!("{}", code(arguments, &stage, field.as_deref())?);
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

/// The code of `field` (all functions without one) in the program that it is the entry of, or that the file's main is
/// if the function takes arguments.
fn code(mut arguments: Arguments, stage: &str, field: Option<&str>) -> Result<String> {
    arguments.field = field.map(str::to_owned);
    let prepared = match prepare(&arguments) {
        Err(_) if field.is_some() => {
            arguments.field = None;
            prepare(&arguments)
        }
        prepared => prepared,
    };
    let (Entry { mut program, .. }, _) = prepared?;
    if stage != "--mir" {
        mir::passes::optimize(&mut program);
    }
    let Some(field) = field else {
        return match stage {
            "--mir" | "--mir-opt" => Ok(program.to_string()),
            _ => bail!("which function? FILE:Type.field"),
        };
    };
    let is_meant = |symbol: &str| {
        symbol == field
            || symbol
                .strip_suffix(field)
                .is_some_and(|it| it.ends_with('.'))
    };
    let function = program.functions.values().find(|it| is_meant(&it.name));
    let function = function.with_context(|| format!("the program has no function {field}"))?;
    if stage.starts_with("--mir") {
        return Ok(function.to_string());
    }
    let listing = codegen::listing(&program, codegen::OptLevel::Speed, &function.name)?;
    let listing = listing.context("the function was not compiled")?;
    Ok(if stage == "--clif" {
        listing.clif
    } else {
        listing.asm
    })
}
