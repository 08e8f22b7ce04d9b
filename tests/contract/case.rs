//! What is to be said of a recorded exchange.

use crate::{compare::Difference, given::Given};

/// One exchange, what must be there before it, and what becomes of it.
pub struct Case {
    pub name: &'static str,
    pub given: Vec<Given>,
    /// Whether it begins with what the case before it left behind, rather than with nothing.
    pub follows: bool,
    /// How often the same was asked just before.
    pub sent_before: usize,
    /// When it was recorded, where the answer does not tell.
    pub at: Option<&'static str>,
    /// The setting without which Ownly has nothing of the kind. As long as this version does not
    /// know it, the case is awaiting it.
    pub needs: Option<&'static str>,
    pub fate: Fate,
}

/// What becomes of an exchange.
pub enum Fate {
    /// It is asked again, and all that is different is declared.
    Replayed(Vec<Declared>),
    /// Ownly has no such thing, for this reason.
    NotApplicable(&'static str),
}

/// A difference that is there on purpose.
pub struct Declared {
    /// Where `docs/compatibility.md` says why.
    pub row: &'static str,
    /// The setting that it came with.
    pub since: Option<&'static str>,
    pub difference: Difference,
}

/// These are asked again with nothing in the database.
pub fn replay<const N: usize>(names: [&'static str; N]) -> Vec<Case> {
    replay_given(names, || [])
}

/// These are asked again, each with this in the database and no more.
pub fn replay_given<const N: usize, const M: usize>(
    names: [&'static str; N],
    given: impl Fn() -> [Given; M],
) -> Vec<Case> {
    let replayed = |name| Case {
        name,
        given: given().into(),
        follows: false,
        sent_before: 0,
        needs: None,
        at: None,
        fate: Fate::Replayed(Vec::new()),
    };
    names.into_iter().map(replayed).collect()
}

/// These are not asked.
pub fn not_applicable<const N: usize>(reason: &'static str, names: [&'static str; N]) -> Vec<Case> {
    let mut cases = replay(names);
    cases.iter_mut().for_each(|case| case.fate = Fate::NotApplicable(reason));
    cases
}

/// What is said of several cases at once.
pub trait Cases {
    /// Each begins with what the case before it left behind; what is given comes on top.
    fn following(self) -> Self;
    /// They are not asked before there is this setting.
    fn needing(self, setting: &'static str) -> Self;
    /// The same was asked that often just before.
    fn sent_before(self, times: usize) -> Self;
    /// They were recorded then.
    fn at(self, time: &'static str) -> Self;
    /// Each differs in these places: where, what was recorded, what Ownly says.
    fn differ<const N: usize>(self, row: &'static str, places: [[&str; 3]; N]) -> Self;
    /// The same, since there is this setting.
    fn differ_since<const N: usize>(
        self,
        setting: Option<&'static str>,
        row: &'static str,
        places: [[&str; 3]; N],
    ) -> Self;
}

impl Cases for Vec<Case> {
    fn following(mut self) -> Self {
        self.iter_mut().for_each(|case| case.follows = true);
        self
    }

    fn needing(mut self, setting: &'static str) -> Self {
        self.iter_mut().for_each(|case| case.needs = Some(setting));
        self
    }

    fn sent_before(mut self, times: usize) -> Self {
        self.iter_mut().for_each(|case| case.sent_before = times);
        self
    }

    fn at(mut self, time: &'static str) -> Self {
        self.iter_mut().for_each(|case| case.at = Some(time));
        self
    }

    fn differ<const N: usize>(self, row: &'static str, places: [[&str; 3]; N]) -> Self {
        self.differ_since(None, row, places)
    }

    fn differ_since<const N: usize>(
        mut self,
        since: Option<&'static str>,
        row: &'static str,
        places: [[&str; 3]; N],
    ) -> Self {
        for case in &mut self {
            let Fate::Replayed(declared) = &mut case.fate else {
                panic!("{} is not replayed", case.name);
            };
            let places = places.map(Into::into);
            declared.extend(places.map(|difference| Declared { row, since, difference }));
        }
        self
    }
}
