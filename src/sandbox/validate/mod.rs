//! What Discord checks before it takes a body: limits, required fields, doubles. One file a subject; each walks a
//! body and puts what is wrong into a [`Form`](super::refusal::Form), so that a refusal names every wrong field.
//!
//! Lengths count Unicode characters, as Discord's do.

pub(super) mod choices;
pub(super) mod commands;
pub(super) mod components;
pub(super) mod embeds;
mod fields;
pub(super) mod message;
pub(super) mod modal;
