//! The catalogue is part of the binary: a file added to or taken from it rebuilds the crate.

fn main() {
    println!("cargo::rerun-if-changed=data");
}
