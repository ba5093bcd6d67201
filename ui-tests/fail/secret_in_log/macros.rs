use portcullis::prelude::*;

mod tracing {
    macro_rules! info {
        ($($tokens:tt)*) => {
            ()
        };
    }
    pub(crate) use info;
}

/// Says who signs in, and with what.
#[capability(read)]
fn sign_in(#[validate(length(max = 100))] user: String, #[validate(length(max = 100))] password: String) -> usize {
    tracing::info!("{user} signs in with {password}"); //~ P402
    tracing::info!(secret = %password, "signs in"); //~ P402
    let line = format!("{user}:{}", password.trim());
    tracing::info!("{}", line); //~ P402
    eprintln!("{}", password); //~ P401 P402
    user.len()
}

fn main() {}
