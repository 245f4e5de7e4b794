//! What holds for any text: nothing panics, and after any edits the answers are those of a database that saw the last
//! texts only. The bench `corpus` does the same to whole projects for as long as wanted.

mod properties {
    mod ask;
    mod edits;
    mod incremental;
    mod live;
    mod robust;
}
