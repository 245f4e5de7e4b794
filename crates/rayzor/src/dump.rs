//! `rayzor dump`: a file as one stage sees it.

use anyhow::{Context, Result, bail};
use vfs::VfsPath;

use crate::arguments;
use crate::session::Session;

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
