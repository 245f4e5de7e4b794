//! `rayzor`: the compiler and the server from a shell.
//!
//! Each command is a file. No analysis and no code generation happen here; the options are Haxe's own where it has one.
//!
//! Invariant: a command's exit status is 0, 1 (errors in the code that was looked at) or 2 (the command was not
//! understood), except for `run`, whose status is the program's own.

mod arguments;
mod build;
mod check;
mod demo;
mod dump;
mod format;
mod report;
mod run;
mod session;

use std::process::ExitCode;

// As in `rayzor-lsp`: many small pieces, made and dropped by several threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const USAGE: &str = "\
rayzor check [PATH | FILE.hxml]… [-cp DIR] [-D NAME[=VALUE]] [-L LIBRARY] [--std DIR] [--format human|json]
rayzor run [-cp DIR]… (--main Type | FILE.hx) [--field NAME] [--memory MIB] [-- ARGUMENTS]
rayzor build [-cp DIR]… (--main Type | FILE.hx) [--field NAME] [-o OUT]
rayzor dump (--tree | --items | --body | --types | --mir | --clif | --asm) FILE[:Type.field]
rayzor format [--check] PATH… | --stdin [PATH]
rayzor demo
rayzor lsp --stdio

Haxe's own options (-cp, -D, -L, --js and the rest) and hxml files are understood everywhere.";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(command) = arguments.next() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let rest: Vec<String> = arguments.collect();
    let result = match &*command {
        "check" => check::run(&rest),
        "run" => match run::run(&rest) {
            // An error of the command is an error of the program, as far as its caller can see.
            Err(e) => {
                eprintln!("{e:#}");
                return ExitCode::from(1);
            }
            ok => ok,
        },
        "build" => build::run(&rest),
        "dump" => dump::run(&rest),
        "format" => format::run(&rest),
        "demo" => demo::run(),
        ::run::WORKER_FLAG => return ::run::worker_main(),
        "lsp" => return ExitCode::from(lsp::serve_stdio()),
        "--version" | "-V" | "version" => {
            println!("rayzor {}", env!("CARGO_PKG_VERSION"));
            Ok(0)
        }
        "--help" | "-h" | "help" => {
            println!("{USAGE}");
            Ok(0)
        }
        _ => Err(anyhow::anyhow!("unknown command `{command}`\n\n{USAGE}")),
    };
    match result {
        Ok(status) => ExitCode::from(status),
        Err(e) => {
            eprintln!("rayzor: {e:#}");
            ExitCode::from(2)
        }
    }
}
