//! The `backmap` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    backmap::cli::run()
}
