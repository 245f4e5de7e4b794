//! A walk over a whole tree that makes no node for a step.
//!
//! [`SyntaxNode`](crate::SyntaxNode)s know their parents and are counted, which costs an allocation each. A feature that
//! looks at every token of a file mostly asks for kinds, ranges and texts alone, and those the tree has at hand.

use rowan::{Children, GreenNodeData, NodeOrToken, TextRange, TextSize};

use crate::SyntaxKind;

/// What a [`Walk`] comes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// A node begins; its children follow.
    Enter(SyntaxKind, TextRange),
    /// A token, with its text.
    Token(SyntaxKind, TextRange, &'a str),
    /// A node ends.
    Leave(SyntaxKind, TextRange),
}

/// All nodes and tokens in the order of the text.
pub struct Walk<'a> {
    root: Option<&'a GreenNodeData>,
    /// The nodes around, the root first.
    levels: Vec<Level<'a>>,
    offset: TextSize,
}

struct Level<'a> {
    kind: SyntaxKind,
    range: TextRange,
    children: Children<'a>,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(root: &'a GreenNodeData) -> Walk<'a> {
        Walk {
            root: Some(root),
            levels: Vec::new(),
            offset: TextSize::new(0),
        }
    }

    /// Leaves out what is in the node that was entered last.
    pub fn skip_children(&mut self) {
        if let Some(level) = self.levels.last_mut() {
            level.children.nth(usize::MAX);
            self.offset = level.range.end();
        }
    }

    fn enter(&mut self, node: &'a GreenNodeData) -> Step<'a> {
        let kind = SyntaxKind::from_raw(node.kind().0);
        let range = TextRange::at(self.offset, node.text_len());
        let children = node.children();
        self.levels.push(Level {
            kind,
            range,
            children,
        });
        Step::Enter(kind, range)
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = Step<'a>;

    fn next(&mut self) -> Option<Step<'a>> {
        if let Some(root) = self.root.take() {
            return Some(self.enter(root));
        }
        match self.levels.last_mut()?.children.next() {
            Some(NodeOrToken::Node(node)) => Some(self.enter(node)),
            Some(NodeOrToken::Token(token)) => {
                let kind = SyntaxKind::from_raw(token.kind().0);
                let range = TextRange::at(self.offset, token.text_len());
                self.offset = range.end();
                Some(Step::Token(kind, range, token.text()))
            }
            None => {
                let level = self.levels.pop()?;
                Some(Step::Leave(level.kind, level.range))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rowan::WalkEvent;

    use super::Step;
    use crate::{Defines, parse};

    /// The walk comes by what a walk over nodes comes by.
    #[test]
    fn same_as_nodes() {
        let text =
            "/** d */ class A { #if js var a; #else var b; #end function f() return 'x$y'; }\n";
        let parse = parse(text, &Defines::new([("js", "1")]));
        let steps: Vec<String> = parse.walk().map(|step| format!("{step:?}")).collect();
        let root = parse.syntax_node();
        let events = root.preorder_with_tokens().filter_map(|event| {
            Some(match event {
                WalkEvent::Enter(rowan::NodeOrToken::Node(it)) => {
                    Step::Enter(it.kind(), it.text_range())
                }
                WalkEvent::Leave(rowan::NodeOrToken::Node(it)) => {
                    Step::Leave(it.kind(), it.text_range())
                }
                WalkEvent::Enter(rowan::NodeOrToken::Token(it)) => {
                    return Some(format!(
                        "{:?}",
                        Step::Token(it.kind(), it.text_range(), it.text())
                    ));
                }
                WalkEvent::Leave(rowan::NodeOrToken::Token(_)) => return None,
            })
            .map(|step| format!("{step:?}"))
        });
        assert_eq!(steps, events.collect::<Vec<_>>());
    }

    #[test]
    fn children_left_out() {
        let parse = parse("class A { var a; } class B {}", &Defines::empty());
        let mut walk = parse.walk();
        let mut ranges = vec![];
        while let Some(step) = walk.next() {
            if let Step::Enter(kind, range) = step
                && kind != crate::SyntaxKind::SOURCE_FILE
            {
                walk.skip_children();
                ranges.push(range);
            }
        }
        let root = parse.syntax_node();
        let expected: Vec<_> = root.children().map(|it| it.text_range()).collect();
        assert_eq!(ranges, expected);
    }
}
