//! What is planned, passed over, told of by a digest, or paused.

use super::*;

/// The days that need no planning any more, as both ways of asking give them.
async fn handled(state: &State, subscription: i64) -> Vec<(String, Date)> {
    let one = state.handled_of(subscription, Date::MIN).await.unwrap();
    let all = state.handled_since(date(2000, 1, 1)).await.unwrap().remove(&subscription).unwrap_or_default();
    assert_eq!(one, all);
    one
}

#[tokio::test]
async fn a_day_passed_over_before_its_hour_is_posted_at_it() {
    let folder = Folder::new();
    let state = folder.open().await;
    let subscription = subscribe(&state, 10).await;
    let (before, next) = (KOBE.yesterday().unwrap(), KOBE.tomorrow().unwrap());
    // Months ahead, by a clock that is wrong.
    let skipped = vec![("daily", before), ("daily", KOBE), ("daily", next)];
    let ahead = Planned { skipped, done_through: Some(date(2026, 12, 1)), ..plan(subscription, &[]) };
    state.write_plans(std::slice::from_ref(&ahead), "too long ago", at(0)).await.unwrap();
    assert_eq!(handled(&state, subscription).await.len(), 3);
    // The clock is right again: what is ahead is taken back, what was before is not.
    let right = Planned { done_through: Some(before), ..plan(subscription, &[]) };
    state.write_plans(&[right], "too long ago", at(0)).await.unwrap();
    assert_eq!(state.latest_days(subscription, 9).await.unwrap().len(), 1);
    assert_eq!(handled(&state, subscription).await, [("daily".to_owned(), before)]);
    // Where settings were changed meanwhile, nothing took them back, and still they do not stand in the way.
    state.write_plans(&[ahead], "too long ago", at(0)).await.unwrap();
    let mut kept = state.active_subscriptions().await.unwrap().remove(0);
    kept.done_through = before;
    state.change(&kept).await.unwrap();
    assert_eq!(handled(&state, subscription).await, [("daily".to_owned(), before)]);
    write(&state, subscription, &[&[KOBE]]).await;
    let days = state.latest_days(subscription, 9).await.unwrap();
    let days: Vec<_> = days.iter().map(|day| (day.date, day.state)).collect();
    assert_eq!(days, [(KOBE, PostState::Waiting), (before, PostState::Skipped)]);
}

#[tokio::test]
async fn a_digest_that_was_never_sent_stands_for_no_single_day() {
    const MONDAY: Date = date(2026, 6, 22);
    let folder = Folder::new();
    let state = folder.open().await;
    for (outcome, stands) in [
        (Outcome::Skipped { reason: "late".to_owned() }, false),
        (Outcome::Failed { reason: "refused".to_owned() }, false),
        (Outcome::Unknown { reason: "lost".to_owned() }, true),
        (Outcome::Posted { message: 5, lateness: 0 }, true),
    ] {
        let weekly = NewSubscription { digests_from: Some(MONDAY), ..new(10) };
        let subscription = state.subscribe(&weekly, 25).await.unwrap().unwrap();
        let mut planned = plan(subscription, &[&[MONDAY]]);
        planned.posts[0].kind = "digest";
        state.write_plans(&[planned], "too long ago", at(0)).await.unwrap();
        let open = state.open_posts().await.unwrap()[0];
        state.claim(open.id, at(1), false).await.unwrap();
        let digest = [("digest".to_owned(), MONDAY)];
        let mut kept = state.active_subscriptions().await.unwrap().pop().unwrap();
        kept.digests_from = None;
        state.settle(open.id, &outcome, at(2)).await.unwrap();
        assert_eq!(handled(&state, subscription).await, digest, "the digest itself is dealt with: {outcome:?}");
        state.change(&kept).await.unwrap();
        let expected: &[_] = if stands { &digest } else { &[] };
        assert_eq!(handled(&state, subscription).await, expected, "{outcome:?}");
    }
}

#[tokio::test]
async fn a_pause_that_somebody_asked_for_goes_before_one_that_the_bot_found() {
    let folder = Folder::new();
    let state = folder.open().await;
    let subscription = subscribe(&state, 10).await;
    let found = Paused { why: "no access".to_owned(), by_bot: true };
    let asked = Paused { why: "asked to".to_owned(), by_bot: false };
    for (pause, stands) in [(&found, &found), (&asked, &asked), (&found, &asked)] {
        state.pause(subscription, pause).await.unwrap();
        let kept = state.subscription(subscription).await.unwrap().unwrap();
        assert_eq!(kept.paused.as_ref(), Some(stands));
    }
}
