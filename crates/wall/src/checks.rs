//! How checks of tokens have ended, for those who watch the server.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use crate::{AuthUser, Error, Result};

/// How checks of tokens have ended since the start, and what is remembered of good ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TokenChecks {
    /// How many tokens were good.
    pub accepted: u64,
    /// How many requests were refused for want of a good one, by a name of the reason:
    /// `missing`, `malformed`, `keys_unavailable`, `revocations_unavailable`, or a
    /// [`Fault`](token::Fault::reason)'s.
    pub refused: BTreeMap<&'static str, u64>,
    /// How many tokens were known from before.
    pub hits: u64,
    /// How many were not, and checked anew.
    pub misses: u64,
    /// How many verified tokens are remembered.
    pub entries: u64,
    /// How much memory they take, in bytes: an estimate from above.
    pub bytes: u64,
}

/// The counters behind it.
#[derive(Debug, Default)]
pub(crate) struct Checks {
    accepted: AtomicU64,
    refused: Mutex<BTreeMap<&'static str, u64>>,
    pub(crate) hits: AtomicU64,
    pub(crate) misses: AtomicU64,
}

impl Checks {
    /// Counts how a request's check has ended.
    pub(crate) fn note(&self, checked: &Result<AuthUser>) {
        match checked.as_ref().map_err(Error::refusal) {
            Ok(_) => _ = self.accepted.fetch_add(1, Relaxed),
            Err(None) => {}
            Err(Some(reason)) => {
                let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
                *refused.entry(reason).or_default() += 1;
            }
        }
    }

    pub(crate) fn told(&self, entries: usize, bytes: usize) -> TokenChecks {
        TokenChecks {
            accepted: self.accepted.load(Relaxed),
            refused: self.refused.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            hits: self.hits.load(Relaxed),
            misses: self.misses.load(Relaxed),
            entries: entries as u64,
            bytes: bytes as u64,
        }
    }
}
