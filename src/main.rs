//! The `backmap` command.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// An answer is made of some hundred small pieces; this allocator takes a fifth of the time of the system's.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    backmap::cli::run()
}
