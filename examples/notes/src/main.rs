//! Ownly with one more table: notes, each its writer's own.

#![expect(missing_docs, reason = "no one looks into a program from outside")]

use ownly::prelude::*;

table! {
    notes (id) { id -> ownly::wall::RowId, owner_id -> ownly::wall::Owner, text -> Text, }
}

impl Scoped for notes::table {
    const NOUN: &str = "note";
    type Policy = OwnedBy<notes::owner_id>;
}

#[derive(Queryable, Selectable, Insertable, Serialize)]
struct Note {
    id: Id,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WriteNote {
    text: Text<1, 1_000>,
}

fn routes(config: &mut ServiceConfig) {
    config.service(resource("/api/notes").get(list).post(create));
    config.service(resource("/api/notes/{id}").delete(delete));
}

async fn list(user: AuthUser, db: Data<Db>, Query(at): Query<Paging>) -> Result<Json<Page<Note>>> {
    Ok(Json(db.own_page(&user, notes::table, at.limit, at.cursor).await?))
}

async fn create(user: AuthUser, db: Data<Db>, note: Body<WriteNote>) -> Result<Created<Note>> {
    let insert = db.write(&user, |scope| {
        scope.insert(notes::table, Note { id: scope.new_id(), text: note.0.text.into_inner() })
    });
    Ok(Created(insert.await?))
}

async fn delete(user: AuthUser, db: Data<Db>, id: Path<String>) -> Result<HttpResponse> {
    let id = path_id::<notes::table>(&id)?;
    db.write(&user, move |scope| scope.row(notes::table, id).delete()).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn main() -> std::process::ExitCode {
    App::new().migrations(migrations!()).table::<_, Note>(notes::table).routes(routes).run()
}
