//! Mends in, around and as the arguments of macros.

macro_rules! shown {
    ($value:expr) => {
        dbg!($value)
    };
    (twice $value:expr) => {{
        let _ = dbg!($value);
        dbg!($value, 1)
    }};
}

pub fn nested(a: u8) -> u8 {
    dbg!(dbg!(a) + dbg!(1))
}

pub fn arguments(a: u8) -> Vec<u8> {
    println!("{} {b}", dbg!(a), b = dbg!(1));
    assert!(dbg!(a) == 1 || !dbg!(a == 2), "{}", dbg!("b"));
    let _ = shown!(a);
    let _ = shown!(twice a);
    vec![dbg!(a), dbg![a + 1], dbg! { 3 }]
}

pub fn repeated(a: u8) -> [u8; 2] {
    [std::dbg!(a), ::std::dbg!(a,)]
}

fn nothing() {}

pub fn braces(a: u8) -> u8 {
    dbg! { nothing() }
    dbg! {}
    dbg! { (nothing(), 1).0 }
    dbg! { a, a + 1 };
    let b = dbg! { a };
    b
}

pub fn brackets(a: u8) {
    dbg![];
    dbg!();
    let _: () = dbg!();
    let _: (u8, u8) = dbg!(a, a);
    dbg!(a, a);
}
