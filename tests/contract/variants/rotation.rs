//! Keys that end: one signs until its time is over, then the next.

use chrono::TimeDelta;

use crate::{
    case::{Case, Cases, not_applicable, replay, replay_given},
    keys::{KEY, Key},
};

use super::jwt::signed_in;

pub fn cases() -> Vec<Case> {
    let key = Key { age: TimeDelta::zero(), expires_in: Some(TimeDelta::seconds(2)), ..KEY };
    let begun = replay_given(["jwt-rotation-1-t0-token"], || {
        let [user, session] = signed_in("LIl9uPbHlBMDL0BkctOspsshrH0cHYOD");
        [key.into(), user, session]
    })
    .at("2026-11-22T18:01:25.400Z");
    let same = replay(["jwt-rotation-1-t0-jwks"]).at("2026-11-22T18:01:25.410Z");
    let still = replay(["jwt-rotation-2-t1-token", "jwt-rotation-2-t1-jwks"])
        .at("2026-11-22T18:01:26.400Z");
    let next = replay(["jwt-rotation-3-t2.3-token", "jwt-rotation-3-t2.3-jwks"])
        .at("2026-11-22T18:01:27.700Z");
    let grace = not_applicable(
        "keys are published for no less than the last token they signed lasts",
        ["jwt-rotation-4-t5.2-token", "jwt-rotation-4-t5.2-jwks"],
    );
    let later = [same, still, next].into_iter().flatten().collect::<Vec<_>>().following();
    [begun, later, grace].into_iter().flatten().collect()
}
