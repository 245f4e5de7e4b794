//! Frames in, frames out.
//!
//! tower-lsp's own transport stops reading at the first frame it cannot decode, knows two headers in one spelling, runs
//! at most a fixed number of handlers at once and never ends while stdin is open. So the service is tower-lsp's and the
//! reading is ours: header names in any case and number, a body that is no message is answered with an error and left
//! behind, each message is polled once in the order it came (that is where handlers put it into the main loop's channel)
//! and then finished on the runtime. `exit` and the end of input end the server.

use std::cell::Cell;
use std::io::{BufRead, BufReader, Read, Write};
use std::sync::mpsc;
use std::task::{Context, Poll, Waker};

use serde_json::Value;
use tower_lsp::jsonrpc::{self, Request, Response};
use tower_lsp::{LspService, lsp_types};
use tower_service::Service;

use crate::outgoing::Outgoing;
use crate::router::Router;

/// No honest message is larger; a header that says so is noise.
const MAX_BODY: usize = 1 << 30;

pub fn serve_stdio() -> u8 {
    serve(std::io::stdin().lock(), std::io::stdout())
}

/// Serves one client until it says `exit` or its input ends; the process's exit status.
pub fn serve(input: impl Read, output: impl Write + Send + 'static) -> u8 {
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(e) => {
            eprintln!("rayzor-lsp: {e}");
            return 1;
        }
    };
    let (frames, to_write) = mpsc::channel();
    let writer = std::thread::spawn(move || write_frames(output, to_write));
    let outgoing = Outgoing::new(frames);
    let status = {
        let _guard = runtime.enter();
        let router_outgoing = outgoing.clone();
        // Our own requests go through `outgoing`; tower-lsp's client stays unused.
        let (service, _socket) = LspService::build(move |_| Router::new(router_outgoing))
            .custom_method("rayzor/status", Router::status)
            .custom_method("rayzor/dump", Router::dump)
            .custom_method("rayzor/runnable", Router::runnable)
            .custom_method("window/workDoneProgress/cancel", Router::cancel_progress)
            .finish();
        read_messages(
            BufReader::with_capacity(1 << 16, input),
            service,
            &outgoing,
            runtime.handle(),
        )
    };
    // What was said so far reaches a client that still listens; jobs that go on are not waited for.
    runtime.shutdown_background();
    outgoing.finish();
    for _ in 0..100 {
        if writer.is_finished() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    status
}

fn write_frames(mut output: impl Write, frames: mpsc::Receiver<Vec<u8>>) {
    let mut buffer = Vec::new();
    while let Ok(first) = frames.recv() {
        buffer.clear();
        let mut is_last = false;
        // Whatever else waits goes out with it.
        for frame in std::iter::once(first).chain(std::iter::from_fn(|| frames.try_recv().ok())) {
            if frame.is_empty() {
                is_last = true;
                break;
            }
            buffer.extend_from_slice(format!("Content-Length: {}\r\n\r\n", frame.len()).as_bytes());
            buffer.extend_from_slice(&frame);
        }
        if output
            .write_all(&buffer)
            .and_then(|()| output.flush())
            .is_err()
        {
            // The client is gone; its input ends soon.
            return;
        }
        if is_last {
            return;
        }
    }
}

fn read_messages(
    mut input: impl BufRead,
    mut service: LspService<Router>,
    outgoing: &Outgoing,
    runtime: &tokio::runtime::Handle,
) -> u8 {
    let mut was_shut_down = false;
    loop {
        let body = match read_frame(&mut input) {
            Ok(Some(body)) => body,
            Ok(None) => return u8::from(!was_shut_down),
            Err(e) => {
                eprintln!("rayzor-lsp: {e}");
                return 1;
            }
        };
        let request = match parse_message(&body) {
            Ok(Message::Request(request)) => request,
            Ok(Message::Response(response)) => {
                outgoing.answered(response);
                continue;
            }
            Err(response) => {
                outgoing.respond(&response);
                continue;
            }
        };
        match request.method() {
            "exit" => return u8::from(!was_shut_down),
            "shutdown" => was_shut_down = true,
            _ => {}
        }
        start(&mut service, request, outgoing, runtime);
    }
}

tokio::task_local! {
    /// The text of the answer under way, when its handler wrote it itself.
    static WRITTEN: Cell<Option<Vec<u8>>>;
}

/// Says, inside a handler, what its answer is. The value that the handler returns is then not sent.
pub(crate) fn answer_with(written: Vec<u8>) {
    // Outside of a request there is nobody to answer.
    let _ = WRITTEN.try_with(|it| it.set(Some(written)));
}

/// Polls the handler once, here and now, then leaves it to the runtime.
fn start(
    service: &mut LspService<Router>,
    request: Request,
    outgoing: &Outgoing,
    runtime: &tokio::runtime::Handle,
) {
    if let Some(id) = request.id()
        && asks_haxe_of_hxml(&request)
    {
        outgoing.respond(&Response::from_ok(id.clone(), Value::Null));
        return;
    }
    let mut cx = Context::from_waker(Waker::noop());
    if !matches!(service.poll_ready(&mut cx), Poll::Ready(Ok(()))) {
        return;
    }
    let finish = match request.method() {
        "initialize" => with_type_hierarchy,
        _ => |response| response,
    };
    let answer = service.call(request);
    let outgoing = outgoing.clone();
    let mut answered = Box::pin(WRITTEN.scope(Cell::new(None), async move {
        if let Ok(Some(response)) = answer.await {
            match WRITTEN.with(Cell::take) {
                Some(result) if response.is_ok() => outgoing.respond_with(response.id(), &result),
                _ => outgoing.respond(&finish(response)),
            }
        }
    }));
    if answered.as_mut().poll(&mut cx).is_pending() {
        runtime.spawn(answered);
    }
}

/// Whether a file of arguments is asked for what only Haxe has, such as its outline.
fn asks_haxe_of_hxml(request: &Request) -> bool {
    let document = request.params().and_then(|it| it.get("textDocument"));
    let uri = document
        .and_then(|it| it.get("uri"))
        .and_then(Value::as_str);
    uri.is_some_and(|it| it.ends_with(".hxml"))
        && !matches!(
            request.method(),
            "textDocument/completion"
                | "textDocument/definition"
                | "textDocument/hover"
                | "textDocument/diagnostic"
        )
}

/// The answer to `initialize` says that we know type hierarchies; lsp-types has no field for it yet.
fn with_type_hierarchy(response: Response) -> Response {
    let (id, mut result) = response.into_parts();
    if let Ok(value) = &mut result
        && let Some(Value::Object(capabilities)) = value.get_mut("capabilities")
    {
        capabilities.insert("typeHierarchyProvider".to_owned(), Value::Bool(true));
    }
    Response::from_parts(id, result)
}

/// The body of the next message, `None` at the end of input.
pub(crate) fn read_frame(input: &mut impl BufRead) -> std::io::Result<Option<Vec<u8>>> {
    let mut length: Option<usize> = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.by_ref().take(1 << 16).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim();
        if text.is_empty() {
            match length.take() {
                Some(length) if length <= MAX_BODY => {
                    let mut body = Vec::new();
                    input.by_ref().take(length as u64).read_to_end(&mut body)?;
                    return Ok((body.len() == length).then_some(body));
                }
                // An empty line between messages, or a header block without a length: go on to the next header.
                _ => continue,
            }
        }
        if let Some((name, value)) = text.split_once(':')
            && name.trim().eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok();
        }
    }
}

enum Message {
    Request(Request),
    Response(Response),
}

/// `Err` is what to answer to a body that is no message.
fn parse_message(body: &[u8]) -> Result<Message, Response> {
    match parse_as_it_is(body) {
        Err(response) => match with_whole_surrogates(body) {
            Some(mended) => parse_as_it_is(&mended),
            None => Err(response),
        },
        message => message,
    }
}

/// Editors whose texts are UTF-16 may send half an emoji, when the other half was just deleted. That is no text of ours;
/// but to lose the edit would make every later one land in the wrong place. So each half becomes a U+FFFD, which is as
/// long. `None` where there is no such half.
fn with_whole_surrogates(body: &[u8]) -> Option<Vec<u8>> {
    let unit = |at: usize| {
        let digits = body.get(at..at + 6)?.strip_prefix(b"\\u")?;
        u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    let mut res: Option<Vec<u8>> = None;
    let mut at = 0;
    let backslash = |at: usize| body.get(at..)?.iter().position(|it| *it == b'\\');
    while let Some(found) = backslash(at) {
        at += found;
        at += match unit(at) {
            Some(0xd800..=0xdbff) if matches!(unit(at + 6), Some(0xdc00..=0xdfff)) => 12,
            Some(0xd800..=0xdfff) => {
                res.get_or_insert_with(|| body.to_vec())[at..at + 6].copy_from_slice(b"\\ufffd");
                6
            }
            // `\\` and `\"` are two bytes, and so is the start of what is no surrogate.
            _ => 2,
        };
    }
    res
}

fn parse_as_it_is(body: &[u8]) -> Result<Message, Response> {
    if let Ok(request) = serde_json::from_slice::<Request>(body)
        && !request.method().is_empty()
    {
        return Ok(Message::Request(without_null_params(request)));
    }
    if let Ok(response) = serde_json::from_slice::<Response>(body) {
        return Ok(Message::Response(response));
    }
    let Ok(value) = serde_json::from_slice::<Value>(body) else {
        return Err(Response::from_error(
            jsonrpc::Id::Null,
            jsonrpc::Error::parse_error(),
        ));
    };
    let id = match value.get("id") {
        Some(Value::Number(n)) => n.as_i64().map_or(jsonrpc::Id::Null, jsonrpc::Id::Number),
        Some(Value::String(s)) => jsonrpc::Id::String(s.clone()),
        _ => jsonrpc::Id::Null,
    };
    Err(Response::from_error(id, jsonrpc::Error::invalid_request()))
}

/// `"params": null` means no parameters; several clients write it for `shutdown`, and tower-lsp refuses it.
fn without_null_params(request: Request) -> Request {
    if request.params() != Some(&Value::Null) {
        return request;
    }
    let (method, id, _) = request.into_parts();
    let builder = Request::build(method);
    match id {
        Some(id) => builder.id(id).finish(),
        None => builder.finish(),
    }
}

// The types of the protocol must be those that tower-lsp speaks.
const _: fn(lsp_types::Position) -> ::lsp_types::Position = |it| it;

#[cfg(test)]
mod tests {
    use super::{read_frame, with_whole_surrogates};

    #[test]
    fn halves_of_surrogate_pairs() {
        let mended = |text: &str| {
            with_whole_surrogates(text.as_bytes()).map(|it| String::from_utf8(it).unwrap())
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(mended(r#""\ud83d\ude00 \\ud83d \u0041 😀""#), None);
        assert_eq!(mended(r#""\ud83d""#), some(r#""\ufffd""#));
        assert_eq!(mended(r#""\uDE00\uD83D""#), some(r#""\ufffd\ufffd""#));
        assert_eq!(
            mended(r#""\ud83d\ud83d\ude00""#),
            some(r#""\ufffd\ud83d\ude00""#)
        );
        assert_eq!(mended(r#"\"#), None);
        assert_eq!(mended(r#""\ud8"#), None);
    }

    fn frames(text: &str) -> Vec<String> {
        let mut input = text.as_bytes();
        let mut res = Vec::new();
        while let Ok(Some(body)) = read_frame(&mut input) {
            res.push(String::from_utf8(body).unwrap());
        }
        res
    }

    #[test]
    fn headers_in_any_spelling() {
        let text = "content-length: 1\r\n\r\nAContent-Type: x\r\nA: b\r\nC: d\r\nContent-Length:2\r\n\r\nBB";
        assert_eq!(frames(text), ["A", "BB"]);
    }

    #[test]
    fn noise_between_messages() {
        assert_eq!(
            frames("\r\nnoise\r\n\r\nContent-Length: x\r\n\r\nContent-Length: 1\n\nA"),
            ["A"]
        );
        assert_eq!(
            frames("Content-Length: 0\r\n\r\nContent-Length: 5\r\n\r\nA"),
            [""]
        );
    }
}
