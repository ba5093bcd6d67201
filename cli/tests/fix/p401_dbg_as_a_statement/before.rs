pub fn count(words: &[String]) -> usize {
    dbg!(words);
    let mut seen = Vec::new();
    for word in words {
        dbg!(&word); seen.push(word.len());
        dbg!(seen.pop());
    }
    dbg!();
    if seen.is_empty() {
        dbg!("none", seen.len());
    }
    seen.len()
}
