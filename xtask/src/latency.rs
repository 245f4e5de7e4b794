//! `cargo xtask latency SERVER FILE [--rounds N] [--folder DIR]`: how long the answers of a server take that follow from
//! the shape of a text, each asked right after an edit of FILE and once more when the server has come to rest.
//!
//! SERVER is a release build of `rayzor-lsp`. The time runs from the moment the question is written to the moment the
//! last byte of the answer is read; the answer is not decoded. Between two rounds the server gets time to come to rest,
//! as it does between two keystrokes.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

/// What is asked, with the parameters besides the document; `LINE` stands for the middle of the file.
const QUESTIONS: &[(&str, &str)] = &[
    ("documentSymbol", "{}"),
    ("foldingRange", "{}"),
    (
        "selectionRange",
        r#"{"positions":[{"line":LINE,"character":5}]}"#,
    ),
    (
        "documentHighlight",
        r#"{"position":{"line":LINE,"character":8}}"#,
    ),
    ("semanticTokens/full", "{}"),
    (
        "semanticTokens/range",
        r#"{"range":{"start":{"line":LINE,"character":0},"end":{"line":LINE,"character":2000}}}"#,
    ),
    (
        "onTypeFormatting",
        r#"{"position":{"line":LINE,"character":0},"ch":"\n","options":{"tabSize":4,"insertSpaces":false}}"#,
    ),
    (
        "codeAction",
        r#"{"range":{"start":{"line":LINE,"character":1},"end":{"line":LINE,"character":1}},"context":{"diagnostics":[]}}"#,
    ),
    ("diagnostic", "{}"),
];

const PAUSE: Duration = Duration::from_millis(50);

pub fn latency(arguments: &[String]) -> Result<()> {
    let (mut rounds, mut folder, mut paths) = (100, None, Vec::new());
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--rounds" => rounds = rest.next().context("--rounds N")?.parse()?,
            "--folder" => folder = Some(PathBuf::from(rest.next().context("--folder DIR")?)),
            _ => paths.push(
                PathBuf::from(argument)
                    .canonicalize()
                    .context(argument.clone())?,
            ),
        }
    }
    let [server, file] = &*paths else {
        bail!("usage: cargo xtask latency SERVER FILE [--rounds N] [--folder DIR]");
    };
    let text = std::fs::read_to_string(file)?;
    let mut client = Client::start(server, folder.as_deref())?;
    let uri = format!("file://{}", file.display());
    client.notify(
        "textDocument/didOpen",
        json!({"textDocument": {"uri": uri, "languageId": "haxe", "version": 0, "text": text}}),
    )?;
    std::thread::sleep(Duration::from_secs(1));
    println!(
        "{}, {} bytes, {rounds} rounds each; milliseconds",
        file.display(),
        text.len()
    );
    println!(
        "{:24} {:>6} {:>6} {:>6} {:>8} {:>6} {:>9}",
        "after an edit; again", "p50", "p95", "worst", "p50", "p95", "bytes"
    );
    let n_lines = text.matches('\n').count();
    let mut version = 0;
    for (method, parameters) in QUESTIONS {
        let mut parameters: Value =
            serde_json::from_str(&parameters.replace("LINE", &(n_lines / 2).to_string()))?;
        parameters["textDocument"] = json!({"uri": uri});
        let (mut times, mut again, mut bytes) = (Vec::new(), Vec::new(), 0);
        for _ in 0..rounds {
            version += 1;
            let end = json!({"line": n_lines, "character": 0});
            client.notify(
                "textDocument/didChange",
                json!({
                    "textDocument": {"uri": uri, "version": version},
                    "contentChanges": [{"range": {"start": end, "end": end}, "text": " "}],
                }),
            )?;
            for times in [&mut times, &mut again] {
                let start = Instant::now();
                bytes = client.request(&format!("textDocument/{method}"), parameters.clone())?;
                times.push(start.elapsed());
                std::thread::sleep(PAUSE);
            }
        }
        let edited = Percentiles::of(times);
        let again = Percentiles::of(again);
        println!(
            "{method:24} {:6.1} {:6.1} {:6.1} {:8.1} {:6.1} {bytes:9}",
            edited.at(50),
            edited.at(95),
            edited.at(100),
            again.at(50),
            again.at(95),
        );
    }
    client.stop()
}

struct Percentiles(Vec<Duration>);

impl Percentiles {
    fn of(mut times: Vec<Duration>) -> Percentiles {
        times.sort();
        Percentiles(times)
    }

    /// Milliseconds.
    fn at(&self, percent: usize) -> f64 {
        let n = self.0.len();
        1e3 * self.0[(n * percent / 100).min(n - 1)].as_secs_f64()
    }
}

struct Client {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    next_id: u64,
}

impl Client {
    fn start(server: &Path, folder: Option<&Path>) -> Result<Client> {
        let mut process = Command::new(server)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| server.display().to_string())?;
        let input = process.stdin.take().context("stdin")?;
        let output = BufReader::new(process.stdout.take().context("stdout")?);
        let mut client = Client {
            process,
            input,
            output,
            next_id: 0,
        };
        let folders: Vec<Value> = folder
            .iter()
            .map(|it| json!({"uri": format!("file://{}", it.display()), "name": "folder"}))
            .collect();
        client.request(
            "initialize",
            json!({
                "capabilities": {"textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}},
                "workspaceFolders": folders,
            }),
        )?;
        client.notify("initialized", json!({}))?;
        Ok(client)
    }

    fn send(&mut self, message: &Value) -> Result<()> {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len())?;
        Ok(self.input.flush()?)
    }

    fn notify(&mut self, method: &str, params: Value) -> Result<()> {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}))
    }

    /// The length of the answer.
    fn request(&mut self, method: &str, params: Value) -> Result<usize> {
        self.next_id += 1;
        let id = self.next_id;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))?;
        loop {
            let body = self.read()?;
            // Only what is no answer has a method; large answers are not decoded.
            let head = String::from_utf8_lossy(&body[..body.len().min(200)]);
            if head.contains("\"method\":") {
                let message: Value = serde_json::from_slice(&body)?;
                if let Some(id) = message.get("id") {
                    self.send(&json!({"jsonrpc": "2.0", "id": id, "result": null}))?;
                }
            } else if head.contains(&format!("\"id\":{id},"))
                || head.contains(&format!("\"id\":{id}}}"))
                || body.ends_with(format!("\"id\":{id}}}").as_bytes())
            {
                if head.contains("\"error\":") {
                    bail!("{method}: {head}");
                }
                return Ok(body.len());
            }
        }
    }

    fn read(&mut self) -> Result<Vec<u8>> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.output.read_line(&mut line)? == 0 {
                bail!("the server has ended");
            }
            match line.trim_end().split_once(": ") {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.parse()?;
                }
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body)?;
        Ok(body)
    }

    fn stop(mut self) -> Result<()> {
        self.request("shutdown", Value::Null)?;
        self.notify("exit", Value::Null)?;
        self.process.wait()?;
        Ok(())
    }
}
