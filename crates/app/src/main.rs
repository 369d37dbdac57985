//! The binary `aftercare`: reads the command line and runs one command.

use std::process::ExitCode;

use aftercare::command::{self, Arguments};
use clap::Parser as _;

fn main() -> ExitCode {
    match Arguments::try_parse() {
        Ok(arguments) => command::run(arguments),
        Err(error) => {
            let _ = error.print();
            ExitCode::from(if error.use_stderr() { 2 } else { 0 })
        }
    }
}
