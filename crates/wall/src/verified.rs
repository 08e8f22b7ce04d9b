//! Tokens that were verified a moment ago.

use std::{
    collections::{HashMap, hash_map::RandomState},
    hash::BuildHasher,
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use token::KeySet;

use crate::AuthUser;

/// Enough for two threads to meet rarely.
const SHARDS: usize = 16;

/// How much an entry may take on average, in bytes.
const BYTES_PER_ENTRY: usize = 4096;

/// Verified tokens, with whom they speak for: bounded in number and in bytes, and good for one
/// set of keys.
///
/// Only a token whose signature was checked gets in. Each shard has two generations: a new entry,
/// and an old one that is asked for, go to the young one; when that is full it becomes the old
/// one, and what nobody asked for in between is gone. So whoever would push out the entries that
/// are in use must have tokens of their own checked all the while, at the price of a signature
/// each, and more of them between two requests of the same user than a shard has room for.
pub(crate) struct VerifiedTokens {
    shards: [Mutex<Shard>; SHARDS],
    /// Keyed, so that nobody can choose tokens that meet in one place.
    hasher: RandomState,
    room: Room,
}

/// What one generation of one shard may hold.
#[derive(Clone, Copy)]
struct Room {
    entries: usize,
    bytes: usize,
}

struct Shard {
    /// The keys that all entries were verified with.
    keys: Arc<KeySet>,
    young: Generation,
    old: Generation,
}

#[derive(Default)]
struct Generation {
    entries: HashMap<u64, Entry>,
    bytes: usize,
}

/// Two tokens of one hash are told apart by the whole token; the later one stays.
struct Entry {
    token: Box<str>,
    user: AuthUser,
    bytes: usize,
}

impl VerifiedTokens {
    /// Remembers about `entries` tokens.
    pub(crate) fn new(entries: usize) -> Self {
        let entries = entries.div_ceil(2 * SHARDS).max(1);
        let shard = || Mutex::new(Shard::of(Arc::new(KeySet::empty())));
        Self {
            shards: std::array::from_fn(|_| shard()),
            hasher: RandomState::new(),
            room: Room { entries, bytes: entries * BYTES_PER_ENTRY },
        }
    }

    /// Whom the token speaks for, if it was verified with these very keys. The time is for the
    /// caller to look at.
    pub(crate) fn get(&self, token: &str, keys: &Arc<KeySet>) -> Option<AuthUser> {
        let hash = self.hash(token);
        let mut shard = self.shard(hash, keys);
        if let Some(entry) = shard.young.entries.get(&hash) {
            return entry.is_of(token).then(|| entry.user.clone());
        }
        let entry = shard.old.entries.get(&hash).filter(|entry| entry.is_of(token))?;
        let (user, bytes) = (entry.user.clone(), entry.bytes);
        let entry = shard.old.entries.remove(&hash)?;
        shard.old.bytes -= bytes;
        shard.add(hash, entry, self.room);
        Some(user)
    }

    /// Remembers whom a token speaks for that was verified with `keys`.
    pub(crate) fn insert(&self, token: &str, user: &AuthUser, keys: &Arc<KeySet>) {
        let bytes = token.len() + user.memory() + mem::size_of::<Entry>();
        if bytes > self.room.bytes {
            return;
        }
        let hash = self.hash(token);
        let entry = Entry { token: token.into(), user: user.clone(), bytes };
        self.shard(hash, keys).add(hash, entry, self.room);
    }

    /// Forgets a token, which is over.
    pub(crate) fn remove(&self, token: &str, keys: &Arc<KeySet>) {
        let hash = self.hash(token);
        let mut shard = self.shard(hash, keys);
        let Shard { young, old, .. } = &mut *shard;
        for generation in [young, old] {
            if generation.entries.get(&hash).is_some_and(|entry| entry.is_of(token)) {
                generation.remove(hash);
            }
        }
    }

    /// The end of a token is its signature, which is as good as random: no more of it needs to be
    /// hashed, since the whole token is compared.
    fn hash(&self, token: &str) -> u64 {
        let end = token.len().saturating_sub(64);
        self.hasher.hash_one(&token.as_bytes()[end..])
    }

    /// The shard, empty if what it held was verified with other keys.
    fn shard(&self, hash: u64, keys: &Arc<KeySet>) -> MutexGuard<'_, Shard> {
        // The map takes the low bits, and the top seven.
        let index = (hash >> 32) as usize % SHARDS;
        let mut shard = self.shards[index].lock().unwrap_or_else(PoisonError::into_inner);
        if !Arc::ptr_eq(&shard.keys, keys) {
            *shard = Shard::of(Arc::clone(keys));
        }
        shard
    }

    /// How many entries there are, and their bytes.
    pub(crate) fn count(&self) -> (usize, usize) {
        let shards = self.shards.iter().map(|shard| {
            let shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
            let Shard { young, old, .. } = &*shard;
            (young.entries.len() + old.entries.len(), young.bytes + old.bytes)
        });
        shards.fold((0, 0), |(n, bytes), shard| (n + shard.0, bytes + shard.1))
    }
}

impl Shard {
    fn of(keys: Arc<KeySet>) -> Self {
        Self { keys, young: Generation::default(), old: Generation::default() }
    }

    fn add(&mut self, hash: u64, entry: Entry, room: Room) {
        self.young.remove(hash);
        let Generation { entries, bytes } = &self.young;
        if entries.len() >= room.entries || bytes + entry.bytes > room.bytes {
            self.old = mem::take(&mut self.young);
        }
        self.young.bytes += entry.bytes;
        self.young.entries.insert(hash, entry);
    }
}

impl Generation {
    fn remove(&mut self, hash: u64) {
        if let Some(entry) = self.entries.remove(&hash) {
            self.bytes -= entry.bytes;
        }
    }
}

impl Entry {
    fn is_of(&self, token: &str) -> bool {
        *self.token == *token
    }
}

#[cfg(test)]
mod tests;
