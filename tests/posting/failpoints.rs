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
