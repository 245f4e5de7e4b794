//! What can happen to a file from outside, as one value, so that a batch can be applied in order.

use std::sync::Arc;

use crate::VfsPath;

#[derive(Clone, Debug)]
pub enum FileChange {
    /// The editor holds this text; the disk does not matter until it is closed.
    Overlay(VfsPath, Arc<str>),
    /// The editor let go of the file.
    CloseOverlay(VfsPath),
    /// Created, changed or deleted on disk: look again.
    Disk(VfsPath),
}

impl FileChange {
    pub fn path(&self) -> &VfsPath {
        match self {
            FileChange::Overlay(path, _)
            | FileChange::CloseOverlay(path)
            | FileChange::Disk(path) => path,
        }
    }
}
