//! The command line.
/// Runs the program with the arguments of the process.
pub fn run() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
