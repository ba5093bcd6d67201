//! Mends among operators, which must not bind to a part of what is left.

#[derive(Debug)]
pub struct Pair {
    pub a: u8,
}

pub fn binds(a: i32, b: &i32) -> bool {
    let c = dbg!(a + 1) * 2 - -dbg!(a).abs() + dbg!(-a).abs() + dbg!(a as i32).pow(2);
    let d = dbg!(a as u8) < 3 && dbg!(a) as u8 <= dbg!(c as u8);
    let e = *dbg!(b) + *dbg!(&a) + dbg!(*b) + !dbg!(a | 1) % dbg!(if d { 1 } else { 2 });
    dbg!(c == e) == d
}

pub fn ranges(a: usize) -> usize {
    let mut sum = 0;
    for i in dbg!(0)..dbg!(a + 1) {
        sum += i;
    }
    for i in dbg!(0..a) {
        sum += i;
    }
    sum
}

pub fn conditions(a: u8) -> u8 {
    if dbg!(a > 1) { return dbg!(a) }
    while dbg!(a == 200) {}
    if let Pair { a: 1 } = dbg!(Pair { a }) {
        return 1;
    }
    match dbg!(Pair { a: dbg!(a) }) {
        Pair { a: 1 } => dbg!(1),
        Pair { a } if dbg!(a) == 2 => dbg!(dbg!(2)),
        _ => loop { break dbg!(3) },
    }
}

fn twice(a: u8) -> u8 {
    a * 2
}

pub fn closures() -> u8 {
    let f = |a: u8| dbg!(a + 1);
    let g = move || dbg!(f(1)) + dbg!(twice as fn(u8) -> u8)(2);
    let h = [1_u8, 2].iter().map(|a| dbg!(a)).map(|a| dbg!(*a)).sum::<u8>();
    dbg!(g()) + h
}

pub fn fields(p: (Pair, [u8; 2])) -> u8 {
    dbg!(&p).0.a + dbg!(p.1)[dbg!(0)] + dbg!(dbg!(&p.0).a)
}

pub fn blocks(a: u8) -> u8 {
    if a == 1 { dbg!(a); } else { dbg!(a + 1); }
    let _b = { dbg!(a) };
    unsafe { dbg!(*&raw const a) }
}
