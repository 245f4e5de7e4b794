//! What is about the project as a whole: all diagnostics, moved files, hierarchies.

use serde_json::{Value, json};

use super::support::Server;

const FILES: &[(&str, &str)] = &[
    ("build.hxml", "-cp src\n--main Main\n--interp\n"),
    (
        "src/Main.hx",
        "import a.Tool;\nclass Main { static function main() { Tool.f(); } }\n",
    ),
    (
        "src/a/Tool.hx",
        "package a;\nclass Tool { public static function f():Int return \"\"; }\n",
    ),
];

fn pulling(files: &[(&str, &str)]) -> Server {
    Server::with_options(files, json!({}), json!({ "diagnostics": "pull" }))
}

/// `name: codes` of each full report, `name =` of an unchanged one.
fn workspace_report(server: &mut Server, known: &Value) -> (Vec<String>, Value) {
    let params = json!({ "previousResultIds": known });
    let answer = server
        .client
        .request("workspace/diagnostic", params)
        .expect("a report");
    let (mut lines, mut ids) = (Vec::new(), Vec::new());
    for item in answer["items"].as_array().expect("a list") {
        let uri = item["uri"].as_str().expect("a uri");
        let name = uri.rsplit('/').next().unwrap_or(uri);
        ids.push(json!({ "uri": uri, "value": item["resultId"] }));
        if item["kind"] == "unchanged" {
            lines.push(format!("{name} ="));
            continue;
        }
        let diagnostics = item["items"].as_array().expect("a list");
        let codes: Vec<&str> = diagnostics
            .iter()
            .map(|it| it["code"].as_str().unwrap_or("?"))
            .collect();
        lines.push(format!("{name}: {}", codes.join(" ")));
    }
    (lines, Value::Array(ids))
}

#[test]
fn diagnostics_of_files_that_are_not_open() {
    let mut server = pulling(FILES);
    assert_eq!(
        server.capabilities["diagnosticProvider"]["workspaceDiagnostics"],
        true
    );
    let (lines, known) = workspace_report(&mut server, &json!([]));
    assert_eq!(lines, ["Main.hx: ", "Tool.hx: type-mismatch"]);
    let (lines, known) = workspace_report(&mut server, &known);
    assert_eq!(lines, ["Main.hx =", "Tool.hx ="]);
    server.open("src/a/Tool.hx", &FILES[2].1.replace("\"\"", "1"));
    let (lines, _) = workspace_report(&mut server, &known);
    assert_eq!(lines, ["Main.hx =", "Tool.hx: "]);
    server.shut_down();
}

#[test]
fn moving_a_file_takes_its_users_along() {
    let mut server = Server::new(FILES);
    let params = json!({ "files": [{ "oldUri": server.uri("src/a/Tool.hx"), "newUri": server.uri("src/b/Kit.hx") }] });
    let answer = server
        .client
        .request("workspace/willRenameFiles", params)
        .expect("edits");
    let mut texts: Vec<&str> = answer["changes"]
        .as_object()
        .expect("changes")
        .values()
        .flat_map(|it| it.as_array().expect("a list"))
        .map(|it| it["newText"].as_str().expect("text"))
        .collect();
    texts.sort_unstable();
    assert_eq!(texts, ["Kit", "Kit", "Kit", "b.", "package b;"]);
    server.shut_down();
}

#[test]
fn type_hierarchies_are_offered() {
    let mut server = Server::new(&[("Main.hx", "class Main {}\nclass Sub extends Main {}\n")]);
    assert_eq!(server.capabilities["typeHierarchyProvider"], true);
    let params = json!({ "textDocument": { "uri": server.uri("Main.hx") }, "position": { "line": 0, "character": 7 } });
    let items = server
        .client
        .request("textDocument/prepareTypeHierarchy", params)
        .expect("an item");
    let subtypes = server
        .client
        .request("typeHierarchy/subtypes", json!({ "item": items[0] }))
        .expect("subtypes");
    assert_eq!(subtypes[0]["name"], "Sub");
    server.shut_down();
}

#[test]
fn references_are_counted_when_their_lens_is_seen() {
    let options = json!({ "lens": { "run": false, "references": true }, "showReferences": true });
    let mut server = Server::with_options(FILES, json!({}), options);
    let document = json!({ "textDocument": { "uri": server.uri("src/a/Tool.hx") } });
    let lenses = server
        .client
        .request("textDocument/codeLens", document)
        .expect("lenses");
    let mut titles = Vec::new();
    for lens in lenses.as_array().expect("a list") {
        assert!(lens["command"].is_null());
        let lens = server.client.request("codeLens/resolve", lens.clone());
        let command = &lens.expect("a lens")["command"];
        titles.push(format!("{} {}", command["title"], command["command"]));
    }
    assert_eq!(
        titles,
        [
            "\"2 references\" \"rayzor.showReferences\"",
            "\"1 reference\" \"rayzor.showReferences\""
        ]
    );
    server.shut_down();
}

#[test]
fn a_new_file_gets_its_package() {
    let mut server = Server::new(FILES);
    server.write("src/a/New.hx", "");
    server.write("src/a/Full.hx", "class Full {}");
    let files = ["src/a/New.hx", "src/a/Full.hx"].map(|it| json!({ "uri": server.uri(it) }));
    server
        .client
        .notify("workspace/didCreateFiles", json!({ "files": files }));
    let edit = server
        .client
        .wait_for("workspace/applyEdit", |_| true)
        .expect("an edit");
    let changes = edit["edit"]["changes"].as_object().expect("changes");
    let texts: Vec<(&str, &Value)> = changes
        .iter()
        .map(|(uri, edits)| (uri.rsplit('/').next().unwrap_or(uri), &edits[0]["newText"]))
        .collect();
    assert_eq!(texts, [("New.hx", &json!("package a;\n\n"))]);
    server.shut_down();
}

/// What `lime display` does: the build is what a command prints.
#[cfg(unix)]
#[test]
fn a_build_that_a_command_prints() {
    let files = [
        ("print.sh", "echo '-cp app'; echo '--js out.js'\n"),
        (
            "app/Main.hx",
            "class Main { var a:js.html.Nothing; var b:Other; }\n",
        ),
        ("app/Other.hx", "class Other {}\n"),
    ];
    let configuration = json!({ "label": "web", "command": ["sh", "print.sh"] });
    let options = json!({ "configurations": [configuration] });
    let mut server = Server::with_options(&files, json!({}), options);
    server.open("app/Main.hx", files[1].1);
    let until = std::time::Instant::now() + std::time::Duration::from_secs(60);
    loop {
        let status = server.client.request("rayzor/status", Value::Null);
        if status.expect("a status")["builds"] == json!(["web"]) {
            break;
        }
        assert!(std::time::Instant::now() < until, "the build does not come");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let uri = server.uri("app/Main.hx");
    let is_it = |it: &Value| {
        let items = it["diagnostics"].as_array();
        it["uri"] == *uri && items.is_some_and(|it| it.len() == 1)
    };
    let shown = server
        .client
        .wait_for("textDocument/publishDiagnostics", is_it)
        .expect("diagnostics");
    assert_eq!(shown["diagnostics"][0]["code"], "unresolved-type");
    server.shut_down();
}
