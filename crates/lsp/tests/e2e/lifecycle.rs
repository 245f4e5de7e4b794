use serde_json::{Value, json};

use super::support::{Server, raw_server};

#[test]
fn handshake_and_end() {
    let server = Server::new(&[("Main.hx", "class Main {}")]);
    assert_eq!(server.capabilities["positionEncoding"], "utf-16");
    assert_eq!(server.capabilities["textDocumentSync"]["change"], 2);
    assert_eq!(server.shut_down(), 0);
}

#[test]
fn exit_without_shutdown_is_an_error() {
    let (mut client, thread) = raw_server();
    client
        .request("initialize", json!({ "capabilities": {} }))
        .expect("initialized");
    client.notify("exit", Value::Null);
    assert_eq!(thread.join().expect("no panic"), 1);
}

#[test]
fn requests_out_of_turn_are_refused() {
    let (mut client, thread) = raw_server();
    let hover = json!({ "textDocument": { "uri": "file:///a.hx" }, "position": { "line": 0, "character": 0 } });
    let error = client
        .request("textDocument/hover", hover.clone())
        .expect_err("not initialized");
    assert_eq!(error["code"], -32002);
    client
        .request("initialize", json!({ "capabilities": {} }))
        .expect("initialized");
    let error = client.request("no/such", json!({})).expect_err("unknown");
    assert_eq!(error["code"], -32601);
    let error = client
        .request("textDocument/documentSymbol", json!({ "x": 1 }))
        .expect_err("no document");
    assert_eq!(error["code"], -32602);
    client.request("shutdown", Value::Null).expect("shut down");
    let error = client
        .request("textDocument/hover", hover)
        .expect_err("after shutdown");
    assert_eq!(error["code"], -32600);
    client.notify("exit", Value::Null);
    assert_eq!(thread.join().expect("no panic"), 0);
}

#[test]
fn a_request_taken_back_is_answered_once() {
    let mut server = Server::new(&[]);
    server.open("Main.hx", "class Main {}");
    let ids: Vec<i64> = (0..50)
        .map(|_| {
            let params = json!({ "textDocument": { "uri": server.uri("Main.hx") } });
            let id = server
                .client
                .start_request("textDocument/documentSymbol", params);
            server.client.notify("$/cancelRequest", json!({ "id": id }));
            id
        })
        .collect();
    for id in ids {
        if let Err(error) = server.client.answer(id) {
            assert_eq!(error["code"], -32800);
        }
    }
    server
        .client
        .notify("$/cancelRequest", json!({ "id": 99_999 }));
    assert_eq!(server.symbols("Main.hx"), ["Main"]);
    server.shut_down();
}
