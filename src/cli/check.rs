//! `twinned check`

use super::args::CheckArgs;
use super::{Exit, errors};
use crate::answers::wording;
use crate::clock::Clock;
use crate::dataset::read::{self, Origin};

pub(super) fn check(args: CheckArgs) -> Exit {
    let today = args.date.unwrap_or_else(|| Clock::system().today(&jiff::tz::TimeZone::UTC));
    let origin = args.dir.map_or(Origin::BuiltIn, Origin::Folder);
    let reading = read::read(&origin, today);
    let report = &reading.report;
    let warnings = wording::count(report.warnings(), "warning", "warnings");
    match reading.dataset {
        Some(dataset) => {
            eprint!("{report}");
            println!("{}", report.summary());
            println!("data version {}", dataset.version);
            if report.warnings() > 0 {
                eprintln!("{warnings}");
            }
            Exit::Done
        }
        None => {
            print!("{report}");
            eprintln!("{}, {warnings}", errors(report.errors()));
            Exit::Failed
        }
    }
}
