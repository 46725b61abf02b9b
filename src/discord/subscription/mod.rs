//! `/subscription`: what a server's moderators do with its subscriptions.

pub mod stored;
