use portcullis::prelude::*;

mod tracing {
    macro_rules! info {
        ($($tokens:tt)*) => {
            ()
        };
    }
    pub(crate) use info;
}

#[derive(Debug)]
struct Login {
    password: String,
}

/// What the struct has in it is not in the body.
#[capability(read)]
fn whole_struct(#[validate(length(max = 100))] text: String) -> usize {
    let login = Login { password: text.to_uppercase() };
    let copy = std::convert::identity(login);
    tracing::info!(?copy, "arrived");
    copy.password.len()
}

fn main() {}
