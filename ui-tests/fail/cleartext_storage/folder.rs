use portcullis::authority::Dir;
use portcullis::prelude::*;
use portcullis::secret::SecretRef;

/// Where backups are kept.
struct Backups;

/// The key of the shop's service.
struct ShopKey;

/// Backs the key up.
#[capability(write)]
fn back_up(call: &Call, #[grant] key: SecretRef<ShopKey>, name: RelativePath) -> Result<usize, Internal> {
    struct Folder;
    impl Folder {
        fn write(&self, _: &Call, _: &RelativePath, bytes: &[u8]) -> usize {
            bytes.len()
        }
    }
    let _: Option<Dir<Backups>> = None;
    let written = key.reveal(call, |bytes| Folder.write(call, &name, bytes))?; //~ P607
    Ok(written)
}

fn main() {}
