//! SPIFFE IDs and the names of trust domains, by the very rules of the runtime (`runtime/src/caller/spiffe_id.rs`); a
//! test holds the two together.

/// The trust domain of a workload's ID, or what is wrong with the ID.
pub fn trust_domain_of(id: &str) -> Result<&str, &'static str> {
    if id.len() > 2048 {
        return Err("a SPIFFE ID has at most 2,048 bytes");
    }
    let rest = id.strip_prefix("spiffe://").ok_or("a SPIFFE ID begins with `spiffe://`")?;
    let (trust_domain, path) =
        rest.split_once('/').ok_or("a workload's SPIFFE ID has a path after the trust domain")?;
    check_trust_domain(trust_domain)?;
    if path.split('/').all(is_segment) {
        return Ok(trust_domain);
    }
    Err("each segment of a SPIFFE ID's path is made of a-z, A-Z, 0-9, `.`, `-` and `_`, and is not empty")
}

pub fn check_trust_domain(name: &str) -> Result<(), &'static str> {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-_".contains(&byte);
    if (1..=255).contains(&name.len()) && name.bytes().all(allowed) {
        return Ok(());
    }
    Err("a trust domain has 1 to 255 characters of a-z, 0-9, `.`, `-` and `_`")
}

fn is_segment(segment: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    !matches!(segment, "" | "." | "..") && segment.bytes().all(allowed)
}
