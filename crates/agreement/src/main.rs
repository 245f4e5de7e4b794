//! How far we agree with the reference compiler, measured on real code.
//!
//! - `mistakes` puts one mistake at a time into correct code and compares the verdicts.
//! - `types` compares the types of expressions.
//! - `messages` takes the reference's own projects with expected errors.
//! - `accepted` counts errors on projects that compile.
//!
//! `cargo xtask mistakes …` is the way in. Nothing here is part of what users get.

mod arguments;
mod corpus;
mod judge;
mod mistakes;
mod ours;
mod random;
mod reference;
mod run_accepted;
mod run_messages;
mod run_mistakes;
mod run_types;
#[cfg(test)]
mod tests;

use anyhow::{Result, bail};

/// Deeply nested code recurses deeply.
const STACK_SIZE: usize = 256 << 20;

fn main() -> Result<()> {
    let work = std::thread::Builder::new()
        .stack_size(STACK_SIZE)
        .spawn(work)?;
    work.join().expect("the work does not panic")
}

fn work() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((command, rest)) = arguments.split_first() else {
        bail!("{}", arguments::USAGE);
    };
    let arguments = arguments::Arguments::parse(rest)?;
    match command.as_str() {
        "mistakes" => run_mistakes::run(&arguments),
        "messages" => run_messages::run(&arguments),
        "accepted" => run_accepted::run(&arguments),
        "types" => run_types::run(&arguments),
        _ => bail!("{}", arguments::USAGE),
    }
}
