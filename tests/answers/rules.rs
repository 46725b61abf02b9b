//! What every message must keep to, whatever it answers.

use serde_json::Value;

fn units(value: &Value) -> usize {
    value.as_str().map_or(0, |text| text.encode_utf16().count())
}

/// Panics where a message breaks a limit of Discord's, cites what it does not list, lists what it does not cite, or has
/// two components with the same `custom_id`. Gives back the sources' addresses and lines.
pub fn check(name: &str, body: &Value) -> Vec<String> {
    let data = &body["data"];
    assert_eq!(data["allowed_mentions"]["parse"], serde_json::json!([]), "{name}: nobody is mentioned");
    let embeds = data["embeds"].as_array().unwrap_or_else(|| panic!("{name}: no embed"));
    assert_eq!(embeds.len(), 1, "{name}");
    let embed = &embeds[0];
    let fields = embed["fields"].as_array().map(Vec::as_slice).unwrap_or_default();
    let within = |what: &str, length: usize, most: usize| {
        assert!((1..=most).contains(&length), "{name}: {what} has {length} characters of {most}");
    };
    within("the title", units(&embed["title"]), 256);
    within("the description", units(&embed["description"]), 4096);
    within("the footer", units(&embed["footer"]["text"]), 2048);
    assert!(fields.len() <= 25, "{name}: {} fields", fields.len());
    for field in fields {
        within("a field's name", units(&field["name"]), 256);
        within("a field's value", units(&field["value"]), 1024);
    }
    let of_fields: usize = fields.iter().map(|field| units(&field["name"]) + units(&field["value"])).sum();
    let all = units(&embed["title"]) + units(&embed["description"]) + units(&embed["footer"]["text"]) + of_fields;
    within("the embed", all, 5_800);

    let listed: Vec<String> = fields
        .iter()
        .filter_map(|field| field["value"].as_str())
        .flat_map(|value| value.lines().map(str::to_owned))
        .collect();
    let text = embed["description"].as_str().unwrap_or_default();
    let mut cited = marks(text);
    for (n, line) in listed.iter().enumerate() {
        assert!(line.starts_with(&format!("[{}] ", n + 1)), "{name}: source {} is {line:?}", n + 1);
    }
    let order = cited.iter().fold(0, |most, &mark| {
        assert!(mark <= most + 1, "{name}: [{mark}] stands before [{}]", most + 1);
        most.max(mark)
    });
    assert_eq!(order, listed.len(), "{name}: as many sources as are cited");
    cited.dedup();
    assert!(listed.len() <= 25, "{name}: {} sources", listed.len());
    let items = text.lines().filter(|line| line.starts_with("- ")).count();
    assert!(items <= 10, "{name}: {items} lines");
    components(name, data);
    listed
}

/// The citation marks of a text, in order.
pub fn marks(text: &str) -> Vec<usize> {
    let bracketed = text.match_indices(" [").filter_map(|(at, _)| {
        let rest = &text[at + 2..];
        let number = &rest[..rest.find(']')?];
        number.parse().ok()
    });
    bracketed.collect()
}

fn components(name: &str, data: &Value) {
    let rows = data["components"].as_array().map(Vec::as_slice).unwrap_or_default();
    assert!(rows.len() <= 5, "{name}");
    let mut ids: Vec<&str> = Vec::new();
    for row in rows {
        let row = row["components"].as_array().map(Vec::as_slice).unwrap_or_default();
        assert!((1..=5).contains(&row.len()), "{name}");
        for component in row {
            ids.push(component["custom_id"].as_str().unwrap_or_default());
            assert!(units(&component["label"]) <= 80, "{name}");
            for option in component["options"].as_array().into_iter().flatten() {
                assert!((1..=100).contains(&units(&option["value"])), "{name}: {option}");
                assert!((1..=100).contains(&units(&option["label"])), "{name}: {option}");
            }
        }
    }
    for id in &ids {
        assert!((1..=100).contains(&id.encode_utf16().count()), "{name}: {id}");
        assert_eq!(ids.iter().filter(|other| *other == id).count(), 1, "{name}: {id} stands twice");
    }
}
