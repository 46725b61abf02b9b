//! `/help`: what can be asked?

use super::{Command, Kind, Words};
use crate::answers::Question;

pub(super) const COMMAND: Command = Command {
    name: "help",
    code: 'h',
    kind: Kind::Chat,
    description: "What Twinned can tell, with examples",
    options: &[],
    question: |_| Ok(Question::Help),
    words: |question| (*question == Question::Help).then(Words::default),
};
