use portcullis::prelude::*;

mod zip {
    pub struct ZipArchive(pub Vec<u8>);

    impl ZipArchive {
        pub fn new(bytes: Vec<u8>) -> Self {
            Self(bytes)
        }

        pub fn len(&self) -> usize {
            self.0.len()
        }

        pub fn extract(&self, _folder: &str) -> bool {
            true
        }

        pub fn by_index(&mut self, index: usize) -> Entry {
            Entry(index)
        }
    }

    pub struct Entry(pub usize);

    impl Entry {
        pub fn name(&self) -> &str {
            "entry"
        }

        pub fn enclosed_name(&self) -> Option<String> {
            Some("entry".to_owned())
        }

        pub fn size(&self) -> u64 {
            self.0 as u64
        }

        pub fn unpack(&self, _path: &str) -> bool {
            true
        }
    }

    impl std::io::Read for Entry {
        fn read(&mut self, _buffer: &mut [u8]) -> std::io::Result<usize> {
            Ok(0)
        }
    }
}

/// Both are looked at.
#[capability(write, allow(ambient_filesystem, path_from_input, reason = "the test is about the archive"))]
fn limited(#[validate(length(max = 1000))] package: Vec<u8>) -> Result<bool, Internal> {
    use std::io::Read;
    let mut archive = zip::ZipArchive::new(package);
    for index in 0..archive.len().min(100) {
        let entry = archive.by_index(index);
        if let Some(name) = entry.enclosed_name() {
            let mut file = std::fs::File::create(name)?;
            std::io::copy(&mut entry.take(1 << 20), &mut file)?;
        }
    }
    Ok(true)
}

/// Names of its own.
#[capability(write, allow(ambient_filesystem, path_from_input, reason = "the test is about the archive"))]
fn own_names(#[validate(length(max = 1000))] package: Vec<u8>) -> Result<bool, Internal> {
    let mut archive = zip::ZipArchive::new(package);
    let entry = archive.by_index(0);
    if entry.size() < 1000 {
        std::fs::write("first.bin", "content")?;
    }
    Ok(true)
}

fn main() {}
