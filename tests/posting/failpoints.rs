//! What only a test may set is nothing in a build without the feature.

use crate::support::{Plan, Stage};

/// The words by which it is set.
const WORDS: [&str; 3] = ["TWINNED_FAILPOINT_STEP", "TWINNED_FAILPOINT_CLOCK_AHEAD_MS", "TWINNED_FAILPOINT_WINDOW_MS"];

fn in_the_program(word: &str) -> bool {
    let program = std::fs::read(env!("CARGO_BIN_EXE_twinned")).unwrap();
    program.windows(word.len()).any(|bytes| bytes == word.as_bytes())
}

#[cfg(not(feature = "failpoints"))]
#[tokio::test]
async fn a_build_without_the_feature_lacks_it() {
    for word in WORDS {
        assert!(!in_the_program(word), "{word} is in the program");
    }
    let mut stage = Stage::new(Plan::default()).await;
    stage.set(WORDS[0], "claimed");
    let channel = stage.channels()[0];
    let subscription = stage.subscribe(channel, 1, |_| {}).await;
    let mut bot = stage.start();
    stage.until_settled(&[subscription], 1).await;
    assert!(bot.runs(), "it did not die at a step");
    assert_eq!(bot.stop().await, 0);
    assert_eq!(stage.posts(channel).len(), 1);
}

#[cfg(feature = "failpoints")]
#[tokio::test]
async fn a_build_with_the_feature_has_it() {
    for word in WORDS {
        assert!(in_the_program(word), "{word} is not in the program");
    }
    let mut stage = Stage::new(Plan::default()).await;
    stage.set(WORDS[0], "claimed");
    let subscription = stage.subscribe(stage.channels()[0], 1, |_| {}).await;
    let bot = stage.start();
    assert_eq!(bot.ended().await, None, "killed, not ended");
    assert!(stage.posts(stage.channels()[0]).is_empty());
    assert_eq!(stage.days(subscription).await[0].state, twinned::state::PostState::Trying);
}

/// 28 March 2027 has no half past two in Berlin: the clock goes from two to three.
#[cfg(feature = "failpoints")]
#[tokio::test]
async fn at_an_hour_that_there_is_not_it_is_posted_after_the_gap_and_on_time() {
    let start: jiff::Timestamp = "2027-03-28T00:59:50Z".parse().unwrap();
    let ahead = start.as_millisecond() - jiff::Timestamp::now().as_millisecond();
    let stage = Stage::new(Plan { ahead, ..Plan::default() }).await;
    let channel = stage.channels()[0];
    let subscription = stage
        .subscribe(channel, 1, |settings| {
            settings.zone = "Europe/Berlin".parse().unwrap();
            settings.hour = jiff::civil::time(2, 30, 0, 0);
        })
        .await;
    let bot = stage.start();
    stage.until_settled(&[subscription], 1).await;
    assert_eq!(bot.stop().await, 0);
    let days = stage.days(subscription).await;
    assert_eq!((days.len(), days[0].date), (1, jiff::civil::date(2027, 3, 28)));
    let (posts, due) = (stage.posts(channel), "2027-03-28T01:00:00Z".parse::<jiff::Timestamp>().unwrap());
    let sent_at = (posts[0].id.0 >> 22) as i64 + 1_420_070_400_000;
    assert!(sent_at >= due.as_millisecond(), "not before its instant");
    assert!(days[0].lateness.unwrap() < 15 * 60 && !posts[0].content().contains("Late"), "{days:?}");
    let looked =
        stage.sandbox.requests().iter().any(|request| request.method == "GET" && request.path.ends_with("/messages"));
    assert!(!looked, "what is due while the sender runs is not looked for");
}

/// Discord takes the embeds away where the bot may not embed, and the marks with them.
#[cfg(feature = "failpoints")]
#[tokio::test]
async fn without_embeds_a_post_is_found_by_its_text() {
    use twinned::sandbox::Lie;
    use twinned::sandbox::world::{Overwrite, permissions};
    let mut stage = Stage::new(Plan::default()).await;
    stage.set(WORDS[2], 1000);
    let channel = stage.channels()[0];
    stage.sandbox.change(|world| {
        let (id, deny) = (world.bot.id, permissions::EMBED_LINKS);
        world.guilds[0].channels[0].overwrites = vec![Overwrite { id, member: true, allow: 0, deny }];
    });
    stage.sandbox.lie("POST /channels/*/messages", 1, Lie::CutAfter);
    let subscription = stage.subscribe(channel, 1, |_| {}).await;
    let bot = stage.start();
    assert!(stage.sandbox.wait_for(crate::support::PATIENCE, |_| !stage.posts(channel).is_empty()).await);
    bot.kill().await;
    // The window is over, and Discord has forgotten the nonce.
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    stage.sandbox.forget_nonces();
    let bot = stage.start();
    stage.until_settled(&[subscription], 1).await;
    assert_eq!(bot.stop().await, 0);
    assert_eq!(stage.days(subscription).await[0].state, twinned::state::PostState::Posted);
    assert_eq!(stage.posts(channel).len(), 1);
}

/// A first attempt that was stored and not answered may be in the channel, whatever Discord says to the second.
#[cfg(feature = "failpoints")]
#[tokio::test]
async fn what_is_refused_after_a_doubtful_attempt_is_looked_for() {
    use twinned::sandbox::Lie;
    let mut stage = Stage::new(Plan::default()).await;
    stage.set(WORDS[2], 3000);
    let channel = stage.channels()[0];
    stage.sandbox.lie("POST /channels/*/messages", 1, Lie::FailsAfter(500));
    stage.sandbox.lie("POST /channels/*/messages", 1, Lie::Fails(400));
    let subscription = stage.subscribe(channel, 1, |_| {}).await;
    let bot = stage.start();
    stage.until_settled(&[subscription], 1).await;
    assert_eq!(bot.stop().await, 0);
    let days = stage.days(subscription).await;
    assert_eq!(days[0].state, twinned::state::PostState::Posted, "{days:?}");
    assert_eq!(stage.posts(channel).len(), 1);
}
