//! The protocol, end to end: a real server behind real pipes. Few and coarse; features are tested in `ide`.

mod e2e {
    mod actions;
    mod formatting;
    mod hostile;
    mod lifecycle;
    mod project;
    mod runs;
    mod support;
    mod text;
}
