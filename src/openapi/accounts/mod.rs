//! The accounts' part of the document. What they answer is Better Auth's contract, so its shapes
//! are written down here and not taken from types. A test holds the tables to the endpoints that
//! there are.

mod endpoint;
mod faults;
mod keys;
mod linked_accounts;
mod mail_links;
mod members;
mod profile;
mod providers;
mod sessions;
mod shapes;
mod sign_in;

use utoipa::openapi::OpenApi;

/// Adds the endpoints of the accounts.
pub(super) fn add(document: &mut OpenApi) {
    let components = document.components.get_or_insert_default();
    components.schemas.extend(shapes::shapes());
    let subjects = [
        sign_in::ENDPOINTS,
        sessions::ENDPOINTS,
        profile::ENDPOINTS,
        mail_links::ENDPOINTS,
        linked_accounts::ENDPOINTS,
        providers::ENDPOINTS,
        keys::ENDPOINTS,
    ];
    for endpoint in subjects.into_iter().flatten() {
        // What could not be made would be missing, which the test of the tables finds.
        if let Ok(operation) = endpoint.operation() {
            let methods = vec![endpoint.method.clone()];
            document.paths.add_path_operation(endpoint.path, methods, operation);
        }
    }
}
