//! A load that does not wait for its answers: so many requests a second, half of them writes, each
//! at its time whatever became of those before.

use std::{
    collections::HashMap,
    io, mem,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use serde_json::json;

use crate::{
    outcomes::{Came, Outcome, Outcomes},
    wire::{Answer, Request, Wire},
};

/// A client that had so many requests open would be the fault.
const MOST_OPEN: usize = 1_000;

/// A write whose 201 arrived whole: whose token it was, and what it made.
#[derive(Debug, Clone)]
pub struct Acknowledged {
    pub token: Arc<str>,
    pub id: String,
}

impl Acknowledged {
    pub fn read(&self) -> Request {
        let bearer = format!("Bearer {}", self.token);
        Request::get(&format!("/api/tasks/{}", self.id), &[("Authorization", &bearer)])
    }
}

/// Where the next request goes: an address.
pub type Balancer = dyn Fn() -> String + Send + Sync;

/// How much of it there is.
pub struct Plan {
    /// Requests a second.
    pub rate: u32,
    /// One of them for each request, in turn.
    pub tokens: Vec<String>,
    /// How many characters the description of a new task has.
    pub padding: usize,
}

struct Shared {
    plan: Plan,
    tokens: Vec<Arc<str>>,
    balancer: Box<Balancer>,
    ended: AtomicBool,
    open: AtomicUsize,
    idle: Mutex<HashMap<String, Vec<(Wire, Instant)>>>,
    outcomes: Mutex<Vec<Outcome>>,
    acknowledged: Mutex<Vec<Acknowledged>>,
}

/// A load that is on until it is ended.
pub struct Load {
    shared: Arc<Shared>,
    clock: Option<JoinHandle<()>>,
}

impl Load {
    /// Puts it on one server.
    pub fn on(address: &str, plan: Plan) -> Self {
        let address = address.to_owned();
        Self::balanced(plan, move || address.clone())
    }

    /// Puts it on whichever server is named for each request.
    pub fn balanced(plan: Plan, balancer: impl Fn() -> String + Send + Sync + 'static) -> Self {
        let shared = Arc::new(Shared {
            tokens: plan.tokens.iter().map(|token| token.as_str().into()).collect(),
            plan,
            balancer: Box::new(balancer),
            ended: AtomicBool::new(false),
            open: AtomicUsize::new(0),
            idle: Mutex::default(),
            outcomes: Mutex::default(),
            acknowledged: Mutex::default(),
        });
        let ticking = Arc::clone(&shared);
        Self { shared, clock: Some(thread::spawn(move || tick(&ticking))) }
    }

    /// What was acknowledged so far.
    pub fn acknowledged(&self) -> Vec<Acknowledged> {
        self.shared.acknowledged.lock().unwrap().clone()
    }

    /// What became of the requests so far.
    pub fn so_far(&self) -> Outcomes {
        Outcomes(self.shared.outcomes.lock().unwrap().clone())
    }

    /// Waits for the first good answer to a request that was sent after `moment`, and says how
    /// long after it was sent that was.
    pub fn next_good(&self, moment: Instant, patience: Duration) -> Duration {
        loop {
            let good = |outcome: &Outcome| outcome.sent >= moment && outcome.is_good();
            let first = self.shared.outcomes.lock().unwrap().iter().find(|it| good(it)).cloned();
            if let Some(first) = first {
                return first.sent + first.took - moment;
            }
            assert!(moment.elapsed() < patience, "{}", self.so_far());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Ends it, and waits for the answers that are due.
    pub fn end(mut self) -> (Outcomes, Vec<Acknowledged>) {
        self.shared.ended.store(true, Ordering::SeqCst);
        self.clock.take().unwrap().join().unwrap();
        while self.shared.open.load(Ordering::SeqCst) > 0 {
            thread::sleep(Duration::from_millis(2));
        }
        let outcomes = Outcomes(mem::take(&mut *self.shared.outcomes.lock().unwrap()));
        (outcomes, mem::take(&mut *self.shared.acknowledged.lock().unwrap()))
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        self.shared.ended.store(true, Ordering::SeqCst);
    }
}

fn tick(shared: &Arc<Shared>) {
    let start = Instant::now();
    for number in 0.. {
        let due = start + Duration::from_secs(1) * number / shared.plan.rate;
        thread::sleep(due.saturating_duration_since(Instant::now()));
        if shared.ended.load(Ordering::SeqCst) {
            return;
        }
        let open = shared.open.fetch_add(1, Ordering::SeqCst);
        assert!(open < MOST_OPEN, "so many requests are not answered");
        let shared = Arc::clone(shared);
        let small = thread::Builder::new().stack_size(128 * 1024);
        small
            .spawn(move || {
                one(&shared, number as usize);
                shared.open.fetch_sub(1, Ordering::SeqCst);
            })
            .unwrap();
    }
}

fn one(shared: &Shared, number: usize) {
    let is_write = number.is_multiple_of(2);
    let token = &shared.tokens[number / 2 % shared.tokens.len()];
    let request = if is_write { None } else { known(shared, number) };
    let request = request.unwrap_or_else(|| {
        let bearer = format!("Bearer {token}");
        let headers = [("Authorization", bearer.as_str())];
        let more = "x".repeat(shared.plan.padding);
        let task = json!({ "title": format!("task {number}"), "description": more });
        match is_write {
            true => Request::post("/api/tasks", &headers, &task),
            false => Request::get("/api/tasks?limit=5", &headers),
        }
    });
    let sent = Instant::now();
    let came = match call(shared, &request) {
        Ok(answer) => {
            if is_write && answer.status == 201 {
                let id = answer.json()["id"].as_str().unwrap().to_owned();
                let made = Acknowledged { token: Arc::clone(token), id };
                shared.acknowledged.lock().unwrap().push(made);
            }
            let retry_after = answer.header("retry-after").map(str::to_owned);
            Came::Answer { status: answer.status, retry_after }
        }
        Err(error) => Came::Nothing(error.to_string()),
    };
    let took = sent.elapsed();
    shared.outcomes.lock().unwrap().push(Outcome { sent, took, came });
}

/// A read of what was acknowledged: it must be there.
fn known(shared: &Shared, number: usize) -> Option<Request> {
    let acknowledged = shared.acknowledged.lock().unwrap();
    let at = number.wrapping_mul(2_654_435_761) % acknowledged.len().max(1);
    acknowledged.get(at).map(Acknowledged::read)
}

/// On a connection that is idle, if there is one that the server will not close just then: it does
/// so after five seconds.
fn call(shared: &Shared, request: &Request) -> io::Result<Answer> {
    let address = (shared.balancer)();
    let idle = shared.idle.lock().unwrap().get_mut(&address).and_then(Vec::pop);
    let young = idle.filter(|(_, since)| since.elapsed() < Duration::from_secs(1));
    let wire = young.map_or_else(|| Wire::connect(&address), |(wire, _)| Ok(wire))?;
    let (answer, kept) = wire.call(request)?;
    if let Some(wire) = kept {
        let mut idle = shared.idle.lock().unwrap();
        idle.entry(address).or_default().push((wire, Instant::now()));
    }
    Ok(answer)
}

/// Checks that all that was acknowledged is there.
#[track_caller]
pub fn expect_all(address: &str, acknowledged: &[Acknowledged]) {
    let mut wire = Some(Wire::connect(address).unwrap());
    for task in acknowledged {
        let kept = wire.take().unwrap_or_else(|| Wire::connect(address).unwrap());
        let (answer, next) = kept.call(&task.read()).unwrap();
        assert_eq!(answer.status, 200, "{} was acknowledged and is lost", task.id);
        wire = next;
    }
}
