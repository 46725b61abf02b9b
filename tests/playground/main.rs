//! The playground, in a real browser: headless Chromium, driven from here.
//!
//! `apt-get install chromium chromium-driver` brings both on Debian. Where they are missing, what needs them is left out
//! and says so; where the environment variable `CI` is `true`, that is a failure.

mod bot;
mod browser;
mod door;
mod looks;
mod markdown;
mod next_post;
#[path = "../support/openapi.rs"]
mod openapi;
mod process;
mod scripted;
mod stage;
mod twinned;
