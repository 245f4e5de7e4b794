//! What is known not to be null at a point of a body: places that were tested or assigned.

use hir_def::{Name, ids::FieldId};

use crate::typed_body::LocalId;

/// `x`, `this.a.b`, `C.s.f`: what a test can speak about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Path<'db> {
    pub root: Root<'db>,
    pub steps: Vec<Step<'db>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Root<'db> {
    Local(LocalId),
    This,
    Static(FieldId<'db>),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Step<'db> {
    Field(FieldId<'db>),
    /// Of a structure.
    Name(Name),
}

impl<'db> Path<'db> {
    pub fn local(local: LocalId) -> Self {
        Path {
            root: Root::Local(local),
            steps: Vec::new(),
        }
    }

    fn starts_with(&self, other: &Path<'db>) -> bool {
        self.root == other.root && self.steps.starts_with(&other.steps)
    }

    /// A variable of a function: nobody else can write it.
    pub fn is_local(&self) -> bool {
        self.steps.is_empty() && matches!(self.root, Root::Local(_))
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct Flow<'db> {
    pub safe: Vec<Path<'db>>,
    /// Nothing comes here: after `return`, `throw`, `break`, `continue`.
    pub is_dead: bool,
}

impl<'db> Flow<'db> {
    pub fn is_safe(&self, path: &Path<'db>) -> bool {
        self.is_dead || self.safe.contains(path)
    }

    pub fn add(&mut self, path: Path<'db>) {
        if !self.safe.contains(&path) {
            self.safe.push(path);
        }
    }

    pub fn add_all(&mut self, paths: &[Path<'db>]) {
        for path in paths {
            self.add(path.clone());
        }
    }

    /// `path` was assigned: it and what is reached through it may be null again.
    pub fn forget(&mut self, path: &Path<'db>) {
        self.safe.retain(|it| !it.starts_with(path));
    }

    /// Something unknown ran: fields may have changed.
    pub fn forget_fields(&mut self) {
        self.safe.retain(Path::is_local);
    }

    /// Where two ways meet.
    pub fn join(self, other: Flow<'db>) -> Flow<'db> {
        if self.is_dead {
            return other;
        }
        let mut res = self;
        if !other.is_dead {
            res.safe.retain(|it| other.safe.contains(it));
        }
        res
    }
}

/// What a condition tells: places that are not null when it holds, and when it does not.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts<'db> {
    pub if_true: Vec<Path<'db>>,
    pub if_false: Vec<Path<'db>>,
}

impl<'db> Facts<'db> {
    pub fn not(self) -> Self {
        Facts {
            if_true: self.if_false,
            if_false: self.if_true,
        }
    }

    /// Of `a && b`.
    pub fn and(self, other: Facts<'db>) -> Self {
        let mut if_true = self.if_true;
        if_true.extend(other.if_true);
        Facts {
            if_true,
            if_false: both(self.if_false, &other.if_false),
        }
    }

    /// Of `a || b`.
    pub fn or(self, other: Facts<'db>) -> Self {
        self.not().and(other.not()).not()
    }
}

fn both<'db>(mut a: Vec<Path<'db>>, b: &[Path<'db>]) -> Vec<Path<'db>> {
    a.retain(|it| b.contains(it));
    a
}
