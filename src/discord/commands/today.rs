//! `/today`: what happened on this day?

use super::{Command, Kind, Words};
use crate::answers::Question;

pub(super) const COMMAND: Command = Command {
    name: "today",
    code: 'y',
    kind: Kind::Chat,
    description: "What happened on this day of other years",
    options: &[],
    question: |_| Ok(Question::Today),
    words: |question| (*question == Question::Today).then(Words::default),
};
