//! `/api/openapi.json` and `/docs`.

use actix_web::{
    HttpResponse,
    http::header::{self, HeaderValue},
    middleware::DefaultHeaders,
    web::{Bytes, Data, ServiceConfig, resource, scope},
};
use utoipa_swagger_ui::{Config, SwaggerUi, Url};

use super::document;
use crate::http::method_not_allowed;

const DOCUMENT: &str = "/api/openapi.json";

/// Swagger UI styles itself from its script; the exception is for its pages alone.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

/// Adds the document and the page.
pub(crate) fn routes(with_accounts: bool) -> impl FnOnce(&mut ServiceConfig) {
    move |config| {
        let json = document(with_accounts).to_json().unwrap_or_default();
        let document = resource(DOCUMENT).app_data(Data::new(Bytes::from(json))).get(show);
        let ui = Config::new([Url::new("Ownly", DOCUMENT)])
            .try_it_out_enabled(true)
            .display_request_duration(true)
            .with_credentials(true)
            .validator_url("none");
        let policy = HeaderValue::from_static(CONTENT_SECURITY_POLICY);
        let headers = DefaultHeaders::new().add((header::CONTENT_SECURITY_POLICY, policy));
        config
            .service(document.default_service(method_not_allowed("GET")))
            .service(resource("/docs").get(to_docs))
            .service(scope("/docs").wrap(headers).service(SwaggerUi::new("/{_:.*}").config(ui)));
    }
}

async fn show(document: Data<Bytes>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(Bytes::clone(&document))
}

async fn to_docs() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header((header::LOCATION, "/docs/")).finish()
}
