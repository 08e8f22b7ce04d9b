//! What the databases plan to do.

use std::{collections::BTreeMap, time::Duration};

use ownly_wall::{Database, Db, PoolSizes, Scope, Tables, Write};
use testing::{Backend, Plan};
use token::Clock;

use super::board::{Task, migrated, tasks};
use crate::people::{block_on, signed_in};

/// The statements that `list` runs, each once with its plan.
pub(super) fn plans(
    on: Backend,
    list: fn(&mut Scope<'_, Write>),
) -> Option<BTreeMap<String, Plan>> {
    testing::listen();
    let sql = migrated(on)?;
    let sizes = PoolSizes { connections: 1, patience: Duration::from_secs(10) };
    let pool = Database::new(&sql.url().parse().unwrap(), sizes);
    let db = Db::new(pool, Tables::new().with::<_, Task>(tasks::table), Clock::system());
    let listed = block_on(db.write(&signed_in("ann"), move |scope| {
        list(scope);
        Ok(())
    }));
    listed.unwrap();
    let mut session = sql.planning("");
    // Those of the lists, and not what the connection is made ready with.
    let heard = sql.heard().into_iter().filter(|it| it.sql.contains("ORDER BY"));
    Some(
        heard
            .map(|it| {
                let plan = session.plan(&it.sql, it.role.as_deref());
                (it.sql, plan)
            })
            .collect(),
    )
}
