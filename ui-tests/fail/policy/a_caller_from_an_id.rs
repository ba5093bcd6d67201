use portcullis::{Caller, SpiffeId};

fn main() {
    if let Ok(id) = SpiffeId::parse("spiffe://example.com/agent/gateway") {
        let _ = Caller::from(id); //~ refused
    }
    let _ = Caller("local"); //~ refused
}
