use portcullis::prelude::*;

struct Node {
    children: Vec<Node>,
}

/// A future that holds itself, and a tree whose nodes ask their children.
#[capability(read)]
async fn follow(#[validate(length(max = 1000))] text: String) -> u64 {
    async fn next(text: &str) -> usize {
        tokio::task::yield_now().await;
        match text.split_once('/') {
            Some((_, rest)) => Box::pin(next(rest)).await, //~ P507
            None => text.len(),
        }
    }
    struct Tree {
        name: String,
        children: Vec<Tree>,
    }
    impl Tree {
        fn size(&self) -> usize {
            self.children.iter().map(|child| child.size()).max().unwrap_or(0) //~ P507
        }

        fn path(&self) -> usize {
            self.children.first().map_or(0, Self::path) //~ P507
        }
    }
    let tree = Tree { name: text.clone(), children: Vec::new() };
    let node = Node { children: Vec::new() };
    (next(&text).await ^ tree.size() ^ tree.path() ^ tree.name.len() ^ node.children.len()) as u64
}

fn main() {}
