//! Words that a name may have in it, looked for at one go: it is asked for every name of a file.

/// A list of words, each of two letters or more.
pub(crate) struct Words {
    words: &'static [&'static str],
    /// For each letter that a word begins with, a bit for each second letter.
    begins: [u32; 32],
}

impl Words {
    pub(crate) const fn of(words: &'static [&'static str]) -> Self {
        let mut begins = [0; 32];
        let mut at = 0;
        while at < words.len() {
            let word = words[at].as_bytes();
            begins[letter(word[0])] |= 1 << letter(word[1]);
            at += 1;
        }
        Self { words, begins }
    }

    /// Whether one of the words stands in the name as it is written.
    pub(crate) fn are_in(&self, name: &str) -> bool {
        self.find(name, |start, word| start == word)
    }

    /// Whether one of the words stands in the name, in whatever case.
    pub(crate) fn are_in_any_case(&self, name: &str) -> bool {
        self.find(name, <[u8]>::eq_ignore_ascii_case)
    }

    /// Most letters are passed over at one glance.
    fn find(&self, name: &str, is_word: fn(&[u8], &[u8]) -> bool) -> bool {
        let mut rest = name.as_bytes();
        while let [first, after @ ..] = rest {
            let Some(second) = after.first() else { break };
            let seconds = self.begins.get(letter(*first)).copied().unwrap_or_default();
            if seconds & (1 << letter(*second)) != 0
                && self
                    .words
                    .iter()
                    .any(|word| rest.get(..word.len()).is_some_and(|start| is_word(start, word.as_bytes())))
            {
                return true;
            }
            rest = after;
        }
        false
    }
}

/// The same number for a letter and its capital; other characters may share it.
const fn letter(byte: u8) -> usize {
    (byte & 31) as usize
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn words_are_found_wherever_they_stand() {
        const WORDS: Words = Words::of(&["mask", "a_b"]);
        for name in ["mask", "unmask", "masked", "mamask", "xa_b"] {
            assert!(WORDS.are_in(name) && WORDS.are_in_any_case(name), "{name}");
        }
        for name in ["", "m", "mas", "mascara", "ab", "a-b"] {
            assert!(!WORDS.are_in(name) && !WORDS.are_in_any_case(name), "{name}");
        }
        assert!(!WORDS.are_in("unMask") && WORDS.are_in_any_case("unMask"));
    }
}
