//! What goes to the log, and at which level.

use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// What a level, or a list of targets with levels, lets through; `None` where it is neither.
///
/// A bare level is that of Twinned alone. The libraries stay at WARN: at INFO serenity's spans hold whole requests, and an
/// interaction's token stands in its route.
pub fn targets(level: &str) -> Option<Targets> {
    let libraries = Targets::new().with_default(Level::WARN);
    if let Ok(level) = level.parse::<Level>() {
        return Some(libraries.with_target("twinned", level));
    }
    let named: Targets = level.parse().ok().filter(|_| level.contains('='))?;
    let twinned = libraries.with_target("twinned", Level::INFO);
    Some(named.iter().fold(twinned, |all, (target, level)| all.with_target(target, level)))
}

/// Begins to log to standard error. `level` is one that [`targets`] takes; anything else counts as `info`.
pub fn begin(level: &str) {
    let targets = targets(level).unwrap_or_else(|| Targets::new().with_default(Level::INFO));
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()));
    // In tests another subscriber may be there already; then that one is kept.
    let _ = tracing_subscriber::registry().with(targets).with(lines).try_init();
}
