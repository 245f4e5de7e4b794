use serde_json::json;

use super::support::Server;

#[test]
fn edits_in_utf16() {
    let mut server = Server::new(&[]);
    server.open("Main.hx", "/* 😀é */ class Foo {\n\tvar s = \"😀\";\n}\n");
    // Columns count UTF-16 units: the emoji is two.
    server.change("Main.hx", 2, &[(0, 16, 0, 19, "Bar"), (1, 5, 1, 6, "text")]);
    assert_eq!(server.symbols("Main.hx"), ["Bar", "text"]);
    server.shut_down();
}

#[test]
fn edits_in_utf8() {
    let offer = json!({ "general": { "positionEncodings": ["utf-8", "utf-16"] } });
    let mut server = Server::with_capabilities(&[], offer);
    assert_eq!(server.capabilities["positionEncoding"], "utf-8");
    server.open("Main.hx", "/* 😀é */ class Foo {}");
    server.change("Main.hx", 2, &[(0, 19, 0, 22, "Bar")]);
    assert_eq!(server.symbols("Main.hx"), ["Bar"]);
    server.shut_down();
}

#[test]
fn a_burst_of_edits_then_a_question() {
    let mut server = Server::new(&[]);
    server.open("Main.hx", "class A {}");
    for n in 0..500 {
        server.change("Main.hx", n + 2, &[(0, 9, 0, 9, &format!(" var v{n};"))]);
    }
    assert_eq!(server.symbols("Main.hx").len(), 501);
    server.shut_down();
}

#[test]
fn edits_that_cannot_be_are_survived() {
    let mut server = Server::new(&[]);
    server.change("Main.hx", 1, &[(0, 0, 0, 0, "not open")]);
    server.open("Main.hx", "class A {\n}\n");
    server.change("Main.hx", 2, &[(1_000_000, 0, 1_000_000, 5, "class B {}")]);
    server.change("Main.hx", 3, &[(2, 7, 2, 6, "C")]);
    assert_eq!(server.symbols("Main.hx"), ["A", "C"]);
    server.shut_down();
}

#[test]
fn diagnostics_follow_the_text() {
    let mut server = Server::new(&[("build.hxml", "-cp .\n"), ("Main.hx", "class Main {}")]);
    server.open(
        "Main.hx",
        "class Main { function f() { var x = ; return x; } }",
    );
    let errors = server.diagnostics("Main.hx", 1);
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].starts_with("0:36 "), "{errors:?}");
    server.change("Main.hx", 2, &[(0, 36, 0, 36, "1")]);
    assert_eq!(server.diagnostics("Main.hx", 2), Vec::<String>::new());
    // A client that asks is answered too.
    server.change("Main.hx", 3, &[(0, 36, 0, 37, "")]);
    let params = json!({ "textDocument": { "uri": server.uri("Main.hx") } });
    let report = server
        .client
        .request("textDocument/diagnostic", params)
        .expect("a report");
    assert_eq!(report["items"].as_array().map(Vec::len), Some(1));
    server.shut_down();
}

#[test]
fn the_disk_counts_until_a_file_is_open() {
    let mut server = Server::new(&[("A.hx", "class One {}")]);
    assert_eq!(server.symbols("A.hx"), ["One"]);
    server.write("A.hx", "class Two {}");
    let changed = json!({ "changes": [{ "uri": server.uri("A.hx"), "type": 2 }] });
    server
        .client
        .notify("workspace/didChangeWatchedFiles", changed);
    assert_eq!(server.symbols("A.hx"), ["Two"]);
    server.open("A.hx", "class Three {}");
    assert_eq!(server.symbols("A.hx"), ["Three"]);
    let document = json!({ "textDocument": { "uri": server.uri("A.hx") } });
    server.client.notify("textDocument/didClose", document);
    assert_eq!(server.symbols("A.hx"), ["Two"]);
    server.shut_down();
}

#[test]
fn documents_that_are_no_files() {
    let mut server = Server::new(&[]);
    let uri = "untitled:Untitled-1";
    let document = json!({ "uri": uri, "languageId": "haxe", "version": 1, "text": "class A {}" });
    server
        .client
        .notify("textDocument/didOpen", json!({ "textDocument": document }));
    let params = json!({ "textDocument": { "uri": uri } });
    let symbols = server
        .client
        .request("textDocument/documentSymbol", params)
        .expect("symbols");
    assert_eq!(symbols[0]["name"], "A");
    server.shut_down();
}

#[test]
fn files_of_arguments() {
    let files = [("build.hxml", ""), ("src/Main.hx", "class Main {}")];
    let mut server = Server::new(&files);
    server.open("build.hxml", "-cp src\n--main M\n");
    let at = |line: u32, character: u32| json!({ "textDocument": { "uri": "" }, "position": { "line": line, "character": character } });
    let ask = |server: &mut Server, method: &str, mut params: serde_json::Value| {
        params["textDocument"]["uri"] = server.uri("build.hxml").into();
        server.client.request(method, params).expect("an answer")
    };
    let items = ask(&mut server, "textDocument/completion", at(1, 8));
    assert_eq!(items[0]["label"], "Main");
    let hover = ask(&mut server, "textDocument/hover", at(0, 1));
    let text = hover["contents"]["value"].as_str().expect("a text");
    assert!(text.contains("--class-path, -p, -cp <directory>"), "{text}");
    server.change("build.hxml", 2, &[(1, 8, 1, 8, "ain")]);
    let target = ask(&mut server, "textDocument/definition", at(1, 8));
    assert_eq!(target["uri"], server.uri("src/Main.hx"));
    let symbols = ask(&mut server, "textDocument/documentSymbol", at(0, 0));
    assert!(symbols.is_null());
    server.shut_down();
}
