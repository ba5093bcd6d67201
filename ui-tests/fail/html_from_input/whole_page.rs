use portcullis::prelude::*;

/// A page is what comes back.
#[capability(read)]
fn whole_page(#[validate(length(max = 100))] name: String) -> String {
    let mut page = String::from("<!DOCTYPE html><title>Hello</title><p>");
    page.push_str(&name);
    page.push_str("</p>");
    page //~ P214
}

fn main() {}
