//! What is answered: the wording by snapshots, and the rules that every page of every answer keeps by a walk over all of
//! the data.

mod citing;
#[path = "../support/openapi.rs"]
mod openapi;
mod rules;
mod saying;
mod support;
mod walk;
mod wording;
