use portcullis::prompt;
use portcullis::secret::{Credential, Secret};

fn of(key: Secret, credential: Credential) {
    let _ = prompt!("Use the key of the shop."; data key = &key); //~ P103
    let _ = prompt!("Use the key of the shop."; data credential = credential); //~ P103
    let _ = prompt!("Use the key of the shop."; data key = key); //~ P103
}

fn main() {}
