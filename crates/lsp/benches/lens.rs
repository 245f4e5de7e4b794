//! What a click on a Run lens costs: the server as a process of its own, a client at its pipes.
//!
//! ```sh
//! cargo bench -p lsp --bench lens -- --rounds 100 --runs 1000
//! ```
//!
//! For a hello world and for a function that reaches 300 others: from the click to the first output, and the same after
//! one of the functions' bodies was edited by a line. p50, p95 and the worst in milliseconds. Then so many runs of hello in
//! one session, with the server's resident memory before and after (on Linux). `--server PATH` measures another binary.

use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use lsp::client::Client;
use serde_json::{Value, json};

const N_FUNCTIONS: usize = 300;
const PER_CLASS: usize = 30;

struct Arguments {
    n_rounds: usize,
    n_runs: usize,
    server: PathBuf,
}

fn main() {
    let mut arguments = Arguments {
        n_rounds: 0,
        n_runs: 0,
        server: env!("CARGO_BIN_EXE_rayzor-lsp").into(),
    };
    let mut given = std::env::args().skip(1).filter(|it| it != "--bench");
    while let (Some(name), Some(value)) = (given.next(), given.next()) {
        match &*name {
            "--rounds" => arguments.n_rounds = value.parse().expect("a number of rounds"),
            "--runs" => arguments.n_runs = value.parse().expect("a number of runs"),
            "--server" => arguments.server = value.into(),
            _ => panic!("unknown option {name}"),
        }
    }
    if arguments.n_rounds + arguments.n_runs == 0 {
        eprintln!("nothing to do: see the head of crates/lsp/benches/lens.rs");
        return;
    }
    let dir = std::env::temp_dir().join(format!("rayzor-lens-{}", std::process::id()));
    write_project(&dir);
    let mut session = Session::start(&arguments.server, &dir);
    session.measure("hello", "Main.hx", "Main.main", arguments.n_rounds);
    session.measure("reaches 300", "Wide.hx", "Wide.main", arguments.n_rounds);
    session.many_runs(arguments.n_runs);
    let _ = session.client.request("shutdown", Value::Null);
    session.client.notify("exit", Value::Null);
    let _ = session.server.wait();
    let _ = std::fs::remove_dir_all(&dir);
}

fn hello(round: usize) -> String {
    format!(
        "class Main {{\n\tstatic function main() {{\n\t\tSys.println(\"hello {round}\");\n\t}}\n}}\n"
    )
}

/// One of the classes whose functions `Wide.main` calls, each another one.
fn part(class: usize, round: usize) -> String {
    let mut text = format!("class Part{class} {{\n");
    for i in 0..PER_CLASS {
        text.push_str(&format!(
            "\tpublic static function f{i}(n:Int):Int {{
\t\tvar sum = {round};
\t\tvar list = [for (i in 0...n) i * {i}];
\t\tfor (x in list)
\t\t\tsum += x % 2 == 0 ? x : -x;
\t\tvar text = 'sum $sum';
\t\tif (text.length > 100)
\t\t\tthrow text;
\t\treturn sum + {class};
\t}}
"
        ));
    }
    text.push_str("}\n");
    text
}

fn write_project(dir: &Path) {
    std::fs::create_dir_all(dir).expect("a directory");
    let write = |name: &str, text: &str| {
        std::fs::write(dir.join(name), text).expect("a file of the project");
    };
    write("build.hxml", "-cp .\n-main Main\n--interp\n");
    write("Main.hx", &hello(0));
    let mut wide =
        "class Wide {\n\tstatic function main() {\n\t\tSys.println(\"start\");\n\t\tvar sum = 0;\n"
            .to_owned();
    for class in 0..N_FUNCTIONS / PER_CLASS {
        write(&format!("Part{class}.hx"), &part(class, 0));
        for i in 0..PER_CLASS {
            wide.push_str(&format!("\t\tsum += Part{class}.f{i}({i});\n"));
        }
    }
    wide.push_str("\t\tSys.println(sum);\n\t}\n}\n");
    write("Wide.hx", &wide);
}

struct Session {
    server: Child,
    client: Client<ChildStdin>,
    root: String,
    version: i32,
}

impl Session {
    fn start(server: &Path, dir: &Path) -> Session {
        let mut server = Command::new(server)
            .arg("--stdio")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let output = server.stdout.take().expect("a pipe");
        let input = server.stdin.take().expect("a pipe");
        let mut client = Client::new(output, input);
        let root = format!("file://{}", dir.display());
        let params = json!({
            "processId": std::process::id(),
            "rootUri": root,
            "capabilities": {},
            "initializationOptions": { "runNotifications": true },
        });
        client
            .request("initialize", params)
            .expect("the server initializes");
        client.notify("initialized", json!({}));
        for name in ["Main.hx", "Wide.hx", "Part7.hx"] {
            let text = std::fs::read_to_string(dir.join(name)).expect("a file of the project");
            let document = json!({
                "uri": format!("{root}/{name}"), "languageId": "haxe", "version": 0, "text": text,
            });
            client.notify("textDocument/didOpen", json!({ "textDocument": document }));
        }
        Session {
            server,
            client,
            root,
            version: 0,
        }
    }

    /// From the click to the first output; then waits for the end.
    fn click(&mut self, file: &str, field: &str) -> Duration {
        self.client.forget_notifications();
        let uri = format!("{}/{file}", self.root);
        let command =
            json!({ "command": "rayzor.run", "arguments": [{ "uri": uri, "field": field }] });
        let begin = Instant::now();
        let id = self
            .client
            .start_request("workspace/executeCommand", command);
        self.client
            .wait_for("rayzor/runOutput", |_| true)
            .expect("output");
        let time = begin.elapsed();
        let done = self.client.answer(id).expect("the run ends");
        assert!(done["message"].is_null(), "{done}");
        time
    }

    fn edit(&mut self, file: &str, text: &str) {
        self.version += 1;
        let document = json!({ "uri": format!("{}/{file}", self.root), "version": self.version });
        self.client.notify(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": [{ "text": text }] }),
        );
    }

    fn measure(&mut self, what: &str, file: &str, field: &str, n_rounds: usize) {
        if n_rounds == 0 {
            return;
        }
        let first = self.click(file, field);
        println!("{what}: first click {:.1} ms", milliseconds(first));
        let mut again = Vec::new();
        let mut edited = Vec::new();
        for round in 1..=n_rounds {
            again.push(self.click(file, field));
            match file {
                "Main.hx" => self.edit(file, &hello(round)),
                _ => self.edit("Part7.hx", &part(7, round)),
            }
            edited.push(self.click(file, field));
        }
        report(&format!("{what}: again"), again);
        report(&format!("{what}: after an edit"), edited);
    }

    fn many_runs(&mut self, n_runs: usize) {
        if n_runs == 0 {
            return;
        }
        for _ in 0..20 {
            self.click("Main.hx", "Main.main");
        }
        let before = self.memory();
        let times = (0..n_runs)
            .map(|_| self.click("Main.hx", "Main.main"))
            .collect();
        report(&format!("{n_runs} runs"), times);
        println!("memory: {before} before, {} after", self.memory());
    }

    fn memory(&self) -> String {
        let path = format!("/proc/{}/status", self.server.id());
        let status = std::fs::read_to_string(path).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS"));
        line.map_or("unknown".to_owned(), |line| {
            line["VmRSS:".len()..].trim().to_owned()
        })
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn report(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |percent: usize| milliseconds(times[(times.len() - 1) * percent / 100]);
    println!(
        "{what}: p50 {:.1}, p95 {:.1}, worst {:.1} ms",
        at(50),
        at(95),
        at(100)
    );
}
