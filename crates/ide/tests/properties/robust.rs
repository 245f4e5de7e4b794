//! Every feature on every kind of half-typed file: real files cut off at random places, each feature asked there. The
//! bench `corpus` does the same to whole projects; this is a small part of it, on our own standard library.

use base_db::FilePosition;
use salsa::Database as _;

use super::{
    ask::{Random, ask_everything},
    live::Project,
};

const FILES: &[&str] = &["StringTools.hx", "haxe/ds/List.hx", "haxe/Json.hx"];
const N_CUTS: usize = 4;

#[test]
fn cut_files() {
    let mut project = Project::of_std();
    let mut random = Random(0x2545_f491);
    for name in FILES {
        let path = project::embedded_std().join(name);
        let text = project.text(&path);
        assert!(!text.is_empty(), "{path}");
        for _ in 0..N_CUTS {
            let mut cut = random.below(text.len() + 1);
            while !text.is_char_boundary(cut) {
                cut -= 1;
            }
            project.set_text(&path, &text[..cut]);
            let position = FilePosition {
                file: project.file(&path),
                offset: (cut as u32).into(),
            };
            project
                .db
                .attach(|db| ask_everything(db, project.config, position, |_, ask| ask()));
        }
        project.set_text(&path, &text);
    }
}
