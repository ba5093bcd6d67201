use portcullis::Authority;

#[derive(Clone, Authority)]
struct Silent; //~ refused

#[derive(Clone, Authority)]
#[authority(name = "queue")]
struct Named; //~ refused

#[derive(Clone, Authority)]
#[authority(read, write)] //~ refused
struct Both;

#[derive(Clone, Authority)]
#[authority(read)]
#[authority(destructive)] //~ refused
struct Spread;

#[derive(Clone, Authority)]
#[authority(write, write)] //~ refused
struct Twice;

fn main() {}
