//! TCP and UDP sockets for `sys.net`. An address is an IPv4 address as an Int, its first number in the lowest
//! byte, and a port. What would have to wait on a socket that may not is -1. Other threads run while
//! one waits; they may close what it waits for, so it holds the system's socket itself.

use crate::abi::{Res, entries};
use crate::array::{self, Arr};
use crate::bytes;
use crate::desc::{ElemKind, Ref};
use crate::exception::{self, Thrown};
use crate::heap;
use crate::os;
use crate::string;
use crate::sys;
use crate::thread;
use crate::word::Word;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{
    IpAddr, Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream, ToSocketAddrs, UdpSocket,
};
use std::sync::Arc;
use std::time::Duration;

enum State {
    /// Neither bound nor connected.
    Fresh,
    Listener(Arc<TcpListener>),
    Stream(Arc<TcpStream>),
    Datagrams(Arc<UdpSocket>),
}

/// As many bytes are read or written at a time.
const MOST: usize = 64 << 10;

struct Socket {
    state: State,
    timeout: Option<Duration>,
    is_blocking: bool,
    is_fast: bool,
}

impl Socket {
    fn new(state: State) -> Socket {
        Socket {
            state,
            timeout: None,
            is_blocking: true,
            is_fast: false,
        }
    }

    /// Tells the system what was asked for, as far as there is a socket yet.
    fn apply(&self) -> io::Result<()> {
        match &self.state {
            State::Fresh => Ok(()),
            State::Listener(listener) => listener.set_nonblocking(!self.is_blocking),
            State::Stream(stream) => {
                stream.set_nonblocking(!self.is_blocking)?;
                stream.set_read_timeout(self.timeout)?;
                stream.set_write_timeout(self.timeout)?;
                stream.set_nodelay(self.is_fast)
            }
            State::Datagrams(socket) => {
                socket.set_nonblocking(!self.is_blocking)?;
                socket.set_read_timeout(self.timeout)?;
                socket.set_write_timeout(self.timeout)
            }
        }
    }

    fn stream(&self) -> io::Result<Arc<TcpStream>> {
        match &self.state {
            State::Stream(stream) => Ok(Arc::clone(stream)),
            State::Fresh | State::Listener(_) | State::Datagrams(_) => {
                Err(ErrorKind::NotConnected.into())
            }
        }
    }

    fn datagrams(&self) -> io::Result<Arc<UdpSocket>> {
        match &self.state {
            State::Datagrams(socket) => Ok(Arc::clone(socket)),
            State::Fresh | State::Listener(_) | State::Stream(_) => {
                Err(ErrorKind::InvalidInput.into())
            }
        }
    }

    fn is_for_datagrams(&self) -> bool {
        matches!(self.state, State::Datagrams(_))
    }

    fn listener(&self) -> io::Result<Arc<TcpListener>> {
        match &self.state {
            State::Listener(listener) => Ok(Arc::clone(listener)),
            State::Fresh | State::Stream(_) | State::Datagrams(_) => {
                Err(ErrorKind::InvalidInput.into())
            }
        }
    }

    fn local(&self) -> io::Result<SocketAddr> {
        match &self.state {
            State::Fresh => Err(ErrorKind::NotConnected.into()),
            State::Listener(listener) => listener.local_addr(),
            State::Stream(stream) => stream.local_addr(),
            State::Datagrams(socket) => socket.local_addr(),
        }
    }

    fn poll_handle(&self) -> Option<os::SocketHandle> {
        match &self.state {
            State::Fresh => None,
            State::Listener(listener) => Some(os::listener_handle(listener)),
            State::Stream(stream) => Some(os::stream_handle(stream)),
            State::Datagrams(socket) => Some(os::datagram_handle(socket)),
        }
    }
}

fn socket<'a>(object: Ref) -> Res<&'a mut Socket> {
    heap::native(object).ok_or_else(|| exception::error("Socket is closed"))
}

fn failure(error: &io::Error) -> Thrown {
    exception::system_error("", error)
}

fn or_throw<T>(result: io::Result<T>) -> Res<T> {
    result.map_err(|error| failure(&error))
}

/// -1 for what would have to wait.
fn or_blocked(result: io::Result<usize>) -> Res<i32> {
    match result {
        Ok(n) => Ok(n as i32),
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => Ok(-1),
        Err(error) => Err(failure(&error)),
    }
}

fn address(ip: i32, port: i32) -> Res<SocketAddr> {
    let port = u16::try_from(port).map_err(|_| exception::error("Invalid port"))?;
    let mut address = SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0));
    // Set one by one, out of the optimiser's sight: where rustc 1.95 builds the whole address in one
    // from `ip` and `port`, it stores zeros. The test below notices.
    std::hint::black_box(&mut address).set_ip(IpAddr::from(ip.to_le_bytes()));
    std::hint::black_box(&mut address).set_port(port);
    Ok(std::hint::black_box(address))
}

fn ip_number(ip: Ipv4Addr) -> i32 {
    i32::from_le_bytes(ip.octets())
}

/// An address as `[ip, port]`.
fn pair(address: SocketAddr) -> Res<Ref> {
    let ip = match address.ip() {
        IpAddr::V4(ip) => ip_number(ip),
        IpAddr::V6(ip) => ip.to_ipv4().map_or(0, ip_number),
    };
    let array = array::new(ElemKind::I32);
    array::push(array, Word::int(ip))?;
    array::push(array, Word::int(i32::from(address.port())))?;
    Ok(array)
}

/// The first two numbers of an array.
fn two(array: Ref) -> (i32, i32) {
    let mut numbers = Arr::from_ref(array).into_iter().flat_map(|it| it.iter());
    let mut next = || numbers.next().map_or(0, Word::as_int);
    (next(), next())
}

/// The sockets of an array to be polled, with their places in it.
fn handles(sockets: Ref) -> Vec<(i32, os::SocketHandle)> {
    let Some(array) = Arr::from_ref(sockets) else {
        return Vec::new();
    };
    let numbered = (0..).zip(array.iter());
    let handle = |word: Word| heap::native::<Socket>(word.as_ref())?.poll_handle();
    numbered
        .filter_map(|(i, word)| Some((i, word.is_ref().then(|| handle(word))??)))
        .collect()
}

entries! {
    alloc fn rayzor_socket_new() -> Ref {
        heap::alloc_native(Socket::new(State::Fresh))
    }

    throws fn rayzor_socket_connect(object: Ref, ip: i32, port: i32) {
        let address = address(ip, port)?;
        let timeout = socket(object)?.timeout;
        let stream = or_throw(thread::waiting(|| match timeout {
            Some(timeout) => TcpStream::connect_timeout(&address, timeout),
            None => TcpStream::connect(address),
        }))?;
        let socket = socket(object)?;
        socket.state = State::Stream(Arc::new(stream));
        or_throw(socket.apply())
    }

    /// Binds and listens; the system needs no more.
    throws fn rayzor_socket_bind(object: Ref, ip: i32, port: i32) {
        let address = address(ip, port)?;
        let socket = socket(object)?;
        socket.state = if socket.is_for_datagrams() {
            State::Datagrams(Arc::new(or_throw(UdpSocket::bind(address))?))
        } else {
            State::Listener(Arc::new(or_throw(TcpListener::bind(address))?))
        };
        or_throw(socket.apply())
    }

    /// The next connection; null if it would have to be waited for.
    throws fn rayzor_socket_accept(object: Ref) -> Ref {
        sys::flush();
        let listener = or_throw(socket(object)?.listener())?;
        match thread::waiting(|| listener.accept()) {
            Ok((stream, _)) => {
                let accepted = Socket::new(State::Stream(Arc::new(stream)));
                or_throw(accepted.apply())?;
                Ok(heap::alloc_native(accepted))
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(Ref::NULL),
            Err(error) => Err(failure(&error)),
        }
    }

    leaf fn rayzor_socket_close(object: Ref) {
        heap::close_native(object);
    }

    /// Reads up to `len` bytes to `pos`: how many, 0 at the end, -1 if none are there yet.
    throws fn rayzor_socket_read(object: Ref, to: Ref, pos: i32, len: i32) -> i32 {
        sys::flush();
        let len = bytes::receiver(to)?.range(pos, len).map_or(0, |range| range.len());
        // The bytes belong to the other threads while this one waits.
        let mut buffer = vec![0; len.min(MOST)];
        let stream = or_throw(socket(object)?.stream())?;
        let n = or_blocked(thread::waiting(|| (&*stream).read(&mut buffer)))?;
        if let Some(range) = bytes::receiver(to)?.range(pos, n) {
            range.copy_from_slice(&buffer[..range.len()]);
        }
        Ok(n)
    }

    throws fn rayzor_socket_write(object: Ref, from: Ref, pos: i32, len: i32) -> i32 {
        let range = bytes::receiver(from)?.read(pos, len).unwrap_or(&[]);
        let buffer = range[..range.len().min(MOST)].to_vec();
        let stream = or_throw(socket(object)?.stream())?;
        or_blocked(thread::waiting(|| (&*stream).write(&buffer)))
    }

    throws fn rayzor_socket_shutdown(object: Ref, read: bool, write: bool) {
        let how = match (read, write) {
            (true, true) => Shutdown::Both,
            (true, false) => Shutdown::Read,
            (false, true) => Shutdown::Write,
            (false, false) => return Ok(()),
        };
        or_throw(socket(object)?.stream().and_then(|stream| stream.shutdown(how)))
    }

    /// `[ip, port]` of the other side.
    throws fn rayzor_socket_peer(object: Ref) -> Ref {
        pair(or_throw(socket(object)?.stream().and_then(|stream| stream.peer_addr()))?)
    }

    /// `[ip, port]` of this side.
    throws fn rayzor_socket_local(object: Ref) -> Ref {
        pair(or_throw(socket(object)?.local())?)
    }

    /// Seconds to wait at most; no limit for what is not positive.
    throws fn rayzor_socket_set_timeout(object: Ref, seconds: f64) {
        let socket = socket(object)?;
        let timeout = if seconds > 0.0 { Duration::try_from_secs_f64(seconds).ok() } else { None };
        socket.timeout = timeout.filter(|timeout| !timeout.is_zero());
        or_throw(socket.apply())
    }

    throws fn rayzor_socket_set_blocking(object: Ref, blocking: bool) {
        let socket = socket(object)?;
        socket.is_blocking = blocking;
        or_throw(socket.apply())
    }

    throws fn rayzor_socket_set_fast_send(object: Ref, fast: bool) {
        let socket = socket(object)?;
        socket.is_fast = fast;
        or_throw(socket.apply())
    }

    /// Waits until one of the sockets is ready, or for `seconds` (forever if negative). The places in
    /// their arrays of those ready to read, -1, of those ready to write, -1, of those with news.
    throws fn rayzor_socket_select(read: Ref, write: Ref, others: Ref, seconds: f64) -> Ref {
        sys::flush();
        let groups = [handles(read), handles(write), handles(others)];
        let mut polls = Vec::new();
        for (group, wanted) in groups.iter().zip([os::Ready::Read, os::Ready::Write, os::Ready::Other]) {
            polls.extend(group.iter().map(|&(_, handle)| (handle, wanted)));
        }
        let ready = or_throw(thread::waiting(|| os::poll(&polls, seconds)))?;
        let array = array::new(ElemKind::I32);
        let mut ready = ready.into_iter();
        for (i, group) in groups.iter().enumerate() {
            if i > 0 {
                array::push(array, Word::int(-1))?;
            }
            for &(place, _) in group {
                if ready.next() == Some(true) {
                    array::push(array, Word::int(place))?;
                }
            }
        }
        Ok(array)
    }

    /// For datagrams, at any free port until it is bound.
    throws fn rayzor_datagrams_new() -> Ref {
        let socket = or_throw(UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)))?;
        Ok(heap::alloc_native(Socket::new(State::Datagrams(Arc::new(socket)))))
    }

    throws fn rayzor_datagrams_set_broadcast(object: Ref, broadcast: bool) {
        or_throw(socket(object)?.datagrams().and_then(|socket| socket.set_broadcast(broadcast)))
    }

    /// Sends `range` (start and length) as one datagram: how many bytes, -1 if it would have to wait.
    throws fn rayzor_datagrams_send(object: Ref, from: Ref, range: Ref, to: Ref) -> i32 {
        let (pos, len) = two(range);
        let (ip, port) = two(to);
        let address = address(ip, port)?;
        let buffer = bytes::receiver(from)?.read(pos, len).unwrap_or(&[]).to_vec();
        let socket = or_throw(socket(object)?.datagrams())?;
        or_blocked(thread::waiting(|| socket.send_to(&buffer, address)))
    }

    /// Takes one datagram: `[ip, port, bytes]` with -1 bytes if there is none yet.
    throws fn rayzor_datagrams_receive(object: Ref, to: Ref, pos: i32, len: i32) -> Ref {
        sys::flush();
        let len = bytes::receiver(to)?.range(pos, len).map_or(0, |range| range.len());
        let mut buffer = vec![0; len.min(MOST)];
        let socket = or_throw(socket(object)?.datagrams())?;
        let mut sender = SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0));
        let n = or_blocked(thread::waiting(|| {
            let (n, address) = socket.recv_from(&mut buffer)?;
            sender = address;
            Ok(n)
        }))?;
        if let Some(range) = bytes::receiver(to)?.range(pos, n) {
            range.copy_from_slice(&buffer[..range.len()]);
        }
        let array = pair(sender)?;
        array::push(array, Word::int(n))?;
        Ok(array)
    }

    /// The IPv4 address of a name.
    throws fn rayzor_host_resolve(name: Ref) -> i32 {
        let text = string::receiver(name)?.text().to_owned();
        let found = thread::waiting(|| (text.as_str(), 0).to_socket_addrs()).ok().and_then(|mut found| {
            found.find_map(|address| match address.ip() {
                IpAddr::V4(ip) => Some(ip_number(ip)),
                IpAddr::V6(_) => None,
            })
        });
        found.ok_or_else(|| exception::error(&format!("Unresolved host {text}")))
    }

    /// The name of this machine.
    alloc fn rayzor_host_local() -> Ref {
        string::new(&os::host_name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exception::take_pending;
    use crate::instance::{Config, Runtime};

    fn ints(array: Ref) -> Vec<i32> {
        Arr::from_ref(array)
            .unwrap()
            .iter()
            .map(Word::as_int)
            .collect()
    }

    fn list(sockets: &[Ref]) -> Ref {
        let array = array::new_words(0);
        for &socket in sockets {
            array::push(array, Word::reference(socket)).unwrap();
        }
        array
    }

    #[test]
    #[cfg_attr(miri, ignore = "uses the network")]
    fn two_ends_talk() {
        let _runtime = Runtime::start(Config::for_tests());
        let home = rayzor_host_resolve(string::new("127.0.0.1"));
        let server = rayzor_socket_new();
        rayzor_socket_bind(server, home, 0);
        let address = ints(rayzor_socket_local(server));
        assert_eq!(address[0], home);
        let port = address[1];
        let client = rayzor_socket_new();
        rayzor_socket_connect(client, home, port);
        let select = |read: &[Ref], write: &[Ref]| {
            ints(rayzor_socket_select(
                list(read),
                list(write),
                Ref::NULL,
                0.01,
            ))
        };
        assert_eq!(select(&[client, server], &[client]), [1, -1, 0, -1]);
        let accepted = rayzor_socket_accept(server);
        assert_eq!(select(&[server], &[]), [-1, -1]);
        rayzor_socket_set_blocking(server, false);
        assert!(rayzor_socket_accept(server).is_null());
        let buffer = bytes::new(b"hello").unwrap();
        rayzor_socket_set_timeout(client, 0.01);
        assert_eq!(rayzor_socket_read(client, buffer, 0, 5), -1);
        assert_eq!(rayzor_socket_write(accepted, buffer, 0, 5), 5);
        let answer = bytes::with_len(8).unwrap();
        assert_eq!(rayzor_socket_read(client, answer, 2, 6), 5);
        assert_eq!(bytes::receiver(answer).unwrap().as_slice(), b"\0\0hello\0");
        rayzor_socket_close(accepted);
        assert_eq!(rayzor_socket_read(client, answer, 0, 6), 0);
        rayzor_socket_close(client);
        assert_eq!(take_pending(), None);
        rayzor_socket_read(client, answer, 0, 6);
        assert!(take_pending().is_some());
        rayzor_socket_read(rayzor_socket_new(), answer, 0, 6);
        assert!(take_pending().is_some());
    }
}
