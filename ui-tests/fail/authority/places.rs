use portcullis::Authority;

#[derive(Clone, Authority)]
#[authority(read)]
struct Borrows<'a>(&'a str); //~ refused

#[derive(Clone, Copy, Authority)]
#[authority(read)]
union Either { //~ refused
    number: u32,
    character: char,
}

#[derive(Clone, Authority)]
#[authority(read)]
struct OnAField {
    #[authority(write)] //~ refused
    queue: u32,
}

#[derive(Clone, Authority)]
#[authority(read)]
enum OnAVariant {
    #[authority(write)] //~ refused
    Queue,
}

fn main() {}
