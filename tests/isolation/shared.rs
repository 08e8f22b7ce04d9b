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
/// has a task, which Tom may edit, and has commented on it. The ones have nothing to do with the
/// others.
pub struct Shared {
    pub world: World,
    pub ada: AuthUser,
    pub eve: AuthUser,
    pub vic: AuthUser,
    pub sam: AuthUser,
    pub tom: AuthUser,
    pub adas: Id,
    pub sams: Id,
}

impl Shared {
    pub fn on(on: Backend) -> Option<Self> {
        let world = World::on(on)?;
        let names = ["ada", "eve", "vic", "sam", "tom"];
        let [ada, eve, vic, sam, tom] = names.map(|name| world.user(name));
        let db = &world.db;
        let create = async |user: &AuthUser, title: &str| {
            let body = serde_json::from_value(json!({ "title": title })).unwrap();
            tasks::create(db, user, body).await.unwrap().id
        };
        let share = async |owner: &AuthUser, task: Id, user: &AuthUser, role: MemberRole| {
            let who = Who::User(user.id().to_string());
            members::share(db, owner, task, who, role).await.unwrap();
        };
        let comment = async |user: &AuthUser, task: Id| {
            let text = serde_json::from_value(json!("hm")).unwrap();
            tasks::comments::create(db, user, task, text).await.unwrap();
        };
        let (adas, sams) = block_on(async {
            let (adas, sams) = (create(&ada, "ada's").await, create(&sam, "sam's").await);
            share(&ada, adas, &eve, MemberRole::Editor).await;
            share(&ada, adas, &vic, MemberRole::Viewer).await;
            share(&sam, sams, &tom, MemberRole::Editor).await;
            for (user, task) in [(&ada, adas), (&eve, adas), (&sam, sams)] {
                comment(user, task).await;
            }
            (adas, sams)
        });
        Some(Self { world, ada, eve, vic, sam, tom, adas, sams })
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
