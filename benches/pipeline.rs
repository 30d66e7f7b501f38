//! Benchmarks of the stages and of the whole.
fn main() {
    divan::main();
}
