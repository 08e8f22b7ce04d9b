//! Two database back ends behind one connection type: pool, migrations, SQL types
