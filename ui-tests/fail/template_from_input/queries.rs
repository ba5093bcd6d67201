use portcullis::prelude::*;

struct Directory;

impl Directory {
    fn search(&self, _: &str, _: u8, _: &str) -> u64 {
        0
    }
}

mod sxd_xpath {
    pub fn evaluate_xpath(_: &str, _: &str) -> u64 {
        0
    }
}

/// A filter of LDAP and an XPath.
#[capability(read)]
fn queries(#[validate(length(max = 100))] name: String) -> u64 {
    let ldap = Directory;
    let mut filter = String::from("(uid=");
    filter.push_str(&name);
    filter.push(')');
    let found = ldap.search("dc=example", 2, &filter); //~ P211
    let other = Directory;
    let again = other.search("dc=example", 2, &format!("(cn={name})")); //~ P211
    found + again + sxd_xpath::evaluate_xpath("<a/>", &("//user[@name='".to_owned() + &name + "']")) //~ P211
}

fn main() {}
