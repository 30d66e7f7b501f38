//! The program `sepakat`: everything happens in the library; here a result becomes an exit status.

use std::process::ExitCode;

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    sepakat::cli::run()
}
