//! `rayzor demo`: the real server on an example project, driven as an editor would drive it, and what a person would see.
//!
//! Every time is measured here, from the request's first byte to the answer's last.

use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use lsp::client::Client;
use serde_json::{Value, json};

const PROJECT: &[(&str, &str)] = &[
    (
        "build.hxml",
        include_str!("../../../examples/demo/build.hxml"),
    ),
    (
        "src/Main.hx",
        include_str!("../../../examples/demo/src/Main.hx"),
    ),
    (
        "src/shop/Item.hx",
        include_str!("../../../examples/demo/src/shop/Item.hx"),
    ),
    (
        "src/shop/Cart.hx",
        include_str!("../../../examples/demo/src/shop/Cart.hx"),
    ),
];
const MAIN: &str = "src/Main.hx";

pub(crate) fn run() -> Result<u8> {
    let dir = std::env::temp_dir().join(format!("rayzor-demo-{}", std::process::id()));
    for (name, text) in PROJECT {
        let path = dir.join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(&dir))?;
        std::fs::write(&path, text)?;
    }
    let result = Demo::start(&dir).and_then(Demo::play);
    let _ = std::fs::remove_dir_all(&dir);
    result?;
    Ok(0)
}

struct Demo {
    server: Child,
    client: Client<ChildStdin>,
    uri: String,
    text: String,
    version: i32,
    keystrokes: Vec<Duration>,
    questions: Vec<Duration>,
}

impl Demo {
    fn start(dir: &Path) -> Result<Demo> {
        let begin = Instant::now();
        let mut server = Command::new(std::env::current_exe()?)
            .args(["lsp", "--stdio"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let output = server.stdout.take().context("the server has no output")?;
        let input = server.stdin.take().context("the server has no input")?;
        let mut client = Client::new(output, input);
        let root = format!("file://{}", dir.display());
        let params = json!({
            "processId": std::process::id(),
            "rootUri": root,
            "capabilities": {},
            "initializationOptions": { "runNotifications": true },
        });
        client.request("initialize", params).map_err(failed)?;
        client.notify("initialized", json!({}));
        println!(
            "The server is up after {}. The folder has {} files; nothing was configured.\n",
            ms(begin.elapsed()),
            PROJECT.len()
        );
        let text = PROJECT
            .iter()
            .find(|(name, _)| *name == MAIN)
            .map_or("", |(_, text)| text)
            .to_owned();
        let uri = format!("{root}/{MAIN}");
        Ok(Demo {
            server,
            client,
            uri,
            text,
            version: 1,
            keystrokes: Vec::new(),
            questions: Vec::new(),
        })
    }

    fn play(mut self) -> Result<()> {
        let begin = Instant::now();
        let document =
            json!({ "uri": self.uri, "languageId": "haxe", "version": 1, "text": self.text });
        self.client
            .notify("textDocument/didOpen", json!({ "textDocument": document }));
        let found = self.diagnostics()?;
        println!("Main.hx is opened. {} later:", ms(begin.elapsed()));
        self.show(&found);

        println!("\nTwo edits cure both:");
        self.edit("\"three\"", "3")?;
        let left = self.edit("var x:Int;", "var x:Int = 0;")?;
        println!("  {} diagnostics are left.", left.len());

        println!("\nA half-typed line, character by character:");
        let typed = "\t\tfinal twice = cart.total() * \"2\";\n";
        let at = self.position_of("\t\ttrace(\"total");
        let mut column = 0;
        let mut last = Vec::new();
        for c in typed.chars() {
            let (line, _) = at;
            last = self.change((line, column), (line, column), &c.to_string())?;
            column += c.len_utf16() as u32;
        }
        self.show(&last);
        let left = self.change(at, (at.0 + 1, 0), "")?;
        println!("  Taken back: {} diagnostics.", left.len());

        println!("\nQuestions:");
        self.hover("cart.total", 6)?;
        self.definition("cart.add", 6)?;
        self.completion("cart.total()", 5)?;

        println!("\n▶ Run above three functions:");
        self.run("Main.main")?;
        self.run("Main.primes")?;
        self.run("Main.fails")?;

        println!("\nLatencies (median, worst):");
        summary("keystroke to diagnostics", &mut self.keystrokes);
        summary("hover, definition, completion", &mut self.questions);
        self.client
            .request("shutdown", Value::Null)
            .map_err(failed)?;
        self.client.notify("exit", Value::Null);
        self.server.wait()?;
        Ok(())
    }

    /// Line and column, both from 0, of the first `needle`.
    fn position_of(&self, needle: &str) -> (u32, u32) {
        let offset = self.text.find(needle).unwrap_or(0);
        let before = &self.text[..offset];
        let line = before.matches('\n').count() as u32;
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or("")
            .encode_utf16()
            .count() as u32;
        (line, column)
    }

    fn edit(&mut self, old: &str, new: &str) -> Result<Vec<Value>> {
        let start = self.position_of(old);
        let end = (start.0, start.1 + old.encode_utf16().count() as u32);
        println!("  {old} → {new}");
        self.change(start, end, new)
    }

    /// Sends an edit and waits for the diagnostics of the text after it.
    fn change(&mut self, start: (u32, u32), end: (u32, u32), new: &str) -> Result<Vec<Value>> {
        let offset = |(line, column): (u32, u32)| -> usize {
            let line_start: usize = self
                .text
                .split_inclusive('\n')
                .take(line as usize)
                .map(str::len)
                .sum();
            // The example is ASCII.
            line_start + column as usize
        };
        let range = offset(start)..offset(end);
        self.text.replace_range(range, new);
        self.version += 1;
        let position =
            |(line, character): (u32, u32)| json!({ "line": line, "character": character });
        let change =
            json!({ "range": { "start": position(start), "end": position(end) }, "text": new });
        let document = json!({ "uri": self.uri, "version": self.version });
        let begin = Instant::now();
        self.client.notify(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": [change] }),
        );
        let params = json!({ "textDocument": { "uri": self.uri } });
        let report = self
            .client
            .request("textDocument/diagnostic", params)
            .map_err(failed)?;
        self.keystrokes.push(begin.elapsed());
        Ok(report["items"].as_array().cloned().unwrap_or_default())
    }

    fn diagnostics(&mut self) -> Result<Vec<Value>> {
        let (uri, version) = (self.uri.clone(), self.version);
        let published = self
            .client
            .wait_for("textDocument/publishDiagnostics", |it| {
                it["uri"] == *uri && it["version"] == version
            })
            .context("no diagnostics")?;
        Ok(published["diagnostics"]
            .as_array()
            .cloned()
            .unwrap_or_default())
    }

    fn show(&self, diagnostics: &[Value]) {
        for it in diagnostics {
            let line = it["range"]["start"]["line"].as_u64().unwrap_or(0);
            let source = self.text.lines().nth(line as usize).unwrap_or("").trim();
            let (code, message) = (
                it["code"].as_str().unwrap_or(""),
                it["message"].as_str().unwrap_or(""),
            );
            println!("  {MAIN}:{}: {message} [{code}]\n      {source}", line + 1);
        }
    }

    fn ask(&mut self, method: &str, needle: &str, inside: u32, more: Value) -> Result<Value> {
        let (line, column) = self.position_of(needle);
        let mut params = json!({
            "textDocument": { "uri": self.uri },
            "position": { "line": line, "character": column + inside },
        });
        if let (Some(params), Some(more)) = (params.as_object_mut(), more.as_object()) {
            params.extend(more.clone());
        }
        let begin = Instant::now();
        let answer = self.client.request(method, params).map_err(failed)?;
        self.questions.push(begin.elapsed());
        Ok(answer)
    }

    fn hover(&mut self, needle: &str, inside: u32) -> Result<()> {
        let answer = self.ask("textDocument/hover", needle, inside, json!({}))?;
        let text = answer["contents"]["value"].as_str().unwrap_or("(nothing)");
        let first = text
            .lines()
            .find(|it| !it.is_empty() && !it.starts_with("```"))
            .unwrap_or("");
        println!("  hover on total: {first}");
        Ok(())
    }

    fn definition(&mut self, needle: &str, inside: u32) -> Result<()> {
        let answer = self.ask("textDocument/definition", needle, inside, json!({}))?;
        let place = answer.get(0).unwrap_or(&answer);
        let uri = place["uri"].as_str().unwrap_or("(nowhere)");
        let line = place["range"]["start"]["line"].as_u64().unwrap_or(0) + 1;
        println!(
            "  definition of add: {}:{line}",
            uri.rsplit('/').next().unwrap_or(uri)
        );
        Ok(())
    }

    fn completion(&mut self, needle: &str, inside: u32) -> Result<()> {
        let answer = self.ask(
            "textDocument/completion",
            needle,
            inside,
            json!({ "context": { "triggerKind": 1 } }),
        )?;
        let items = answer["items"].as_array().cloned().unwrap_or_default();
        let labels: Vec<&str> = items
            .iter()
            .filter_map(|it| it["label"].as_str())
            .take(6)
            .collect();
        println!("  after `cart.`: {}", labels.join(", "));
        Ok(())
    }

    fn run(&mut self, field: &str) -> Result<()> {
        let command =
            json!({ "command": "rayzor.run", "arguments": [{ "uri": self.uri, "field": field }] });
        let begin = Instant::now();
        let id = self
            .client
            .start_request("workspace/executeCommand", command);
        let done = self.client.answer(id).map_err(failed)?;
        let whole = begin.elapsed();
        println!("  {field}");
        while let Some(output) = self.client.take_notification("rayzor/runOutput") {
            for line in output["text"].as_str().unwrap_or("").lines() {
                println!("    | {line}");
            }
        }
        match (done["value"].as_str(), done["message"].as_str()) {
            (Some(value), _) => println!("    = {value}"),
            (None, Some(message)) => {
                println!("    {message}");
                for frame in done["trace"].as_array().into_iter().flatten() {
                    println!(
                        "      at {} ({}:{})",
                        frame["function"].as_str().unwrap_or("?"),
                        frame["file"].as_str().unwrap_or("?"),
                        frame["line"]
                    );
                }
            }
            (None, None) => {}
        }
        let running = done["milliseconds"].as_f64().unwrap_or(0.0);
        println!(
            "    {} from click to end, {running:.1} ms of it running",
            ms(whole)
        );
        Ok(())
    }
}

fn summary(what: &str, times: &mut [Duration]) {
    times.sort();
    if let (Some(median), Some(worst)) = (times.get(times.len() / 2), times.last()) {
        println!(
            "  {what}: {}, {} ({} times)",
            ms(*median),
            ms(*worst),
            times.len()
        );
    }
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

fn failed(error: Value) -> anyhow::Error {
    anyhow!(
        "the server refuses: {}",
        error["message"].as_str().unwrap_or("no reason given")
    )
}
