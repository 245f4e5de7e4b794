//! Builder and text form; the rules of the verifier are in `filetests/`.

mod builder;
mod filetests;
mod intrinsics;
