//! JWT claims, keys and key sets: sign and verify, with time as an argument
