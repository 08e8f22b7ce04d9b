//! The part of Diesel that describes data, and none that reaches it
