// Names of the user's own are free: of the function, of what it calls, of modules.
mod __private {}
mod testing {}

#[portcullis::attack_test]
fn attack_test() -> portcullis::Gate {
    fn make() -> Option<portcullis::Gate> {
        None
    }
    make().unwrap()
}

#[portcullis::attack_test]
fn r#match() -> portcullis::Gate {
    attack_test_of()
}

fn attack_test_of() -> portcullis::Gate {
    loop {}
}

fn main() {}
