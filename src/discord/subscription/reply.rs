//! What `/subscription` answers: a private message with one embed, or the preview of a post.

use serde_json::{Value, json};
use serenity::all::CreateAttachment;

use crate::discord::limits;

/// Blue for what was done and what is shown, ochre for whatever asks the reader to do something.
const DONE: u32 = 0x2A_6F97;
const TO_DO: u32 = 0xB7_791F;

/// An answer: the body of the message, and a file where there is one.
pub(super) struct Reply {
    pub(super) body: Value,
    pub(super) file: Option<CreateAttachment>,
}

impl Reply {
    /// Something was done, or is shown.
    pub(super) fn done(title: &str, text: &str) -> Reply {
        Reply::of(title, text, DONE)
    }

    /// Something has to be done first.
    pub(super) fn to_do(title: &str, text: &str) -> Reply {
        Reply::of(title, text, TO_DO)
    }

    fn of(title: &str, text: &str, colour: u32) -> Reply {
        let text = limits::shortened(text, limits::EMBED_DESCRIPTION);
        let embed = json!({"title": title, "description": text, "color": colour});
        Reply::body(json!({"content": "", "embeds": [embed], "components": []}))
    }

    /// This message; whatever it says, it mentions nobody.
    pub(super) fn body(mut body: Value) -> Reply {
        body["allowed_mentions"] = json!({"parse": []});
        Reply { body, file: None }
    }

    /// With these buttons in a row: `custom_id`, label, style by Discord's numbers, whether it can be pressed.
    pub(super) fn with_buttons(mut self, buttons: &[(String, &str, u8, bool)]) -> Reply {
        let button = |(id, label, style, works): &(String, &str, u8, bool)| json!({"type": 2, "custom_id": id, "label": label, "style": style, "disabled": !works});
        let buttons: Vec<Value> = buttons.iter().map(button).collect();
        self.body["components"] = json!([{"type": 1, "components": buttons}]);
        self
    }

    /// With a file.
    pub(super) fn with_file(mut self, name: &str, contents: Vec<u8>) -> Reply {
        self.file = Some(CreateAttachment::bytes(contents, name));
        self
    }
}
