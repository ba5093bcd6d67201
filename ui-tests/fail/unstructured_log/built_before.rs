use portcullis::prelude::*;

mod log {
    macro_rules! warn {
        ($($tokens:tt)*) => {
            ()
        };
    }
    pub(crate) use warn;
}

/// Builds the line before.
#[capability(read)]
fn built_before(#[validate(length(max = 100))] customer: String) -> usize {
    let mut line = String::from("no customer ");
    line.push_str(&customer.to_lowercase());
    log::warn!("{}", line); //~ P403
    let other = "no ".to_owned() + &customer;
    use log::warn as complain;
    complain!("{other}"); //~ P403
    line.len()
}

fn main() {}
