//! Rows that others than their owner may touch.

mod access;
mod assigned;
mod below;
mod circles;
mod erased;
mod exported;
mod held;
mod leaning;
mod members;
mod reach;
mod rights;
mod rows;
mod second_wall;
mod several;
mod tables;
mod unlisted;

pub(crate) use tables::tables;
