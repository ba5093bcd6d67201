//! What a body holds cannot be widened by it. Each method that only an owner has is declared once more here, by a trait: one
//! of the type's own would come first, and this file would not compile.

use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use portcullis_http::{Body, Http, HttpMut, PublicWeb, path};

use crate::scene::Site;

/// What the trait says: the type itself has no such method.
#[derive(Debug, PartialEq, Eq)]
struct NoSuchMethod;

macro_rules! absent {
    ($($method:ident($($argument:ident: $type:ty),*)),* $(,)?) => {
        trait Owners: Sized {
            $(fn $method(&self $(, $argument: $type)*) -> NoSuchMethod {
                $(let _ = $argument;)*
                NoSuchMethod
            })*
        }
    };
}

absent! {
    and(origin: &str), bearer(), credential_header(), allow_loopback(), allow_private(range: &str),
    allow_address(address: IpAddr), timeout(timeout: Duration), max_response(bytes: usize), max_request(bytes: usize),
    trust_only(pem: &[u8]), resolver(), dialled_by(), writable(), open(),
    post(path: portcullis_http::UrlPath, body: Body), put(path: portcullis_http::UrlPath, body: Body),
    patch(path: portcullis_http::UrlPath, body: Body), delete(path: portcullis_http::UrlPath),
}

impl Owners for Http<Site> {}
impl Owners for HttpMut<Site> {}
impl Owners for PublicWeb {}

fn widen(handle: &impl Owners) {
    // By the trait alone, so that none of its methods is without a use.
    assert_eq!(handle.open(), NoSuchMethod);
}

#[test]
fn what_a_body_holds_cannot_be_widened_by_it() {
    let host = || Http::<Site>::to("https://api.example.com").unwrap();
    let address = IpAddr::V4(Ipv4Addr::LOCALHOST);
    macro_rules! none_of_the_owners {
        ($handle:expr) => {
            let handle = $handle;
            let answers: [NoSuchMethod; 13] = [
                handle.and("https://other.example.com"),
                handle.bearer(),
                handle.credential_header(),
                handle.allow_loopback(),
                handle.allow_private("10.0.0.0/8"),
                handle.allow_address(address),
                handle.timeout(Duration::MAX),
                handle.max_response(usize::MAX),
                handle.max_request(usize::MAX),
                handle.trust_only(b""),
                handle.resolver(),
                handle.dialled_by(),
                handle.writable(),
            ];
            assert!(answers.iter().all(|answer| *answer == NoSuchMethod));
            widen(&handle);
        };
    }
    none_of_the_owners!(host().read_only());
    none_of_the_owners!(host().writable());
    none_of_the_owners!(PublicWeb::open());
}

#[test]
fn what_reads_has_no_method_that_writes() {
    let http = Http::<Site>::to("https://api.example.com").unwrap().writable().read_only();
    let answers: [NoSuchMethod; 4] = [
        http.post(path!("/"), Body::empty()),
        http.put(path!("/"), Body::empty()),
        http.patch(path!("/"), Body::empty()),
        http.delete(path!("/")),
    ];
    assert!(answers.iter().all(|answer| *answer == NoSuchMethod));
}
