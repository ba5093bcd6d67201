//! Calls that panic, in functions that take the error and in places that do not.

use std::error::Error;
use std::fs;

pub fn chained(a: &str) -> Result<u8, Box<dyn Error + Send + Sync>> {
    let b = a
        .trim() // dbg!(1)
        .parse::<u8>()
        // why
        .unwrap();
    let c: u8 = a.parse().unwrap(); let d: u8 = a.parse().unwrap();
    let e = a.parse::<u8>().unwrap() + a.parse::<u8>().unwrap();
    Ok(b + c + d + e + fs::read(a).unwrap().len() as u8)
}

pub fn inside(a: &str) -> Result<u8, Box<dyn Error>> {
    let f = |a: &str| a.parse::<u8>().unwrap();
    const C: usize = "ab".len();
    let g = || -> Result<u8, Box<dyn Error>> { Ok(a.parse::<u8>().unwrap()) };
    fn plain(a: &str) -> u8 { a.parse::<u8>().unwrap() }
    let h: Vec<u8> = a.split(',').map(|it| it.parse::<u8>().unwrap()).collect();
    Ok(f(a) + C as u8 + g().unwrap() + plain(a) + h.len() as u8 + -(a.parse::<i8>().unwrap()) as u8)
}

pub fn option(a: &str) -> Option<u8> {
    Some(a.parse::<u8>().unwrap())
}

pub async fn later(a: &str) -> std::io::Result<String> {
    let b = async { fs::read_to_string(a).unwrap() };
    Ok(b.await + &fs::read_to_string(a).unwrap() + &String::from_utf8(fs::read(a).unwrap()).unwrap())
}

pub struct Reader;

impl Reader {
    pub fn read(&self, a: &str) -> Result<u64, std::io::Error> {
        Ok(match fs::metadata(a).unwrap().len() { 0 => fs::metadata(a).unwrap().len(), n => n })
    }
}

pub fn capacity(n: usize) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut v = Vec::with_capacity(n); v.push(dbg!(n) as u8); let w: u8 = "1".parse().unwrap(); v.push(w);
    Ok(v)
}
