//! Running a program in this process.

use std::io::Write;
use std::time::{Duration, Instant};

use codegen::{CodeCache, JitOptions, OptLevel, compile_jit};
use mir::Program;
use runtime::desc::Kind;
use runtime::exception::Thrown;
use runtime::host::Fault;
use runtime::instance::{Config, Runtime};
use runtime::word::Word;

use crate::protocol::{Frame, Outcome};

/// How a program is run in the process it is compiled in.
#[derive(Clone, Debug)]
pub struct Settings {
    pub args: Vec<String>,
    pub program_path: String,
    /// Bytes of heap and raw memory.
    pub memory: u64,
    /// Bytes of stack.
    pub stack: u64,
    pub has_value: bool,
    /// Off to find out whether an optimisation is to blame.
    pub optimize: bool,
}

/// What a run leaves for the rest of the process.
const STACK_RESERVE: usize = 256 << 10;

/// What running in some place needs beside the program.
pub(crate) trait Place: Send {
    /// Called first, on the program's thread.
    fn started(&mut self);

    /// Machine code of earlier runs.
    fn cache(&mut self) -> Option<&mut CodeCache> {
        None
    }

    /// Called between compiling and running.
    fn compiled(&mut self) {}
}

/// Compiles and runs on a thread with a stack of the wanted size.
pub(crate) fn execute(program: Program, settings: Settings, place: &mut impl Place) -> Outcome {
    let stack = usize::try_from(settings.stack)
        .unwrap_or(usize::MAX)
        .max(1 << 20);
    std::thread::scope(|scope| {
        let run = move || execute_on_this_stack(program, settings, place);
        let thread = std::thread::Builder::new()
            .name("haxe".into())
            .stack_size(stack);
        match thread.spawn_scoped(scope, run) {
            Ok(handle) => handle
                .join()
                .unwrap_or_else(|_| Outcome::Crashed("Internal error".to_owned())),
            Err(error) => Outcome::Crashed(format!("No stack to run on: {error}")),
        }
    })
}

fn verify(program: &Program) -> Result<(), Outcome> {
    mir::verify::verify_program(program).map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        Outcome::Refused(lines.join("\n"))
    })
}

fn execute_on_this_stack(
    mut program: Program,
    settings: Settings,
    place: &mut impl Place,
) -> Outcome {
    place.started();
    if let Err(refused) = verify(&program) {
        return refused;
    }
    let optimize = settings.optimize && std::env::var_os("RAYZOR_NO_OPT").is_none();
    if optimize {
        mir::passes::optimize_to_run(&mut program);
        if cfg!(debug_assertions)
            && let Err(refused) = verify(&program)
        {
            return refused;
        }
    }
    let config = Config {
        memory_limit: usize::try_from(settings.memory).unwrap_or(usize::MAX),
        stack_reserve: STACK_RESERVE,
        // For hunting values that the collector does not see: a collection at every allocation.
        gc_stress: std::env::var_os("RAYZOR_GC_STRESS").is_some(),
        ..Config::new(settings.args, settings.program_path)
    };
    let _runtime = Runtime::start(config);
    let opt = if optimize {
        OptLevel::Speed
    } else {
        OptLevel::None
    };
    let cache = place.cache();
    let jit = match compile_jit(&program, JitOptions { opt, cache }) {
        Ok(jit) => jit,
        Err(error) => return Outcome::Refused(error.to_string()),
    };
    place.compiled();
    let start = Instant::now();
    let result = jit.run();
    let time = start.elapsed();
    let outcome = match result {
        Ok(word) => returned(word, settings.has_value, time),
        Err(thrown) => threw(thrown),
    };
    runtime::sys::flush();
    outcome
}

fn returned(word: Word, has_value: bool, time: Duration) -> Outcome {
    let value = has_value.then(|| haxe_notation(word));
    Outcome::Returned { value, time }
}

/// As Haxe would write it: what `Std.string` gives, strings in quotes.
fn haxe_notation(word: Word) -> String {
    let text = print(word);
    if word.is_ref() && word.as_ref().is(Kind::String) {
        let mut quoted = String::with_capacity(text.len() + 2);
        quoted.push('"');
        for c in text.chars() {
            match c {
                '"' => quoted.push_str("\\\""),
                '\\' => quoted.push_str("\\\\"),
                '\n' => quoted.push_str("\\n"),
                '\r' => quoted.push_str("\\r"),
                '\t' => quoted.push_str("\\t"),
                c => quoted.push(c),
            }
        }
        quoted.push('"');
        return quoted;
    }
    text
}

fn print(word: Word) -> String {
    let mut text = String::new();
    // A toString that throws leaves what was printed so far.
    let _ = runtime::text::append(&mut text, word);
    text
}

fn threw(Thrown(word): Thrown) -> Outcome {
    // First the trace: printing the value may run code that throws.
    let trace = runtime::code::exception_trace().into_iter().map(|frame| {
        let span = frame.span;
        Frame {
            function: frame.function,
            file: frame.file,
            start: span.map_or(0, |span| span.start),
            end: span.map_or(0, |span| span.end),
            line: span.map_or(0, |span| span.line),
            column: span.map_or(0, |span| span.column),
        }
    });
    let trace = trace.collect();
    Outcome::Threw {
        message: print(word),
        trace,
    }
}

struct InThisProcess;

impl Place for InThisProcess {
    fn started(&mut self) {
        let messages = Fault::ALL.map(|fault| format!("{}\n", fault.message()).into_bytes());
        if let Ok(stderr) = runtime::host::stderr_copy() {
            runtime::host::watch_faults(stderr, messages);
        }
    }
}

/// Runs the program with the process's own streams; an uncaught exception prints its trace to
/// standard error. The exit code for the process.
pub fn run_here(program: Program, settings: Settings) -> u8 {
    let outcome = execute(program, settings, &mut InThisProcess);
    let mut stderr = std::io::stderr().lock();
    // Nobody to tell is no reason to fail further.
    let _ = match &outcome {
        Outcome::Returned { .. } => return 0,
        Outcome::Exited(code) => return *code as u8,
        Outcome::Threw { message, trace } => stderr.write_all(report(message, trace).as_bytes()),
        Outcome::Refused(message) => writeln!(stderr, "The program does not compile: {message}"),
        Outcome::Crashed(message) => writeln!(stderr, "{message}"),
        Outcome::TimedOut | Outcome::TooMuchOutput | Outcome::Cancelled => {
            writeln!(stderr, "Stopped")
        }
    };
    1
}

fn report(message: &str, trace: &[Frame]) -> String {
    let places = trace
        .iter()
        .map(|it| (&*it.function, &*it.file, it.line, it.column));
    runtime::image::uncaught(message, places)
}
