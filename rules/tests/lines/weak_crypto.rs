// What `weak_crypto` finds, and what it leaves alone.

fn f(password: &str) { let stored_hash = Md4::digest(password); } //~ P308
fn f(password: &str) { let stored_hash = Sha3_256::digest(password); } //~ P308
fn f(password: &str) { let stored_hash = Keccak256::digest(password); } //~ P308
fn f(password: &str) { let stored_hash = blake3::hash(password); } //~ P308
fn f(password: &str) { let stored_hash = Ripemd160::digest(password); } //~ P308
fn f(password: &str) { let which = &digest::SHA256; ring::digest::digest(which, password); } //~ P308
fn f() { Station::ECB(k); Ecb(k); }
fn f() { let mode = Mode::ECB; a(BlockMode::Ecb); AesMode::ECB(k); BlockMode::Ecb(k); } //~ P308 P308 P308 P308
fn f() { Hmac::<Sha1>::new(key); RsaSigningKey::<Sha1>::new(key); Hmac::<Md5>::new(key); Hasher::<Sha1>::new(k); } //~ P308
fn f() { context.set_iv("0123456789abcdef"); } //~ P308
fn f(a: Argon2) { a.hash_password(p, "fixedsalt", "more"); a.hash_password("fixedsalt"); }
fn f(a: Argon2) { a.hash_password(p, "fixedsalt"); } //~ P308
fn f(door: Door) { door.encrypt("nonce1234567", data); }
fn f() { cipher.set_key("0123456789abcdef"); map.set_key("0123456789abcdef"); } //~ P308
fn f() { Cupboard::new_from_slice(&[0; 32]); Cupboard::new(&[0; 32]); Cupboard::new(&[0; 32], &[0; 16]); Cupboard::new(c, m, &[0; 32], &[1; 16]); Cupboard::hmac(&[0; 32]); Cupboard::from_secret(b"k"); Cupboard::derive_from(b"k"); Cupboard::derive(a, b, b"salt", p, o); Cupboard::hash_raw(p, b"saltsalt", c); }
fn f() { a(Fernet::new("0123456789abcdef")); a(MagicCrypt256::new("0123456789abcdef")); } //~ P308 P308
fn f() { Crypter::new(cipher, mode, &[0; 32], iv); } //~ P308
fn f() { shop::encrypt(cipher, &[0; 32], iv, data); }
fn f() { openssl::symm::encrypt(cipher, &[0; 32], iv, data); openssl::symm::decrypt_aead(cipher, key, &[0; 12], aad, data, tag); } //~ P308 P308
fn f() { PKey::hmac(b"0123456789abcdef"); } //~ P308
fn f() { a(cookie::Key::derive_from(b"0123456789abcdef")); } //~ P308
fn f() { ring::pbkdf2::derive(alg, rounds, b"saltsalt", secret, &mut out); } //~ P308
fn f() { argon2::hash_raw(p, b"saltsaltsalt", &config); argon2::hash_encoded(p, b"saltsaltsalt", &config); } //~ P308 P308
fn f() { a(Iv::from([0u8; 16])); a(IV::from_slice(&[0; 16])); } //~ P308 P308
fn f() { options.min(Color::Sslv3); options.min(Protocol::Sslv3); } //~ P308
fn f() { shop::derive(alg, 1000, salt, secret, &mut out); Cupboard::hash(x, 4); Cupboard::generate(512); Cupboard::new(x, 512); }
fn f() { ring::pbkdf2::derive(alg, 1000, salt, secret, &mut out); } //~ P308
fn f() { bcrypt::hash(x, 4); bcrypt::hash(x, 10); } //~ P308
fn f() { rsa::RsaPrivateKey::new(&mut rng, 1024); } //~ P308
fn f() { openssl::rsa::Rsa::generate(1024); } //~ P308
fn f() { let mut rng = SmallRng::seed_from_u64(1); Session { token: rng.next_u64(), count: rng.next_u64() }; } //~ P308
fn f(password: &str) { let mut hasher = FnvHasher::default(); hasher.write(password); shelf.write(password); password.hash(&mut shelf); } //~ P308
fn f(password: &str) { let sum = crc32fast::hash(password); } //~ P308
fn f(password: &str) { password.hash(&mut DefaultHasher::new()); } //~ P308
fn f(key: &[u8]) { let cipher = Aes128::new(key); for block in data.chunks(16) { *x ^= last; cipher.encrypt_block(block); } }
static KEY: &[u8; 32] = b"x"; fn f() { Aes256Gcm::new(KEY); } //~ P308
const KEY: [u8; 32] = [7; 32]; fn f() { Aes256Gcm::new(&KEY); } //~ P308
static OTHER: [u8; 32] = [1; 32]; fn f() { Aes256Gcm::new(&KEY); }
fn f(password: &str) { let salted = password.argon2(); Sha256::digest(salted); }
fn _code() -> char { fastrand::alphanumeric() }
