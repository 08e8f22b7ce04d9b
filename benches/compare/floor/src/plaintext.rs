//! The bare HTTP server.

use std::process::ExitCode;

use ownly::actix_web::{App, HttpServer, rt::System, web};

async fn plaintext() -> &'static str {
    "ok"
}

/// Answers until it is ended from outside.
pub(crate) fn run(address: &str, workers: &str) -> ExitCode {
    let Ok(workers) = workers.parse() else {
        eprintln!("ownly-floor: WORKERS is a number");
        return ExitCode::FAILURE;
    };
    let served = System::new().block_on(async {
        let app = || App::new().route("/plaintext", web::get().to(plaintext));
        HttpServer::new(app).workers(workers).bind(address)?.run().await
    });
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("ownly-floor: {error}");
            ExitCode::FAILURE
        }
    }
}
