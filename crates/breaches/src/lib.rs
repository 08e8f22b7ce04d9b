//! Ways through the wall, each of which must not compile
