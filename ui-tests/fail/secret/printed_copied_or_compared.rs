use portcullis::secret::{Credential, Secret, SecretRef};

struct ShopKey;

fn printed(secret: &Secret, credential: &Credential, key: &SecretRef<ShopKey>) -> [String; 3] {
    [
        format!("{secret}"), //~ refused
        credential.to_string(), //~ refused
        key.to_string(), //~ refused
    ]
}

fn copied(secret: &Secret) -> Secret {
    secret.clone() //~ refused
}

fn compared(secret: &Secret, other: &Secret) -> bool {
    secret == other //~ refused
}

fn taken(secret: &Secret) -> usize {
    let bytes: &[u8] = secret; //~ refused
    let also: &[u8] = secret.as_ref(); //~ refused
    bytes.len() + also.len()
}

fn serialized(secret: &Secret) -> usize {
    fn serialize<T: portcullis::__private::serde::Serialize>(_: &T) -> usize {
        0
    }
    serialize(secret) //~ refused
}

fn main() {}
