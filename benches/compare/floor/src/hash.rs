//! The bare password hash, at the cost that Better Auth and Ownly hash at.

use std::{
    hint::black_box,
    process::ExitCode,
    thread,
    time::{Duration, Instant},
};

use scrypt::{Params, scrypt};

/// Makes hashes on so many threads for so many seconds, each thread at least one; prints how many
/// were made and in how many seconds.
pub(crate) fn run(threads: &str, seconds: &str) -> ExitCode {
    let (Ok(threads), Ok(seconds)) = (threads.parse::<usize>(), seconds.parse()) else {
        eprintln!("ownly-floor: THREADS and SECONDS are numbers");
        return ExitCode::FAILURE;
    };
    let start = Instant::now();
    let length = Duration::from_secs(seconds);
    let threads: Vec<_> =
        (0..threads).map(|_| thread::spawn(move || hashes_until(start + length))).collect();
    let made: usize = threads.into_iter().filter_map(|thread| thread.join().ok()).sum();
    println!("{made} {}", start.elapsed().as_secs_f64());
    ExitCode::SUCCESS
}

fn hashes_until(end: Instant) -> usize {
    let cost = Params::new(14, 16, 1).expect("within scrypt's bounds");
    let mut made = 0;
    while made == 0 || Instant::now() < end {
        let mut key = [0; 64];
        let password = black_box(b"correct horse battery");
        scrypt(password, b"00112233445566778899aabbccddeeff", &cost, &mut key)
            .expect("scrypt takes every length up to 2^37 bytes");
        black_box(key);
        made += 1;
    }
    made
}
