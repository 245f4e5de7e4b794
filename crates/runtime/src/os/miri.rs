//! Under Miri: address space is ordinary memory, and there is no stack to scan.

use super::Ready;
use std::io;
use std::net::{TcpListener, TcpStream, UdpSocket};

pub fn reserve(len: usize) -> *mut u8 {
    let layout = std::alloc::Layout::from_size_align(len, 64 << 10).unwrap();
    // SAFETY: the size is not zero.
    unsafe { std::alloc::alloc_zeroed(layout) }
}

pub fn commit(_start: *mut u8, _len: usize) -> bool {
    true
}

/// # Safety
/// As on Unix.
pub unsafe fn decommit(start: *mut u8, len: usize) {
    // SAFETY: the caller owns the range.
    unsafe { std::ptr::write_bytes(start, 0, len) }
}

pub fn stack_bounds() -> (usize, usize) {
    (0, 0)
}

pub fn cpu_time() -> Option<f64> {
    None
}

pub type SocketHandle = ();

pub fn stream_handle(_stream: &TcpStream) -> SocketHandle {}

pub fn datagram_handle(_socket: &UdpSocket) -> SocketHandle {}

pub fn listener_handle(_listener: &TcpListener) -> SocketHandle {}

/// Only sockets can be waited for without reading them; the rest is read at once.
pub type InputHandle = ();

pub fn input_handle<T>(_input: &T) -> InputHandle {}

pub fn wait_for_input(_input: InputHandle) {}

pub fn poll(_sockets: &[(SocketHandle, Ready)], _seconds: f64) -> io::Result<Vec<bool>> {
    Err(io::ErrorKind::Unsupported.into())
}

pub fn host_name() -> String {
    String::from("localhost")
}
