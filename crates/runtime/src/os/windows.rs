//! Windows.

use super::Ready;
use std::io;
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::windows::io::{AsRawSocket, RawSocket};
use std::ptr::null_mut;
use windows_sys::Win32::Foundation::FILETIME;
use windows_sys::Win32::Networking::WinSock;
use windows_sys::Win32::System::Memory::{
    MEM_COMMIT, MEM_DECOMMIT, MEM_RESERVE, PAGE_READWRITE, VirtualAlloc, VirtualFree,
};
use windows_sys::Win32::System::Threading::{
    GetCurrentProcess, GetCurrentThreadStackLimits, GetProcessTimes,
};

pub fn reserve(len: usize) -> *mut u8 {
    // SAFETY: reserving address space touches nothing of ours.
    unsafe { VirtualAlloc(null_mut(), len, MEM_RESERVE, PAGE_READWRITE).cast() }
}

pub fn commit(start: *mut u8, len: usize) -> bool {
    // SAFETY: the range lies in reserved space; committing twice is allowed.
    unsafe { !VirtualAlloc(start.cast(), len, MEM_COMMIT, PAGE_READWRITE).is_null() }
}

/// # Safety
/// As on Unix.
pub unsafe fn decommit(start: *mut u8, len: usize) {
    // SAFETY: the caller owns the range.
    unsafe {
        VirtualFree(start.cast(), len, MEM_DECOMMIT);
    }
    commit(start, len);
}

pub fn stack_bounds() -> (usize, usize) {
    let (mut low, mut high) = (0, 0);
    // SAFETY: both pointers are to live locals.
    unsafe { GetCurrentThreadStackLimits(&mut low, &mut high) };
    (low, high)
}

pub fn cpu_time() -> Option<f64> {
    let zero = FILETIME {
        dwLowDateTime: 0,
        dwHighDateTime: 0,
    };
    let (mut start, mut end, mut kernel, mut user) = (zero, zero, zero, zero);
    // SAFETY: all pointers are to live locals; the handle stands for this process.
    let done = unsafe {
        GetProcessTimes(
            GetCurrentProcess(),
            &mut start,
            &mut end,
            &mut kernel,
            &mut user,
        )
    };
    // In units of 100 ns.
    let ticks =
        |time: FILETIME| (u64::from(time.dwHighDateTime) << 32) | u64::from(time.dwLowDateTime);
    (done != 0).then(|| (ticks(kernel) + ticks(user)) as f64 / 1e7)
}

pub type SocketHandle = RawSocket;

pub fn stream_handle(stream: &TcpStream) -> SocketHandle {
    stream.as_raw_socket()
}

pub fn datagram_handle(socket: &UdpSocket) -> SocketHandle {
    socket.as_raw_socket()
}

pub fn listener_handle(listener: &TcpListener) -> SocketHandle {
    listener.as_raw_socket()
}

/// Only sockets can be waited for without reading them; the rest is read at once.
pub type InputHandle = ();

pub fn input_handle<T>(_input: &T) -> InputHandle {}

pub fn wait_for_input(_input: InputHandle) {}

pub fn poll(sockets: &[(SocketHandle, Ready)], seconds: f64) -> io::Result<Vec<bool>> {
    if sockets.is_empty() {
        // WSAPoll refuses an empty row.
        std::thread::sleep(std::time::Duration::from_secs_f64(seconds.max(0.0)));
        return Ok(Vec::new());
    }
    let events = |ready: Ready| match ready {
        Ready::Read => WinSock::POLLRDNORM,
        Ready::Write => WinSock::POLLWRNORM,
        Ready::Other => WinSock::POLLRDBAND,
    };
    let mut polls: Vec<_> = sockets
        .iter()
        .map(|&(socket, ready)| WinSock::WSAPOLLFD {
            fd: socket as WinSock::SOCKET,
            events: events(ready),
            revents: 0,
        })
        .collect();
    // SAFETY: the row has as many elements as is said.
    let count = unsafe {
        let (row, len) = (polls.as_mut_ptr(), polls.len() as u32);
        WinSock::WSAPoll(row, len, super::millis(seconds))
    };
    if count == WinSock::SOCKET_ERROR {
        // SAFETY: reads this thread's last error.
        let code = unsafe { WinSock::WSAGetLastError() };
        return Err(io::Error::from_raw_os_error(code));
    }
    // The end of a connection can be read; an error meets whoever reads or writes next.
    let is_ready = |poll: &WinSock::WSAPOLLFD| {
        let ended = match poll.events {
            WinSock::POLLRDNORM => WinSock::POLLERR | WinSock::POLLHUP,
            WinSock::POLLWRNORM => WinSock::POLLERR,
            _ => 0,
        };
        poll.revents & (poll.events | ended) != 0
    };
    Ok(polls.iter().map(is_ready).collect())
}

pub fn host_name() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_else(|_| String::from("localhost"))
}
