//! The `twinned` program: see `twinned --help`.

fn main() -> std::process::ExitCode {
    twinned::cli::main()
}
