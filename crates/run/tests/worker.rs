//! Programs in worker processes: how they end, and that the pool lives on. The test binary is its own
//! worker.

use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use mir::{FunctionBuilder, Op, Program, Repr, Signature, Type};
use run::{CancelToken, Limits, Outcome, Pool, Request};

type Case = (&'static str, fn(&Pool));

const CASES: &[Case] = &[
    ("returns_a_value", returns_a_value),
    ("prints", prints),
    (
        "uncaught_exception_has_a_trace",
        uncaught_exception_has_a_trace,
    ),
    (
        "infinite_loop_is_stopped_by_the_limit",
        infinite_loop_is_stopped_by_the_limit,
    ),
    ("infinite_loop_is_cancelled", infinite_loop_is_cancelled),
    ("output_before_a_loop_arrives", output_before_a_loop_arrives),
    ("recursion_is_an_exception", recursion_is_an_exception),
    ("memory_is_limited", memory_is_limited),
    ("output_is_limited", output_is_limited),
    ("wild_access_is_reported", wild_access_is_reported),
    ("broken_program_is_refused", broken_program_is_refused),
    ("standard_error_arrives", standard_error_arrives),
    ("a_run_compiles_what_changed", a_run_compiles_what_changed),
    ("killed_worker_is_reported", killed_worker_is_reported),
    ("a_pool_outlives_many_kills", a_pool_outlives_many_kills),
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.iter().any(|arg| arg == run::WORKER_FLAG) {
        return run::worker_main();
    }
    if args.iter().any(|arg| arg == "--list") {
        for (name, _) in CASES {
            println!("{name}: test");
        }
        return ExitCode::SUCCESS;
    }
    let filter: Vec<&String> = args.iter().filter(|arg| !arg.starts_with('-')).collect();
    let pool = Pool::of_this_binary().expect("the test binary's path");
    for (name, case) in CASES {
        if filter.is_empty() || filter.iter().any(|filter| name.contains(filter.as_str())) {
            case(&pool);
            println!("test {name} ... ok");
        }
    }
    ExitCode::SUCCESS
}

/// A program whose entry `$entry` is what `build` makes.
fn program(build: impl FnOnce(&mut FunctionBuilder)) -> Program {
    let mut b = FunctionBuilder::new("$entry", Signature::new([], Repr::Word));
    build(&mut b);
    let mut program = Program::default();
    program.add_function(b.finish().function);
    program.entry = Some("$entry".into());
    program
}

fn parsed(text: &str) -> Program {
    mir::parse::parse_program(text).expect("the program parses")
}

fn request(program: Program) -> Request {
    Request {
        program,
        limits: Limits {
            time: Some(Duration::from_secs(20)),
            ..Limits::default()
        },
        args: Vec::new(),
        program_path: "test".to_owned(),
        has_value: true,
    }
}

fn run(pool: &Pool, request: &Request) -> (Outcome, String) {
    let mut output = Vec::new();
    let outcome = pool.run(request, &CancelToken::new(), &mut |bytes| {
        output.extend(bytes)
    });
    (outcome, String::from_utf8_lossy(&output).into_owned())
}

fn print(b: &mut FunctionBuilder, text: &str) {
    let text = b.const_str(text);
    b.call_rt("rayzor_sys_println", vec![text], Type::Void);
}

fn endless(b: &mut FunctionBuilder) {
    let again = b.create_block();
    b.jump(again);
    b.switch_to_block(again);
    b.jump(again);
}

fn returns_text(text: &str) -> Program {
    program(|b| {
        let text = b.const_str(text);
        let word = b.box_(Repr::Ref, text);
        b.ret(Some(word));
    })
}

/// The pool is as good as new.
fn still_works(pool: &Pool) {
    match run(pool, &request(returns_text("fine"))) {
        (
            Outcome::Returned {
                value: Some(value), ..
            },
            _,
        ) => assert_eq!(value, "\"fine\""),
        other => panic!("{other:?}"),
    }
}

fn returns_a_value(pool: &Pool) {
    still_works(pool);
    let mut quiet = request(returns_text("fine"));
    quiet.has_value = false;
    assert!(matches!(
        run(pool, &quiet).0,
        Outcome::Returned { value: None, .. }
    ));
}

fn prints(pool: &Pool) {
    let request = request(program(|b| {
        print(b, "héllo");
        print(b, "again");
        let null = b.null(Type::Word);
        b.ret(Some(null));
    }));
    assert_eq!(run(pool, &request).1, "héllo\nagain\n");
}

fn uncaught_exception_has_a_trace(pool: &Pool) {
    let text = r#"
file "src/Main.hx"
entry @$entry
fn @Main.thrower(i32) -> void {
  span !0 0 100 110 7 3
block0(v0: i32):
  v1: word = box i32 v0
  throw v1 !0
}
fn @Main.main() -> void {
  span !0 0 50 60 4 5
block0:
  v0: i32 = const 42
  call @Main.thrower(v0) !0
  return
}
fn @$entry() -> word {
block0:
  call @Main.main()
  v0: word = null
  return v0
}
"#;
    let (outcome, _) = run(pool, &request(parsed(text)));
    let Outcome::Threw { message, trace } = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(message, "42");
    let places: Vec<(&str, u32, u32)> = trace
        .iter()
        .map(|frame| (&*frame.function, frame.line, frame.start))
        .collect();
    assert_eq!(
        places[..2],
        [("Main.thrower", 7, 100), ("Main.main", 4, 50)]
    );
    assert_eq!(trace[0].file, "src/Main.hx");
    still_works(pool);
}

fn infinite_loop_is_stopped_by_the_limit(pool: &Pool) {
    let mut request = request(program(endless));
    request.limits.time = Some(Duration::from_millis(100));
    assert_eq!(run(pool, &request).0, Outcome::TimedOut);
    still_works(pool);
}

fn infinite_loop_is_cancelled(pool: &Pool) {
    let request = request(program(|b| {
        print(b, "started");
        endless(b);
    }));
    let cancel = CancelToken::new();
    let token = cancel.clone();
    let outcome = pool.run(&request, &cancel, &mut |_| token.cancel());
    assert_eq!(outcome, Outcome::Cancelled);
    still_works(pool);
}

fn output_before_a_loop_arrives(pool: &Pool) {
    let mut request = request(program(|b| {
        print(b, "one");
        print(b, "two");
        endless(b);
    }));
    request.limits.time = Some(Duration::from_millis(500));
    assert_eq!(
        run(pool, &request),
        (Outcome::TimedOut, "one\ntwo\n".to_owned())
    );
}

fn recursion_is_an_exception(pool: &Pool) {
    let text = r#"
entry @$entry
fn @deep(i32) -> i32 {
block0(v0: i32):
  v1: i32 = call @deep(v0)
  v2: i32 = iadd v1, v0
  return v2
}
fn @$entry() -> word {
block0:
  v0: i32 = const 1
  v1: i32 = call @deep(v0)
  v2: word = box i32 v1
  return v2
}
"#;
    let (outcome, _) = run(pool, &request(parsed(text)));
    assert!(
        matches!(&outcome, Outcome::Threw { message, .. } if message == "Stack overflow"),
        "{outcome:?}"
    );
    still_works(pool);
}

fn memory_is_limited(pool: &Pool) {
    // An array that grows for ever.
    let text = r#"
entry @$entry
fn @$entry() -> word {
block0:
  v0: ref = array_new f64
  v1: f64 = const 1.5
  jump block1
block1:
  v2: i32 = array_push v0, v1
  jump block1
}
"#;
    let mut request = request(parsed(text));
    request.limits.memory = 64 << 20;
    let (outcome, _) = run(pool, &request);
    let said = match &outcome {
        Outcome::Threw { message, .. } | Outcome::Crashed(message) => message.contains("memory"),
        _ => false,
    };
    assert!(said, "{outcome:?}");
    still_works(pool);
}

fn output_is_limited(pool: &Pool) {
    let mut request = request(program(|b| {
        let again = b.create_block();
        b.jump(again);
        b.switch_to_block(again);
        print(b, "and on");
        b.jump(again);
    }));
    request.limits.output = 1000;
    let (outcome, output) = run(pool, &request);
    assert_eq!((outcome, output.len()), (Outcome::TooMuchOutput, 1000));
    still_works(pool);
}

fn wild_access_is_reported(pool: &Pool) {
    let request = request(program(|b| {
        let address = b.const_int(Type::I64, 8);
        let ptr = b.convert(mir::ConvOp::Bitcast, address, Type::Ptr);
        let value = b.ins(Op::Load { ptr, offset: 0 }, Type::I32);
        let word = b.box_(Repr::I32, value);
        b.ret(Some(word));
    }));
    let (outcome, _) = run(pool, &request);
    assert_eq!(
        outcome,
        Outcome::Crashed("Invalid memory access".to_owned())
    );
    still_works(pool);
}

fn broken_program_is_refused(pool: &Pool) {
    let request = request(program(|b| {
        b.call("nowhere", Vec::new(), Type::Void);
        let null = b.null(Type::Word);
        b.ret(Some(null));
    }));
    let (outcome, _) = run(pool, &request);
    assert!(matches!(&outcome, Outcome::Refused(message) if message.contains("nowhere")));
    still_works(pool);
}

/// A worker that dies by itself, before and after it was given something to do.
/// The machine code of a worker serves the workers after it, also when its program was stopped.
fn a_run_compiles_what_changed(_: &Pool) {
    let pool = Pool::of_this_binary().expect("the test binary's path");
    let text = |n: i32, last: &str| {
        let helper = "fn @less(i32) -> i32 noinline {\nblock0(v0: i32):\n  v1: i32 = const 1\n  \
                      v2: i32 = isub v0, v1\n  return v2\n}\n";
        format!(
            "entry @$entry\n{helper}fn @$entry() -> word {{\nblock0:\n  v0: i32 = const {n}\n  \
             v1: i32 = call @less(v0)\n  v2: word = box i32 v1\n  {last}\n}}\n"
        )
    };
    let compiled = |n, last| {
        let mut request = request(parsed(&text(n, last)));
        request.limits.time = Some(Duration::from_secs(2));
        let (outcome, _) = run(&pool, &request);
        let mut names = pool.compiled();
        names.retain(|name| name == "less" || name == "$entry");
        let value = match outcome {
            Outcome::Returned { value, .. } => value,
            Outcome::TimedOut => None,
            other => panic!("{other:?}"),
        };
        (value.unwrap_or_default(), names)
    };
    let names = |names: &[&str]| names.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    let (forever, give) = ("jump block1\nblock1:\n  jump block1", "return v2");
    let stopped = compiled(43, forever);
    assert_eq!(stopped, (String::new(), names(&["less", "$entry"])));
    assert_eq!(compiled(43, give), ("42".to_owned(), names(&["$entry"])));
    assert_eq!(compiled(43, give), ("42".to_owned(), names(&[])));
    assert_eq!(compiled(44, give), ("43".to_owned(), names(&["$entry"])));
    assert_eq!(compiled(43, give), ("42".to_owned(), names(&[])));
}

fn killed_worker_is_reported(_: &Pool) {
    let useless = Pool::new("/nonexistent/worker".into(), [run::WORKER_FLAG]);
    assert!(matches!(
        run(&useless, &request(returns_text("x"))).0,
        Outcome::Crashed(_)
    ));
    // What exits at once without reading.
    let me = std::env::current_exe().expect("the test binary's path");
    let deaf = Arc::new(Pool::new(me, ["--list"]));
    let seen = Arc::new(Mutex::new(None));
    let (sender, receiver) = std::sync::mpsc::channel();
    let writer = Arc::clone(&seen);
    deaf.start(request(returns_text("x")), move |event| {
        if let run::RunEvent::Done(outcome) = event {
            *writer.lock().expect("no panic before") = Some(outcome);
            let _ = sender.send(());
        }
    });
    receiver
        .recv_timeout(Duration::from_secs(20))
        .expect("the run ends");
    let outcome = seen.lock().expect("no panic before").take();
    assert!(
        matches!(outcome, Some(Outcome::Crashed(_) | Outcome::Exited(_))),
        "{outcome:?}"
    );
}

/// Two hundred runs stopped at moments spread over starting, compiling, printing and looping.
fn a_pool_outlives_many_kills(pool: &Pool) {
    if std::env::var_os("RUN_SLOW_TESTS").is_none() && std::env::var_os("CI").is_none() {
        return;
    }
    for i in 0..200u64 {
        let request = request(program(|b| {
            let again = b.create_block();
            b.jump(again);
            b.switch_to_block(again);
            print(b, "and on");
            b.jump(again);
        }));
        let cancel = CancelToken::new();
        let token = cancel.clone();
        let killer = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_micros(i * i * 2));
            token.cancel();
        });
        let outcome = pool.run(&request, &cancel, &mut |_| {});
        assert!(
            matches!(outcome, Outcome::Cancelled | Outcome::TooMuchOutput),
            "{outcome:?}"
        );
        killer.join().expect("the killer does not panic");
    }
    still_works(pool);
}

fn standard_error_arrives(pool: &Pool) {
    let request = request(program(|b| {
        let stream = b.const_i32(2);
        let file = b
            .call_rt("rayzor_file_std", vec![stream], Type::Ref)
            .expect("a file");
        let text = b.const_str("to stderr\n");
        let bytes = b
            .call_rt("rayzor_bytes_of_string", vec![text], Type::Ref)
            .expect("bytes");
        let (pos, len) = (b.const_i32(0), b.const_i32(10));
        b.call_rt("rayzor_file_write", vec![file, bytes, pos, len], Type::I32);
        let null = b.null(Type::Word);
        b.ret(Some(null));
    }));
    assert_eq!(run(pool, &request).1, "to stderr\n");
}
