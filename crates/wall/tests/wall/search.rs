//! Text anywhere in a column.

use ownly_wall::contains;
use rstest::rstest;
use testing::Backend;

use crate::house::{House, notes};

#[rstest]
#[case("Milk and bread", "milk", true)]
#[case("milk", "MILK", true)]
#[case("Ärger über Öl", "ärger ÜBER öl", true)]
#[case("ärger", "ÄRGER", true)]
#[case("ПРИВЕТ", "привет", true)]
#[case("milk", "silk", false)]
#[case("milk", "", true)]
#[case("", "milk", false)]
#[case("100 %", "%", true)]
#[case("milk", "%", false)]
#[case("milk", "m_lk", false)]
#[case("m_lk", "M_LK", true)]
#[case("milk", "m%k", false)]
#[case(r"a\b", r"\", true)]
#[case("milk", r"\", false)]
#[case("o'brien", "'", true)]
#[case("milk", "' OR '1'='1", false)]
#[case("[a-z]*", "[A-Z]*", true)]
#[case("milk", "[a-z]", false)]
fn text_is_found_whatever_its_case_and_no_character_is_a_pattern(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] text: &str,
    #[case] sought: &'static str,
    #[case] found: bool,
) {
    let Some(house) = House::on(on) else { return };
    house.note("ann", text);
    house.note("bob", text);
    let count = house.read("ann", move |scope| {
        scope.rows(notes::table).filter(contains(notes::text, sought)).count()
    });
    assert_eq!(count.unwrap(), i64::from(found));
}
