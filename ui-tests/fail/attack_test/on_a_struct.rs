use portcullis::attack_test;

#[attack_test] //~ refused
struct Orders;

fn main() {}
