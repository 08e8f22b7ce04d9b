//! Deleting oneself.

use chrono::TimeDelta;

use crate::{
    case::{Case, Cases, replay, replay_given},
    given::session,
    people::SOMEBODY,
};

pub fn cases() -> Vec<Case> {
    let nobody = replay(["delete-user-21-none"]);
    let link = replay(["delete-user-25-callback-none", "delete-user-26-callback-missing-token"])
        .needing("OWNLY_MAIL");
    let stale = replay_given(
        ["delete-user-01-not-fresh-with-password", "delete-user-24-not-fresh"],
        || {
            [
                SOMEBODY.into(),
                session("FPaQgGUIGPpTSCfxyUJp1XsjHVY0SqNh", SOMEBODY)
                    .aged(TimeDelta::days(2))
                    .into(),
            ]
        },
    );
    let fresh = replay_given(
        [
            "delete-user-02-fresh",
            "delete-user-20-wrong-password",
            "delete-user-22-bad-token",
            "delete-user-23-no-body",
        ],
        || {
            [
                SOMEBODY.into(),
                session("FPaQgGUIGPpTSCfxyUJp1XsjHVY0SqNh", SOMEBODY).into(),
                session("9ay223lfKev0PmLGpUeiQfxIQ62NBLiy", SOMEBODY).into(),
            ]
        },
    );
    [nobody, link, stale, fresh].into_iter().flatten().collect()
}
