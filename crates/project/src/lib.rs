//! From folders, hxml files, haxelib and lix to the builds that the analysis looks at.
//!
//! Nothing needs to be set: the hxml files of a folder are its builds. A folder without any is one build with the usual
//! source directories. Each build also has a twin under our own target and standard library, for running.
//!
//! - `hxml` reads arguments as Haxe's command line does (nested files, `--next`, `--each`, `--cwd`).
//!   It also helps to write such files: completion and hover, from the file and the disk alone.
//! - `libraries` finds haxelib's and lix's directories and reads them directly.
//! - `std_library` finds an installed standard library, or takes the one that is compiled in.
//! - `targets` has each target's defines. [`load`] puts it together.
//!
//! Invariants: a wrong project is data ([`ProjectModel::problems`]), never a failure. This crate asks no queries; it
//! reads through `vfs::System`, and the environment only in `env`.

mod env;
mod hxml;
mod libraries;
mod model;
mod std_library;
mod targets;

pub use env::default_system;
pub use hxml::{
    HxmlBuild, HxmlCompletion, HxmlCompletions, HxmlHover, HxmlItemKind, Place, Problem,
    arguments_of_text, hxml_completion, hxml_definition, hxml_hover, parse_arguments, takes_value,
};
pub use model::{Build, Options, ProjectModel, command_line_build, load};
pub use std_library::{embedded_std, std_cache_dir, write_std_cache};
pub use targets::defines_of;

use vfs::VfsPath;

/// Whether a change of this file may change what the builds are.
pub fn is_project_file(path: &VfsPath) -> bool {
    path.extension() == Some("hxml")
        || matches!(
            path.file_name(),
            "haxelib.json"
                | ".haxerc"
                | ".haxelib"
                | ".current"
                | ".dev"
                | "project.xml"
                | "Project.xml"
                | "project.hxp"
        )
}
