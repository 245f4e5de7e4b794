//! A server on its own thread, a project on disk, and a client.

use std::io::PipeWriter;
use std::path::PathBuf;
use std::thread::JoinHandle;

use lsp::client::Client;
use serde_json::{Value, json};
use tempfile::TempDir;

pub(crate) struct Server {
    pub(crate) client: Client<PipeWriter>,
    pub(crate) capabilities: Value,
    dir: TempDir,
    thread: Option<JoinHandle<u8>>,
}

pub(crate) fn raw_server() -> (Client<PipeWriter>, JoinHandle<u8>) {
    let (server_input, to_server) = std::io::pipe().expect("a pipe");
    let (from_server, server_output) = std::io::pipe().expect("a pipe");
    let thread = std::thread::spawn(move || lsp::serve(server_input, server_output));
    (Client::new(from_server, to_server), thread)
}

impl Server {
    pub(crate) fn new(files: &[(&str, &str)]) -> Server {
        Server::with_capabilities(files, json!({}))
    }

    pub(crate) fn with_capabilities(files: &[(&str, &str)], capabilities: Value) -> Server {
        Server::with_options(files, capabilities, Value::Null)
    }

    pub(crate) fn with_options(
        files: &[(&str, &str)],
        capabilities: Value,
        options: Value,
    ) -> Server {
        let dir = tempfile::tempdir().expect("a directory");
        for (name, text) in files {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().expect("in a directory")).expect("writable");
            std::fs::write(path, text).expect("writable");
        }
        let (mut client, thread) = raw_server();
        let root = format!("file://{}", dir.path().display());
        let params = json!({ "processId": null, "rootUri": root, "capabilities": capabilities, "initializationOptions": options });
        let result = client.request("initialize", params).expect("initialized");
        client.notify("initialized", json!({}));
        Server {
            client,
            capabilities: result["capabilities"].clone(),
            dir,
            thread: Some(thread),
        }
    }

    pub(crate) fn uri(&self, name: &str) -> String {
        format!("file://{}/{name}", self.dir.path().display())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        self.write_bytes(name, text.as_bytes());
    }

    pub(crate) fn write_bytes(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path(name), bytes).expect("writable");
    }

    /// A file, or a directory with all that is in it.
    pub(crate) fn remove(&self, name: &str) {
        let path = self.path(name);
        match path.is_dir() {
            true => std::fs::remove_dir_all(path),
            false => std::fs::remove_file(path),
        }
        .expect("writable");
    }

    pub(crate) fn open(&mut self, name: &str, text: &str) {
        let document =
            json!({ "uri": self.uri(name), "languageId": "haxe", "version": 1, "text": text });
        self.client
            .notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// `changes`: `(start line, start column, end line, end column, text)`.
    pub(crate) fn change(
        &mut self,
        name: &str,
        version: i32,
        changes: &[(u32, u32, u32, u32, &str)],
    ) {
        let changes: Vec<_> = changes
            .iter()
            .map(|&(l1, c1, l2, c2, text)| {
                let start = json!({ "line": l1, "character": c1 });
                json!({ "range": { "start": start, "end": { "line": l2, "character": c2 } }, "text": text })
            })
            .collect();
        let document = json!({ "uri": self.uri(name), "version": version });
        self.client.notify(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": changes }),
        );
    }

    /// The diagnostics published for this version of the file, as `line:column code`.
    pub(crate) fn diagnostics(&mut self, name: &str, version: i32) -> Vec<String> {
        let uri = self.uri(name);
        let published = self
            .client
            .wait_for("textDocument/publishDiagnostics", |it| {
                it["uri"] == *uri && it["version"] == version
            })
            .expect("diagnostics");
        let line = |it: &Value| {
            let start = &it["range"]["start"];
            format!(
                "{}:{} {}",
                start["line"],
                start["character"],
                it["code"].as_str().unwrap_or("?")
            )
        };
        published["diagnostics"]
            .as_array()
            .expect("a list")
            .iter()
            .map(line)
            .collect()
    }

    /// The names in the outline, in order.
    pub(crate) fn symbols(&mut self, name: &str) -> Vec<String> {
        let params = json!({ "textDocument": { "uri": self.uri(name) } });
        let answer = self
            .client
            .request("textDocument/documentSymbol", params)
            .expect("symbols");
        let mut res = Vec::new();
        collect_names(&answer, &mut res);
        res
    }

    pub(crate) fn shut_down(mut self) -> u8 {
        self.client
            .request("shutdown", Value::Null)
            .expect("shut down");
        self.client.notify("exit", Value::Null);
        self.thread
            .take()
            .expect("running")
            .join()
            .expect("the server does not panic")
    }
}

fn collect_names(symbols: &Value, res: &mut Vec<String>) {
    for symbol in symbols.as_array().into_iter().flatten() {
        res.extend(symbol["name"].as_str().map(str::to_owned));
        collect_names(&symbol["children"], res);
    }
}
