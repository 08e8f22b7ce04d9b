//! Who may do what with which row.

use ownly_wall::Id;

use super::rows::Party;

/// What someone may do with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rights {
    pub(super) see: bool,
    pub(super) edit: bool,
    pub(super) own: bool,
}

pub(super) const NONE: Rights = Rights { see: false, edit: false, own: false };
pub(super) const SEE: Rights = Rights { see: true, ..NONE };
pub(super) const EDIT: Rights = Rights { edit: true, ..SEE };
pub(super) const OWN: Rights = Rights { own: true, ..EDIT };
/// May see a row and delete it, and not change what it says.
pub(super) const DROP: Rights = Rights { own: true, ..SEE };

type Person = (&'static str, Rights);

/// Who has which rights to the row of a table.
pub(super) fn rights(party: Party) -> [(&'static str, Id, [Person; 4]); 6] {
    let of = |ann, eve, vic| [("ann", ann), ("eve", eve), ("vic", vic), ("sam", NONE)];
    [
        ("lists", party.list, of(OWN, EDIT, SEE)),
        ("members", party.eves, of(OWN, DROP, NONE)),
        ("members", party.vics, of(OWN, NONE, DROP)),
        ("items", party.item, of(OWN, EDIT, SEE)),
        ("remarks", party.anns_remark, of(OWN, SEE, SEE)),
        ("remarks", party.eves_remark, of(DROP, OWN, SEE)),
    ]
}
