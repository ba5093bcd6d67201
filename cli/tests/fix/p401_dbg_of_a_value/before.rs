pub fn double(number: u32) -> u32 {
    let doubled = dbg!(number * 2);
    dbg!(doubled)
}

pub fn both(one: u8, two: u8) -> (u8, u8) {
    dbg!(one, two,)
}
