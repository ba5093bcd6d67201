use portcullis::prelude::*;

/// Prints from where it is easily overlooked.
#[capability(read)]
async fn nested(number: u32) -> u64 {
    let list = vec![dbg!(number)]; //~ P401
    let show = |number: &u32| println!("{number}"); //~ P401
    list.iter().for_each(show);
    fn tell(number: u32) {
        print!("{number}"); //~ P401
    }
    tokio::select! {
        () = std::future::ready(()) => eprintln!("{number}"), //~ P401
        () = std::future::pending() => tell(number),
    }
    u64::from(number)
}

fn main() {}
