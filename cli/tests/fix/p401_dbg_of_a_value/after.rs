pub fn double(number: u32) -> u32 {
    let doubled = number * 2;
    doubled
}

pub fn both(one: u8, two: u8) -> (u8, u8) {
    (one, two)
}
