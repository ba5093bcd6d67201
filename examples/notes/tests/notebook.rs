//! What the notebook promises, with every guard, and what the demo shows.

use std::path::Path;

use notes::notebook::{Kept, Note, Notebook};
use notes::offer;
use portcullis::authority::{Dir, DirMut};
use portcullis::plugin::LoadError;
use portcullis::prelude::*;
use portcullis::{Code, testing};

fn open(folder: &Path) -> Gate {
    std::fs::create_dir_all(folder.join("notes")).unwrap();
    offer::gate(&folder.join("notes"), &folder.join("ledger")).unwrap()
}

#[tokio::test]
async fn notes_outlive_their_plugin() {
    let temporary = tempfile::tempdir().unwrap();
    let (gate, local) = (open(temporary.path()), Caller::local());
    gate.load(Notebook::default()).await.unwrap();
    assert_eq!(gate.call(Notebook::add, &local, ("one".into(), "The first.".into())).await.unwrap(), 1);
    gate.unload("notes").await.unwrap();
    gate.load(Notebook::default()).await.unwrap();
    let expected = Note { name: "one".into(), text: "The first.".into() };
    assert_eq!(gate.call(Notebook::find, &local, ("first".into(),)).await.unwrap(), [expected]);
}

#[tokio::test]
async fn no_name_reaches_outside_the_folder() {
    let temporary = tempfile::tempdir().unwrap();
    let gate = testing::Gate::new()
        .plugin(Notebook::default())
        .grant(Dir::<Kept>::open(temporary.path()).unwrap())
        .grant(DirMut::<Kept>::open(temporary.path()).unwrap());
    for name in ["../out", "/etc/passwd", "a/b", "..", "con:", "A", "", "ünï", "a.b"] {
        let refused = gate.call(Notebook::add, (name.into(), "text".into())).await.unwrap_err();
        assert_eq!(refused.code(), Code::InvalidInput, "{name}");
    }
    assert_eq!(std::fs::read_dir(temporary.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_name_is_given_once() {
    let temporary = tempfile::tempdir().unwrap();
    let gate = testing::Gate::new()
        .plugin(Notebook::default())
        .grant(DirMut::<Kept>::open(temporary.path()).unwrap());
    assert_eq!(gate.call(Notebook::add, ("one".into(), "first".into())).await.unwrap(), 1);
    let taken = gate.call(Notebook::add, ("one".into(), "second".into())).await.unwrap_err();
    assert_eq!(taken.to_string(), "there is a note of this name already");
    assert_eq!(std::fs::read_to_string(temporary.path().join("one.txt")).unwrap(), "first");
}

#[tokio::test]
async fn a_folder_that_cannot_be_read_loads_no_plugin_and_harms_no_gate() {
    let temporary = tempfile::tempdir().unwrap();
    let gate = open(temporary.path());
    std::fs::create_dir(temporary.path().join("notes").join("folder.txt")).unwrap();
    let failed = gate.load(Notebook::default()).await;
    assert!(matches!(failed, Err(LoadError::Failed { plugin: "notes", .. })), "{failed:?}");
    std::fs::remove_dir(temporary.path().join("notes").join("folder.txt")).unwrap();
    gate.load(Notebook::default()).await.unwrap();
}

#[tokio::test]
async fn the_surface_is_as_checked_in() {
    let temporary = tempfile::tempdir().unwrap();
    // A folder whose name is the same everywhere.
    let gate = offer::gate("src".as_ref(), &temporary.path().join("ledger")).unwrap();
    gate.load(Notebook::default()).await.unwrap();
    testing::assert_surface(&gate, "portcullis.lock");
}

#[tokio::test]
async fn the_demo_ends_well() {
    let temporary = tempfile::tempdir().unwrap();
    let folder = temporary.path().join("notes");
    std::fs::create_dir(&folder).unwrap();
    notes::demo::run(&folder, &temporary.path().join("ledger")).await.unwrap();
}
