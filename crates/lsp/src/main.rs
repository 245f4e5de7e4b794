//! `rayzor-lsp`: the language server on stdin and stdout.

use std::process::ExitCode;

// Trees are made on one thread and dropped on another, thousands of small pieces at a time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some(run::WORKER_FLAG) {
        return run::worker_main();
    }
    for argument in std::env::args().skip(1) {
        match &*argument {
            // What editors append to say how they will talk; there is no other way.
            "--stdio" => {}
            "--version" | "-V" => {
                println!("rayzor-lsp {}", env!("CARGO_PKG_VERSION"));
                return ExitCode::SUCCESS;
            }
            "--help" | "-h" => {
                println!(
                    "rayzor-lsp [--stdio]\n\nA language server for Haxe, over stdin and stdout."
                );
                return ExitCode::SUCCESS;
            }
            other => eprintln!("rayzor-lsp: ignoring unknown argument {other}"),
        }
    }
    ExitCode::from(lsp::serve_stdio())
}
