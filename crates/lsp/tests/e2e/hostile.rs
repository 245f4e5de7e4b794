//! Sessions that no well-behaved editor has: what is asked may have no good answer, but there is one, nothing panics, and
//! afterwards the server knows what it should.

use serde_json::{Value, json};

use super::support::Server;

/// Every question about a place of a file.
const QUESTIONS: &[&str] = &[
    "textDocument/hover",
    "textDocument/definition",
    "textDocument/declaration",
    "textDocument/typeDefinition",
    "textDocument/implementation",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/completion",
    "textDocument/signatureHelp",
    "textDocument/prepareRename",
    "textDocument/rename",
    "textDocument/prepareCallHierarchy",
    "textDocument/prepareTypeHierarchy",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/selectionRange",
    "textDocument/inlayHint",
    "textDocument/codeAction",
    "textDocument/codeLens",
    "textDocument/documentLink",
    "textDocument/documentColor",
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/range",
    "textDocument/onTypeFormatting",
    "textDocument/diagnostic",
];

impl Server {
    fn start_question(&mut self, method: &str, uri: &str, line: u32, character: u32) -> i64 {
        let at = json!({ "line": line, "character": character });
        let params = json!({
            "textDocument": { "uri": uri },
            "position": at,
            "positions": [at],
            "range": { "start": at, "end": at },
            "context": { "includeDeclaration": true, "diagnostics": [] },
            "newName": "renamed",
            "ch": "\n",
            "options": { "tabSize": 4, "insertSpaces": false },
        });
        self.client.start_request(method, params)
    }

    /// Asks everything there; an answer may be an error, but not that the server failed.
    fn ask_everything(&mut self, uri: &str, line: u32, character: u32) {
        let ids: Vec<i64> = QUESTIONS
            .iter()
            .map(|it| self.start_question(it, uri, line, character))
            .collect();
        for (id, method) in ids.into_iter().zip(QUESTIONS) {
            if let Err(error) = self.client.answer(id) {
                let message = error["message"].as_str().unwrap_or_default();
                let has_failed = error["code"] == -32603 || message.contains("does not answer");
                assert!(!has_failed, "{method} at {line}:{character}: {error}");
            }
        }
    }

    fn watched(&mut self, changes: &[(String, u32)]) {
        let changes: Vec<Value> = changes
            .iter()
            .map(|(uri, kind)| json!({ "uri": uri, "type": kind }))
            .collect();
        let params = json!({ "changes": changes });
        self.client
            .notify("workspace/didChangeWatchedFiles", params);
    }

    fn open_uri(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "haxe", "version": 1, "text": text });
        self.client
            .notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    fn close(&mut self, name: &str) {
        let document = json!({ "textDocument": { "uri": self.uri(name) } });
        self.client.notify("textDocument/didClose", document);
    }

    /// Codes of what is wrong now, asked for.
    fn codes(&mut self, name: &str) -> Vec<String> {
        let params = json!({ "textDocument": { "uri": self.uri(name) } });
        let report = self
            .client
            .request("textDocument/diagnostic", params)
            .expect("a report");
        let items = report["items"].as_array().into_iter().flatten();
        items
            .filter_map(|it| Some(it["code"].as_str()?.to_owned()))
            .collect()
    }

    fn names_of(&mut self, uri: &str) -> Vec<String> {
        let params = json!({ "textDocument": { "uri": uri } });
        let answer = self
            .client
            .request("textDocument/documentSymbol", params)
            .expect("symbols");
        let names = answer.as_array().into_iter().flatten();
        names
            .filter_map(|it| Some(it["name"].as_str()?.to_owned()))
            .collect()
    }
}

#[test]
fn versions_out_of_order() {
    let mut server = Server::new(&[]);
    server.open("Main.hx", "class A {}");
    // The order of arrival counts, whatever the numbers say.
    for (n, version) in [7, 3, -1, i32::MAX, 0, 3].into_iter().enumerate() {
        server.change("Main.hx", version, &[(0, 9, 0, 9, &format!(" var v{n};"))]);
    }
    assert_eq!(server.symbols("Main.hx").len(), 7);
    server.open("Main.hx", "class OpenedTwice {}");
    assert_eq!(server.symbols("Main.hx"), ["OpenedTwice"]);
    server.close("Main.hx");
    server.close("Main.hx");
    server.change("Main.hx", 9, &[(0, 0, 0, 0, "class Closed {}")]);
    server.open("Main.hx", "class Again {}");
    assert_eq!(server.symbols("Main.hx"), ["Again"]);
    server.shut_down();
}

#[test]
fn half_an_emoji() {
    let mut server = Server::new(&[]);
    server.open("Main.hx", "class A { var a = '😀'; var b; }");
    // The editor deletes one of the two units; what it sends is no Unicode.
    server.change("Main.hx", 2, &[(0, 19, 0, 21, "<half>")]);
    server.client.notify_raw(
        &json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": {
            "textDocument": { "uri": server.uri("Main.hx"), "version": 3 },
            "contentChanges": [{ "range": {
                "start": { "line": 0, "character": 19 }, "end": { "line": 0, "character": 25 } },
                "text": "<half>" }],
        }})
        .to_string()
        .replace("<half>", "\\ud83d"),
    );
    // The half counts one column.
    server.change("Main.hx", 4, &[(0, 27, 0, 28, "c")]);
    assert_eq!(server.symbols("Main.hx"), ["A", "a", "c"]);
    server.shut_down();
}

#[test]
fn a_giant_line() {
    let mut text = "class A { static function f() { var a = [".to_owned();
    for n in 0..3_000 {
        text += &format!("{n} + f().x, ");
    }
    text += "]; a. } }";
    let mut server = Server::new(&[("build.hxml", "-cp .")]);
    server.open("A.hx", &text);
    let uri = server.uri("A.hx");
    let end = text.len() as u32;
    server.ask_everything(&uri, 0, end - 4);
    server.ask_everything(&uri, 0, end / 2);
    server.change("A.hx", 2, &[(0, end - 6, 0, end - 4, "")]);
    server.ask_everything(&uri, 0, end + 1000);
    assert_eq!(server.symbols("A.hx"), ["A", "f"]);
    server.shut_down();
}

#[test]
fn depth() {
    let mut server = Server::new(&[]);
    let uri = server.uri("A.hx");
    for open in [
        "(",
        "[",
        "{",
        "a(",
        "if (a) ",
        "a ? ",
        "'${",
        "-",
        "@:m ",
        "function() ",
        "Array<",
    ] {
        let text = format!("class A {{ static var a = {}", open.repeat(2_000));
        server.open("A.hx", &text);
        server.ask_everything(&uri, 0, 30);
        server.ask_everything(&uri, 0, text.len() as u32);
    }
    server.shut_down();
}

#[test]
fn files_vanish_and_come_back() {
    let user = "package p; class User { static function f() return Gone.x; }";
    let gone = "package p; class Gone { public static var x = 1; }";
    let files = [
        ("build.hxml", "-cp src\n"),
        ("src/p/User.hx", user),
        ("src/p/Gone.hx", gone),
    ];
    let mut server = Server::new(&files);
    server.open("src/p/User.hx", user);
    assert!(server.codes("src/p/User.hx").is_empty());
    for n in 2..6 {
        server.remove("src/p/Gone.hx");
        let gone_uri = server.uri("src/p/Gone.hx");
        server.watched(&[(gone_uri.clone(), 3)]);
        server.change("src/p/User.hx", n, &[(0, 0, 0, 0, " ")]);
        assert_eq!(server.codes("src/p/User.hx"), ["unresolved-identifier"]);
        server.write("src/p/Gone.hx", gone);
        server.watched(&[(gone_uri, 1)]);
        assert!(server.codes("src/p/User.hx").is_empty());
    }
    // The whole directory, the open file's own included; it says nothing but the directory's name.
    server.remove("src/p");
    let dir = server.uri("src/p");
    server.watched(&[(dir.clone(), 3)]);
    let user_uri = server.uri("src/p/User.hx");
    server.ask_everything(&user_uri, 0, 55);
    server.remove("src");
    server.remove("build.hxml");
    let build = server.uri("build.hxml");
    server.watched(&[(server.uri("src"), 3), (build, 3)]);
    server.ask_everything(&user_uri, 0, 55);
    assert_eq!(server.symbols("src/p/User.hx"), ["User", "f"]);
    server.shut_down();
}

#[test]
fn builds_appear_break_and_nest() {
    let main = "class Main { static function main() { Helper.f(); } }";
    let files = [
        ("src/Main.hx", main),
        (
            "lib/Helper.hx",
            "class Helper { public static function f() {} }",
        ),
    ];
    let mut server = Server::new(&files);
    server.open("src/Main.hx", main);
    let mut version = 1;
    let mut check = |server: &mut Server, hxmls: &[(&str, &str)], n_errors: usize| {
        for (name, text) in hxmls {
            server.write(name, text);
        }
        let changes: Vec<_> = hxmls.iter().map(|it| (server.uri(it.0), 2)).collect();
        server.watched(&changes);
        version += 1;
        server.change("src/Main.hx", version, &[(0, 0, 0, 0, " ")]);
        let codes = server.codes("src/Main.hx");
        assert_eq!(codes.len(), n_errors, "{hxmls:?}: {codes:?}");
        let uri = server.uri("src/Main.hx");
        server.ask_everything(&uri, 0, 40);
    };
    check(&mut server, &[("build.hxml", "-cp src\n-cp lib\n")], 0);
    check(&mut server, &[("build.hxml", "-cp src\n")], 1);
    check(
        &mut server,
        &[
            ("build.hxml", "paths.hxml"),
            ("paths.hxml", "-cp src\n-cp lib"),
        ],
        0,
    );
    // Including themselves and each other, and what is not there.
    let circle = [
        (
            "build.hxml",
            "-cp src\npaths.hxml\nbuild.hxml\nnot-there.hxml",
        ),
        ("paths.hxml", "-cp lib\nbuild.hxml"),
    ];
    check(&mut server, &circle, 0);
    let nonsense = "-cp\n--next\n-lib\n--each\n\0\u{feff}-D\n--cwd /not/there\n--macro (((\n-cp src\n--cwd ..\n-cp -cp";
    check(&mut server, &[("build.hxml", nonsense)], 1);
    let many = (0..60).map(|n| format!("-cp src\n-cp lib\n--js {n}.js\n--next\n"));
    check(&mut server, &[("build.hxml", &many.collect::<String>())], 0);
    server.shut_down();
}

#[test]
fn a_flood_from_the_disk() {
    let mut server = Server::new(&[("build.hxml", "-cp ."), ("A.hx", "class A {}")]);
    server.open("A.hx", "class A {}");
    let changes: Vec<(String, u32)> = (0..20_000)
        .map(|n| (server.uri(&format!("d{}/F{n}.hx", n % 100)), 1 + n % 3))
        .collect();
    server.watched(&changes);
    for part in changes.chunks(40) {
        server.watched(part);
    }
    assert_eq!(server.symbols("A.hx"), ["A"]);
    server.shut_down();
}

#[test]
fn a_flood_of_questions_taken_back() {
    let mut server = Server::new(&[("build.hxml", "-cp .")]);
    server.open("A.hx", "class A { function f(a:A) { a.f(a); } }");
    let uri = server.uri("A.hx");
    let mut ids = Vec::new();
    for n in 0..1_000 {
        let method = QUESTIONS[n % QUESTIONS.len()];
        let id = server.start_question(method, &uri, 0, 30);
        ids.push(id);
        if n % 3 != 0 {
            server.client.notify("$/cancelRequest", json!({ "id": id }));
        }
        if n % 10 == 0 {
            server.change("A.hx", n as i32 + 2, &[(0, 0, 0, 0, " ")]);
        }
        // Taken back twice, before it was asked, and what never was.
        for id in [json!(id), json!(id + 1000), json!("x"), json!(null)] {
            if n % 50 == 0 {
                server.client.notify("$/cancelRequest", json!({ "id": id }));
            }
        }
    }
    // Each is answered.
    for id in ids {
        if let Err(error) = server.client.answer(id) {
            assert_ne!(error["code"], -32603, "{error}");
        }
    }
    assert_eq!(server.symbols("A.hx"), ["A", "f"]);
    server.shut_down();
}

#[test]
fn the_end_comes_in_the_middle() {
    let mut server = Server::new(&[("build.hxml", "-cp .")]);
    let text = "class A { function f(a:A) { a.f(a); } }\n".repeat(300);
    server.open("A.hx", &text);
    let uri = server.uri("A.hx");
    for n in 0..200 {
        server.start_question(QUESTIONS[n % QUESTIONS.len()], &uri, 0, 30);
        server.change("A.hx", n as i32 + 2, &[(0, 0, 0, 0, " ")]);
    }
    assert_eq!(server.shut_down(), 0);
}

#[test]
fn many_documents() {
    let mut server = Server::new(&[("build.hxml", "-cp .")]);
    let n_files = 2_000;
    for n in 0..n_files {
        let other = (n + 1) % n_files;
        let text = format!("class F{n} {{ public static function f():Int return F{other}.f(); }}");
        server.open(&format!("F{n}.hx"), &text);
    }
    server.change("F7.hx", 2, &[(0, 0, 0, 0, " ")]);
    assert_eq!(server.symbols("F7.hx"), ["F7", "f"]);
    let uri = server.uri("F7.hx");
    server.ask_everything(&uri, 0, 56);
    for n in 0..n_files {
        server.close(&format!("F{n}.hx"));
    }
    let uri = server.uri("F9.hx");
    let id = server.start_question("textDocument/documentSymbol", &uri, 0, 0);
    server.client.answer(id).expect_err("no such file");
    server.shut_down();
}

#[test]
fn names_that_are_none() {
    let text = "class A { var field:Int; function f() { field; } }";
    let mut server = Server::new(&[("build.hxml", "-cp ."), ("A.hx", text)]);
    server.open("A.hx", text);
    let long = "x".repeat(1 << 20);
    let names = [
        "", " ", "1x", "class", "a b", "a.b", "é", "\u{0}", "${x}", "new", "this", &long,
    ];
    for name in names {
        let params = json!({
            "textDocument": { "uri": server.uri("A.hx") },
            "position": { "line": 0, "character": 16 },
            "newName": name,
        });
        match server.client.request("textDocument/rename", params) {
            Ok(edit) => assert!(edit.is_null() || name == long, "{name:?}: {edit}"),
            Err(error) => assert_ne!(error["code"], -32603, "{name:?}: {error}"),
        }
    }
    // One after the other, each a change of the text.
    let mut before = "field".to_owned();
    for n in 0..100 {
        let name = format!("name{n}");
        let params = json!({
            "textDocument": { "uri": server.uri("A.hx") },
            "position": { "line": 0, "character": 14 },
            "newName": name,
        });
        let edit = server
            .client
            .request("textDocument/rename", params)
            .expect("a rename");
        let edits = edit["changes"][server.uri("A.hx")].as_array().map(Vec::len);
        assert_eq!(edits, Some(2), "{edit}");
        let len = before.len() as u32;
        let use_at = 40 + len - 5;
        server.change(
            "A.hx",
            n + 2,
            &[
                (0, use_at, 0, use_at + len, &name),
                (0, 14, 0, 14 + len, &name),
            ],
        );
        before = name;
    }
    assert_eq!(server.symbols("A.hx"), ["A", "name99", "f"]);
    server.shut_down();
}

#[test]
fn bytes_and_line_ends() {
    let mut server = Server::new(&[("build.hxml", "-cp .")]);
    let code = "class Bytes {\r\n\tpublic static var x = '";
    let latin = [
        code.as_bytes(),
        b"\xe9\xff\xfe\x80'; public static var y = 1;\r\n}",
    ]
    .concat();
    server.write_bytes("Bytes.hx", &latin);
    server.write_bytes(
        "Bom.hx",
        "\u{feff}class Bom {\r\n\tpublic static var z = Bytes.y;\r\n}".as_bytes(),
    );
    server.write_bytes("Null.hx", &[0; 1000]);
    server.write_bytes("Empty.hx", b"");
    server.write_bytes(
        "Utf16.hx",
        &"class Utf16 {}"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<_>>(),
    );
    std::fs::create_dir(server.path("Dir.hx")).expect("writable");
    for name in [
        "Bytes.hx", "Bom.hx", "Null.hx", "Empty.hx", "Utf16.hx", "Dir.hx",
    ] {
        let uri = server.uri(name);
        server.watched(&[(uri.clone(), 1)]);
        server.ask_everything(&uri, 1, 20);
        server.ask_everything(&uri, 0, 0);
    }
    assert_eq!(server.symbols("Bom.hx"), ["Bom", "z"]);
    server.open(
        "Bom.hx",
        "\u{feff}class Bom {\r\n\tpublic static var z = Bytes.y;\r\n}",
    );
    server.change(
        "Bom.hx",
        2,
        &[
            (1, 19, 1, 20, "renamed"),
            (2, 1, 2, 1, "\r\n"),
            (0, 7, 0, 10, "Mob"),
        ],
    );
    assert_eq!(server.symbols("Bom.hx"), ["Mob", "renamed"]);
    server.shut_down();
}

#[cfg(unix)]
#[test]
fn directories_without_end() {
    let mut server = Server::new(&[
        ("build.hxml", "-cp src"),
        ("src/A.hx", "class A { var b:p.B; }"),
    ]);
    let src = server.path("src");
    std::os::unix::fs::symlink(&src, src.join("p")).expect("a link");
    std::os::unix::fs::symlink("itself", src.join("itself")).expect("a link");
    std::os::unix::fs::symlink("/not/there", src.join("B.hx")).expect("a link");
    std::os::unix::fs::symlink("/", src.join("root")).expect("a link");
    let (link, a) = (server.uri("src/p"), server.uri("src/A.hx"));
    server.watched(&[(link, 1)]);
    server.open(
        "src/A.hx",
        "class A { var b:p.B; function f() { var x = Stri } }",
    );
    server.ask_everything(&a, 0, 18);
    server.ask_everything(&a, 0, 48);
    let params = json!({ "query": "", "limit": 10 });
    let found = server.client.request("workspace/symbol", params);
    // The disk still moves.
    assert!(found.is_ok() || found.is_err_and(|it| it["code"] == -32801));
    server.shut_down();
}

#[test]
fn uris_of_every_kind() {
    let mut server = Server::new(&[]);
    let in_dir = |name: &str| server.uri(name);
    let uris = [
        in_dir("with%20space/%C3%A9%23%3F.hx"),
        in_dir(""),
        "file:///c%3A/dir/Main.hx".to_owned(),
        "file:///C:/dir/Main.hx".to_owned(),
        "file://host/share/Main.hx".to_owned(),
        "file:///%ff%00.hx".to_owned(),
        "file:///".to_owned(),
        "untitled:Untitled-1".to_owned(),
        "untitled:/dir/Main.hx".to_owned(),
        "git:/dir/Main.hx?%7B%22ref%22%3A%22~%22%7D".to_owned(),
        "vscode-vfs://github/a/b/Main.hx#L1".to_owned(),
        "data:text/plain,x".to_owned(),
        "urn:x".to_owned(),
    ];
    for (n, uri) in uris.iter().enumerate() {
        server.open_uri(uri, &format!("class C{n} {{ var a = ; }}"));
        // Told under the client's own spelling.
        let published = server
            .client
            .wait_for("textDocument/publishDiagnostics", |it| it["uri"] == **uri);
        assert!(published.is_some(), "{uri}");
        assert_eq!(server.names_of(uri), [format!("C{n}")], "{uri}");
        server.ask_everything(uri, 0, 6);
    }
    // What is no URI at all.
    for uri in [
        "",
        "Main.hx",
        "/a/Main.hx",
        "file",
        "://",
        "file://[",
        "http://[::1",
    ] {
        server.open_uri(uri, "class X {}");
        server.ask_everything(uri, 0, 6);
    }
    server.shut_down();
}

#[test]
fn messages_that_are_none() {
    let mut server = Server::new(&[]);
    server.open("A.hx", "class A {}");
    let uri = server.uri("A.hx");
    let change = |changes: Value| json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": changes });
    let range = |l1: i64, c1: i64| json!({ "start": { "line": l1, "character": c1 }, "end": { "line": 0, "character": 0 } });
    for params in [
        change(json!([])),
        change(json!([{}])),
        change(json!([{ "range": range(-1, 0), "text": "no" }])),
        change(json!([{ "range": range(0, i64::MAX), "text": "no" }])),
        change(json!([{ "range": null, "text": null }])),
        change(json!("no")),
        json!([]),
        json!(null),
    ] {
        server.client.notify("textDocument/didChange", params);
    }
    for body in [
        "",
        "{",
        "[]",
        "[{}]",
        "null",
        "3",
        "{\"jsonrpc\":\"1.0\",\"method\":\"x\"}",
        "{\"method\":3}",
        "\u{feff}{}",
        "{\"id\":{},\"method\":\"x\"}",
    ] {
        server.client.notify_raw(body);
    }
    server.client.notify("$/unknown", json!({}));
    server.client.notify("textDocument/unknown", json!({}));
    server
        .client
        .request("textDocument/unknown", json!({}))
        .expect_err("unknown");
    for method in QUESTIONS {
        for params in [
            json!(null),
            json!({}),
            json!([]),
            json!({ "textDocument": { "uri": "" } }),
        ] {
            let error = server
                .client
                .request(method, params)
                .expect_err("no parameters");
            assert_eq!(error["code"], -32602, "{method}: {error}");
        }
    }
    assert_eq!(server.symbols("A.hx"), ["A"]);
    server.shut_down();
}
