//! What the page is shown of the world.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{Desk, clock};
use crate::sandbox::ids::Snowflake;
use crate::sandbox::shapes;
use crate::sandbox::validate::{components, embeds, message};
use crate::sandbox::world::permissions;

/// `GET /sandbox/world`
pub(super) async fn world(State(desk): State<Arc<Desk>>) -> Json<Value> {
    let clock = clock::shown(&desk.shared);
    Json(desk.shared.read(|state| {
        let world = &state.world;
        let users = world.users.iter().map(|user| {
            let manages = world.guilds.iter().any(|guild| {
                guild.permissions_of(user.id).is_some_and(|granted| granted & permissions::MANAGE_GUILD != 0)
            });
            let mut shown = shapes::user(world, user);
            shown["locale"] = json!(user.locale);
            shown["dm"] = json!(user.dm);
            shown["manages"] = json!(manages);
            shown
        });
        let guilds = world.guilds.iter().map(|guild| {
            let channels = guild.channels.iter().map(|channel| json!({"id": channel.id, "name": channel.name}));
            let roles = guild.roles.iter().map(|role| json!({"id": role.id, "name": role.name}));
            json!({
                "id": guild.id, "name": guild.name, "locale": guild.locale,
                "channels": channels.collect::<Vec<_>>(), "roles": roles.collect::<Vec<_>>(),
            })
        });
        json!({
            "bot": shapes::user(world, &world.bot), "users": users.collect::<Vec<_>>(),
            "guilds": guilds.collect::<Vec<_>>(), "examples": desk.examples, "clock": clock,
            "limits": {
                "content": message::CONTENT, "embeds": embeds::EMBEDS, "embed_total": embeds::TOTAL,
                "fields": embeds::FIELDS, "title": embeds::TITLE, "description": embeds::DESCRIPTION,
                "field_value": embeds::FIELD_VALUE, "footer": embeds::FOOTER, "rows": components::ROWS,
                "options": components::OPTIONS, "custom_id": components::CUSTOM_ID,
            },
        })
    }))
}

/// `GET /sandbox/files/ID`: pictures as such, anything else only to be saved.
pub(super) async fn file(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Response {
    let id: Option<Snowflake> = id.parse().ok();
    let Some(file) = id.and_then(|id| desk.shared.read(|state| state.messages.file(id).cloned())) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let picture = file.picture();
    let mut response = file.bytes.into_response();
    let kind = HeaderValue::from_static(picture.unwrap_or("application/octet-stream"));
    response.headers_mut().insert(CONTENT_TYPE, kind);
    if picture.is_none() {
        response.headers_mut().insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    }
    response
}
