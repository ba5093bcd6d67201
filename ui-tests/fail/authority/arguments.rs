use portcullis::Authority;

#[derive(Clone, Authority)]
#[authority(wrote)] //~ refused
struct Misspelt;

#[derive(Clone, Authority)]
#[authority] //~ refused
struct Bare;

#[derive(Clone, Authority)]
#[authority(read = true, name = queue, reaches = 5, crate = "portcullis")] //~ refused refused refused refused
struct Kinds;

#[derive(Clone, Authority)]
#[authority(write, name = "Outgoing Queue", reaches = "")] //~ refused refused
struct Texts;

#[derive(Clone, Authority)]
#[authority(write, name = "a_name_that_is_longer_than_it_may_be", reaches = "two\nlines")] //~ refused refused
struct Long;

#[derive(Clone, Authority)]
#[authority(read)]
struct Größe; //~ refused

fn main() {}
