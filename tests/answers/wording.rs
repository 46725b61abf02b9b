//! The words of the answers on the shipped data. A change in wording shows as a change of a snapshot.

use crate::rules;
use crate::support::{body, read_aloud};

#[track_caller]
fn check(name: &str, command: &str, page: usize) {
    let body = body(command, page);
    rules::check(command, &body);
    insta::with_settings!({ description => command, omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, read_aloud(&body));
    });
}

macro_rules! snapshots {
    ($($name:ident: $command:expr $(, page $page:expr)?;)*) => {
        $(#[test] fn $name() { check(stringify!($name), $command, 1 $(- 1 + $page)?); })*
    };
}

snapshots! {
    partners_of_a_big_city: "/partners Tianjin";
    partners_last_page: "/partners Tianjin", page 99;
    partners_with_a_disagreement: "/partners Kobe";
    partners_of_a_kind_in_a_country: "/partners Shanghai country:JP kind:port";
    partners_about_a_topic_by_name: "/partners Kobe topic:culture sort:name";
    partners_ended: "/partners Beijing status:ended";
    partners_planned: "/partners Tianjin status:planned";
    partners_none_so: "/partners Kobe country:Iceland";
    partners_none_but_around: "/partners hubei-university-cn";
    partners_of_many_parties: "/partners Ansbach";
    partners_ambiguous: "/partners Nagasaki";
    partners_ambiguous_private: "/partners Victoria private:true";
    partners_near_miss: "/partners nurenberg";
    partners_unknown: "/partners Qwxyz";
    partners_of_a_country: "/partners Taiwan";
    partners_of_a_country_without_ties: "/partners Namibia";
    partners_of_a_country_that_is_a_place_of_facts: "/partners Japan";
    partners_none_but_in_the_country: "/partners Nairobi";
    partners_unknown_in_a_country: "/partners Qwxyz country:Germany";
    partners_unknown_country: "/partners Kobe country:Germny";
    partners_unknown_topic: "/partners Kobe topic:cultur3";
    partners_hostile: "/partners \"@everyone **<@1>** [x](javascript:alert(1))\"";
    partners_in_chinese: "/partners 神户";
    since_1973: "/since 1973";
    since_a_month_until_a_day: "/since 1979-10 until:1980-05-05";
    since_of_a_place: "/since 1985 place:Kobe";
    since_of_a_kind_and_country: "/since 2000 kind:port country:Germany";
    since_before_all: "/since 1800";
    since_one_year: "/since \"24 June 1973\" until:1973-6-24";
    since_of_a_country_as_a_place: "/since 1973 place:Germany";
    since_the_future: "/since 2031";
    since_reversed: "/since 1990 until:1980";
    since_no_date: "/since 197x";
    since_no_day: "/since 1973-06-31";
    partnership_rich: "/partnership Kobe Tianjin";
    partnership_that_ended: "/partnership Gothenburg Shanghai";
    partnership_of_ambiguous_names: "/partnership between:Nagasaki and:Fuzhou";
    partnership_none_but_common: "/partnership \"St. Louis\" Kobe";
    partnership_none_at_all: "/partnership Nuremberg Kobe";
    partnership_with_itself: "/partnership Köln Cologne";
    partnership_unknown: "/partnership Kobe Qwxyz";
    place_big: "/place Tianjin";
    place_of_two_ties: "/place geumcheon-kr";
    place_of_facts_only: "/place Locarno";
    partners_of_facts_only: "/partners Bruges";
    facts_of_facts_only: "/facts Utah";
    country_small: "/country Iceland";
    country_with_another: "/country Deutschland with:日本";
    country_without_ties: "/country Liechtenstein";
    country_with_itself: "/country DE with:Germany";
    topic_of_a_country: "/topic port country:Germany";
    topic_of_a_place: "/topic ports place:Kobe";
    timeline_of_two: "/timeline Kobe with:Tianjin";
    timeline_of_all_in_a_span: "/timeline from:1972 until:1973-06 topic:history";
    timeline_reversed: "/timeline from:1990 until:1980";
    timeline_of_one_twice: "/timeline Köln with:Cologne";
    facts_of_a_place: "/facts Kobe";
    facts_of_a_tie: "/facts about:\"Kobe – Tianjin\" topic:animals";
    facts_none: "/facts geumcheon-kr";
    between_two: "/between Tianjin Riga";
    between_partners: "/between Tianjin Kobe";
    between_far: "/between Rothenburg Seattle";
    between_former_partners: "/between Cupertino Beijing";
    between_suspended_partners: "/between Prague Shanghai";
    between_itself: "/between Kobe 神户";
    stats_overview: "/stats";
    stats_by_kind: "/stats by:kind";
    stats_of_a_country_by_country: "/stats Japan by:country";
    stats_by_nonsense: "/stats by:colour";
    source_in_full: "/source china-daily-2024-08-28-solidarity";
    source_by_words: "/source \"china daily\"";
    source_of_nothing: "/source zzzzzz";
    source_unknown: "/source \"no such words anywhere\"";
    disputes_of_a_place: "/disputes Tianjin";
    disputes_none: "/disputes Kobe";
    random_of_a_kind: "/random kind:port";
    random_none: "/random country:Liechtenstein";
    random_none_of_a_kind: "/random kind:port country:Iceland";
    source_of_positions: "/source geonames";
    today: "/today";
    anniversaries_today: "/anniversaries today";
    anniversaries_of_a_place: "/anniversaries on 06-24 place:Kobe";
    anniversaries_on_a_full_day: "/anniversaries on \"23 October\"";
    anniversaries_of_the_month_and_year: "/anniversaries on 2026-10-23", page 3;
    anniversaries_on_28_february: "/anniversaries on 2026-02-28 facts:true country:Australia";
    anniversaries_ahead: "/anniversaries upcoming days:3 date:2026-12-30 country:Japan facts:true";
    anniversaries_none: "/anniversaries on 06-24 country:Iceland";
    anniversaries_on_no_day: "/anniversaries on \"the 24th of June\"";
    anniversaries_on_a_day_that_there_is_not: "/anniversaries on \"31 June\"";
    anniversaries_of_too_many_days: "/anniversaries upcoming days:32";
    anniversaries_ambiguous: "/anniversaries upcoming place:Nagasaki";
    help: "/help";
}
