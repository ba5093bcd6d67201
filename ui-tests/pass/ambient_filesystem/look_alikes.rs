use portcullis::prelude::*;

struct File {
    fs: u32,
}

impl File {
    fn new(name: &str) -> Self {
        File { fs: name.len() as u32 }
    }

    fn open(&self) -> u32 {
        self.fs
    }

    fn open_in(folder: u32, name: &str) -> u32 {
        folder + name.len() as u32
    }

    fn exists(&self) -> bool {
        self.fs > 0
    }
}

fn slurp(number: u32) -> u32 {
    number
}

struct Valve;

impl Valve {
    fn new(_name: &str) -> Self {
        Valve
    }

    fn from(_name: &str) -> Self {
        Valve
    }

    fn open(number: u32) -> u32 {
        number
    }

    fn options() -> u32 {
        1
    }

    fn exists(&self) -> bool {
        true
    }
}

mod fs {
    pub fn shorten(text: &str) -> u32 {
        text.len() as u32
    }

    pub fn read(number: u32) -> u32 {
        number
    }
}

/// Only the names are files.
#[capability(read)]
fn look_alikes(number: u32) -> u32 {
    struct OpenOptions;
    impl OpenOptions {
        fn new() -> u32 {
            1
        }
    }
    use std::collections::*;
    use std::fs as disk;
    fn read(number: u32) -> u32 {
        number
    }
    mod inner {
        mod disk {
            pub fn read(number: u32) -> u32 {
                number
            }
        }
        pub fn length() -> u32 {
            disk::read(1)
        }
    }
    let set: BTreeSet<u32> = BTreeSet::new();
    let kind: Option<disk::FileType> = None;
    let inner = inner::length() + read(1) + set.len() as u32 + u32::from(kind.is_some());
    let file = File::new("std::fs::read");
    let count = file.open() + File::open_in(1, "a") + OpenOptions::new();
    let own = crate::fs::read(number) + self::fs::read(1) + fs::shorten("a") + u32::from(file.exists());
    let path = std::path::Path::new("a/b").join("c");
    {
        use std::fs::*;
        let kind: Option<FileType> = None;
        let metadata = |number: u32| number + u32::from(kind.is_some());
        let copy = metadata(1);
        let _length = copy + 1;
    }
    {
        #[allow(unused_imports)]
        use std::fs::read as slurp;
    }
    let own = own + slurp(1);
    let ambient_authority = Valve::open(1) + Valve::options();
    let known = u32::from(Valve::new("a").exists()) + u32::from(Valve::from("a").exists());
    ambient_authority + known + inner + count + own + file.fs + path.components().count() as u32
}

fn main() {}
