//! What is given: files, directories and configurations as inputs, and the first things computed from them.
//!
//! - [`File`] and [`Dir`]: one input per path that anybody asked for, also for paths where nothing is. A module that is
//!   looked up and not there leaves a `File` that does not exist; creating it wakes those who asked for it and no one else.
//! - [`Config`]: class paths, defines and target of one build. Several live side by side.
//! - [`file_text`], [`line_index`], [`parse`]: the first queries. [`Diagnostic`], [`FileRange`]: what later stages report with.
//!
//! Invariants: this crate holds the only inputs of the database. The database is the only store of file state: there is
//! no second map from path to anything beside [`Files`]. Nothing here knows hxml, haxelib or the disk; what is read, is
//! read through `vfs::System`.

mod config;
mod db;
mod diagnostic;
mod files;
mod parallel;
mod reparse;
pub mod testing;

pub use ::line_index::{LineCol, LineIndex, TextRange, TextSize, WideEncoding, WideLineCol};
pub use config::{ClassPath, ClassPathKind, Config, ConfigData, Target};
pub use db::{Db, RootDatabase};
pub use diagnostic::{Diagnostic, DiagnosticTag, FileEdit, FilePosition, FileRange, Fix, Severity};
pub use files::{Dir, File, Files, apply_changes, dir_entries, file_text, line_index, parse};
pub use parallel::{Items, in_parallel};
pub use reparse::Reparsers;
pub use syntax::Defines;
