//! What the server says: frames into one channel that the writing thread empties, so that nobody waits for the client.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, mpsc};

use lsp_types::notification::Notification;
use lsp_types::request::Request;
use rustc_hash::FxHashMap;
use serde::Serialize;
use serde_json::Value;
use tokio::sync::oneshot;
use tower_lsp::jsonrpc;

/// Cheap to clone; every clone writes to the same client, in order.
#[derive(Clone)]
pub(crate) struct Outgoing {
    frames: mpsc::Sender<Vec<u8>>,
    requests: Arc<Requests>,
}

/// Our own requests that the client has not answered.
#[derive(Default)]
struct Requests {
    next: AtomicU64,
    waiting: Mutex<FxHashMap<String, oneshot::Sender<Value>>>,
}

#[derive(Serialize)]
struct Message<'a, P> {
    jsonrpc: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    method: &'static str,
    params: P,
}

impl Outgoing {
    pub(crate) fn new(frames: mpsc::Sender<Vec<u8>>) -> Outgoing {
        Outgoing {
            frames,
            requests: Arc::default(),
        }
    }

    pub(crate) fn notify<N: Notification>(&self, params: N::Params) {
        self.send(&Message {
            jsonrpc: "2.0",
            id: None,
            method: N::METHOD,
            params,
        });
    }

    /// The future ends with `None` when the client refuses or is gone; it may be dropped at any time.
    pub(crate) fn request<R: Request>(
        &self,
        params: R::Params,
    ) -> impl Future<Output = Option<R::Result>> + use<R> {
        let id = format!(
            "rayzor-{}",
            self.requests.next.fetch_add(1, Ordering::Relaxed)
        );
        let (answer, waiting) = oneshot::channel();
        self.requests.lock().insert(id.clone(), answer);
        self.send(&Message {
            jsonrpc: "2.0",
            id: Some(&id),
            method: R::METHOD,
            params,
        });
        async move {
            let value = waiting.await.ok()?;
            serde_json::from_value(value).ok()
        }
    }

    /// The client answered one of our requests.
    pub(crate) fn answered(&self, response: jsonrpc::Response) {
        let (id, result) = response.into_parts();
        if let jsonrpc::Id::String(id) = id {
            let waiting = self.requests.lock().remove(&id);
            if let (Some(waiting), Ok(value)) = (waiting, result) {
                // Nobody waits any more: that is their right.
                let _ = waiting.send(value);
            }
        }
    }

    pub(crate) fn respond(&self, response: &jsonrpc::Response) {
        self.send(response);
    }

    /// An answer whose result is JSON already.
    pub(crate) fn respond_with(&self, id: &jsonrpc::Id, result: &[u8]) {
        match serde_json::to_vec(id) {
            Ok(id) => {
                let parts: [&[u8]; 5] = [
                    b"{\"jsonrpc\":\"2.0\",\"id\":",
                    &id,
                    b",\"result\":",
                    result,
                    b"}",
                ];
                drop(self.frames.send(parts.concat()));
            }
            Err(e) => eprintln!("rayzor-lsp: cannot write a message: {e}"),
        }
    }

    /// The last word: an empty frame ends the writing thread.
    pub(crate) fn finish(&self) {
        let _ = self.frames.send(Vec::new());
    }

    fn send(&self, message: &impl Serialize) {
        match serde_json::to_vec(message) {
            // A closed channel means that the client is gone; the reading side ends the process.
            Ok(frame) => drop(self.frames.send(frame)),
            Err(e) => eprintln!("rayzor-lsp: cannot write a message: {e}"),
        }
    }
}

impl Requests {
    fn lock(&self) -> std::sync::MutexGuard<'_, FxHashMap<String, oneshot::Sender<Value>>> {
        self.waiting.lock().unwrap_or_else(|e| e.into_inner())
    }
}
