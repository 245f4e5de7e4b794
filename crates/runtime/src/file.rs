//! Files, directories, and whatever else is read and written like a file: the standard streams, the
//! pipes of a process. Reads and writes are buffered here. Failures throw a String.

use crate::abi::{Res, entries};
use crate::array;
use crate::bytes;
use crate::desc::{ElemKind, Ref};
use crate::exception::{self, system_error};
use crate::heap;
use crate::os;
use crate::string;
use crate::sys;
use crate::thread;
use crate::word::Word;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::process::{ChildStderr, ChildStdin, ChildStdout};

const BUFFER: usize = 32 << 10;

pub enum Stream {
    Stdin,
    Stdout,
    Stderr,
    File(File),
    ToChild(ChildStdin),
    FromChild(ChildStdout),
    ErrorsFromChild(ChildStderr),
}

/// An open file with its buffers; at most one of them has something in it.
pub struct OpenFile {
    stream: Stream,
    /// Read ahead, from `read_at` on.
    read: Vec<u8>,
    read_at: usize,
    written: Vec<u8>,
    at_end: bool,
}

fn not_open() -> io::Error {
    io::Error::other("not open for this")
}

impl OpenFile {
    pub fn new(stream: Stream) -> OpenFile {
        OpenFile {
            stream,
            read: Vec::new(),
            read_at: 0,
            written: Vec::new(),
            at_end: false,
        }
    }

    /// Reads at least one byte, unless the file ends.
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.read_at == self.read.len() {
            self.flush()?;
            if to.len() >= BUFFER {
                let n = self.read_stream(to)?;
                self.at_end |= n == 0;
                return Ok(n);
            }
            let mut buffer = std::mem::take(&mut self.read);
            buffer.resize(BUFFER, 0);
            let n = self.read_stream(&mut buffer);
            buffer.truncate(*n.as_ref().unwrap_or(&0));
            self.read = buffer;
            self.read_at = 0;
            n?;
        }
        let n = to.len().min(self.read.len() - self.read_at);
        to[..n].copy_from_slice(&self.read[self.read_at..self.read_at + n]);
        self.read_at += n;
        self.at_end |= n == 0 && !to.is_empty();
        Ok(n)
    }

    /// What to wait for, with the other threads running, before reading.
    fn awaited(&self) -> Option<os::InputHandle> {
        if self.read_at < self.read.len() {
            return None;
        }
        match &self.stream {
            Stream::Stdin => {
                sys::flush();
                Some(os::input_handle(&io::stdin()))
            }
            Stream::FromChild(pipe) => Some(os::input_handle(pipe)),
            Stream::ErrorsFromChild(pipe) => Some(os::input_handle(pipe)),
            Stream::File(_) | Stream::Stdout | Stream::Stderr | Stream::ToChild(_) => None,
        }
    }

    fn read_stream(&mut self, to: &mut [u8]) -> io::Result<usize> {
        loop {
            let n = match &mut self.stream {
                Stream::Stdin => {
                    // A prompt must be seen before the answer is awaited.
                    sys::flush();
                    io::stdin().lock().read(to)
                }
                Stream::File(file) => file.read(to),
                Stream::FromChild(pipe) => pipe.read(to),
                Stream::ErrorsFromChild(pipe) => pipe.read(to),
                Stream::Stdout | Stream::Stderr | Stream::ToChild(_) => Err(not_open()),
            };
            match n {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                n => return n,
            }
        }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.stream {
            // These have, or need, no buffer of ours.
            Stream::Stdout => {
                sys::write(bytes);
                return Ok(());
            }
            Stream::Stderr => {
                sys::flush();
                return io::stderr().lock().write_all(bytes);
            }
            Stream::File(_) => self.forget_read_ahead()?,
            Stream::ToChild(_) => {}
            Stream::Stdin | Stream::FromChild(_) | Stream::ErrorsFromChild(_) => {
                return Err(not_open());
            }
        }
        self.written.extend_from_slice(bytes);
        if self.written.len() >= BUFFER {
            self.flush()?;
        }
        Ok(())
    }

    /// Puts the system's position where the program believes it is.
    fn forget_read_ahead(&mut self) -> io::Result<()> {
        let ahead = self.read.len() - self.read_at;
        self.read.clear();
        self.read_at = 0;
        if ahead > 0
            && let Stream::File(file) = &mut self.stream
        {
            file.seek(SeekFrom::Current(-(ahead as i64)))?;
        }
        Ok(())
    }

    pub fn flush(&mut self) -> io::Result<()> {
        let written = std::mem::take(&mut self.written);
        match &mut self.stream {
            Stream::Stdout => sys::flush(),
            Stream::Stderr => io::stderr().flush()?,
            Stream::File(file) if !written.is_empty() => file.write_all(&written)?,
            Stream::ToChild(pipe) => {
                pipe.write_all(&written)?;
                pipe.flush()?;
            }
            Stream::File(_) | Stream::Stdin | Stream::FromChild(_) | Stream::ErrorsFromChild(_) => {
            }
        }
        Ok(())
    }

    fn seek(&mut self, to: SeekFrom) -> io::Result<()> {
        self.flush()?;
        self.forget_read_ahead()?;
        self.at_end = false;
        match &mut self.stream {
            Stream::File(file) => file.seek(to).map(|_| ()),
            _ => Err(not_open()),
        }
    }

    fn tell(&mut self) -> io::Result<u64> {
        self.flush()?;
        let ahead = (self.read.len() - self.read_at) as u64;
        match &mut self.stream {
            Stream::File(file) => Ok(file.stream_position()? - ahead),
            _ => Err(not_open()),
        }
    }
}

impl Drop for OpenFile {
    fn drop(&mut self) {
        // Nobody is left to be told.
        let _ = self.flush();
    }
}

fn open_file<'a>(file: Ref) -> Res<&'a mut OpenFile> {
    heap::native(file).ok_or_else(|| exception::error("File is closed"))
}

fn with_path<T>(path: Ref, action: impl FnOnce(&Path) -> io::Result<T>) -> Res<T> {
    let text = string::receiver(path)?.text();
    action(Path::new(text)).map_err(|error| system_error(text, &error))
}

fn open(path: &Path, mode: i32) -> io::Result<File> {
    let mut options = OpenOptions::new();
    match mode {
        0 => options.read(true),
        1 => options.write(true).create(true).truncate(true),
        2 => options.append(true).create(true),
        _ => options.read(true).write(true).create(true).truncate(false),
    };
    options.open(path)
}

/// gid, uid, access, modification and change in milliseconds, size, dev, ino, nlink, rdev, mode.
#[cfg(unix)]
fn stat(meta: &fs::Metadata) -> [f64; 11] {
    use std::os::unix::fs::MetadataExt;
    let millis = |seconds: i64, nanos: i64| seconds as f64 * 1000.0 + (nanos / 1_000_000) as f64;
    [
        f64::from(meta.gid()),
        f64::from(meta.uid()),
        millis(meta.atime(), meta.atime_nsec()),
        millis(meta.mtime(), meta.mtime_nsec()),
        millis(meta.ctime(), meta.ctime_nsec()),
        meta.size() as f64,
        meta.dev() as f64,
        meta.ino() as f64,
        meta.nlink() as f64,
        meta.rdev() as f64,
        f64::from(meta.mode()),
    ]
}

#[cfg(not(unix))]
fn stat(meta: &fs::Metadata) -> [f64; 11] {
    let millis = |time: io::Result<std::time::SystemTime>| {
        let since = time
            .ok()
            .and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        since.map_or(0.0, |since| since.as_millis() as f64)
    };
    let mode = if meta.is_dir() { 0o040_755 } else { 0o100_644 };
    [
        0.0,
        0.0,
        millis(meta.accessed()),
        millis(meta.modified()),
        millis(meta.created()),
        meta.len() as f64,
        0.0,
        0.0,
        1.0,
        0.0,
        f64::from(mode),
    ]
}

fn text_of_path(path: &Path) -> Ref {
    string::new(&path.to_string_lossy())
}

entries! {
    /// 0 standard input, 1 output, 2 errors.
    alloc fn rayzor_file_std(which: i32) -> Ref {
        heap::alloc_native(OpenFile::new(match which {
            0 => Stream::Stdin,
            1 => Stream::Stdout,
            _ => Stream::Stderr,
        }))
    }

    /// 0 to read, 1 to write anew, 2 to append, 3 to read and write.
    throws fn rayzor_file_open(path: Ref, mode: i32) -> Ref {
        let file = with_path(path, |path| open(path, mode))?;
        Ok(heap::alloc_native(OpenFile::new(Stream::File(file))))
    }

    throws fn rayzor_file_close(file: Ref) {
        let flushed = match heap::native::<OpenFile>(file) {
            Some(open) => open.flush(),
            None => Ok(()),
        };
        heap::close_native(file);
        flushed.map_err(|error| system_error("Cannot write", &error))
    }

    /// Reads up to `len` bytes to `pos`; 0 at the end of the file.
    throws fn rayzor_file_read(file: Ref, to: Ref, pos: i32, len: i32) -> i32 {
        if thread::has_others() && let Some(input) = open_file(file)?.awaited() {
            thread::without_lock(|| os::wait_for_input(input));
        }
        let range = bytes::receiver(to)?.range(pos, len).unwrap_or(&mut []);
        let n = open_file(file)?.read(range).map_err(|error| system_error("Cannot read", &error))?;
        Ok(n as i32)
    }

    throws fn rayzor_file_write(file: Ref, from: Ref, pos: i32, len: i32) -> i32 {
        let range = bytes::receiver(from)?.read(pos, len).unwrap_or(&[]);
        open_file(file)?.write(range).map_err(|error| system_error("Cannot write", &error))?;
        Ok(range.len() as i32)
    }

    throws fn rayzor_file_flush(file: Ref) {
        open_file(file)?.flush().map_err(|error| system_error("Cannot write", &error))
    }

    /// Moves by `offset` from 0 the start, 1 the position, 2 the end.
    throws fn rayzor_file_seek(file: Ref, offset: i32, from: i32) {
        let to = match from {
            0 => SeekFrom::Start(offset.max(0) as u64),
            1 => SeekFrom::Current(i64::from(offset)),
            _ => SeekFrom::End(i64::from(offset)),
        };
        open_file(file)?.seek(to).map_err(|error| system_error("Cannot seek", &error))
    }

    throws fn rayzor_file_tell(file: Ref) -> i32 {
        let position = open_file(file)?.tell().map_err(|error| system_error("Cannot tell", &error))?;
        Ok(i32::try_from(position).unwrap_or(i32::MAX))
    }

    /// Whether a read has met the end.
    throws fn rayzor_file_eof(file: Ref) -> bool {
        Ok(open_file(file)?.at_end)
    }

    leaf fn rayzor_fs_exists(path: Ref) -> bool {
        string::Str::from_ref(path).is_some_and(|path| Path::new(path.text()).exists())
    }

    throws fn rayzor_fs_is_directory(path: Ref) -> bool {
        with_path(path, |path| Ok(fs::metadata(path)?.is_dir()))
    }

    throws fn rayzor_fs_rename(path: Ref, to: Ref) {
        let to = string::receiver(to)?.text();
        with_path(path, |path| fs::rename(path, to))
    }

    /// With all that lead to it.
    throws fn rayzor_fs_create_directory(path: Ref) {
        with_path(path, |path| fs::create_dir_all(path))
    }

    throws fn rayzor_fs_delete_file(path: Ref) {
        with_path(path, |path| fs::remove_file(path))
    }

    throws fn rayzor_fs_delete_directory(path: Ref) {
        with_path(path, |path| fs::remove_dir(path))
    }

    throws fn rayzor_fs_read_directory(path: Ref) -> Ref {
        let mut names = with_path(path, |path| {
            let entries = fs::read_dir(path)?;
            entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect::<io::Result<Vec<_>>>()
        })?;
        names.sort();
        let array = array::new_words(0);
        for name in names {
            array::push(array, Word::reference(string::new(&name)))?;
        }
        Ok(array)
    }

    throws fn rayzor_fs_full_path(path: Ref) -> Ref {
        Ok(text_of_path(&with_path(path, |path| fs::canonicalize(path))?))
    }

    throws fn rayzor_fs_copy(path: Ref, to: Ref) {
        let to = string::receiver(to)?.text();
        with_path(path, |path| fs::copy(path, to).map(|_| ()))
    }

    throws fn rayzor_fs_stat(path: Ref) -> Ref {
        let stat = with_path(path, |path| Ok(stat(&fs::metadata(path)?)))?;
        let array = array::new(ElemKind::F64);
        for value in stat {
            array::push(array, Word::float(value))?;
        }
        Ok(array)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exception::take_pending;
    use crate::instance::{Config, Runtime};

    fn s(text: &str) -> Ref {
        string::new(text)
    }

    fn write(file: Ref, text: &str) {
        let bytes = bytes::new(text.as_bytes()).unwrap();
        assert_eq!(
            rayzor_file_write(file, bytes, 0, text.len() as i32),
            text.len() as i32
        );
    }

    fn read(file: Ref, len: i32) -> String {
        let bytes = bytes::with_len(len as usize).unwrap();
        let n = rayzor_file_read(file, bytes, 0, len);
        String::from_utf8(bytes::receiver(bytes).unwrap().as_slice()[..n as usize].to_vec())
            .unwrap()
    }

    #[test]
    #[cfg_attr(miri, ignore = "touches the disk")]
    fn files_keep_their_position_between_reads_and_writes() {
        let _runtime = Runtime::start(Config::for_tests());
        let dir = std::env::temp_dir().join(format!("rayzor-file-test-{}", std::process::id()));
        let dir_name = dir.to_string_lossy().into_owned();
        rayzor_fs_create_directory(s(&format!("{dir_name}/sub")));
        let path = s(&format!("{dir_name}/sub/file.txt"));
        let file = rayzor_file_open(path, 1);
        write(file, "hello world");
        rayzor_file_close(file);
        let file = rayzor_file_open(path, 2);
        write(file, "!\n");
        rayzor_file_close(file);
        let file = rayzor_file_open(path, 3);
        assert_eq!(read(file, 5), "hello");
        assert_eq!(rayzor_file_tell(file), 5);
        write(file, "_");
        assert_eq!(read(file, 100), "world!\n");
        assert!(!rayzor_file_eof(file));
        assert_eq!(read(file, 100), "");
        assert!(rayzor_file_eof(file));
        rayzor_file_seek(file, 4, 0);
        assert_eq!(read(file, 3), "o_w");
        rayzor_file_close(file);
        rayzor_file_close(file);
        assert_eq!(take_pending(), None);
        rayzor_file_tell(file);
        assert!(take_pending().is_some());
        let stat = array::Arr::from_ref(rayzor_fs_stat(path)).unwrap();
        assert_eq!(stat.get(5), Word::float(13.0));
        let names = array::Arr::from_ref(rayzor_fs_read_directory(s(&dir_name))).unwrap();
        assert_eq!(string::text_or_null(names.get(0).as_ref()), "sub");
        assert!(rayzor_fs_exists(path) && rayzor_fs_is_directory(s(&dir_name)));
        rayzor_fs_delete_file(path);
        rayzor_fs_delete_directory(s(&format!("{dir_name}/sub")));
        rayzor_fs_delete_directory(s(&dir_name));
        assert!(!rayzor_fs_exists(s(&dir_name)));
        assert_eq!(take_pending(), None);
    }

    #[test]
    #[cfg_attr(miri, ignore = "touches the disk")]
    fn a_missing_file_is_an_exception() {
        let _runtime = Runtime::start(Config::for_tests());
        rayzor_file_open(s("/no/such/file"), 0);
        let thrown = take_pending().unwrap();
        assert!(string::text_or_null(thrown.0.as_ref()).starts_with("/no/such/file: "));
        rayzor_fs_is_directory(s("/no/such/file"));
        assert!(take_pending().is_some());
        rayzor_file_open(Ref::NULL, 0);
        assert!(take_pending().is_some());
    }
}
