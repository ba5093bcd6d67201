use portcullis::prelude::*;

fn add(a: i32, b: i32) -> i64 {
    i64::from(a) + i64::from(b)
}

fn nothing() {}

fn one(number: u32) -> u32 {
    number
}

fn main() {
    let _ = Gate::builder()
        .capability(add) //~ refused
        .capability(nothing) //~ refused
        .capability(one) //~ refused
        .capability("add") //~ refused
        .capability(|number: u32| number); //~ refused
    let _ = Permits::none().permit(Caller::local(), add); //~ refused
}
