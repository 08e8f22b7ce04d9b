//! What can be answered anywhere, so that no handler has to say it again.

use utoipa::openapi::{
    OpenApi, Ref, RefOr,
    content::ContentBuilder,
    header::HeaderBuilder,
    path::{Operation, ParameterIn},
    response::{Response, ResponseBuilder},
    schema::{ObjectBuilder, Type},
};

/// Adds to each operation what its way of being called can bring about.
pub(super) fn add(document: &mut OpenApi) {
    for (path, item) in &mut document.paths.paths {
        let operations =
            [&mut item.get, &mut item.post, &mut item.patch, &mut item.put, &mut item.delete];
        for operation in operations.into_iter().flatten() {
            add_to(operation, path);
        }
    }
}

fn add_to(operation: &mut Operation, path: &str) {
    let (has_query, has_body) = (has_query(operation), operation.request_body.is_some());
    let is_private = operation.security.is_some();
    let reads = has_query || has_body || is_private;
    let mut faults = vec![("500", "A fault of the server's"), ("503", "Not now: try again")];
    if is_private {
        faults.push(("401", "No token, or one that is no good"));
    }
    if reads {
        faults.push(("400", "What was sent cannot be meant"));
    }
    if path.contains('{') {
        faults.push(("404", "There is none, or it is someone else's"));
    }
    if has_body {
        faults.push(("408", "The body took too long to arrive"));
        faults.push(("413", "The body is too long"));
        faults.push(("415", "The body is not said to be JSON"));
    }
    for (status, why) in faults {
        let responses = &mut operation.responses.responses;
        responses.entry(status.to_owned()).or_insert_with(|| fault(status, why).into());
    }
}

fn has_query(operation: &Operation) -> bool {
    operation.parameters.iter().flatten().any(|parameter| match parameter {
        RefOr::T(parameter) => parameter.parameter_in == ParameterIn::Query,
        RefOr::Ref(_) => false,
    })
}

/// An answer in the one form that all of these have.
pub(super) fn fault(status: &str, why: &str) -> Response {
    let body = ContentBuilder::new().schema(Some(Ref::from_schema_name("Error"))).build();
    let text = || {
        let text = ObjectBuilder::new().schema_type(Type::String);
        HeaderBuilder::new().schema(Some(text)).build()
    };
    let response = ResponseBuilder::new().description(why).content("application/json", body);
    let response = match status {
        "401" => response.header("WWW-Authenticate", text()),
        "429" | "503" => response.header("Retry-After", text()),
        _ => response,
    };
    response.build()
}
