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

struct Parcel;

impl Parcel {
    fn unpack(&self, place: &str) -> usize {
        place.len()
    }
}

/// A parcel is no archive.
#[capability(read)]
fn parcel(number: u32) -> u64 {
    u64::from(number) ^ Parcel.unpack("kitchen") as u64
}

/// Nothing is written.
#[capability(read)]
fn list(#[validate(length(max = 1000))] package: Vec<u8>) -> u64 {
    let mut archive = zip::ZipArchive::new(package);
    archive.by_index(0).name().len() as u64
}

/// The archive is kept as it is.
#[capability(write, allow(ambient_filesystem, path_from_input, reason = "the test is about the archive"))]
fn keep(#[validate(length(max = 1000))] package: Vec<u8>) -> Result<u64, Internal> {
    let archive = zip::ZipArchive::new(package.clone());
    std::fs::write("package.zip", package)?;
    Ok(archive.len() as u64)
}

fn main() {}
