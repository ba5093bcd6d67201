// What `secret_copied_out` finds, and what it leaves alone.

fn f() { key.reveal(|bytes| bytes.map(Zeroizing::to_owned)); key.reveal(|bytes| bytes.to_owned()); } //~ P605
