use portcullis::prelude::*;

/// Every form of statement and item may be test code.
#[capability(read)]
async fn forms(number: u32) -> u32 {
    let some = Some(number);
    #[cfg(test)]
    some.unwrap();
    #[cfg(test)]
    Option::unwrap(some);
    #[cfg(test)]
    Some(some.unwrap()).map(|one| one)?;
    #[cfg(test)]
    async { some.unwrap() };
    #[cfg(test)]
    std::future::ready(some.unwrap()).await;
    #[cfg(test)]
    || some.unwrap();
    #[cfg(test)]
    for _ in 0..some.unwrap() {}
    #[cfg(test)]
    while some.unwrap() > 3 {}
    #[cfg(test)]
    loop {
        some.unwrap();
    }
    #[cfg(test)]
    if some.unwrap() > 3 {}
    #[cfg(test)]
    match some.unwrap() {
        _ => {}
    }
    #[cfg(test)]
    unsafe {
        some.unwrap();
    }
    #[cfg(test)]
    (some.unwrap());
    #[cfg(test)]
    [some.unwrap()];
    #[cfg(test)]
    [some.unwrap()][0];
    #[cfg(test)]
    (some.unwrap(), 1);
    #[cfg(test)]
    (some.unwrap(), 1).0;
    #[cfg(test)]
    -(some.unwrap() as i64);
    #[cfg(test)]
    &some.unwrap();
    #[cfg(test)]
    Wrapper { inner: some.unwrap() };
    #[cfg(test)]
    return some.unwrap();
    #[cfg(test)]
    panic!("{}", some.unwrap());
    #[cfg(test)]
    let _unused = some.unwrap();
    let list = [1, #[cfg(test)] some.unwrap(), #[cfg(test)] panic!("in a list")];
    loop {
        #[cfg(test)]
        break some.unwrap();
        #[cfg(not(test))]
        break;
    }
    match number {
        #[cfg(test)]
        7 => panic!("seven"),
        other => other + list[0],
    }
}

/// The same for items.
#[capability(read)]
fn items(number: u32) -> u32 {
    #[cfg(test)]
    const ONE: fn() -> u32 = || None.unwrap();
    #[cfg(test)]
    static TWO: fn() -> u32 = || None.unwrap();
    #[cfg(test)]
    enum Three {
        One = [*(&raw const ONE as *const u8) as isize][0],
    }
    #[cfg(test)]
    struct Four(*const u8);
    #[cfg(test)]
    type Five = *const u8;
    #[cfg(test)]
    union Six {
        inner: *const u8,
    }
    #[cfg(test)]
    trait Seven {
        fn seven() -> u32 {
            None.unwrap()
        }
    }
    #[cfg(test)]
    impl Four {
        fn four() -> u32 {
            None.unwrap()
        }
    }
    #[cfg(test)]
    mod eight {
        fn eight() -> u32 {
            None.unwrap()
        }
    }
    #[cfg(test)]
    unsafe extern "C" {
        fn nine();
    }
    #[cfg(test)]
    macro_rules! ten {
        () => {
            None.unwrap()
        };
    }
    #[test]
    fn eleven() {
        None.unwrap()
    }
    struct Own;
    trait Tested {
        #[cfg(test)]
        fn tested() {
            None.unwrap()
        }
    }
    impl Own {
        #[cfg(test)]
        fn tested() {
            None.unwrap()
        }
    }
    impl Tested for Own {}
    let _own = Own;
    number
}

fn main() {}
