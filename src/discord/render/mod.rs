//! An answer as Discord shows it: one embed, its sources, its buttons.

mod components;
mod embed;
mod post;

pub use embed::embed;
pub(crate) use embed::footer;
pub use post::{MARK, post};

use serenity::all::{CreateAllowedMentions, CreateInteractionResponseMessage};

use crate::answers::{Answer, Asked};
use crate::dataset::Dataset;

/// The whole message: it mentions nobody, whatever its text says.
pub fn message(data: &Dataset, asked: &Asked, answer: &Answer<'_>) -> CreateInteractionResponseMessage {
    CreateInteractionResponseMessage::new()
        .embeds(vec![embed(answer)])
        .components(components::rows(data, asked, answer))
        .allowed_mentions(CreateAllowedMentions::new())
}
