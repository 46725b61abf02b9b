//! `twinned check`

use std::io::Write;

use super::args::CheckArgs;
use super::{Exit, errors, newest_day, print};
use crate::answers::wording;
use crate::clock::Clock;
use crate::dataset::read::{self, Origin, Severity};

pub(super) fn check(args: CheckArgs) -> Exit {
    report(args).unwrap_or_else(|exit| exit)
}

fn report(args: CheckArgs) -> Result<Exit, Exit> {
    let origin = args.dir.map_or(Origin::BuiltIn, Origin::Folder);
    let today = || newest_day(&origin, Clock::system().today(&jiff::tz::TimeZone::UTC));
    let reading = read::read(&origin, args.date.unwrap_or_else(today));
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
            // Errors come last, where whoever reads a long list ends up.
            let of = |severity: Severity| report.problems().iter().filter(move |problem| problem.severity == severity);
            let lines: String =
                of(Severity::Warning).chain(of(Severity::Error)).map(|problem| format!("{problem}\n")).collect();
            // Where nobody reads on, the data is as wrong as before.
            print(lines.trim_end()).map_err(|_| Exit::Failed)?;
            let _ = writeln!(aside, "{}, {warnings}", errors(report.errors()));
            Exit::Failed
        }
    })
}
