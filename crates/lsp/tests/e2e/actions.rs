//! Code actions that are finished when they are chosen, and ranges that are edited as one.

use serde_json::{Value, json};

use super::support::Server;

const TEXT: &str =
    "package a;\n\nclass Shapes {}\n\nclass Circle {\n\tfunction f(n:Int)\n\t\treturn n;\n}\n";

fn shapes() -> [(&'static str, &'static str); 2] {
    [
        ("build.hxml", "-cp src\n--interp\n"),
        ("src/a/Shapes.hx", TEXT),
    ]
}

/// The action on the name `Circle` that moves it.
fn moving(server: &mut Server) -> Value {
    let uri = server.uri("src/a/Shapes.hx");
    let at = json!({ "line": 4, "character": 8 });
    let params = json!({
        "textDocument": { "uri": uri },
        "range": { "start": at, "end": at },
        "context": { "diagnostics": [] }
    });
    let found = server
        .client
        .request("textDocument/codeAction", params)
        .expect("actions");
    let all = found.as_array().expect("a list");
    let is_wanted = |it: &&Value| it["title"] == "Move `Circle` to its own file";
    all.iter().find(is_wanted).cloned().unwrap_or_default()
}

#[test]
fn edits_are_resolved() {
    let capabilities = json!({
        "workspace": { "workspaceEdit": {
            "documentChanges": true,
            "resourceOperations": ["create", "rename", "delete"]
        } },
        "textDocument": { "codeAction": { "resolveSupport": { "properties": ["edit"] } } }
    });
    let mut server = Server::with_capabilities(&shapes(), capabilities);
    server.open("src/a/Shapes.hx", TEXT);
    let action = moving(&mut server);
    assert_eq!(action["edit"], Value::Null, "sent without");
    let resolved = server
        .client
        .request("codeAction/resolve", action.clone())
        .expect("an action");
    let changes = resolved["edit"]["documentChanges"]
        .as_array()
        .expect("changes");
    let kinds: Vec<&str> = changes
        .iter()
        .map(|it| it["kind"].as_str().unwrap_or("edit"))
        .collect();
    assert_eq!(kinds, ["edit", "create", "edit"]);
    assert_eq!(changes[1]["uri"], server.uri("src/a/Circle.hx"));
    // When the text went on there is nothing to be done any more.
    server.change("src/a/Shapes.hx", 2, &[(2, 0, 8, 0, "")]);
    assert!(server.client.request("codeAction/resolve", action).is_err());
    server.shut_down();
}

#[test]
fn without_resolving_the_edit_is_there() {
    let capabilities = json!({
        "workspace": { "workspaceEdit": {
            "documentChanges": true,
            "resourceOperations": ["create"]
        } }
    });
    let mut server = Server::with_capabilities(&shapes(), capabilities);
    server.open("src/a/Shapes.hx", TEXT);
    assert!(moving(&mut server)["edit"].is_object());
    server.shut_down();
}

#[test]
fn files_are_made_only_for_who_can() {
    let mut server = Server::new(&shapes());
    server.open("src/a/Shapes.hx", TEXT);
    assert_eq!(moving(&mut server), Value::Null);
    server.shut_down();
}

#[test]
fn a_local_is_edited_as_one() {
    let mut server = Server::new(&shapes());
    server.open("src/a/Shapes.hx", TEXT);
    let uri = server.uri("src/a/Shapes.hx");
    let params = json!({
        "textDocument": { "uri": uri },
        "position": { "line": 5, "character": 12 }
    });
    let found = server
        .client
        .request("textDocument/linkedEditingRange", params)
        .expect("ranges");
    let starts: Vec<(u64, u64)> = found["ranges"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| {
            let start = &it["start"];
            (
                start["line"].as_u64().unwrap_or(99),
                start["character"].as_u64().unwrap_or(99),
            )
        })
        .collect();
    assert_eq!(starts, [(5, 12), (6, 9)]);
    server.shut_down();
}
