//! `twinned run`, up to where it would connect: what it needs, and that it keeps the token to itself.

use crate::program::{Program, twinned};

/// Of the form of a real one.
const TOKEN: &str = "MTIwMDAwMDAwMDAwMDAwMDAwMQ.GxYzAb.0123456789abcdefghijklmnopqrstuvwxyzAB";

fn run() -> Program {
    twinned(&["run"])
}

#[test]
fn without_a_token_it_says_how_to_give_one() {
    let expected = ["there is no bot token", "DISCORD_TOKEN", "discord.token_file", "README.md"];
    run().run().exits(2).complains(&expected);
    run().env("DISCORD_TOKEN", "").run().exits(2).complains(&expected);
    run().env("DISCORD_TOKEN", "  ").run().exits(2).complains(&expected);
}

#[test]
fn what_is_no_token_is_not_tried() {
    run().env("DISCORD_TOKEN", "a b").run().exits(2).complains(&["DISCORD_TOKEN does not hold a bot token"]);
    let settings = "[discord]\ntoken_file = \"secrets/token\"\n";
    let with = |text: &str| run().file("config.toml", settings).file("secrets/token", text).run();
    with("").exits(2).complains(&["discord.token_file does not hold a bot token"]);
    let two_lines = format!("{TOKEN}\n{TOKEN}\n");
    with(&two_lines).exits(2).complains(&["discord.token_file does not hold"]).keeps_quiet_about(TOKEN);
    run().file("config.toml", settings).run().exits(2).complains(&[
        "discord.token_file: ",
        "secrets/token",
        "cannot be read",
    ]);
    let folder = run().file("config.toml", settings).file("secrets/token/inside", "");
    folder.run().exits(2).complains(&["discord.token_file: ", "cannot be read"]);
}

#[test]
fn a_token_in_the_wrong_place_is_not_printed() {
    let check = |settings: &str, expected: &str| {
        let ran = run().file("config.toml", settings).run().exits(2).complains(&[expected]);
        ran.keeps_quiet_about(TOKEN).keeps_quiet_about(&TOKEN[..26]);
    };
    check(&format!("[discord]\ntoken = \"{TOKEN}\""), "discord.token: unknown field `token`, expected");
    check(&format!("[discord]\ntoken_file = \"{TOKEN}\""), "looks like the token itself");
    check(&format!("discord = \"{TOKEN}\""), "discord: a text, expected a table");
    check(&format!("[discord]\ntoken_file = \"{TOKEN}"), "config.toml:2: discord.token_file: ");
}

#[test]
fn the_token_goes_to_discord_or_to_this_machine_only() {
    let check = |api: &str, expected: &[&str]| {
        let ran = run().env("DISCORD_TOKEN", TOKEN).env("TWINNED_DISCORD_API", api).run();
        ran.exits(2).complains(&["TWINNED_DISCORD_API: "]).complains(expected).keeps_quiet_about(TOKEN);
    };
    check("http://example.org", &["loopback addresses only (127.0.0.1, localhost, [::1])", "write https://"]);
    check("http://127.0.0.1.example.org:80", &["loopback addresses only"]);
    check("ftp://127.0.0.1", &["neither https:// nor http://"]);
    check("127.0.0.1:8080", &["is not an address", "http://127.0.0.1:8080"]);
    check("http://127.0.0.1:8080/?x=1", &["a query"]);
}

#[test]
fn broken_data_is_not_served() {
    let ran = twinned(&["run", "--data", "/nowhere"]).env("DISCORD_TOKEN", TOKEN).run().exits(1);
    ran.complains(&["/nowhere/places.json: error: cannot be read", "is not served"]).keeps_quiet_about(TOKEN);
    // There is no way to write it on the command line, where every user of the machine could read it.
    twinned(&["run", "--token", TOKEN]).run().exits(2).complains(&["--token"]).keeps_quiet_about(TOKEN);
}
