//! How much a secret may be, and what becomes of a reader that fails.

use std::io::{self, Cursor, ErrorKind, Read};

use super::{Secret, SecretError, SecretFile, SecretSource};

#[test]
fn a_secret_may_have_64_kib_and_no_more() {
    assert_eq!(Secret::MAX_BYTES, 65_536);
    for (bytes, fits) in [(1, true), (Secret::MAX_BYTES, true), (Secret::MAX_BYTES + 1, false)] {
        let filled = Secret::from_fill(bytes, |buffer| Ok(buffer.len()));
        let read = Secret::read(Cursor::new(vec![b'k'; bytes]));
        for secret in [filled, read] {
            match secret {
                Ok(secret) => assert!(fits && secret.size() == bytes, "{bytes}"),
                Err(error) => {
                    assert!(!fits && matches!(error, SecretError::TooLarge { limit: 65_536, .. }), "{error}")
                }
            }
        }
    }
}

/// Says these things one after the other, and then that it has ended.
struct Script(Vec<io::Result<&'static [u8]>>);

impl Read for Script {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0.is_empty() {
            return Ok(0);
        }
        let bytes = self.0.remove(0)?;
        buffer[..bytes.len()].copy_from_slice(bytes);
        Ok(bytes.len())
    }
}

#[test]
fn a_reader_that_was_interrupted_goes_on_and_one_that_failed_gives_nothing() {
    let error = |kind: ErrorKind| Err(io::Error::from(kind));
    let read = Secret::read(Script(vec![Ok(b"correct "), error(ErrorKind::Interrupted), Ok(b"horse")]));
    assert!(read.unwrap().matches(b"correct horse"));
    let read = Secret::read(Script(vec![Ok(b"correct "), error(ErrorKind::ConnectionReset), Ok(b"horse")]));
    assert!(matches!(read, Err(SecretError::Io { .. })), "{read:?}");
}

#[test]
fn a_field_of_a_document_says_of_which_one_it_is() {
    let field = SecretFile::new("/run/database.json").json("/password");
    assert_eq!(field.describe(), "file /run/database.json at /password");
}

#[test]
fn a_credential_shows_its_name_its_version_and_nothing_else() {
    let secret = Secret::read(Cursor::new(b"correct-horse-battery".to_vec())).unwrap();
    let credential = super::Credential::fixed("shop-key", secret).unwrap();
    assert_eq!(format!("{credential:?}"), "Credential(shop-key, version 1, [redacted])");
}
