//! The buttons and menus below an answer, from the top: paging, then the questions that may have been meant.

use serenity::all::{
    ButtonStyle, CreateActionRow, CreateButton, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption,
};

use crate::answers::{Answer, Asked};
use crate::dataset::Dataset;
use crate::discord::custom_id::{self, Role};
use crate::discord::limits;

pub(super) fn rows(data: &Dataset, asked: &Asked, answer: &Answer<'_>) -> Vec<CreateActionRow> {
    let mut rows = Vec::new();
    rows.extend(paging(data, asked, answer));
    rows.extend(picks(data, asked, answer));
    rows
}

/// First, back, next, last; disabled at the ends.
fn paging(data: &Dataset, asked: &Asked, answer: &Answer<'_>) -> Option<CreateActionRow> {
    let question = answer.question.as_ref()?;
    let (page, pages @ 2..) = answer.page else { return None };
    let button = |role: Role, label: &str, to: usize, works: bool| {
        let asked = Asked { question: question.clone(), page: to, private: asked.private, version: None };
        let id = custom_id::print(role, &asked, data)?;
        Some(CreateButton::new(id).label(label).style(ButtonStyle::Secondary).disabled(!works))
    };
    let buttons = [
        button(Role::First, "« First", 1, page > 1),
        button(Role::Back, "‹ Back", (page - 1).max(1), page > 1),
        button(Role::Next, "Next ›", (page + 1).min(pages), page < pages),
        button(Role::Last, "Last »", pages, page < pages),
    ];
    Some(CreateActionRow::Buttons(buttons.into_iter().flatten().collect()))
}

/// The questions that may have been meant: as buttons where there are few, else as a menu.
fn picks(data: &Dataset, asked: &Asked, answer: &Answer<'_>) -> Option<CreateActionRow> {
    let ids: Vec<(&str, String)> = answer
        .picks
        .iter()
        .take(limits::MENU_OPTIONS)
        .zip(0..)
        .filter_map(|(pick, n)| {
            let asked = Asked { private: asked.private, ..Asked::new(pick.question.clone()) };
            Some((pick.label.as_str(), custom_id::print(Role::Pick(n), &asked, data)?))
        })
        .collect();
    match ids.len() {
        0 => None,
        1..=limits::BUTTONS_A_ROW => {
            let button = |(label, id): (&str, String)| {
                CreateButton::new(id).label(limits::shortened(label, limits::BUTTON_LABEL)).style(ButtonStyle::Primary)
            };
            Some(CreateActionRow::Buttons(ids.into_iter().map(button).collect()))
        }
        _ => {
            let option = |(label, id): (&str, String)| {
                CreateSelectMenuOption::new(limits::shortened(label, limits::MENU_OPTION), id)
            };
            let options = ids.into_iter().map(option).collect();
            let menu = CreateSelectMenu::new(custom_id::MENU, CreateSelectMenuKind::String { options })
                .placeholder("Which one is meant?");
            Some(CreateActionRow::SelectMenu(menu))
        }
    }
}
