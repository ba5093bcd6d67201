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

/// Names are looked at, sizes are not.
#[capability(write, allow(ambient_filesystem, path_from_input, reason = "the test is about the archive"))]
fn without_a_limit(#[validate(length(max = 1000))] package: Vec<u8>) -> Result<bool, Internal> {
    let mut archive = zip::ZipArchive::new(package);
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index); //~ P213
        if let Some(name) = entry.enclosed_name() {
            let mut file = std::fs::File::create(name)?;
            std::io::copy(&mut entry, &mut file)?;
        }
    }
    Ok(true)
}

/// Sizes are looked at, names are not.
#[capability(write, allow(ambient_filesystem, path_from_input, reason = "the test is about the archive"))]
fn under_its_own_name(#[validate(length(max = 1000))] package: Vec<u8>) -> Result<bool, Internal> {
    let mut archive = zip::ZipArchive::new(package);
    let entry = archive.by_index(0); //~ P213
    if entry.size() < 1000 {
        std::fs::write(entry.name(), "content")?;
    }
    Ok(true)
}

fn main() {}
