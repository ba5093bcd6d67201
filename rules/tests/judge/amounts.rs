//! Numbers: what is known of their types and bounds, and what a comparison says of them.

use portcullis_rules::{Exceptions, Level, findings};

/// The codes that keep a function with these parameters and this body from compiling.
fn refused(parameters: &str, body: &str) -> Vec<&'static str> {
    let source = format!("fn case({parameters}) {{ {body} }}");
    let function: syn::ItemFn = syn::parse_str(&source).unwrap_or_else(|error| panic!("{error}\n{source}"));
    let found = findings(&function.sig, &function.block, &Exceptions::none());
    found
        .iter()
        .filter(|finding| finding.level() == Level::Deny)
        .filter_map(|finding| finding.code())
        .collect()
}

#[test]
fn a_calculation_overflows_only_where_its_type_is_too_narrow() {
    for (parameters, body, codes) in [
        ("count: u8", "f(count + 1)", vec!["P212"]),
        ("count: u8", "f(u16::from(count) + 1)", vec![]),
        ("count: u8", "f(u16::from(count) * 255)", vec![]),
        ("count: u8", "f(u16::from(count) * 1000)", vec!["P212"]),
        ("count: i32", "f(i64::from(count) - 1)", vec![]),
        ("count: u32", "f(u64::from(count) - 1)", vec!["P212"]),
        ("count: f64", "f(count * 2.0)", vec![]),
    ] {
        assert_eq!(refused(parameters, body), codes, "{parameters}: {body}");
    }
}

#[test]
fn what_was_compared_can_be_taken_away() {
    let parameters = "total: u64, fee: u64";
    for (body, codes) in [
        ("if total >= fee { f(total - fee) }", vec![]),
        ("if fee > total { return } f(total - fee)", vec![]),
        ("if fee < total { } f(total - fee)", vec!["P212"]),
        ("if total >= fee { let total = g(); fee = 3; f(total - fee) }", vec![]),
        ("if total > fee { f(fee - total) }", vec!["P212"]),
    ] {
        assert_eq!(refused(parameters, body), codes, "{body}");
    }
}

#[test]
fn a_stream_that_was_given_says_how_much_is_allocated() {
    for (body, codes) in [
        (
            "let mut head = [0u8; 4]; stream.read_exact(&mut head)?; f(vec![0; u32::from_le_bytes(head) as usize])",
            vec!["P504"],
        ),
        (
            "let mut head = [0u8; 2]; stream.read_exact(&mut head)?; f(vec![0; usize::from(u16::from_le_bytes(head))])",
            vec![],
        ),
        ("let n = stream.read(&mut buffer)?; f(&buffer[..n])", vec![]),
    ] {
        assert_eq!(refused("stream: &mut TcpStream", body), codes, "{body}");
    }
}

#[test]
fn a_limit_bounds_what_is_cast() {
    for (body, codes) in [
        ("f(n as u32)", vec!["P205"]),
        ("f((n % 100) as u8)", vec![]),
        ("f((n & 0xff) as u8)", vec![]),
        ("f((n >> 56) as u8)", vec![]),
        ("f((n >> 8) as u8)", vec!["P205"]),
        ("f(n.min(255) as u8)", vec![]),
        ("f(n.count_ones() as u8)", vec![]),
        ("f(n.leading_zeros() as u16 as u64)", vec![]),
    ] {
        assert_eq!(refused("n: u64", body), codes, "{body}");
    }
}
