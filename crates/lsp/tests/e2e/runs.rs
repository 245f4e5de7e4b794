//! Runs need worker processes, so the server is the real binary here.

use std::process::{Child, ChildStdin, Command, Stdio};

use lsp::client::Client;
use serde_json::{Value, json};
use tempfile::TempDir;

struct Process {
    client: Client<ChildStdin>,
    uri: String,
    server: Child,
    _dir: TempDir,
}

impl Process {
    fn new(text: &str, settings: Value) -> Process {
        let dir = tempfile::tempdir().expect("a directory");
        std::fs::write(dir.path().join("Main.hx"), text).expect("writable");
        let mut server = Command::new(env!("CARGO_BIN_EXE_rayzor-lsp"))
            .arg("--stdio")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let output = server.stdout.take().expect("an output");
        let input = server.stdin.take().expect("an input");
        let mut client = Client::new(output, input);
        let root = format!("file://{}", dir.path().display());
        let mut options = json!({ "runNotifications": true });
        if let (Some(options), Some(settings)) = (options.as_object_mut(), settings.as_object()) {
            options.extend(settings.clone());
        }
        let params =
            json!({ "rootUri": root, "capabilities": {}, "initializationOptions": options });
        client.request("initialize", params).expect("initialized");
        client.notify("initialized", json!({}));
        let uri = format!("{root}/Main.hx");
        let document = json!({ "uri": uri, "languageId": "haxe", "version": 1, "text": text });
        client.notify("textDocument/didOpen", json!({ "textDocument": document }));
        Process {
            client,
            uri,
            server,
            _dir: dir,
        }
    }

    fn start(&mut self, command: &str, field: &str, arguments: Option<&str>) -> i64 {
        let mut argument = json!({ "uri": self.uri, "field": field });
        if let Some(arguments) = arguments {
            argument["args"] = json!([arguments]);
        }
        let params = json!({ "command": command, "arguments": [argument] });
        self.client
            .start_request("workspace/executeCommand", params)
    }

    fn run(&mut self, field: &str, arguments: Option<&str>) -> Value {
        let id = self.start("rayzor.run", field, arguments);
        self.client.answer(id).expect("an outcome")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.client.request("shutdown", Value::Null);
        self.client.notify("exit", Value::Null);
        let _ = self.server.wait();
    }
}

const TEXT: &str = r#"
class Main {
    static function main() { trace("hello"); }
    static function answer():Int { return 42; }
    static function add(a:Int, b:Int):Int { return a + b; }
    static function throws() { throw "oh no"; }
    static function forever() { while (true) {} }
    static function broken():Int { return "text"; }
    static function callsBroken():Int { return broken(); }
    var n:Int;
    function new(n) this.n = n;
    function plus(m:Int):Int { return n + m; }
}
"#;

#[test]
fn values_output_and_refusals() {
    let mut process = Process::new(TEXT, json!({}));
    let done = process.run("Main.answer", None);
    assert_eq!(
        (&done["status"], &done["value"]),
        (&json!("ok"), &json!("42")),
        "{done}"
    );
    let done = process.run("Main.main", None);
    assert_eq!(done["status"], "ok", "{done}");
    let output = process
        .client
        .wait_for("rayzor/runOutput", |_| true)
        .expect("output");
    assert!(
        output["text"]
            .as_str()
            .is_some_and(|it| it.ends_with("hello\n")),
        "{output}"
    );

    let done = process.run("Main.add", None);
    assert_eq!(done["status"], "refused", "{done}");
    let done = process.run("Main.add", Some("40, 1 + 1"));
    assert_eq!(done["value"], "42", "{done}");
    let done = process.run("Main.callsBroken", None);
    assert_eq!(done["status"], "refused", "{done}");
    assert!(
        done["message"]
            .as_str()
            .is_some_and(|it| it.contains("String should be Int")),
        "{done}"
    );
    // What is broken elsewhere does not matter.
    assert_eq!(process.run("Main.answer", None)["value"], "42");
}

#[test]
fn an_exception_has_its_place() {
    let mut process = Process::new(TEXT, json!({}));
    let done = process.run("Main.throws", None);
    assert_eq!(done["status"], "exception", "{done}");
    assert_eq!(done["trace"][0]["function"], "Main.throws", "{done}");
    let uri = process.uri.clone();
    let is_it = |it: &Value| {
        let shown = it["diagnostics"].as_array().into_iter().flatten();
        it["uri"] == *uri
            && shown
                .into_iter()
                .any(|it| it["code"] == "uncaught-exception")
    };
    assert!(
        process
            .client
            .wait_for("textDocument/publishDiagnostics", is_it)
            .is_some()
    );
}

#[test]
fn limits_and_the_stop_button() {
    let mut process = Process::new(TEXT, json!({ "run": { "timeLimitMs": 300 } }));
    let done = process.run("Main.forever", None);
    assert_eq!(done["status"], "limit", "{done}");

    let mut process = Process::new(TEXT, json!({}));
    let id = process.start("rayzor.run", "Main.forever", None);
    // Whether or not its program is ready when this arrives, it ends.
    let stop = json!({ "command": "rayzor.stop" });
    process
        .client
        .request("workspace/executeCommand", stop)
        .expect("stopped");
    let done = process.client.answer(id).expect("an outcome");
    assert_eq!(done["status"], "cancelled", "{done}");
    assert_eq!(process.run("Main.answer", None)["value"], "42");
}

#[test]
fn methods_of_objects_and_what_they_were_run_with() {
    let mut process = Process::new(TEXT, json!({}));
    let line = TEXT
        .lines()
        .position(|it| it.contains("function plus"))
        .expect("it is there");
    let at = json!({ "uri": process.uri, "position": { "line": line, "character": 40 } });
    let runnable = process.client.request("rayzor/runnable", at.clone());
    assert_eq!(
        runnable.expect("a function"),
        json!({ "field": "Main.plus", "needsObject": true, "needsArguments": true, "parameters": ["m:Int"], "object": null, "args": null })
    );
    let done = process.run("Main.plus", None);
    assert_eq!(done["message"], "Main.plus belongs to an object: say which");
    let argument = json!({ "uri": process.uri, "field": "Main.plus", "object": "new Main(40)", "args": ["2"] });
    let params = json!({ "command": "rayzor.runWith", "arguments": [argument] });
    let done = process
        .client
        .request("workspace/executeCommand", params)
        .expect("an outcome");
    assert_eq!(done["value"], "42", "{done}");
    let runnable = process
        .client
        .request("rayzor/runnable", at)
        .expect("a function");
    assert_eq!(
        (&runnable["object"], &runnable["args"]),
        (&json!("new Main(40)"), &json!(["2"]))
    );
    // Without arguments it runs with those of last time, and so does the last run once more.
    assert_eq!(process.run("Main.plus", None)["value"], "42");
    let again = json!({ "command": "rayzor.rerun" });
    let done = process.client.request("workspace/executeCommand", again);
    assert_eq!(done.expect("an outcome")["value"], "42");
}

#[test]
fn the_code_of_any_function() {
    let mut process = Process::new(TEXT, json!({}));
    let line = TEXT
        .lines()
        .position(|it| it.contains("function plus"))
        .expect("it is there");
    for (stage, part) in [
        ("mir", "Main.plus"),
        ("mir-opt", "Main.plus"),
        ("clif", "iadd"),
        ("asm", "ret"),
    ] {
        let params = json!({ "uri": process.uri, "stage": stage, "position": { "line": line, "character": 40 } });
        let text = process
            .client
            .request("rayzor/dump", params)
            .expect("a text");
        assert!(
            text.as_str().is_some_and(|it| it.contains(part)),
            "{stage}: {text}"
        );
    }
}
