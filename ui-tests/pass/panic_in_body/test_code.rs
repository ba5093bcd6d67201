use portcullis::prelude::*;

/// Test code may panic.
#[capability(read)]
fn tested(number: u32) -> u32 {
    #[cfg(test)]
    assert!(number > 3);
    #[cfg(test)]
    {
        None::<u32>.unwrap();
    }
    #[cfg(all(test, unix))]
    fn only_in_tests() -> u32 {
        panic!("never")
    }
    #[cfg(test)]
    mod tests {
        #[test]
        fn it_works() {
            assert_eq!(super::tested as usize, 4);
        }
    }
    number
}

fn main() {}
