use portcullis::prelude::*;

const LIMIT: u32 = 10;
const FIRST: u32 = match LIMIT.checked_sub(1) {
    Some(first) => first,
    None => panic!("the limit is zero"),
};

/// Nothing here depends on data.
#[capability(read)]
fn constants(number: u32) -> bool {
    const HALF: u32 = match LIMIT.checked_div(2) {
        Some(half) => half,
        None => panic!("two is not zero"),
    };
    let local: std::net::IpAddr = "127.0.0.1".parse().unwrap();
    let five = std::num::NonZeroU32::new(5).unwrap();
    let why = "ten".parse::<u32>().unwrap_err();
    let nine = Option::unwrap(LIMIT.checked_sub(1)) + Result::unwrap_err("ten".parse::<u32>()).to_string().len() as u32;
    let sum = LIMIT.checked_add(FIRST).unwrap() + u32::try_from(7_u64).unwrap();
    let digit = char::from_digit(7, 10).unwrap();
    let list = vec![std::num::NonZeroU32::new(LIMIT).unwrap()];
    assert!(LIMIT < 100, "the table has a hundred rows");
    assert!(size_of::<u64>() == 8);
    assert_eq!(LIMIT, 10);
    let inline = const {
        match LIMIT.checked_sub(1) {
            Some(rest) => rest,
            None => panic!("the limit is zero"),
        }
    };
    const LIMIT_2: u32 = 2;
    let quotient = LIMIT.checked_div(LIMIT_2).unwrap();
    let product = std::num::NonZeroU32::new((LIMIT + 1) * 2).unwrap();
    let below_zero = std::num::NonZeroI32::new(-5).unwrap();
    let hi = std::str::from_utf8(&[104, 105]).unwrap();
    let narrow = u8::try_from(LIMIT as u64).unwrap();
    let twelve: u32 = concat!("1", "2").parse().unwrap();
    assert_eq!((1, LIMIT), (1, 10));
    assert_eq!([LIMIT, 1], [10, 1]);
    let more = product.get() + below_zero.get().unsigned_abs() + hi.len() as u32 + u32::from(narrow) + twelve;
    more + nine + why.to_string().len() as u32 + quotient + five.get() + sum + inline + HALF > number && local.is_loopback() && digit == '7' && !list.is_empty()
}

fn main() {}
