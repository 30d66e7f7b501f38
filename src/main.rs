//! The program `sepakat`: everything happens in the library; here a result becomes an exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    sepakat::cli::run()
}
