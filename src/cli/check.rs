//! `twinned check`

use std::io::Write;

use super::args::CheckArgs;
use super::{Exit, errors, print};
use crate::answers::wording;
use crate::clock::Clock;
use crate::dataset::read::{self, Origin};

pub(super) fn check(args: CheckArgs) -> Exit {
    report(args).unwrap_or_else(|exit| exit)
}

fn report(args: CheckArgs) -> Result<Exit, Exit> {
    let today = args.date.unwrap_or_else(|| Clock::system().today(&jiff::tz::TimeZone::UTC));
    let origin = args.dir.map_or(Origin::BuiltIn, Origin::Folder);
    let reading = read::read(&origin, today);
    let report = &reading.report;
    let warnings = wording::count(report.warnings(), "warning", "warnings");
    // Whoever listens to neither has the exit code.
    let mut aside = std::io::stderr();
    Ok(match reading.dataset {
        Some(dataset) => {
            let _ = write!(aside, "{report}");
            print(&format!("{}\ndata version {}", report.summary(), dataset.version))?;
            if report.warnings() > 0 {
                let _ = writeln!(aside, "{warnings}");
            }
            Exit::Done
        }
        None => {
            let lines = report.to_string();
            // Where nobody reads on, the data is as wrong as before.
            print(lines.trim_end()).map_err(|_| Exit::Failed)?;
            let _ = writeln!(aside, "{}, {warnings}", errors(report.errors()));
            Exit::Failed
        }
    })
}
