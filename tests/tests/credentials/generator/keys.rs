//! Private keys in the envelopes of their standards: the structure is the true one, the numbers are chance.

use super::encode::{armored, base64, bech32_upper, crc24, der, der_integer};
use super::random::Random;
use super::{Format, documented, in_use};

const PEM: &str = "https://www.rfc-editor.org/rfc/rfc7468";
const PKCS_1: &str = "https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.2";
const OPENSSH: &str = "https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key";
const OPENPGP: &str = "https://www.rfc-editor.org/rfc/rfc9580#section-6.2";

pub const FORMATS: &[Format] = &[
    in_use("pem-pkcs8-rsa", r"-----BEGIN P[R]IVATE KEY-----\n[0-9A-Za-z+/=\n]+-----END P[R]IVATE KEY-----", &["private_key", "tls_key"], PEM)
        .made(pkcs8_rsa),
    in_use("pem-pkcs1-rsa", r"-----BEGIN RSA P[R]IVATE KEY-----\n[0-9A-Za-z+/=\n]+-----END RSA P[R]IVATE KEY-----", &["rsa_private_key", "private_key"], PKCS_1)
        .made(|random| armored(&label("RSA"), &pkcs1(random), 64)),
    in_use("pem-sec1-ec", r"-----BEGIN EC P[R]IVATE KEY-----\n[0-9A-Za-z+/=\n]+-----END EC P[R]IVATE KEY-----", &["ec_private_key", "signing_key"], "https://www.rfc-editor.org/rfc/rfc5915")
        .made(sec1),
    in_use("pem-pkcs8-ed25519", r"-----BEGIN P[R]IVATE KEY-----\n[0-9A-Za-z+/=\n]+-----END P[R]IVATE KEY-----", &["signing_key", "private_key"], "https://www.rfc-editor.org/rfc/rfc8410#section-7")
        .made(ed25519),
    in_use("pem-pkcs8-encrypted", r"-----BEGIN ENCRYPTED P[R]IVATE KEY-----\n[0-9A-Za-z+/=\n]+-----END ENCRYPTED P[R]IVATE KEY-----", &["private_key"], PEM)
        .made(encrypted),
    in_use("openssh", r"-----BEGIN OPENSSH P[R]IVATE KEY-----\nb3BlbnNzaC1rZXktdjEA[0-9A-Za-z+/=\n]+-----END OPENSSH P[R]IVATE KEY-----", &["ssh_private_key", "deploy_key"], OPENSSH)
        .made(openssh),
    in_use("openpgp", r"-----BEGIN PGP P[R]IVATE KEY BLOCK-----\n\n[0-9A-Za-z+/=\n]+\n=[0-9A-Za-z+/]{4}\n-----END PGP P[R]IVATE KEY BLOCK-----", &["gpg_private_key"], OPENPGP)
        .made(openpgp),
    // Bech32 of 32 bytes with the human part `age-secret-key-`, in capitals.
    documented("age", "AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}", &["age_identity", "sops_age_key"], "https://github.com/C2SP/C2SP/blob/main/age.md")
        .made(|random| bech32_upper("age-secret-key-", &random.bytes(32))),
    in_use("wireguard-by-name", "[0-9A-Za-z+/]{42}[AEIMQUYcgkosw048]=", &["wireguard_private_key", "private_key"], "https://www.wireguard.com/quickstart/").by_name(),
    in_use("ethereum-by-name", "0x[0-9a-f]{64}", &["eth_private_key", "deployer_private_key"], "https://ethereum.org/en/developers/docs/accounts/").by_name(),
];

/// The label of a block, put together here so that none stands in a file.
fn label(kind: &str) -> String {
    format!("{kind} {} {}", "PRIVATE", "KEY").trim_start().to_owned()
}

const RSA_ENCRYPTION: &[u8] = &[0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00];

/// RFC 8017, appendix A.1.2, for a modulus of 1024 or 2048 bits.
fn pkcs1(random: &mut Random) -> Vec<u8> {
    let half = if random.chance(30) { 64 } else { 128 };
    let mut parts = vec![0x02, 0x01, 0x00];
    parts.extend(der_integer(random, 2 * half));
    parts.extend([0x02, 0x03, 0x01, 0x00, 0x01]);
    parts.extend(der_integer(random, 2 * half));
    for _ in 0..5 {
        parts.extend(der_integer(random, half));
    }
    der(0x30, &parts)
}

/// RFC 5958 around an RSA key.
pub fn pkcs8_rsa(random: &mut Random) -> String {
    let key = pkcs1(random);
    let mut parts = vec![0x02, 0x01, 0x00];
    parts.extend(der(0x30, RSA_ENCRYPTION));
    parts.extend(der(0x04, &key));
    armored(&label(""), &der(0x30, &parts), 64)
}

fn sec1(random: &mut Random) -> String {
    let mut parts = vec![0x02, 0x01, 0x01];
    parts.extend(der(0x04, &random.bytes(32)));
    parts.extend(der(0xA0, &[0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]));
    let point: Vec<u8> = [0, 4].into_iter().chain(random.bytes(64)).collect();
    parts.extend(der(0xA1, &der(0x03, &point)));
    armored(&label("EC"), &der(0x30, &parts), 64)
}

fn ed25519(random: &mut Random) -> String {
    let mut parts = vec![0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70];
    parts.extend(der(0x04, &der(0x04, &random.bytes(32))));
    armored(&label(""), &der(0x30, &parts), 64)
}

/// RFC 5958, section 3: the parameters of PBES2, and what only a password opens.
fn encrypted(random: &mut Random) -> String {
    let salt = der(0x04, &random.bytes(16));
    let derivation = [salt, vec![0x02, 0x02, 0x08, 0x00]].concat();
    let oid = vec![0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05, 0x0C];
    let derivation = der(0x30, &[oid, der(0x30, &derivation)].concat());
    let oid = vec![0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2A];
    let cipher = der(0x30, &[oid, der(0x04, &random.bytes(16))].concat());
    let oid = vec![0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05, 0x0D];
    let scheme = der(0x30, &[oid, der(0x30, &[derivation, cipher].concat())].concat());
    let length = random.between(38, 76) * 16;
    let body = der(0x04, &random.bytes(length));
    armored(&label("ENCRYPTED"), &der(0x30, &[scheme, body].concat()), 64)
}

/// `openssh-key-v1`, not encrypted, with one key of Ed25519.
fn openssh(random: &mut Random) -> String {
    let string = |bytes: &[u8]| [&(bytes.len() as u32).to_be_bytes(), bytes].concat();
    let public = random.bytes(32);
    let public_blob = [string(b"ssh-ed25519"), string(&public)].concat();
    let check = random.bytes(4);
    let both = [random.bytes(32), public.clone()].concat();
    let comment = format!("{}@{}", random.word(), random.word());
    let mut private = [check.clone(), check].concat();
    private.extend(
        [string(b"ssh-ed25519"), string(&public), string(&both), string(comment.as_bytes())].concat(),
    );
    for padding in 1.. {
        if private.len() % 8 == 0 {
            break;
        }
        private.push(padding);
    }
    let mut key = b"openssh-key-v1\0".to_vec();
    key.extend([string(b"none"), string(b"none"), string(b""), 1_u32.to_be_bytes().to_vec()].concat());
    key.extend([string(&public_blob), string(&private)].concat());
    armored(&label("OPENSSH"), &key, 70)
}

/// A secret-key packet of version 4 for Ed25519, a user ID, and the armor's checksum.
fn openpgp(random: &mut Random) -> String {
    let created = (1_500_000_000 + random.below(250_000_000) as u32).to_be_bytes();
    let mut packet = vec![4];
    packet.extend(created);
    packet.extend([22, 9, 0x2B, 0x06, 0x01, 0x04, 0x01, 0xDA, 0x47, 0x0F, 0x01, 0x01, 0x07, 0x40]);
    packet.extend(random.bytes(32));
    packet.extend([0, 0x01, 0x00]);
    packet.extend(random.bytes(32));
    packet.extend(random.bytes(2));
    let user = format!("{} <{}@example.org>", random.words(2, " "), random.word());
    let packets =
        [vec![0xC5, packet.len() as u8], packet, vec![0xCD, user.len() as u8], user.into_bytes()].concat();
    let sum = base64(&crc24(&packets).to_be_bytes()[1..]);
    let armor = armored(&format!("PGP {} BLOCK", label("")), &packets, 64);
    let (begin, body) = armor.split_once('\n').expect("lines");
    let (body, end) = body.rsplit_once('\n').expect("lines");
    format!("{begin}\n\n{body}\n={sum}\n{end}")
}
