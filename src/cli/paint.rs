//! Colours on a terminal; nothing in a pipe, and nothing where `NO_COLOR` is set (no-color.org).

/// Whether to colour.
#[derive(Clone, Copy)]
pub(super) struct Paint {
    on: bool,
}

/// What a text is.
#[derive(Clone, Copy)]
pub(super) enum Ink {
    Title,
    Strong,
    Code,
    Faint,
}

impl Paint {
    pub(super) fn for_terminal(is_terminal: bool) -> Paint {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Paint { on: is_terminal && wanted && std::env::var_os("TERM").is_none_or(|term| term != "dumb") }
    }

    pub(super) fn with(self, ink: Ink, text: &str) -> String {
        if !self.on {
            return text.to_owned();
        }
        let code = match ink {
            Ink::Title => "1;36",
            Ink::Strong => "1",
            Ink::Code => "33",
            Ink::Faint => "2",
        };
        format!("\x1b[{code}m{text}\x1b[0m")
    }
}
