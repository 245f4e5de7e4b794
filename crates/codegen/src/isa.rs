//! The machine that code is made for, and how hard to try.

use std::sync::Arc;

use cranelift_codegen::isa::TargetIsa;
use cranelift_codegen::settings::{self, Configurable, Flags};

/// How much time goes into the code.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum OptLevel {
    /// Quick to compile.
    None,
    #[default]
    Speed,
}

/// For this machine. `pic` for object files.
pub(crate) fn host(opt: OptLevel, pic: bool) -> Result<Arc<dyn TargetIsa>, String> {
    let mut flags = settings::builder();
    let opt = match opt {
        OptLevel::None => "none",
        OptLevel::Speed => "speed",
    };
    let verifier = if cfg!(debug_assertions) {
        "true"
    } else {
        "false"
    };
    let options = [
        ("opt_level", opt),
        ("is_pic", if pic { "true" } else { "false" }),
        ("use_colocated_libcalls", "false"),
        // The frame walk of exceptions and stack traces, and `get_frame_pointer`, stand on these.
        ("preserve_frame_pointers", "true"),
        ("enable_verifier", verifier),
    ];
    for (name, value) in options {
        flags.set(name, value).map_err(|error| error.to_string())?;
    }
    let builder = cranelift_native::builder().map_err(str::to_owned)?;
    builder
        .finish(Flags::new(flags))
        .map_err(|error| error.to_string())
}
