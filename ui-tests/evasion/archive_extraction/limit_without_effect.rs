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

/// The size is only recorded.
#[capability(write)]
fn recorded(call: &Call, #[validate(length(max = 1000))] package: Vec<u8>) -> bool {
    let mut archive = zip::ZipArchive::new(package);
    let entry = archive.by_index(0);
    call.note("size", entry.size());
    entry.unpack("packages")
}

fn main() {}
