//! What a command was given: the values of its options as text, and how these are read.

use super::PRIVATE;
use crate::answers::wording;
use crate::discord::limits;

/// The values of a command's options, by name, as text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Words(Vec<(&'static str, String)>);

impl Words {
    /// The value of an option.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_str())
    }

    /// The value of an option that Discord requires.
    pub(super) fn required(&self, name: &'static str) -> Result<String, WrongOption> {
        self.get(name).map(str::to_owned).ok_or(WrongOption::Missing(name))
    }

    pub(super) fn optional(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }

    /// The value of an option that takes a number.
    pub(super) fn number(&self, name: &'static str, least: u8, most: u8) -> Result<Option<u8>, WrongOption> {
        let Some(value) = self.get(name) else { return Ok(None) };
        let number = value.trim().parse().ok().filter(|number| (least..=most).contains(number));
        let wrong =
            || WrongOption::NotANumber { option: name, value: limits::shortened(value, 60).into_owned(), least, most };
        number.map(Some).ok_or_else(wrong)
    }

    /// Sets the value of an option.
    pub fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.0.retain(|(other, _)| *other != name);
        self.0.push((name, value.into()));
    }

    pub(super) fn with(mut self, name: &'static str, value: Option<impl Into<String>>) -> Self {
        if let Some(value) = value {
            self.set(name, value);
        }
        self
    }

    /// Every value with its option's name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(name, value)| (*name, value.as_str()))
    }

    /// Whether these are the words of a question as it is once it is resolved, however they are ordered and whoever is to
    /// see the answer.
    pub(in crate::discord) fn ask_just(&self, resolved: &Words) -> bool {
        let asked = || self.iter().filter(|(name, _)| *name != PRIVATE.name);
        asked().count() == resolved.0.len() && asked().all(|(name, value)| resolved.get(name) == Some(value))
    }

    /// Whether the answer is for the asker alone.
    pub fn private(&self) -> bool {
        self.get(PRIVATE.name) == Some("true")
    }
}

/// An option that says nothing the command understands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WrongOption {
    /// A required option is not there.
    #[error("{0}: is required.")]
    Missing(&'static str),
    /// A value that is none of the choices.
    #[error("{option}: {value:?} is none of its values. There are {choices}.")]
    NoSuchChoice {
        /// The option's name.
        option: &'static str,
        /// What was given, shortened.
        value: String,
        /// What there is.
        choices: String,
    },
    /// A value that is no number, or one that is too small or too large.
    #[error("{option}: {value:?} is not a number from {least} to {most}.")]
    NotANumber {
        /// The option's name.
        option: &'static str,
        /// What was given, shortened.
        value: String,
        /// The least.
        least: u8,
        /// The most.
        most: u8,
    },
}

/// Reads the value of an option that has choices.
pub(super) fn choice<T>(
    words: &Words,
    option: &'static str,
    known: &[&str],
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, WrongOption> {
    let Some(value) = words.get(option) else { return Ok(None) };
    read(value).map(Some).ok_or_else(|| WrongOption::NoSuchChoice {
        option,
        value: limits::shortened(value, 60).into_owned(),
        choices: wording::list(known),
    })
}
