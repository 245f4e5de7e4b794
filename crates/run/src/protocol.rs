//! What server and worker say to each other: frames of a length (u32, little endian) and that many
//! bytes of postcard.

use std::io::{self, Read, Write};
use std::sync::Arc;
use std::time::Duration;

use codegen::{CodeKey, Piece};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// How much a program may take.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Limits {
    pub time: Option<Duration>,
    /// Bytes of heap and raw memory.
    pub memory: u64,
    /// Bytes of output.
    pub output: u64,
    /// Bytes of stack.
    pub stack: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            time: Some(Duration::from_secs(60)),
            memory: 2 << 30,
            output: 64 << 20,
            stack: 64 << 20,
        }
    }
}

/// One run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Request {
    pub program: mir::Program,
    pub limits: Limits,
    /// `Sys.args()`.
    pub args: Vec<String>,
    pub program_path: String,
    /// Whether the entry's value means something: it is shown in [`Outcome::Returned`].
    pub has_value: bool,
}

/// Machine code that is known by its key.
pub(crate) type Pieces = Vec<(CodeKey, Arc<Piece>)>;

/// To the worker: any number of times code, then one program.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Command {
    Code(Pieces),
    Run(Box<Request>),
}

/// [`Command::Run`] as it is written, without a copy of the program.
#[derive(Serialize)]
pub(crate) enum CommandRef<'a> {
    #[expect(dead_code, reason = "it has its number in `Command`")]
    Code(Pieces),
    Run(&'a Request),
}

/// From the worker.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Event {
    /// Of the program's standard output.
    Output(Vec<u8>),
    /// What the program's code was taken from.
    Used(Vec<CodeKey>),
    /// Code that had to be made, and the names of the functions it was made for.
    Made {
        pieces: Pieces,
        names: Vec<String>,
    },
    Done(Outcome),
}

/// One frame of a stack trace, innermost first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Frame {
    /// `pack.Class.field`
    pub function: String,
    pub file: String,
    /// Bytes in the file.
    pub start: u32,
    pub end: u32,
    /// 1-based; 0 when not known.
    pub line: u32,
    pub column: u32,
}

/// How a run ended.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Outcome {
    /// The value in Haxe's notation, if the request asked for one, and how long the program ran.
    Returned {
        value: Option<String>,
        time: Duration,
    },
    /// Nobody caught it.
    Threw {
        message: String,
        trace: Vec<Frame>,
    },
    /// The program ended itself.
    Exited(i32),
    /// It could not be compiled: a mistake of ours.
    Refused(String),
    TimedOut,
    TooMuchOutput,
    Cancelled,
    /// The worker died; the message says of what.
    Crashed(String),
}

pub(crate) fn write_frame(to: &mut impl Write, frame: &impl Serialize) -> io::Result<()> {
    let bytes = encode(frame)?;
    to.write_all(&bytes)?;
    to.flush()
}

/// A whole frame, length included.
pub(crate) fn encode(frame: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; 4];
    bytes = postcard::to_extend(frame, bytes).map_err(io::Error::other)?;
    let len = u32::try_from(bytes.len() - 4).map_err(io::Error::other)?;
    bytes[..4].copy_from_slice(&len.to_le_bytes());
    Ok(bytes)
}

pub(crate) fn read_frame<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<T> {
    let mut len = [0; 4];
    from.read_exact(&mut len)?;
    // Read what comes rather than trust the length: a broken peer must not make us reserve it.
    let mut bytes = Vec::new();
    let len = u64::from(u32::from_le_bytes(len));
    from.take(len).read_to_end(&mut bytes)?;
    if bytes.len() as u64 != len {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    postcard::from_bytes(&bytes).map_err(io::Error::other)
}
