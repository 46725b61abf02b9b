//! Twinned in Discord: the only module that names serenity, and the one place that sends.
//!
//! An interaction is parsed into a question by the tables under [`commands`], answered by [`crate::answers`], and the
//! answer is rendered by [`render`]; [`respond`] puts these together without touching the network, and [`gateway`]
//! carries it. Nothing in here knows where the data came from.

pub mod api;
pub mod command_text;
pub mod commands;
pub mod complete;
pub mod custom_id;
pub mod gateway;
pub mod limits;
pub mod markdown;
pub mod posting;
pub mod register;
pub mod render;
pub mod respond;
pub mod subscription;
pub mod trouble;
