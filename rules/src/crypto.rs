//! What is known of cryptographic functions: which hashes and ciphers are weak, and which argument is a key, a nonce, an
//! initialisation vector or a salt.
//!
//! One line for each; it must never judge an argument.

use crate::facts::{Function, Name};
use crate::flow::{Argument, Use};

/// How much a hash is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strength {
    /// Two texts with one digest can be made.
    Broken,
    /// Sound, and so fast that every password is tried out.
    Fast,
}

/// What an argument is to a cipher or a key derivation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Key,
    Nonce,
    Vector,
    Salt,
}

/// A hash by the name of its type, its function or its constant.
pub(crate) fn hash(name: &str) -> Option<(Strength, &'static str)> {
    let found = match name {
        "Md5" | "md5" | "MD5" => (Strength::Broken, "MD5"),
        "Md4" | "md4" | "Md2" | "md2" => (Strength::Broken, "MD4"),
        "Sha1" | "sha1" | "SHA1" | "SHA1_FOR_LEGACY_USE_ONLY" | "sha1_smol" => (Strength::Broken, "SHA-1"),
        "Sha224" | "Sha256" | "sha224" | "sha256" | "SHA256" | "sha2" => (Strength::Fast, "SHA-256"),
        "Sha384" | "Sha512" | "Sha512_256" | "sha384" | "sha512" | "SHA384" | "SHA512" | "SHA512_256" => {
            (Strength::Fast, "SHA-512")
        }
        "Sha3_224" | "Sha3_256" | "Sha3_384" | "Sha3_512" | "sha3_256" | "sha3_512" => {
            (Strength::Fast, "SHA-3")
        }
        "Keccak256" | "Keccak512" => (Strength::Fast, "Keccak"),
        "Blake2b512" | "Blake2s256" | "Blake2b" | "Blake2s" | "blake3" => (Strength::Fast, "BLAKE"),
        "Ripemd160" | "Whirlpool" => (Strength::Fast, "RIPEMD"),
        _ => return None,
    };
    Some(found)
}

/// The hash that a call feeds, and what it is fed.
pub(crate) fn hashed(what: &Use) -> Option<(Strength, &'static str, &Argument)> {
    match what {
        Use::Function { name, arguments } => {
            let (first, second) = (arguments.first(), arguments.get(1));
            // `Digest::update(&mut hasher, data)`
            if let ("update", Some(hasher), Some(data)) = (name.last(), first, second) {
                return hash_fed(hasher).map(|(strength, hash)| (strength, hash, data));
            }
            let of = match name.last() {
                "digest" | "new_with_prefix" | "compute" | "hash" | "hash2" | "from" | "try_digest" => {
                    hash(name.parent())
                }
                last @ ("sha1" | "sha224" | "sha256" | "sha384" | "sha512" | "md5" | "md4") => hash(last),
                _ => return None,
            };
            match (of, first?, second) {
                (Some((strength, hash)), data, _) => Some((strength, hash, data)),
                // `digest(&SHA256, data)` of ring, `hash(MessageDigest::md5(), data)` of openssl.
                (None, which, Some(data)) if matches!(name.parent(), "digest" | "hash") => {
                    hash_that_is_given(which).map(|(strength, hash)| (strength, hash, data))
                }
                _ => None,
            }
        }
        Use::Method { name, receiver, arguments } => {
            let feeds = matches!(
                name.as_str(),
                "update" | "input" | "chain" | "chain_update" | "consume" | "write_all" | "update_str"
            );
            let of = if feeds { hash_fed(receiver) } else { None };
            let (strength, hash) = of?;
            Some((strength, hash, arguments.first()?))
        }
        _ => None,
    }
}

fn hash_fed(hasher: &Argument) -> Option<(Strength, &'static str)> {
    let maker = hasher.value.made_by.as_ref()?;
    match maker.of() {
        "Hasher" | "Context" => match maker.arguments.first() {
            Some(which) => hash_of_value(which),
            None => maker.path.rsplit("::").nth(2).and_then(hash),
        },
        of => hash(of),
    }
}

fn hash_that_is_given(which: &Argument) -> Option<(Strength, &'static str)> {
    hash_of_value(&which.value).or_else(|| hash(which.name()))
}

fn hash_of_value(value: &crate::flow::Value) -> Option<(Strength, &'static str)> {
    match (&value.made_by, &value.known) {
        (Some(maker), _) => hash(maker.path.rsplit("::").next().unwrap_or_default()),
        (None, crate::flow::Known::Path(path)) => hash(path.rsplit("::").next().unwrap_or_default()),
        _ => None,
    }
}

/// What is wrong with the algorithm that a call names, whatever it is given.
pub(crate) fn weak_algorithm(function: &Function) -> Option<&'static str> {
    let (name, parent) = (&function.name, function.name.parent());
    let cipher = || function.types.iter().find_map(|ty| broken_cipher(ty));
    match name.last() {
        last if last.contains("_ecb") && parent == "Cipher" => Some("encrypts equal blocks to equal blocks"),
        "ECB" | "Ecb" if parent.ends_with("Mode") => Some("encrypts equal blocks to equal blocks"),
        last if parent == "Cipher" && is_old_cipher(last) => Some("is broken"),
        "new" | "new_from_slice" | "new_from_slices" | "new_var" | "generate_key" => {
            let of_ecb = parent == "Ecb" || name.within("ecb").is_some();
            let in_signature = matches!(parent, "SigningKey" | "VerifyingKey" | "Pkcs1v15Sign" | "Pss");
            if of_ecb {
                return Some("encrypts equal blocks to equal blocks");
            }
            broken_cipher(parent).or_else(cipher).or_else(|| {
                let has = |names: &[&str]| function.types.iter().any(|ty| names.contains(&ty.as_str()));
                if has(&["Md5", "Md4", "Md2"]) && (in_signature || matches!(parent, "Hmac" | "SimpleHmac")) {
                    Some("uses MD5, which is broken")
                } else if in_signature && has(&["Sha1"]) {
                    Some("uses SHA-1, which is broken")
                } else {
                    None
                }
            })
        }
        _ => None,
    }
}

fn broken_cipher(name: &str) -> Option<&'static str> {
    match name {
        "Des" => Some("uses DES, whose keys are tried out in hours"),
        "TdesEde2" | "TdesEde3" | "TdesEee2" | "TdesEee3" | "TripleDes" => {
            Some("uses triple DES, whose blocks are too short")
        }
        "Rc4" | "ArcFour" => Some("uses RC4, which is broken"),
        "Rc2" => Some("uses RC2, which is broken"),
        _ => None,
    }
}

fn is_old_cipher(name: &str) -> bool {
    ["des_", "rc4", "rc2", "bf_", "cast5_"].iter().any(|start| name.starts_with(start)) || name == "des"
}

/// The arguments of a call that must not be the same in every run.
pub(crate) fn roles(what: &Use) -> &'static [(usize, Role)] {
    use Role::{Key, Nonce, Salt, Vector};
    match what {
        Use::Function { name, arguments } => of_function(name, arguments),
        Use::Method { name, receiver, arguments } => match name.as_str() {
            "hash_password_into" | "hash_password_into_with_memory" => &[(1, Salt)],
            "hash_password" | "hash_password_with_salt" if arguments.len() == 2 => &[(1, Salt)],
            "encrypt"
            | "decrypt"
            | "encrypt_in_place"
            | "decrypt_in_place"
            | "encrypt_in_place_detached"
            | "decrypt_in_place_detached"
                if arguments.len() >= 2 && is_made_as_cipher(receiver) =>
            {
                &[(0, Nonce)]
            }
            "set_iv" => &[(0, Vector)],
            "set_key" if is_made_as_cipher(receiver) => &[(0, Key)],
            _ => &[],
        },
        _ => &[],
    }
}

fn of_function(name: &Name, arguments: &[Argument]) -> &'static [(usize, Role)] {
    use Role::{Key, Nonce, Salt, Vector};
    let parent = name.parent();
    match (name.last(), arguments.len()) {
        ("from_slice" | "from" | "clone_from_slice" | "try_from" | "from_bytes", 1) => match parent {
            "Nonce" | "XNonce" => &[(0, Nonce)],
            "Iv" | "IV" => &[(0, Vector)],
            "Key" => &[(0, Key)],
            _ => &[],
        },
        ("assume_unique_for_key" | "try_assume_unique_for_key", 1) => &[(0, Nonce)],
        ("new_from_slice" | "new_varkey", 1) if is_cipher(parent) => &[(0, Key)],
        ("new_from_slices" | "inner_iv_init" | "new_var", 2) => &[(0, Key), (1, Vector)],
        ("new", 1) if is_cipher(parent) => &[(0, Key)],
        ("new", 2) if is_cipher(parent) => &[(0, Key), (1, Vector)],
        ("new", 2) if parent == "UnboundKey" || name.may_be_in("ring::hmac::Key") => &[(1, Key)],
        ("new", 1) if matches!(parent, "Fernet" | "MagicCrypt256") => &[(0, Key)],
        ("new", 4) if parent == "Crypter" => &[(2, Key), (3, Vector)],
        ("encrypt" | "decrypt" | "encrypt_aead" | "decrypt_aead", 4..) if name.may_be_in("openssl::symm") => {
            &[(1, Key), (2, Vector)]
        }
        ("hmac", 1) if parent == "PKey" => &[(0, Key)],
        ("from_secret" | "from_base64_secret", 1) if matches!(parent, "EncodingKey" | "DecodingKey") => {
            &[(0, Key)]
        }
        ("derive_from", 1) if parent == "Key" => &[(0, Key)],
        ("pbkdf2_hmac" | "pbkdf2" | "pbkdf2_hmac_array" | "scrypt", 3..) => &[(1, Salt)],
        ("derive", 5) if parent == "pbkdf2" => &[(2, Salt)],
        ("hash_raw" | "hash_encoded", 3) if parent == "argon2" => &[(1, Salt)],
        ("hash_with_salt" | "bcrypt", 3) => &[(2, Salt)],
        ("from_b64" | "encode_b64" | "new", 1) if matches!(parent, "SaltString" | "Salt") => &[(0, Salt)],
        _ => &[],
    }
}

/// Whether this is a version of SSL or TLS that nobody should speak any more.
pub(crate) fn is_old_protocol(path: &str) -> bool {
    let mut names = path.rsplit("::");
    let (last, of) = (names.next().unwrap_or_default(), names.next().unwrap_or_default());
    matches!(of, "Protocol" | "SslVersion" | "Version" | "ProtocolVersion" | "TlsVersion")
        && matches!(
            last,
            "Sslv3"
                | "Tlsv10"
                | "Tlsv11"
                | "SSL3"
                | "TLS1"
                | "TLS1_1"
                | "TLS_1_0"
                | "TLS_1_1"
                | "TLSv1_0"
                | "TLSv1_1"
        )
}

/// Fewer rounds than anybody would have to work through: the argument with the number, and the least that it should be.
pub(crate) fn rounds(what: &Use) -> Option<(&Argument, u128)> {
    let Use::Function { name, arguments } = what else { return None };
    let (at, least) = match (name.last(), arguments.len()) {
        ("pbkdf2_hmac" | "pbkdf2" | "pbkdf2_hmac_array", 3..) => (2, 100_000),
        ("derive", 5) if name.parent() == "pbkdf2" => (1, 100_000),
        ("hash" | "hash_with_result" | "hash_with_salt", 2..=3) if name.parent() == "bcrypt" => (1, 10),
        ("new", 2) if name.may_be_in("rsa::RsaPrivateKey") => (1, 2048),
        ("generate", 1) if name.may_be_in("openssl::rsa::Rsa") => (0, 2048),
        _ => return None,
    };
    Some((arguments.get(at)?, least))
}

fn is_cipher(name: &str) -> bool {
    let starts =
        ["Aes", "ChaCha", "XChaCha", "Salsa", "XSalsa", "Camellia", "Ascon", "Hmac", "SimpleHmac", "Cmac"];
    let ends = ["Gcm", "GcmSiv", "Poly1305", "Cbc", "Ctr", "Ofb", "Cfb"];
    matches!(name, "Encryptor" | "Decryptor" | "Ctr32BE" | "Ctr64BE" | "Ctr128BE" | "Eax")
        || starts.iter().any(|start| name.starts_with(start))
        || ends.iter().any(|end| name.ends_with(end))
}

pub(crate) fn is_made_as_cipher(receiver: &Argument) -> bool {
    receiver.value.made_by.as_ref().is_some_and(|maker| is_cipher(maker.of()))
        || receiver.is_named_like(&["cipher", "aead", "aes", "gcm", "chacha", "sealer"])
}
