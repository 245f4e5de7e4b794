//! The garbage-collected heap.

pub mod class;
