//! The buttons and menus below an answer, from the top: paging, next steps, its sources, the questions that may have been
//! meant.

use serenity::all::{
    ButtonStyle, CreateActionRow, CreateButton, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption,
};

use crate::answers::{Answer, Asked, Pick, Question, SourceQuestion};
use crate::dataset::{Dataset, Source};
use crate::discord::custom_id::{self, Role};
use crate::discord::limits;

pub(super) fn rows(data: &Dataset, asked: &Asked, answer: &Answer<'_>) -> Vec<CreateActionRow> {
    let mut rows = Vec::new();
    rows.extend(paging(data, asked, answer));
    rows.extend(steps(data, asked, answer));
    rows.extend(sources(data, asked, answer));
    rows.extend(picks(data, asked, answer));
    rows
}

/// First, back, next, last; disabled at the ends.
fn paging(data: &Dataset, asked: &Asked, answer: &Answer<'_>) -> Option<CreateActionRow> {
    let question = answer.question.as_ref()?;
    let (page, pages @ 2..) = answer.page else { return None };
    let question = custom_id::question(question, data)?;
    let id = custom_id::written(&question, data);
    let button = |role: Role, label: &str, to: usize, works: bool| {
        let id = id(role, to, asked.private)?;
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

/// The questions that the answer leads on to.
fn steps(data: &Dataset, asked: &Asked, answer: &Answer<'_>) -> Option<CreateActionRow> {
    let button = |(step, n): (&Pick, u8)| {
        let id = custom_id::print(Role::Step(n), &again(asked, &step.question), data)?;
        let label = limits::shortened(&step.label, limits::BUTTON_LABEL);
        Some(CreateButton::new(id).label(label).style(ButtonStyle::Secondary))
    };
    let buttons: Vec<_> = answer.steps.iter().take(limits::BUTTONS_A_ROW).zip(0..).filter_map(button).collect();
    (!buttons.is_empty()).then_some(CreateActionRow::Buttons(buttons))
}

/// The sources of this page, each of which can be seen in full.
fn sources(data: &Dataset, asked: &Asked, answer: &Answer<'_>) -> Option<CreateActionRow> {
    let option = |(source, n): (&&Source, u8)| {
        let question = Question::Source(SourceQuestion { source: source.id.to_string() });
        let id = custom_id::print(Role::Source(n), &again(asked, &question), data)?;
        let label = format!("[{}] {}", n + 1, source.publisher);
        let option = CreateSelectMenuOption::new(limits::shortened(&label, limits::MENU_OPTION), id);
        Some(option.description(limits::shortened(&source.title, limits::MENU_OPTION)))
    };
    // Where the answer is a source, there is nothing more to see of it.
    let is_source = matches!(answer.question, Some(Question::Source(_)));
    let options: Vec<_> = answer.sources.iter().take(limits::MENU_OPTIONS).zip(0..).filter_map(option).collect();
    (!options.is_empty() && !is_source).then(|| {
        let menu = CreateSelectMenu::new(custom_id::SOURCES, CreateSelectMenuKind::String { options });
        CreateActionRow::SelectMenu(menu.placeholder("Sources…"))
    })
}

/// Another question of the same asker.
fn again(asked: &Asked, question: &Question) -> Asked {
    Asked { private: asked.private, ..Asked::new(question.clone()) }
}

/// The questions that may have been meant: as buttons where there are few, else as a menu.
fn picks(data: &Dataset, asked: &Asked, answer: &Answer<'_>) -> Option<CreateActionRow> {
    let ids: Vec<(&str, String)> = answer
        .picks
        .iter()
        .take(limits::MENU_OPTIONS)
        .zip(0..)
        .filter_map(|(pick, n)| {
            Some((pick.label.as_str(), custom_id::print(Role::Pick(n), &again(asked, &pick.question), data)?))
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
