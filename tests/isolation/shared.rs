//! A task that is shared, and those who have to do with it.

use ownly::tasks::{
    self,
    members::{self, MemberRole, Who},
};
use serde_json::json;
use testing::Backend;
use wall::{AuthUser, Id};

use crate::world::{World, block_on};

/// Ada has a task, which Eve may edit and Vic may see; both Ada and Eve have commented on it. Sam
/// has a task that is nobody else's business.
pub struct Shared {
    pub world: World,
    pub ada: AuthUser,
    pub eve: AuthUser,
    pub vic: AuthUser,
    pub sam: AuthUser,
    pub adas: Id,
    pub sams: Id,
}

impl Shared {
    pub fn on(on: Backend) -> Option<Self> {
        let world = World::on(on)?;
        let [ada, eve, vic, sam] = ["ada", "eve", "vic", "sam"].map(|name| world.user(name));
        let db = &world.db;
        let create = async |user: &AuthUser, title: &str| {
            let body = serde_json::from_value(json!({ "title": title })).unwrap();
            tasks::create(db, user, body).await.unwrap().id
        };
        let (adas, sams) = block_on(async {
            let adas = create(&ada, "ada's").await;
            for (user, role) in [(&eve, MemberRole::Editor), (&vic, MemberRole::Viewer)] {
                let who = Who::User(user.id().to_string());
                members::share(db, &ada, adas, who, role).await.unwrap();
            }
            for user in [&ada, &eve] {
                let text = serde_json::from_value(json!("hm")).unwrap();
                tasks::comments::create(db, user, adas, text).await.unwrap();
            }
            (adas, create(&sam, "sam's").await)
        });
        Some(Self { world, ada, eve, vic, sam, adas, sams })
    }

    /// All that is in the tables, whoever may see it.
    pub fn everything(&self) -> Vec<String> {
        self.world.database.text(
            "SELECT owner_id || ' ' || title FROM tasks
             UNION ALL
             SELECT owner_id || ' ' || user_id || ' ' || CAST(can_edit AS text) FROM task_members
             UNION ALL
             SELECT author_id || ' ' || text || ' on ' || title
             FROM comments JOIN tasks ON tasks.id = task_id
             ORDER BY 1",
        )
    }
}
