//! Running a program: in a worker process that can be stopped at any moment, or in this one.
//!
//! A [`Pool`] keeps one worker started and warm. A run sends it the program's MIR and gets frames
//! back ([`protocol`]): output as it comes, then how the program ended. One worker runs one program;
//! the next is started meanwhile. Whatever a program does (loops, eats memory, crashes), only its
//! worker dies. The machine code it made outlives it in the pool ([`code_store`]), so that the next run compiles what changed.
//!
//! The worker is the same binary as the caller, started with [`WORKER_FLAG`]; its `main` hands over to
//! [`worker_main`]. `rayzor run` uses [`run_here`] instead: the program's streams and exit code are
//! the process's own.
//!
//! The crate knows neither the database nor LSP.

mod code_store;
mod here;
mod listing;
mod pool;
pub mod protocol;
mod worker;

pub use here::{Settings, run_here};
pub use listing::{Listing, listing};
pub use pool::{CancelToken, Pool, RunEvent};
pub use protocol::{Frame, Limits, Outcome, Request};
pub use worker::worker_main;

/// The argument that makes a binary a worker.
pub const WORKER_FLAG: &str = "--worker";
