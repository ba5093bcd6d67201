// What `unbounded_recursion` finds, and what it leaves alone.

fn parens() { expr() } fn factor() { parens() } fn fold() { let (oper, expr) = pair; } fn term() { factor()(); } fn expr() { term()(); } //~ P507?
impl T { fn wrapping_sub(other: T) { self.wrapping_sub(other) } }
fn sort() { impl Visitor { fn visit(&mut self, i: usize) { self.visit(dep); } } } //~ P507?
struct Tree { left: Box<Leaf> } impl Leaf { fn find() { child.find() } }
enum Node { Object(Vec<Node>) } impl Node { fn ways(&self) { child.ways(); } }
enum Entry { Walked(walk::Entry) } impl Entry { fn path() { match self { Entry::Shown(ref x) => x.path(), Entry::Walked(ref y) => y.path() } } }
fn deep(number: u32) { fn deeper() { deeper(number - 1) } } //~ P507?
