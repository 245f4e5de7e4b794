//! All branches of `#if`, one after the other.
//!
//! A tree shows one branch of each `#if … #end`; a formatter must see them all.
//! So a text is parsed several times, each time with other branches taken,
//! until every branch was in a tree:
//!
//! ```haxe
//! #if js        // round 1
//! a();
//! #elseif cpp   // round 2
//! b();
//! #else         // round 3
//! c();
//! #end
//! ```
//!
//! Where nothing is left to see, the first branch is taken.

use std::collections::HashSet;

use syntax::{Defines, Parse, SyntaxKind::*};

/// How often a text is parsed at most.
const MAX_ROUNDS: usize = 12;

/// The trees of a text that together show all branches.
pub(crate) fn parse_all(text: &str, defines: &Defines) -> Vec<Parse> {
    if !text.contains("#if") {
        return vec![syntax::parse(text, defines)];
    }
    let mut groups = groups(text);
    let mut res = vec![];
    while res.len() < MAX_ROUNDS {
        let mut taken = HashSet::new();
        for group in &mut groups {
            group.take(&mut taken);
        }
        res.push(syntax::parse_branches(text, defines, &|start| {
            taken.contains(&u32::from(start))
        }));
        if groups.iter().all(Group::is_seen) {
            break;
        }
    }
    res
}

/// One `#if … #end`.
#[derive(Default)]
struct Group {
    branches: Vec<Branch>,
}

struct Branch {
    /// Where its directive starts.
    start: u32,
    seen: bool,
    groups: Vec<Group>,
}

impl Group {
    fn is_seen(&self) -> bool {
        self.branches.iter().all(Branch::is_seen)
    }

    /// Takes the first branch in which there is something to see.
    fn take(&mut self, taken: &mut HashSet<u32>) {
        let branch = self.branches.iter().position(|it| !it.is_seen());
        if let Some(branch) = self.branches.get_mut(branch.unwrap_or(0)) {
            branch.seen = true;
            taken.insert(branch.start);
            for group in &mut branch.groups {
                group.take(taken);
            }
        }
    }
}

impl Branch {
    fn is_seen(&self) -> bool {
        self.seen && self.groups.iter().all(Group::is_seen)
    }
}

/// The groups of a text that are in no other.
fn groups(text: &str) -> Vec<Group> {
    let mut top: Vec<Group> = vec![];
    let mut open: Vec<Group> = vec![];
    for (kind, range) in syntax::tokens(text) {
        let branch = Branch {
            start: range.start().into(),
            seen: false,
            groups: vec![],
        };
        match kind {
            HASH_IF => open.push(Group {
                branches: vec![branch],
            }),
            HASH_ELSEIF | HASH_ELSE => {
                if let Some(group) = open.last_mut() {
                    group.branches.push(branch);
                }
            }
            HASH_END => {
                if let Some(group) = open.pop() {
                    let parent = open.last_mut().and_then(|it| it.branches.last_mut());
                    parent.map_or(&mut top, |it| &mut it.groups).push(group);
                }
            }
            _ => {}
        }
    }
    // Without `#end` the innermost is worth seeing too.
    top.extend(open);
    top
}
