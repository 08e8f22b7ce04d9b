# From a token that was verified a moment ago to its user.

verifier=crates/wall/src/verifier.rs
memory=crates/wall/src/verified.rs

mutation 'memory: the end of a token is enough' $memory sqlite remembered::a_token <<'END'
        *self.token == *token
=======
        self.token.len() == token.len()
END

mutation 'memory: time stands still' $verifier sqlite remembered::a_remembered <<'END'
            return times.map(|()| user);
=======
            return Ok(user);
END

mutation 'memory: keys are for ever' $memory sqlite remembered::a_remembered <<'END'
        if !Arc::ptr_eq(&shard.keys, keys) {
=======
        if shard.keys.is_empty() {
END
