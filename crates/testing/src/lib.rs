//! What the tests of every crate share: databases of their own, a PostgreSQL cluster
