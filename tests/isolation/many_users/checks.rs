use std::{
    fmt::{Arguments, Debug},
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

/// Counts the answers that were as they should be, and keeps the first that was not.
#[derive(Default)]
pub struct Checks {
    good: AtomicUsize,
    fault: OnceLock<String>,
}

impl Checks {
    pub fn same<T: PartialEq + Debug>(&self, got: T, expected: T, what: Arguments<'_>) {
        if got == expected {
            self.good.fetch_add(1, Ordering::Relaxed);
        } else {
            self.fault
                .get_or_init(|| format!("{what}:\n     got: {got:?}\nexpected: {expected:?}"));
        }
    }

    /// Whether to go on makes no sense, for the model is no longer what it is a model of.
    pub fn failed(&self) -> bool {
        self.fault.get().is_some()
    }

    /// How many there were, if all were as they should be.
    pub fn result(self) -> Result<usize, String> {
        match self.fault.into_inner() {
            Some(fault) => Err(fault),
            None => Ok(self.good.into_inner()),
        }
    }
}
