use portcullis::prompt;
use portcullis::secret::{Credential, Secret};

fn of(key: Secret, credential: &Credential) {
    let _ = prompt!("The key of the shop is {key}.", key = key); //~ P103
    let _ = prompt!("The key of the shop is {key}.", key = &key); //~ P103
    let _ = prompt!("The key of the shop is {credential}.", credential = credential); //~ P103
    let _ = vec![prompt!("The key of the shop is {key}.", key = key)]; //~ P103
}

fn main() {}
