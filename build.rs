//! The catalogue and the words of the pages are part of the binary: a file added to or taken from them rebuilds the crate.

fn main() {
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=src/pages/words");
}
