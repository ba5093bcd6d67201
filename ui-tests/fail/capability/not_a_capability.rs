use portcullis::prelude::*;

fn add(a: i32, b: i32) -> i64 {
    i64::from(a) + i64::from(b)
}

fn nothing() {}

fn one(number: u32) -> u32 {
    number
}

fn main() {
    let _ = Gate::builder().capability(add).capability(nothing).capability(one).capability("add");
    let _ = Permits::none().permit(Caller::local(), add);
}
