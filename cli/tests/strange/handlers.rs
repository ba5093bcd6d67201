//! What comes from outside, and what is confidential, in logs, casts, sizes and settings.

use std::error::Error;
use std::os::unix::fs::OpenOptionsExt;

pub struct Path<T>(pub T);

pub async fn logged(Path(näme): Path<String>, Path(zähler): Path<i64>) -> Result<u8, Box<dyn Error>> {
    let password = String::new(); let tok = 1;
    tracing::info!("😀 {} {näme} {{}} {}", password, tok); tracing::info!("ü {0} {password:?} {0:>5}", tok);
    tracing::info!("{password}"); tracing::info!("{tok} {}", password,); tracing::info!(r#"{password} "#);
    tracing::info!("{näme} {näme:>10} {}", näme); tracing::info!("{}{}", näme, password.len());
    tracing::info!("a\n{password}\u{e9}{tok}"); tracing::info!(concat!("a", "{}"), password);
    let small = zähler as u8; let mut v = Vec::<u8>::with_capacity(zähler as usize); v.push((zähler + 1) as u8);
    let other = if zähler as u32 > 3 { (zähler as i8) as u8 } else { small };
    Ok(other + v.len() as u8 + -(zähler as i16) as u8)
}

pub async fn sized(Path(n): Path<usize>) -> Vec<u8> {
    let a: Vec<u8> = Vec::with_capacity(n * 2 + { let 変 = 1; 変 }); let b = vec![0_u8; n];
    let c = String::with_capacity(if n > 1 { n } else { 2 });
    [a, b, c.into_bytes()].concat()
}

pub fn opened(a: &str) -> std::io::Result<std::fs::File> {
    let _ = reqwest::ClientBuilder::default().danger_accept_invalid_certs(true).danger_accept_invalid_hostnames( /* ) */ true );
    std::fs::OpenOptions::new().write(true).mode(0o666).open(a)?; std::fs::OpenOptions::new().create(true).write(true).mode(0o777_u32).open(a)
}
