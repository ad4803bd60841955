//! The words of the pages and the examples are part of the binary: a file added to or taken from them rebuilds the crate.

fn main() {
    println!("cargo::rerun-if-changed=src/pages/words");
    println!("cargo::rerun-if-changed=examples");
}
