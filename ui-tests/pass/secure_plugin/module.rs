#![deny(warnings)]

use portcullis::prelude::*;

#[secure_plugin(name = "sums", version = "1.0.0")]
/// Sums of all kinds.
pub mod sums {
    use portcullis::plugin::LoadContext;
    use portcullis::prelude::*;

    /// Adds two numbers.
    #[capability(read)]
    pub async fn add(a: i32, b: i32) -> i64 { plus(a, b) }

    #[on_load]
    async fn load(_context: &LoadContext) {}

    #[on_unload]
    fn unload() {}

    fn plus(a: i32, b: i32) -> i64 { i64::from(a) + i64::from(b) }

    #[cfg(test)]
    mod tests {
        #[test]
        fn prints() { println!("in a test") }
    }
}

async fn load(gate: &Gate) -> bool { gate.load(sums::plugin()).await.is_ok() }

fn main() {
    let _ = load;
    let _ = Permits::none().permit(Caller::local(), sums::add);
}
