use portcullis::prelude::*;

mod log {
    macro_rules! debug {
        ($($tokens:tt)*) => {
            ()
        };
    }
    pub(crate) use debug;
}

/// Builds the line before.
#[capability(read)]
fn built_before(#[validate(length(max = 100))] customer: String) -> usize {
    let mut line = String::from("no customer ");
    line.push_str(&customer.to_lowercase());
    log::debug!("{}", line); //~ P403
    let other = "no ".to_owned() + &customer;
    use log::debug as complain;
    complain!("{other}"); //~ P403
    line.len()
}

fn main() {}
