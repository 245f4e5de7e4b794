//! XML elements and how they are laid out: one child stays on the line, several get lines of their own.

use std::fmt::{self, Write};

#[derive(Clone, Debug)]
pub(super) struct Element {
    name: String,
    attributes: Vec<(&'static str, String)>,
    children: Vec<Child>,
}

#[derive(Clone, Debug)]
enum Child {
    Element(Element),
    Text(String),
}

impl Element {
    pub(super) fn new(name: &str) -> Element {
        Element {
            name: name.to_owned(),
            attributes: Vec::new(),
            children: Vec::new(),
        }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Element {
        self.attributes.push((name, value.into()));
        self
    }

    pub(super) fn and(mut self, child: Element) -> Element {
        self.push(child);
        self
    }

    pub(super) fn containing(mut self, text: String) -> Element {
        self.children.push(Child::Text(text));
        self
    }

    pub(super) fn push(&mut self, child: Element) {
        self.children.push(Child::Element(child));
    }

    pub(super) fn push_some(&mut self, child: Option<Element>) {
        self.children.extend(child.map(Child::Element));
    }

    pub(super) fn push_docs(&mut self, docs: Option<String>) {
        self.push_some(docs.map(|it| Element::new("haxe_doc").containing(it)));
    }

    pub(super) fn rename(&mut self, name: &str) {
        name.clone_into(&mut self.name);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.children.is_empty()
    }

    fn write(&self, out: &mut String, indent: &str) {
        let _ = write!(out, "{indent}<{}", self.name);
        for (name, value) in &self.attributes {
            let _ = write!(out, " {name}=\"{}\"", escape(value));
        }
        match &self.children[..] {
            [] => out.push_str("/>"),
            [only] => {
                out.push('>');
                only.write(out, "");
                let _ = write!(out, "</{}>", self.name);
            }
            many => {
                out.push_str(">\n");
                let inner = format!("{indent}\t");
                for child in many {
                    child.write(out, &inner);
                    out.push('\n');
                }
                let _ = write!(out, "{indent}</{}>", self.name);
            }
        }
    }
}

impl Child {
    fn write(&self, out: &mut String, indent: &str) {
        match self {
            Child::Element(element) => element.write(out, indent),
            Child::Text(text) if text.contains("]]>") => out.push_str(&escape(text)),
            Child::Text(text) if text.contains(['<', '>', '&']) => {
                let _ = write!(out, "<![CDATA[{text}]]>");
            }
            Child::Text(text) => out.push_str(text),
        }
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        self.write(&mut out, "");
        f.write_str(&out)
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
