//! The fixture language of our tests: several files, a cursor and labels in one piece of text.
//!
//! ```text
//! //- /pack/Foo.hx        starts a file; text before the first header is /Main.hx
//! class Foo {
//!     var x$0 = 1;        $0 is the cursor, $0…$0 a range
//!       //^ Int           labels what stands above the carets
//! }
//! ```
//!
//! Invariant: nothing here knows the database. Offsets are bytes in the text without the `$0` marks; labels stay in the
//! text, they are comments.

mod fixture;
mod runtime_library;

pub use fixture::{Annotation, Fixture, FixtureFile};
pub use runtime_library::runtime_library;
