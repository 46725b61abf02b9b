//! The files that came with messages, so that a page can show them.

use std::collections::VecDeque;

use axum::body::Bytes;

use super::ids::Snowflake;

/// So many are kept; older ones are forgotten, and their messages stay.
const KEPT: usize = 100;

/// The types of pictures that a browser may show by themselves. Anything else, SVG with its scripts among it, is only
/// to be saved.
const PICTURES: [(&str, &str); 5] =
    [("png", "image/png"), ("jpg", "image/jpeg"), ("jpeg", "image/jpeg"), ("gif", "image/gif"), ("webp", "image/webp")];

/// A file as the bot sent it.
#[derive(Clone, Debug)]
pub(super) struct Upload {
    pub(super) name: String,
    pub(super) bytes: Bytes,
}

impl Upload {
    /// The picture's type, by the end of its name; nothing for what is no picture.
    pub(super) fn picture(&self) -> Option<&'static str> {
        let (_, end) = self.name.rsplit_once('.')?;
        let end = end.to_ascii_lowercase();
        PICTURES.iter().find(|(known, _)| *known == end).map(|(_, kind)| *kind)
    }
}

/// The latest files, by the ids of their attachments.
#[derive(Debug, Default)]
pub(super) struct Files {
    kept: VecDeque<(Snowflake, Upload)>,
}

impl Files {
    pub(super) fn keep(&mut self, id: Snowflake, file: &Upload) {
        if self.kept.len() == KEPT {
            self.kept.pop_front();
        }
        self.kept.push_back((id, file.clone()));
    }

    pub(super) fn get(&self, id: Snowflake) -> Option<&Upload> {
        self.kept.iter().find(|(known, _)| *known == id).map(|(_, file)| file)
    }

    pub(super) fn forget(&mut self) {
        self.kept.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_pictures_are_shown() {
        let check = |name: &str, expected: Option<&str>| {
            let upload = Upload { name: name.to_owned(), bytes: Bytes::new() };
            assert_eq!(upload.picture(), expected, "{name}");
        };
        check("map.png", Some("image/png"));
        check("MAP.JPG", Some("image/jpeg"));
        check("map.svg", None);
        check("map.png.html", None);
        check("png", None);
    }
}
