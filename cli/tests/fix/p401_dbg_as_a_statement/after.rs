pub fn count(words: &[String]) -> usize {
    let mut seen = Vec::new();
    for word in words {
        seen.push(word.len());
        seen.pop();
    }
    if seen.is_empty() {
        seen.len();
    }
    seen.len()
}
