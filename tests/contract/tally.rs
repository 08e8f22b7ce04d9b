//! The totals.

use std::{
    collections::BTreeMap,
    fmt::{self, Display, Formatter},
};

use crate::{compare::Difference, differences::Expected};

/// What has been counted, by the options the exchanges were recorded with.
#[derive(Debug, Default)]
pub struct Tally {
    counts: BTreeMap<&'static str, Count>,
    reasons: BTreeMap<&'static str, usize>,
    awaiting: Vec<String>,
    wrong: Vec<String>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Count {
    identical: usize,
    different: usize,
    not_applicable: usize,
    awaiting: usize,
}

impl Tally {
    /// What was found that nobody declared, and what was declared and not found.
    pub fn wrong(&self) -> &[String] {
        &self.wrong
    }

    pub fn not_applicable(&mut self, variant: &'static str, reason: &'static str) {
        self.counts.entry(variant).or_default().not_applicable += 1;
        *self.reasons.entry(reason).or_default() += 1;
    }

    pub fn awaiting(&mut self, variant: &'static str, case: &str, setting: &str) {
        self.counts.entry(variant).or_default().awaiting += 1;
        self.awaiting.push(format!("{variant}/{case}: {setting}"));
    }

    pub fn replayed(
        &mut self,
        variant: &'static str,
        case: &str,
        found: &[Difference],
        expected: &[Expected<'_>],
    ) {
        let count = self.counts.entry(variant).or_default();
        if expected.iter().any(|expected| !expected.everywhere) {
            count.different += 1;
        } else {
            count.identical += 1;
        }
        for one in found {
            if !expected.iter().any(|expected| expected.difference == *one) {
                self.wrong.push(format!("{variant}/{case}: undeclared: {one}"));
            }
        }
        for expected in expected.iter().filter(|expected| !found.contains(&expected.difference)) {
            let Expected { row, difference, .. } = expected;
            self.wrong.push(format!("{variant}/{case}: declared ({row}) and gone: {difference}"));
        }
    }
}

impl Display for Tally {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut all = Count::default();
        for (variant, count) in &self.counts {
            writeln!(f, "{variant}: {count}")?;
            all.identical += count.identical;
            all.different += count.different;
            all.not_applicable += count.not_applicable;
            all.awaiting += count.awaiting;
        }
        for (reason, number) in &self.reasons {
            writeln!(f, "not applicable, {number}: {reason}")?;
        }
        for case in &self.awaiting {
            writeln!(f, "awaiting {case}")?;
        }
        write!(f, "all: {all}")
    }
}

impl Display for Count {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { identical, different, not_applicable, awaiting } = self;
        write!(f, "{} replayed", identical + different)?;
        for (number, what) in [
            (identical, "identical"),
            (different, "different on purpose"),
            (not_applicable, "not applicable"),
            (awaiting, "awaiting a setting"),
        ] {
            if *number > 0 {
                write!(f, ", {number} {what}")?;
            }
        }
        Ok(())
    }
}
