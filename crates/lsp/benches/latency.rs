//! What an editor waits for, on any project: the server as a process of its own, a client at its pipes.
//!
//! ```sh
//! cargo bench -p lsp --bench latency -- path/to/project --files 20 --rounds 200 --symbol FlxObject.velocity
//! cargo bench -p lsp --bench latency -- path/to/project --options '{"configurations": [["-cp", "src", "--js", "x.js"]]}'
//! ```
//!
//! The largest files below the directory are opened, and each question is asked at random places: hover, definition and
//! field completion at names behind a dot, completion of a local name, an error typed into a body and taken out again.
//! `--symbol` names a declaration (as in the workspace's symbols) whose references are searched and which is renamed.
//! Printed are p50, p95 and the worst in milliseconds, the time from start to the first diagnostics, and, on Linux, the
//! resident memory and the processor time that a question took. Other load on the machine shows in all but the last.
//! `--server PATH` measures another binary, `--wait false` does not wait until the project was looked through.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use lsp::client::Client;
use serde_json::{Value, json};

/// An error that has not appeared by then never will.
const UNSEEN: Duration = Duration::from_secs(2);

struct Arguments {
    root: PathBuf,
    n_files: usize,
    n_rounds: usize,
    seed: u64,
    options: Value,
    symbol: Option<String>,
    server: PathBuf,
    /// Whether to wait until the project was looked through.
    waits: bool,
}

fn main() {
    let Some(arguments) = parse(std::env::args().skip(1)) else {
        eprintln!("nothing to do: see the head of crates/lsp/benches/latency.rs");
        return;
    };
    let mut session = Session::start(&arguments);
    session.open_files(&arguments);
    if arguments.waits {
        session.wait_until_idle();
    }
    session.memory("once idle");
    if let Some(symbol) = &arguments.symbol {
        session.symbol("first", symbol);
    }
    for _ in 0..arguments.n_rounds {
        session.round();
    }
    if let Some(symbol) = &arguments.symbol {
        for _ in 0..10 {
            session.symbol("again", symbol);
        }
    }
    session.report();
    session.memory("at the end");
    session.end();
}

fn parse(arguments: impl Iterator<Item = String>) -> Option<Arguments> {
    let mut arguments = arguments.filter(|it| it != "--bench");
    let root = std::fs::canonicalize(arguments.next()?).ok()?;
    let mut res = Arguments {
        root,
        n_files: 10,
        n_rounds: 100,
        seed: 1,
        options: json!({}),
        symbol: None,
        server: env!("CARGO_BIN_EXE_rayzor-lsp").into(),
        waits: true,
    };
    while let Some(name) = arguments.next() {
        let value = arguments.next()?;
        match &*name {
            "--files" => res.n_files = value.parse().ok()?,
            "--rounds" => res.n_rounds = value.parse().ok()?,
            "--seed" => res.seed = value.parse().ok()?,
            "--options" => res.options = serde_json::from_str(&value).ok()?,
            "--symbol" => res.symbol = Some(value),
            "--server" => res.server = value.into(),
            "--wait" => res.waits = value == "true",
            _ => return None,
        }
    }
    Some(res)
}

struct Document {
    uri: String,
    text: String,
    version: i32,
    /// Where a name stands behind a dot: offset of the name.
    members: Vec<usize>,
    /// The ends of statements in bodies.
    statements: Vec<usize>,
}

struct Session {
    server: Child,
    client: Client<ChildStdin>,
    started: Instant,
    documents: Vec<Document>,
    times: BTreeMap<String, Vec<Duration>>,
    /// Of the server, on all its threads.
    cpu_times: BTreeMap<String, Vec<Duration>>,
    empty: BTreeMap<String, usize>,
    random: u64,
}

impl Session {
    fn start(arguments: &Arguments) -> Session {
        let started = Instant::now();
        let mut server = Command::new(&arguments.server)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let input = server.stdout.take().expect("piped");
        let output = server.stdin.take().expect("piped");
        let mut client = Client::new(input, output);
        let root = format!("file://{}", arguments.root.display());
        let params = json!({
            "processId": null,
            "rootUri": root,
            "capabilities": { "window": { "workDoneProgress": true } },
            "initializationOptions": arguments.options,
        });
        client.request("initialize", params).expect("initialized");
        client.notify("initialized", json!({}));
        Session {
            server,
            client,
            started,
            documents: Vec::new(),
            times: BTreeMap::new(),
            cpu_times: BTreeMap::new(),
            empty: BTreeMap::new(),
            random: arguments.seed ^ 0x2545_f491_4f6c_dd1d,
        }
    }

    fn open_files(&mut self, arguments: &Arguments) {
        let mut files = Vec::new();
        collect(&arguments.root, &mut files);
        files.sort_by_key(|it| std::cmp::Reverse(it.1.len()));
        for (n, (path, text)) in files.into_iter().take(arguments.n_files).enumerate() {
            let uri = format!("file://{}", path.display());
            let document = json!({ "uri": uri, "languageId": "haxe", "version": 1, "text": text });
            let cpu = self.cpu();
            let start = Instant::now();
            self.client
                .notify("textDocument/didOpen", json!({ "textDocument": document }));
            let is_it = |it: &Value| it["uri"] == *uri;
            self.client
                .wait_for("textDocument/publishDiagnostics", is_it)
                .expect("diagnostics");
            if n == 0 {
                println!("start to first diagnostics: {:.1?}", self.started.elapsed());
            } else {
                self.note("open", start.elapsed(), cpu, true);
            }
            let (members, statements) = places(&text);
            if !members.is_empty() && !statements.is_empty() {
                self.documents.push(Document {
                    uri,
                    text,
                    version: 1,
                    members,
                    statements,
                });
            }
        }
        assert!(!self.documents.is_empty(), "no .hx files with code");
    }

    fn wait_until_idle(&mut self) {
        let until = Instant::now() + Duration::from_secs(300);
        while Instant::now() < until {
            let status = self.client.request("rayzor/status", Value::Null);
            if status.is_ok_and(|it| it["lookedThrough"].as_u64().unwrap_or(100) == 100) {
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        println!(
            "looked through after {:.1?}, with {:.1?} of processor time",
            self.started.elapsed(),
            self.cpu()
        );
    }

    fn below(&mut self, n: usize) -> usize {
        self.random = self
            .random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.random >> 33) as usize % n.max(1)
    }

    /// Processor time that the server has used, in full ticks of its threads.
    fn cpu(&self) -> Duration {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.server.id()));
        let of_task = |task: std::fs::DirEntry| -> Option<u64> {
            let text = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
            text.split(' ').next()?.parse().ok()
        };
        let tasks = tasks.into_iter().flatten().flatten();
        Duration::from_nanos(tasks.filter_map(of_task).sum())
    }

    fn note(&mut self, name: &str, took: Duration, cpu_before: Duration, has_answer: bool) {
        let cpu = self.cpu().saturating_sub(cpu_before);
        self.times.entry(name.to_owned()).or_default().push(took);
        self.cpu_times.entry(name.to_owned()).or_default().push(cpu);
        *self.empty.entry(name.to_owned()).or_default() += usize::from(!has_answer);
    }

    fn ask(&mut self, name: &str, method: &str, params: Value) -> Value {
        let cpu = self.cpu();
        let start = Instant::now();
        let answer = self.client.request(method, params).unwrap_or_default();
        let took = start.elapsed();
        let has_answer = !answer.is_null() && answer.as_array().is_none_or(|it| !it.is_empty());
        self.note(name, took, cpu, has_answer);
        answer
    }

    fn round(&mut self) {
        let n = self.below(self.documents.len());
        let place = self.below(self.documents[n].members.len());
        let member = self.documents[n].members[place];
        let at = self.position(n, member);
        self.ask("hover", "textDocument/hover", at.clone());
        self.ask("definition", "textDocument/definition", at.clone());
        // The name is gone and a dot was just typed.
        let name_end = member
            + self.documents[n].text[member..]
                .find(|c: char| c != '_' && !c.is_ascii_alphanumeric())
                .unwrap_or(0);
        let name = self.documents[n].text[member..name_end].to_owned();
        self.edit(n, member..name_end, "");
        self.ask("completion after `.`", "textDocument/completion", at);
        self.edit(n, member..member, &name);

        if self.documents[n].statements.is_empty() {
            return;
        }
        let place = self.below(self.documents[n].statements.len());
        let end = self.documents[n].statements[place];
        let typed = " va";
        self.edit(n, end..end, typed);
        let at = self.position(n, end + typed.len());
        self.ask("completion of a name", "textDocument/completion", at);
        self.edit(n, end..end + typed.len(), "");

        let typed = " var rayzorBench:Int = \"\";";
        self.client.forget_notifications();
        let is_seen = self.edit_until_published(n, end..end, typed, "edit: error appears", true);
        let typed = end..end + typed.len();
        if is_seen {
            self.edit_until_published(n, typed, "", "edit: error gone", false);
        } else {
            // Not code of this build, or nothing that is typed here.
            self.edit(n, typed, "");
            self.documents[n].statements.swap_remove(place);
        }
    }

    fn position(&self, n: usize, offset: usize) -> Value {
        json!({ "textDocument": { "uri": self.documents[n].uri }, "position": position(&self.documents[n].text, offset) })
    }

    fn edit(&mut self, n: usize, range: std::ops::Range<usize>, text: &str) {
        let document = &mut self.documents[n];
        document.version += 1;
        let start = position(&document.text, range.start);
        let end = position(&document.text, range.end);
        let params = json!({
            "textDocument": { "uri": document.uri, "version": document.version },
            "contentChanges": [{ "range": { "start": start, "end": end }, "text": text }],
        });
        document.text.replace_range(range, text);
        self.client.notify("textDocument/didChange", params);
    }

    fn edit_until_published(
        &mut self,
        n: usize,
        range: std::ops::Range<usize>,
        text: &str,
        name: &str,
        has_error: bool,
    ) -> bool {
        let cpu = self.cpu();
        let start = Instant::now();
        self.edit(n, range, text);
        let uri = self.documents[n].uri.clone();
        let is_it = |it: &Value| {
            let items = it["diagnostics"].as_array();
            let names_it = |it: &Value| it["code"] == "type-mismatch";
            it["uri"] == *uri && items.is_some_and(|it| !has_error || it.iter().any(names_it))
        };
        let is_published = self
            .client
            .wait_at_most(UNSEEN, "textDocument/publishDiagnostics", is_it)
            .is_some();
        if is_published {
            self.note(name, start.elapsed(), cpu, true);
        }
        is_published
    }

    fn symbol(&mut self, when: &str, symbol: &str) {
        let found = self.ask(
            &format!("workspace symbol, {when}"),
            "workspace/symbol",
            json!({ "query": symbol }),
        );
        let place = &found[0]["location"];
        let at =
            json!({ "textDocument": { "uri": place["uri"] }, "position": place["range"]["start"] });
        let mut references = at.clone();
        references["context"] = json!({ "includeDeclaration": true });
        let answer = self.ask(
            &format!("references, {when}"),
            "textDocument/references",
            references,
        );
        if when == "first" {
            let n = answer.as_array().map_or(0, Vec::len);
            println!("{symbol}: {n} references");
        }
        let mut rename = at;
        rename["newName"] = json!("rayzorBenchName");
        self.ask(&format!("rename, {when}"), "textDocument/rename", rename);
    }

    fn report(&mut self) {
        let heads = ["p50", "p95", "worst", "cpu p50", "cpu p95"].map(|it| format!("{it:>9}"));
        println!("{:28} {:>5} {}  none", "", "n", heads.join(" "));
        let ms = |times: &mut Vec<Duration>, part: usize| {
            times.sort();
            times[(times.len() - 1) * part / 100].as_secs_f64() * 1000.0
        };
        for (name, times) in &mut self.times {
            let Some(cpu) = self.cpu_times.get_mut(name) else {
                continue;
            };
            let columns = [
                ms(times, 50),
                ms(times, 95),
                ms(times, 100),
                ms(cpu, 50),
                ms(cpu, 95),
            ];
            let columns = columns.map(|it| format!("{it:>9.1}")).join(" ");
            println!(
                "{name:28} {:>5} {columns}  {}",
                times.len(),
                self.empty[name]
            );
        }
    }

    fn memory(&self, when: &str) {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.server.id()));
        let line = status.unwrap_or_default();
        let kib = line
            .lines()
            .find_map(|it| it.strip_prefix("VmRSS:"))
            .and_then(|it| it.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
        if let Some(kib) = kib {
            println!("resident memory {when}: {} MiB", kib / 1024);
        }
    }

    fn end(mut self) {
        let _ = self.client.request("shutdown", Value::Null);
        self.client.notify("exit", Value::Null);
        let _ = self.server.wait();
    }
}

fn collect(dir: &Path, files: &mut Vec<(PathBuf, String)>) {
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|it| it == "hx")
            && let Ok(text) = std::fs::read_to_string(&path)
        {
            files.push((path, text));
        }
    }
}

/// Names behind a dot in lines that look like code, and the ends of statements in bodies.
fn places(text: &str) -> (Vec<usize>, Vec<usize>) {
    let (mut members, mut statements) = (Vec::new(), Vec::new());
    let mut line_start = 0;
    // Nothing is asked between `#if` and `#end`: the code may be inactive.
    let mut n_conditions = 0;
    for line in text.split_inclusive('\n') {
        let code = line.trim();
        n_conditions += code.matches("#if").count();
        n_conditions -= code.matches("#end").count().min(n_conditions);
        let is_deep = line.starts_with("\t\t") || line.starts_with("        ");
        let is_code = is_deep
            && n_conditions == 0
            && !code.starts_with(['*', '/', '#', '@'])
            && !code.contains("//");
        if is_code {
            for (at, _) in line.match_indices('.') {
                let next = line[at + 1..].chars().next().unwrap_or(' ');
                let before = line[..at].chars().next_back().unwrap_or(' ');
                if next.is_ascii_alphabetic() && before.is_ascii_alphanumeric() {
                    members.push(line_start + at + 1);
                }
            }
            let starts_statement = ["var ", "return", "this."];
            if code.ends_with(");") && !starts_statement.iter().any(|it| code.starts_with(it)) {
                statements.push(line_start + line.trim_end().len());
            }
        }
        line_start += line.len();
    }
    (members, statements)
}

fn position(text: &str, offset: usize) -> Value {
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |it| it + 1);
    let line = before.matches('\n').count();
    json!({ "line": line, "character": text[line_start..offset].encode_utf16().count() })
}
