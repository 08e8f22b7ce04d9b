//! Sides that do the same work are measured twice: each for itself by Criterion, which is good for
//! finding out what a change has done to one of them, and by turns, which is good for ratios: times
//! are the machine's and the moment's.
//!
//! `cargo bench -p ownly-benches` does both, `… -- ratios` the second alone. With the name of a side
//! and a number (`cargo bench -p ownly-benches --bench statements -- scoped 2000`) that side is run
//! so often and nothing else, to have its instructions counted by callgrind.

mod clock;

use std::time::Duration;

use criterion::Criterion;

use clock::{Moment, Spent};

/// One way to do some work.
pub struct Side<'a> {
    name: String,
    /// How many pieces of work one run is.
    pieces: usize,
    run: Box<dyn Fn() + 'a>,
}

impl<'a> Side<'a> {
    /// A way to do it, once.
    pub fn new(name: impl Into<String>, run: impl Fn() + 'a) -> Self {
        Self::of_many(name, 1, run)
    }

    /// A way to do it so often at once; what one takes is told.
    pub fn of_many(name: impl Into<String>, pieces: usize, run: impl Fn() + 'a) -> Self {
        Self { name: name.into(), pieces, run: Box::new(run) }
    }
}

const ROUNDS: usize = 41;
/// How long one side has the machine.
const TURN: Duration = Duration::from_millis(20);

/// Does with the sides what the command line says. Each of the `pairs` names two of them: the first
/// is told in multiples of the second.
pub fn run(group: &str, sides: &[Side<'_>], pairs: &[(&str, &str)]) {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let told: Vec<_> = arguments.iter().map(String::as_str).filter(|it| *it != "--bench").collect();
    match told.as_slice() {
        [name, times] if times.parse::<u64>().is_ok() => {
            let times = times.parse().unwrap_or(1);
            for side in sides.iter().filter(|side| side.name == *name) {
                (0..times).for_each(|_| (side.run)());
            }
        }
        ["ratios"] => tell(group, sides, pairs),
        _ => {
            alone(group, sides);
            // Whoever only asks whether all of it runs wants no figures.
            if arguments.iter().any(|it| it == "--bench") {
                tell(group, sides, pairs);
            }
        }
    }
}

fn alone(group: &str, sides: &[Side<'_>]) {
    let criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .sample_size(50)
        .without_plots();
    let mut criterion = criterion.configure_from_args();
    let mut group = criterion.benchmark_group(group);
    for side in sides {
        group.bench_function(&side.name, |bencher| bencher.iter(&side.run));
    }
    group.finish();
    criterion.final_summary();
}

fn tell(group: &str, sides: &[Side<'_>], pairs: &[(&str, &str)]) {
    let rounds = by_turns(sides);
    let at = |name: &str| sides.iter().position(|side| side.name == name);
    println!("{group}: medians of {ROUNDS} rounds by turns, with the quarter and three quarters");
    for (one, other) in pairs {
        let (Some(first), Some(second)) = (at(one), at(other)) else {
            println!("  no side is called {one}, or {other}");
            continue;
        };
        let told = |spent: fn(&Spent) -> Option<f64>| {
            let ratio = |round: &Vec<Spent>| Some(spent(&round[first])? / spent(&round[second])?);
            rounds.iter().map(ratio).collect::<Option<Vec<_>>>().map(quarters)
        };
        print!("  {one} / {other}: time {}", told(|it| Some(it.time)).unwrap_or_default());
        // Threads of its own are gone before they can be asked.
        match told(|it| it.processor).filter(|_| sides[first].pieces == sides[second].pieces) {
            Some(processor) => println!(", processor {processor}"),
            None => println!(),
        }
    }
}

fn quarters(mut ratios: Vec<f64>) -> String {
    ratios.sort_by(f64::total_cmp);
    let [low, median, high] = [1, 2, 3].map(|quarter| ratios[quarter * ratios.len() / 4]);
    format!("{median:.3} ({low:.3} to {high:.3})")
}

/// What each side takes for one piece of work, round by round; each round begins with another side.
fn by_turns(sides: &[Side<'_>]) -> Vec<Vec<Spent>> {
    let often: Vec<u32> = sides.iter().map(fitting).collect();
    let round = |number: usize| {
        let mut all = vec![Spent { time: 0.0, processor: None }; sides.len()];
        for turn in 0..sides.len() {
            let at = (turn + number) % sides.len();
            #[expect(clippy::cast_precision_loss, reason = "they are few")]
            let pieces = f64::from(often[at]) * sides[at].pieces as f64;
            let Spent { time, processor } = spent(&sides[at], often[at]);
            let processor = processor.map(|seconds| seconds / pieces);
            all[at] = Spent { time: time / pieces, processor };
        }
        all
    };
    (0..ROUNDS).map(round).collect()
}

/// How often it can be done in a turn.
fn fitting(side: &Side<'_>) -> u32 {
    let mut often = 1;
    while spent(side, often).time < TURN.as_secs_f64() && often < 1 << 20 {
        often *= 2;
    }
    often
}

fn spent(side: &Side<'_>, often: u32) -> Spent {
    let begun = Moment::now();
    (0..often).for_each(|_| (side.run)());
    Moment::now().since(begun)
}
