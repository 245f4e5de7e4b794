//! The language server: protocol, main loop, conversion between LSP's types and ours.
//!
//! ```text
//! stdin ─ transport ─ tower-lsp service (router) ─┐ one channel, in order of arrival
//!                                     main loop: owns the database, applies edits, hands out snapshots
//!                                                 ├─ pool: requests and diagnostics, each on a snapshot
//!                                                 └─ outgoing ─ stdout
//! ```
//!
//! - [`transport`] reads and writes frames, leniently; every message is started in the order it came.
//! - [`router`] is the tower-lsp service. A handler only puts its message into the channel and waits for the answer.
//! - [`main_loop`] is the only place that changes anything. [`pool`] has threads, no state.
//! - `handlers` answer from a snapshot; [`from_proto`] and [`to_proto`] are the border between LSP's types and ours.
//!
//! Invariants: nothing but the protocol goes to stdout. No snapshot is held across a wait, so an edit is never blocked
//! for long. No analysis happens here. This crate alone knows tower-lsp, lsp-types and tokio.

mod capabilities;
pub mod client;
mod from_proto;
mod handlers;
mod main_loop;
mod outgoing;
mod pool;
mod router;
mod settings;
mod snapshot;
mod to_proto;
mod transport;
mod watch;

pub use transport::{serve, serve_stdio};
