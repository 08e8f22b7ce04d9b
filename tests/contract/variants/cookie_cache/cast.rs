//! The users and sessions of the recordings with copies.

use chrono::TimeDelta;

use crate::{
    given::{Given, session},
    people::{Person, SOMEBODY},
};

/// Who is in a recording.
pub struct Cast {
    user: Person,
    /// The first session.
    first: &'static str,
    /// The session that is not to be remembered.
    short: &'static str,
    /// The session that is due for a refresh.
    due: &'static str,
}

impl Cast {
    /// Whose name was changed behind the cookie's back.
    pub fn changed(&self) -> Given {
        Person { name: "Changed behind", ..self.user }.into()
    }

    pub fn signed_in(&self) -> [Given; 2] {
        [self.changed(), session(self.first, self.user).into()]
    }

    pub fn short(&self) -> [Given; 2] {
        let short = session(self.short, self.user).expires_in(TimeDelta::days(1));
        [self.changed(), short.into()]
    }

    pub fn due(&self) -> [Given; 2] {
        let due = session(self.due, self.user).expires_in(TimeDelta::days(5));
        [Person { name: "zzz", ..self.user }.into(), due.into()]
    }
}

pub const COMPACT: Cast = Cast {
    user: Person {
        id: "Ewm6X5a2SuEpbAFln3virFac8JiG192s",
        name: "C",
        email: "c@example.com",
        ..SOMEBODY
    },
    first: "mdhcUZedmyCu7iKomcoDoFr1jZqIUSVx",
    short: "t7epqU1bK0CrTpByyRYTfcJqyu1D6fEZ",
    due: "TX7iO0FyH4DrrGoKaFpJ3Imjr5lY9meV",
};

pub const JWE: Cast = Cast {
    user: Person {
        id: "9Gb89DZNxLU1QxjAgjISMqyzcVaUCWEZ",
        name: "C",
        email: "c@example.com",
        ..SOMEBODY
    },
    first: "x2NJR2P36degBduOu3KO2phWFr3ymqRQ",
    short: "zbSljRc9DUX3Ehk21TISPyQb3sPO1zzQ",
    due: "aM2ChQV6j0GuD2PSsDocSIiozwCDaQqL",
};

pub const JWT: Cast = Cast {
    user: Person {
        id: "pk55avXzZXDbDf7NV2UQFPAGT2EYOCts",
        name: "C",
        email: "c@example.com",
        ..SOMEBODY
    },
    first: "BZ77CfIkDZiBx6SURPfBb6OKfUoWopZm",
    short: "GwWiJjHhoXAKVAJ0gbW76HP10lmVN9MN",
    due: "vIpglmQL0kOK0BXJJxTWtGRCkjuysz0k",
};
