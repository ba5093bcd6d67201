use portcullis::prelude::*;

/// Stands in for `tower-http` and `actix-cors`, which this test does not depend on.
mod cors {
    pub struct Any;
    #[derive(Default)]
    pub struct CorsLayer;
    pub struct AllowOrigin;

    impl CorsLayer {
        pub fn very_permissive() -> Self {
            Self
        }
        pub fn allow_origin(self, _: Any) -> Self {
            self
        }
        pub fn allow_any_origin(self) -> Self {
            self
        }
        pub fn insert(&mut self, name: &str, value: &str) -> usize {
            name.len() + value.len()
        }
    }

    impl AllowOrigin {
        pub fn any() -> Self {
            Self
        }
    }
}
use cors::{AllowOrigin, Any, CorsLayer};

/// Lets every page call.
#[capability(read)]
fn sharing(number: u32) -> usize {
    const ACCESS_CONTROL_ALLOW_ORIGIN: &str = "access-control-allow-origin";
    let all = vec![CorsLayer::very_permissive()]; //~ P312
    let layer = CorsLayer::default().allow_origin(Any); //~ P312
    let mut layer = if number > 4 { layer.allow_any_origin() } else { CorsLayer::default().allow_any_origin() }; //~ P312 P312
    drop(AllowOrigin::any()); //~ P312
    let first = layer.insert("Access-Control-Allow-Origin", "*"); //~ P312
    let anybody = "*";
    all.len() + first + layer.insert(ACCESS_CONTROL_ALLOW_ORIGIN, anybody) //~ P312
}

fn main() {}
