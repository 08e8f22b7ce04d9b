use std::{
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc::{Sender, channel},
    },
    thread,
    time::Duration,
};

use futures_util::{FutureExt, future::join_all};

use super::*;

const PATIENCE: Duration = Duration::from_secs(20);

fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(async { tokio::time::timeout(PATIENCE, future).await.unwrap() })
}

fn pool(threads: usize, waiting: usize) -> (Pool, Vec<JoinHandle<()>>) {
    let threads = NonZeroUsize::new(threads).unwrap();
    Pool::start("test", threads, waiting, Priority::Normal).unwrap()
}

/// Keeps one thread of the pool busy until the returned end of the channel is dropped.
fn occupy(pool: &Pool) -> (Sender<()>, impl Future<Output = Result<(), PoolError>>) {
    let (release, released) = channel::<()>();
    let (started, has_started) = channel();
    let pool = pool.clone();
    let mut job = Box::pin(async move {
        pool.run(move || {
            started.send(()).unwrap();
            let _ = released.recv();
        })
        .await
    });
    assert!((&mut job).now_or_never().is_none());
    has_started.recv_timeout(PATIENCE).unwrap();
    (release, job)
}

#[test]
fn a_job_is_answered_from_a_named_thread() {
    let (pool, _) = pool(1, 1);
    let name = block_on(pool.run(|| thread::current().name().map(str::to_owned)));
    assert_eq!(name, Ok(Some("test-0".to_owned())));
}

#[cfg(target_os = "linux")]
#[test]
fn threads_of_low_priority_leave_the_core_to_others_and_no_other_thread_is_one() {
    let niceness = || rustix::process::getpriority_process(None).unwrap();
    let before = niceness();
    for (priority, expected) in [(Priority::Low, 19), (Priority::Normal, before)] {
        let (pool, _) = Pool::start("test", NonZeroUsize::MIN, 1, priority).unwrap();
        assert_eq!(block_on(pool.run(niceness)), Ok(expected));
    }
    assert_eq!(niceness(), before);
}

#[test]
fn more_jobs_than_threads_all_get_done() {
    let (pool, _) = pool(3, 20);
    let answers = block_on(join_all((0..20).map(|n| pool.run(move || n * n))));
    assert_eq!(answers, (0..20).map(|n| Ok(n * n)).collect::<Vec<_>>());
}

#[test]
fn a_job_past_the_queue_is_refused_at_once_and_those_in_it_are_done() {
    let (pool, _) = pool(1, 2);
    let (release, occupied) = occupy(&pool);
    let mut waiting = [1, 2].map(|n| Box::pin(pool.run(move || n)));
    for job in &mut waiting {
        assert!(job.now_or_never().is_none());
    }
    assert_eq!(pool.run(|| 3).now_or_never(), Some(Err(PoolError::Busy)));
    drop(release);
    assert_eq!(block_on(occupied), Ok(()));
    assert_eq!(block_on(join_all(waiting)), [Ok(1), Ok(2)]);
    assert_eq!(block_on(pool.run(|| 4)), Ok(4));
}

#[test]
fn a_job_whose_requester_went_away_is_skipped() {
    let (pool, handles) = pool(1, 2);
    let (release, occupied) = occupy(&pool);
    let ran = Arc::new(AtomicBool::new(false));
    let ran_by_job = Arc::clone(&ran);
    {
        let mut abandoned = Box::pin(pool.run(move || ran_by_job.store(true, Ordering::SeqCst)));
        assert!((&mut abandoned).now_or_never().is_none());
    }
    drop(release);
    assert_eq!(block_on(occupied), Ok(()));
    drop(pool);
    for handle in handles {
        handle.join().unwrap();
    }
    assert!(!ran.load(Ordering::SeqCst));
}

#[test]
fn a_panic_is_answered_and_the_thread_lives_on() {
    let (pool, _) = pool(1, 2);
    let panicked = block_on(pool.run(|| panic!("as planned")));
    assert_eq!(panicked, Err::<(), _>(PoolError::Panicked));
    assert_eq!(block_on(pool.run(|| 1)), Ok(1));
}

#[test]
fn the_threads_end_with_the_last_clone_of_the_pool() {
    let (pool, handles) = pool(2, 2);
    let clone = pool.clone();
    drop(pool);
    assert_eq!(block_on(clone.run(|| 1)), Ok(1));
    drop(clone);
    for handle in handles {
        handle.join().unwrap();
    }
}

#[test]
fn a_pool_without_threads_left_says_so() {
    let (jobs, queue) = sync_channel(1);
    drop(queue);
    assert_eq!(Pool { jobs }.run(|| 1).now_or_never(), Some(Err(PoolError::Stopped)));
}
