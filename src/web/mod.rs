//! `/`: the page for people, and the modules and styles it is made of. They are those of the
//! folder `web`: in the binary, or read from the disk by a debug build.

mod answer;

use std::future::ready;

use actix_web::{
    HttpRequest, HttpResponse,
    web::{self, ServiceConfig, resource},
};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::http::{Error, method_not_allowed};

#[derive(RustEmbed)]
#[folder = "web/"]
struct Folder;

/// Adds the page to an application, where it is not in the way of the application's own routes.
pub fn routes(config: &mut ServiceConfig) {
    for name in Folder::iter().filter(|name| media_type(name).is_some()) {
        let path = if name == INDEX { "/".to_owned() } else { format!("/{name}") };
        let answer = move |request: HttpRequest| ready(file_answer(&name, &request));
        let file =
            resource(path).route(web::get().to(answer.clone())).route(web::head().to(answer));
        config.service(file.default_service(method_not_allowed("GET, HEAD")));
    }
}

const INDEX: &str = "index.html";

/// The type of a file that is served. The folder holds others: the client's package has its
/// manifest and its types there.
fn media_type(name: &str) -> Option<&'static str> {
    if name.starts_with("node_modules/") {
        return None;
    }
    match name.rsplit_once('.')?.1 {
        "html" => Some("text/html; charset=utf-8"),
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        _ => None,
    }
}

fn file_answer(name: &str, request: &HttpRequest) -> Result<HttpResponse, Error> {
    let file = Folder::get(name).zip(media_type(name));
    let (EmbeddedFile { data, metadata, .. }, media_type) = file.ok_or(Error::NoSuchRoute)?;
    Ok(answer::answer(request, media_type, &metadata.sha256_hash(), data))
}
