//! A minimal client over any pair of streams: what the demonstration and our tests drive the server with, as an editor
//! would.

use std::collections::VecDeque;
use std::io::{BufReader, Read, Write};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::transport::read_frame;

pub struct Client<W: Write> {
    output: W,
    incoming: mpsc::Receiver<Value>,
    next_id: i64,
    /// What the server said by itself and nobody has waited for.
    notifications: VecDeque<Value>,
    /// To requests that nobody has asked about yet.
    answers: Vec<Value>,
}

impl<W: Write> Client<W> {
    pub fn new(input: impl Read + Send + 'static, output: W) -> Client<W> {
        let (sender, incoming) = mpsc::channel();
        std::thread::spawn(move || {
            let mut input = BufReader::new(input);
            while let Ok(Some(body)) = read_frame(&mut input) {
                let Ok(message) = serde_json::from_slice(&body) else {
                    return;
                };
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Client {
            output,
            incoming,
            next_id: 0,
            notifications: VecDeque::new(),
            answers: Vec::new(),
        }
    }

    fn send(&mut self, message: &Value) {
        self.notify_raw(&message.to_string());
    }

    /// Sends a body as it is, a message or not.
    pub fn notify_raw(&mut self, body: &str) {
        let frame = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        // A server that is gone is noticed by the answer that does not come.
        let _ = self
            .output
            .write_all(frame.as_bytes())
            .and_then(|()| self.output.flush());
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request without waiting; its id.
    pub fn start_request(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        self.send(
            &json!({ "jsonrpc": "2.0", "id": self.next_id, "method": method, "params": params }),
        );
        self.next_id
    }

    /// `Err` is the server's error, or a sentence when it says nothing for a minute.
    pub fn request(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.start_request(method, params);
        self.answer(id)
    }

    pub fn answer(&mut self, id: i64) -> Result<Value, Value> {
        let until = Instant::now() + Duration::from_secs(60);
        let is_it = |it: &Value| it["id"] == json!(id);
        let message = loop {
            if let Some(known) = self.answers.iter().position(is_it) {
                break self.answers.swap_remove(known);
            }
            let Some(message) = self.next_message(until) else {
                return Err(json!({ "message": "the server does not answer" }));
            };
            if message.get("method").is_some() {
                self.notifications.push_back(message);
            } else {
                self.answers.push(message);
            }
        };
        match message.get("error") {
            Some(error) => Err(error.clone()),
            None => Ok(message["result"].clone()),
        }
    }

    /// The parameters of the first notification of this method that `wanted` takes, among those that came since the last
    /// one taken and those to come.
    pub fn wait_for(&mut self, method: &str, wanted: impl FnMut(&Value) -> bool) -> Option<Value> {
        self.wait_at_most(Duration::from_secs(60), method, wanted)
    }

    pub fn wait_at_most(
        &mut self,
        limit: Duration,
        method: &str,
        mut wanted: impl FnMut(&Value) -> bool,
    ) -> Option<Value> {
        let until = Instant::now() + limit;
        let mut is_it = |message: &Value| message["method"] == method && wanted(&message["params"]);
        if let Some(n) = self.notifications.iter().position(&mut is_it) {
            return self
                .notifications
                .remove(n)
                .map(|mut it| it["params"].take());
        }
        while let Some(mut message) = self.next_message(until) {
            if is_it(&message) {
                return Some(message["params"].take());
            }
            self.notifications.push_back(message);
        }
        None
    }

    /// The parameters of the next notification of this method that has already come.
    pub fn take_notification(&mut self, method: &str) -> Option<Value> {
        while let Ok(message) = self.incoming.try_recv() {
            self.answer_request(&message);
            if message.get("method").is_some() {
                self.notifications.push_back(message);
            }
        }
        let n = self
            .notifications
            .iter()
            .position(|it| it["method"] == method)?;
        self.notifications
            .remove(n)
            .map(|mut it| it["params"].take())
    }

    pub fn forget_notifications(&mut self) {
        self.notifications.clear();
        while let Ok(message) = self.incoming.try_recv() {
            self.answer_request(&message);
        }
    }

    /// What the server asks is answered with null, as a client without much of its own would, and then counts as a
    /// notification.
    fn next_message(&mut self, until: Instant) -> Option<Value> {
        let wait = until.saturating_duration_since(Instant::now());
        let message = self.incoming.recv_timeout(wait).ok()?;
        self.answer_request(&message);
        Some(message)
    }

    fn answer_request(&mut self, message: &Value) {
        let is_request = message.get("method").is_some() && message.get("id").is_some();
        if is_request {
            self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": null }));
        }
    }
}
