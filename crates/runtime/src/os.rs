//! What differs between operating systems and processors: address space, the stack's bounds, the
//! registers a collection must see. Written for Linux, macOS and Windows on x86-64 and aarch64.

mod machine;

#[cfg_attr(miri, path = "os/miri.rs")]
#[cfg_attr(all(unix, not(miri)), path = "os/unix.rs")]
#[cfg_attr(all(windows, not(miri)), path = "os/windows.rs")]
mod system;

pub use machine::{prefetch, resume_at, with_registers_on_stack};
pub use system::{
    InputHandle, SocketHandle, commit, cpu_time, datagram_handle, decommit, host_name,
    input_handle, listener_handle, poll, reserve, stack_bounds, stream_handle, wait_for_input,
};

/// What to wait for on a socket.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ready {
    Read,
    Write,
    /// Urgent data.
    Other,
}

/// A time to wait as the system's calls take it: -1 for ever.
#[cfg(not(miri))]
fn millis(seconds: f64) -> i32 {
    if seconds < 0.0 {
        -1
    } else {
        (seconds * 1000.0).ceil() as i32
    }
}
