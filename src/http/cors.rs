//! Pages of other origins: which may call, and what they may see. What of the CORS protocol is
//! said to them is `actix-cors`' business; here it is decided who they are. To anybody else nothing
//! is said of it at all: pages of our own origin and programs are answered as Better Auth does.

use std::{future::Future, pin::Pin, rc::Rc};

use accounts::Accounts;
use actix_cors::{Cors, CorsError};
use actix_web::{
    ResponseError,
    body::{EitherBody, MessageBody},
    dev::{Service, ServiceRequest, ServiceResponse, Transform, forward_ready},
    http::{
        Method,
        header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderMap, ORIGIN},
    },
};

use super::Error;

/// What pages may read besides what every page may.
const EXPOSED: [&str; 6] =
    ["set-auth-token", "set-auth-jwt", "x-retry-after", "retry-after", "x-request-id", "location"];

/// How long a browser may keep the answer to a preflight, in seconds.
const MAX_AGE: usize = 600;

/// A middleware that lets pages of trusted origins in. Without accounts no origin is trusted.
pub struct TrustedPages(Option<Accounts>);

impl TrustedPages {
    /// Of the origins that the accounts trust.
    pub fn new(accounts: Option<Accounts>) -> Self {
        Self(accounts)
    }
}

/// Whether the request is from a page of a trusted origin that is not the server's own.
fn is_foreign(accounts: &Accounts, headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    text(ORIGIN).is_some_and(|origin| accounts.trusts_foreign(origin, text(HOST)))
}

fn cors(accounts: Option<Accounts>) -> Cors {
    Cors::default()
        .allowed_origin_fn(move |_, request| {
            accounts.as_ref().is_some_and(|accounts| is_foreign(accounts, request.headers()))
        })
        .allowed_methods([
            Method::GET,
            Method::POST,
            Method::PATCH,
            Method::DELETE,
            Method::OPTIONS,
        ])
        .allowed_headers([CONTENT_TYPE, AUTHORIZATION])
        .expose_headers(EXPOSED)
        .supports_credentials()
        .max_age(MAX_AGE)
}

type Answering<B> =
    Pin<Box<dyn Future<Output = Result<ServiceResponse<EitherBody<B>>, actix_web::Error>>>>;

impl<S, B> Transform<S, ServiceRequest> for TrustedPages
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = actix_web::Error> + 'static,
    B: MessageBody + 'static,
{
    type Response = ServiceResponse<EitherBody<B>>;
    type Error = actix_web::Error;
    type Transform = Pages<S, <Cors as Transform<Rc<S>, ServiceRequest>>::Transform>;
    type InitError = ();
    type Future = Pin<Box<dyn Future<Output = Result<Self::Transform, ()>>>>;

    fn new_transform(&self, service: S) -> Self::Future {
        let accounts = self.0.clone();
        Box::pin(async move {
            let service = Rc::new(service);
            let foreign = cors(accounts.clone()).new_transform(Rc::clone(&service)).await?;
            Ok(Pages { accounts, own: service, foreign })
        })
    }
}

/// The two ways to the same service.
pub struct Pages<S, C> {
    accounts: Option<Accounts>,
    own: Rc<S>,
    foreign: C,
}

impl<S, C, B> Service<ServiceRequest> for Pages<S, C>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = actix_web::Error> + 'static,
    C: Service<
            ServiceRequest,
            Response = ServiceResponse<EitherBody<B>>,
            Error = actix_web::Error,
            Future: 'static,
        >,
    B: MessageBody + 'static,
{
    type Response = ServiceResponse<EitherBody<B>>;
    type Error = actix_web::Error;
    type Future = Answering<B>;

    forward_ready!(own);

    fn call(&self, request: ServiceRequest) -> Self::Future {
        let accounts = self.accounts.as_ref();
        if accounts.is_some_and(|accounts| is_foreign(accounts, request.headers())) {
            let answering = self.foreign.call(request);
            return Box::pin(async move { answering.await.map(explained) });
        }
        let answering = self.own.call(request);
        Box::pin(async move { answering.await.map(ServiceResponse::map_into_left_body) })
    }
}

/// A preflight that was refused says why in the form of every other refusal.
fn explained<B>(response: ServiceResponse<EitherBody<B>>) -> ServiceResponse<EitherBody<B>> {
    let refused = response.response().error().and_then(|error| error.as_error::<CorsError>());
    match refused.map(ToString::to_string) {
        None => response,
        Some(why) => {
            let answer = Error::PreflightRefused(why).error_response();
            response.into_response(answer.map_into_right_body())
        }
    }
}
