#![no_implicit_prelude]

#[::portcullis::data]
enum Tone {
    Kind,
}

/// Makes a prompt.
#[::portcullis::capability(read)]
fn ask(tone: Tone) -> usize {
    #[exception(print_in_body, reason = "the console is what this is for")]
    ::std::println!("asked");
    let prompt = ::portcullis::prompt!("Be {tone}, {times} times.", tone = tone, times = 3; data text = "naïve", data other = 5);
    ::std::iter::ExactSizeIterator::len(&prompt.data())
}

fn main() {}
