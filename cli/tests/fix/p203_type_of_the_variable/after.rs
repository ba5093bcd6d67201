pub fn port(text: &str) -> anyhow::Result<u16> {
    let port: u16 = text.trim().parse()?;
    Ok(port.max(1024))
}
