use std::sync::Arc;

use vfs::{FileChange, MemorySystem, VfsPath};

use super::{apply_changes, dir_entries, file_text, line_index};
use crate::{Db, RootDatabase};

fn db_with(files: &[(&str, &str)]) -> (Arc<MemorySystem>, RootDatabase) {
    let system = Arc::new(MemorySystem::new(
        files
            .iter()
            .map(|&(path, text)| (VfsPath::new(path), text.into())),
    ));
    (system.clone(), RootDatabase::with_execution_log(system))
}

#[test]
fn a_missing_file_comes_into_being() {
    let (system, mut db) = db_with(&[]);
    let path = VfsPath::new("/a/B.hx");
    let file = db.files().file(&db, &path);
    assert!(!file.exists(&db));
    assert_eq!(&**file_text(&db, file), "");

    system.write(path.clone(), "class B {}");
    apply_changes(&mut db, [FileChange::Disk(path.clone())]);
    assert!(file.exists(&db));
    assert_eq!(&**file_text(&db, file), "class B {}");

    system.remove(&path);
    apply_changes(&mut db, [FileChange::Disk(path)]);
    assert!(!file.exists(&db));
}

#[test]
fn the_editor_hides_the_disk() {
    let (system, mut db) = db_with(&[("/A.hx", "disk")]);
    let path = VfsPath::new("/A.hx");
    let file = db.files().file(&db, &path);
    apply_changes(
        &mut db,
        [FileChange::Overlay(path.clone(), "editor".into())],
    );
    system.write(path.clone(), "disk 2");
    apply_changes(&mut db, [FileChange::Disk(path.clone())]);
    assert_eq!(&**file_text(&db, file), "editor");
    apply_changes(&mut db, [FileChange::CloseOverlay(path)]);
    assert_eq!(&**file_text(&db, file), "disk 2");
}

#[test]
fn an_equal_text_wakes_nobody() {
    let (_, mut db) = db_with(&[("/A.hx", "text")]);
    let path = VfsPath::new("/A.hx");
    let file = db.files().file(&db, &path);
    line_index(&db, file);
    apply_changes(&mut db, [FileChange::Overlay(path, "text".into())]);
    let (_, executed) = db.executed(|db| line_index(db, file).clone());
    assert_eq!(executed, ["file_text"]);
}

#[test]
fn directories_follow_their_files() {
    let (system, mut db) = db_with(&[("/src/A.hx", "")]);
    let dir = db.files().dir(&db, &VfsPath::new("/src"));
    let names = |db: &RootDatabase| -> Vec<String> {
        dir_entries(db, dir)
            .iter()
            .map(|it| it.name.to_string())
            .collect()
    };
    assert_eq!(names(&db), ["A.hx"]);
    // Only the file is reported, the directory above it is new as well.
    system.write(VfsPath::new("/src/pack/B.hx"), "");
    apply_changes(&mut db, [FileChange::Disk(VfsPath::new("/src/pack/B.hx"))]);
    assert_eq!(names(&db), ["A.hx", "pack"]);
    // A change of text alone does not move the directory.
    apply_changes(&mut db, [FileChange::Disk(VfsPath::new("/src/A.hx"))]);
    let (_, executed) = db.executed(|db| names(db));
    assert!(executed.is_empty(), "{executed:?}");
}

#[test]
fn a_directory_goes_with_all_below() {
    let (system, mut db) = db_with(&[("/src/pack/B.hx", "")]);
    let file = db.files().file(&db, &VfsPath::new("/src/pack/B.hx"));
    assert!(file.exists(&db));
    system.remove(&VfsPath::new("/src/pack/B.hx"));
    apply_changes(&mut db, [FileChange::Disk(VfsPath::new("/src/pack"))]);
    assert!(!file.exists(&db));
}
