//! Inputs of the database.

use std::sync::Arc;

#[salsa::db]
pub trait Db: salsa::Database {}

/// Text of one file.
#[salsa::input(debug)]
pub struct File {
    #[returns(deref)]
    pub text: Arc<str>,
}

/// Class paths, defines and target of one build.
#[salsa::input(debug)]
pub struct Config {}
