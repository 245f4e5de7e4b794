use serde_json::{Value, json};

use super::support::Server;

fn format(server: &mut Server, name: &str) -> Value {
    let params = json!({
        "textDocument": { "uri": server.uri(name) },
        "options": { "tabSize": 4, "insertSpaces": true },
    });
    server
        .client
        .request("textDocument/formatting", params)
        .expect("edits")
}

#[test]
fn a_file_and_a_part_of_it() {
    let mut server = Server::new(&[]);
    assert_eq!(server.capabilities["documentFormattingProvider"], true);
    assert_eq!(server.capabilities["documentRangeFormattingProvider"], true);
    // Columns count UTF-16 units: the emoji is two.
    server.open("A.hx", "class A {\nvar s = '😀'+b;\n\tvar c=1;\n}\n");
    let edit = |line: u32, start: u32, end: u32, text: &str| {
        json!({
            "range": {
                "start": { "line": line, "character": start },
                "end": { "line": line, "character": end },
            },
            "newText": text,
        })
    };
    let edits = format(&mut server, "A.hx");
    assert_eq!(
        edits,
        json!([
            edit(1, 0, 0, "\t"),
            edit(1, 12, 12, " "),
            edit(1, 13, 13, " "),
            edit(2, 6, 6, " "),
            edit(2, 7, 7, " "),
        ])
    );
    let params = json!({
        "textDocument": { "uri": server.uri("A.hx") },
        "range": { "start": { "line": 2, "character": 1 }, "end": { "line": 2, "character": 2 } },
        "options": { "tabSize": 4, "insertSpaces": true },
    });
    let edits = server
        .client
        .request("textDocument/rangeFormatting", params)
        .expect("edits");
    assert_eq!(edits, json!([edit(2, 6, 6, " "), edit(2, 7, 7, " ")]));
    server.shut_down();
}

#[test]
fn options_are_read_again_when_they_change() {
    let mut server = Server::new(&[]);
    server.open("A.hx", "class A {\n\tvar a:Int;\n}\n");
    assert_eq!(format(&mut server, "A.hx"), json!([]));
    let options = r#"{"indentation": {"character": "  "}}"#;
    server.write("hxformat.json", options);
    let changed = json!({ "changes": [{ "uri": server.uri("hxformat.json"), "type": 1 }] });
    server
        .client
        .notify("workspace/didChangeWatchedFiles", changed);
    assert_eq!(format(&mut server, "A.hx")[0]["newText"], "  ");
    server.shut_down();
}
