use std::any::TypeId;

/// What a policy says of its table besides the conditions: which columns only it writes, and what
/// other tables it leans on.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// The columns that name owners.
    pub(crate) owners: Vec<&'static str>,
    /// The columns that name authors.
    pub(crate) authors: Vec<&'static str>,
    pub(crate) leans_on: Vec<Leaning>,
}

/// Another table that is looked at to judge a row.
#[derive(Debug, Clone)]
pub(crate) struct Leaning {
    pub(crate) on: TypeId,
    /// What one of its rows is called.
    pub(crate) noun: &'static str,
    /// Where the rows over there let people in: their column that names a row here, and the column
    /// here that it names.
    pub(crate) lets_in: Option<[&'static str; 2]>,
}

impl Outline {
    pub(super) fn owner(column: &'static str) -> Self {
        Self { owners: vec![column], ..Self::default() }
    }

    pub(super) fn author(column: &'static str) -> Self {
        Self { authors: vec![column], ..Self::default() }
    }

    pub(super) fn leaning(
        on: TypeId,
        noun: &'static str,
        lets_in: Option<[&'static str; 2]>,
    ) -> Self {
        Self { leans_on: vec![Leaning { on, noun, lets_in }], ..Self::default() }
    }

    pub(super) fn and(mut self, other: Self) -> Self {
        self.owners.extend(other.owners);
        self.authors.extend(other.authors);
        self.leans_on.extend(other.leans_on);
        self
    }

    /// The columns that a stamp alone writes: no one changes them.
    pub(crate) fn stamped(&self) -> Vec<&'static str> {
        [self.owners.as_slice(), &self.authors].concat()
    }
}
