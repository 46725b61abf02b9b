//! The page's files, compiled in. A new one is a line in the table.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

const HTML: &str = "text/html; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const PICTURE: &str = "image/svg+xml";

const INDEX: &str = include_str!("assets/index.html");

/// Makes a line of the table: the name, and the file's text.
macro_rules! file {
    ($name:literal) => {
        ($name, include_str!(concat!("assets/", $name)))
    };
}

/// All files under `/page/`.
const FILES: [(&str, &str); 38] = [
    file!("attachment.js"),
    file!("base.css"),
    file!("channel.css"),
    file!("channel.js"),
    file!("clock.js"),
    file!("commands.js"),
    file!("components.js"),
    file!("composer.css"),
    file!("composer.js"),
    file!("composing.js"),
    file!("dom.js"),
    file!("embed.js"),
    file!("filling.js"),
    file!("flags.js"),
    file!("icon.svg"),
    file!("inline.js"),
    file!("inspector.js"),
    file!("limits.js"),
    file!("listbox.js"),
    file!("main.js"),
    file!("markdown.css"),
    file!("markdown.js"),
    file!("menu.js"),
    file!("message.css"),
    file!("message.js"),
    file!("modal.js"),
    file!("net.js"),
    file!("options.js"),
    file!("panels.css"),
    file!("permalink.js"),
    file!("rendered.js"),
    file!("select.js"),
    file!("sending.js"),
    file!("sidebar.js"),
    file!("slots.js"),
    file!("store.js"),
    file!("theme.js"),
    file!("time.js"),
];

/// `GET /`
pub(super) async fn index() -> Response {
    typed(HTML, INDEX)
}

/// `GET /page/NAME`
pub(super) async fn file(Path(name): Path<String>) -> Response {
    let Some((name, text)) = FILES.iter().find(|(known, _)| *known == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = match name.rsplit_once('.') {
        Some((_, "css")) => STYLE,
        Some((_, "svg")) => PICTURE,
        _ => SCRIPT,
    };
    typed(kind, text)
}

fn typed(kind: &'static str, text: &'static str) -> Response {
    ([(CONTENT_TYPE, kind)], text).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_served_says_what_it_is_for_and_makes_no_markup_of_text() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/sandbox/page/assets");
        let there = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut there: Vec<_> = there.filter(|name| name != "index.html").collect();
        there.sort();
        let served: Vec<_> = FILES.iter().map(|(name, _)| *name).collect();
        assert_eq!(there, served);
        for (name, text) in FILES {
            if name.ends_with(".js") {
                assert!(text.starts_with("// ") && text.lines().count() < 300, "{name}");
            }
            for way in [".innerHTML", ".outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"] {
                assert!(!text.contains(way), "{name} has {way}");
            }
        }
        for reference in INDEX.split("/page/").skip(1) {
            let name = reference.split('"').next().unwrap_or_default();
            assert!(served.contains(&name), "{name} is not served");
        }
    }
}
