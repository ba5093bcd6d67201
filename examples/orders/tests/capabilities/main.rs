//! Each capability behind every guard, on a real shop on loopback.

mod key;
mod offered;
mod refund;
mod status;

use orders::key::{Key, Mount};
use orders::shop::OpenShop;
use portcullis::secret::Credential;
use portcullis::testing;
use portcullis_http::{Http, HttpHost};
use tempfile::TempDir;

/// An open shop, and its key where a gate's owner has it.
struct Scene {
    shop: OpenShop,
    mount: Mount,
    credential: Credential,
    temporary: TempDir,
}

impl Scene {
    async fn new() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let mounted = temporary.path().join("mounted");
        std::fs::create_dir(&mounted).unwrap();
        let key = Key::random().unwrap();
        let mount = Mount::new(mounted, &key).unwrap();
        let credential = mount.credential().unwrap();
        Scene { shop: OpenShop::open(key).await.unwrap(), mount, credential, temporary }
    }

    fn http(&self) -> HttpHost<orders::Shop> {
        Http::to(&self.shop.origin()).unwrap().allow_loopback().bearer(self.credential.clone())
    }

    /// A gate that grants this shop, with a clock that stands still.
    fn gate(&self) -> testing::Gate {
        let http = self.http().max_response(orders::offer::LARGEST_ANSWER).writable();
        testing::Gate::new().grant(http.read_only()).grant(http)
    }

    /// The requests that came, without what is done with the key.
    fn lines(&self) -> Vec<String> {
        self.shop.asked().into_iter().map(|asked| asked.line).collect()
    }
}
