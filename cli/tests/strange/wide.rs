//! Mends behind characters of several bytes, and several on one line.

pub fn wide(ä: u8) -> u8 { let _ß = "😀é"; let 変数 = dbg!(ä); /* 😀 */ dbg!(変数 + dbg!(ä)) /* ü */ }
pub fn raw() -> &'static str { dbg!(r##"a "# 😀 ) dbg!(1)"##) }
pub fn literals() -> (&'static str, char, u8) { (dbg!(");\"") // dbg!(2)
 , ')', dbg!(b')')) }
pub fn comments(a: u8) -> u8 { dbg!( /* first */ a // second
    + 1 /* ) */ ) }
pub fn lifetimes<'a>(a: &'a str) -> &'a str { 'a: loop { break 'a dbg!(a) } }
pub fn combining() -> usize { dbg!("e\u{301}é").len() + dbg!("👩‍💻", "ﷺ").1.len() }
