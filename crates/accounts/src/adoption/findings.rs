//! What the catalog means for whoever wants to serve the database.

use derive_more::Display;

use super::{
    catalog::{Catalog, Table},
    contract::{ISSUER, Needed, NeededTable, TABLES, declared},
    fit::fits,
    generation::Generation,
};

/// Something to be added.
#[derive(Debug, Clone, PartialEq, Eq, Display)]
#[display("{what}")]
pub(crate) struct Addition {
    /// Shown to people.
    pub(crate) what: String,
    /// The statement; none for a table, which the migrations make.
    pub(crate) sql: Option<String>,
}

/// What the catalog means for whoever wants to serve the database.
#[derive(Debug, Clone)]
pub(crate) struct Findings {
    pub(crate) generation: Generation,
    /// What is missing and can be added.
    pub(crate) additions: Vec<Addition>,
    /// What stands in the way.
    pub(crate) obstacles: Vec<String>,
    /// What will not work, although the database can be served.
    pub(crate) warnings: Vec<String>,
    /// What is there besides, and stays as it is.
    pub(crate) kept: Vec<String>,
}

impl Findings {
    pub(crate) fn of(catalog: &Catalog) -> Self {
        let mut findings = Self {
            generation: Generation::of(catalog),
            additions: Vec::new(),
            obstacles: Vec::new(),
            warnings: Vec::new(),
            kept: Vec::new(),
        };
        for needed in &TABLES {
            match catalog.table(needed.name) {
                None => findings.missing(catalog, needed),
                Some(table) => findings.there(catalog, needed, table),
            }
        }
        findings
    }

    /// Why the database cannot be served, in one line.
    pub(crate) fn refusal(&self) -> Option<String> {
        if self.obstacles.is_empty() {
            return None;
        }
        let obstacles = self.obstacles.join("; ");
        Some(format!("its tables cannot be used, and nothing was changed: {obstacles}"))
    }

    fn missing(&mut self, catalog: &Catalog, needed: &NeededTable) {
        let what = format!("table {}", needed.name);
        if !catalog.may_create {
            self.obstacles.push(format!("{what} is missing, and the login may make no tables"));
        }
        self.additions.push(Addition { what, sql: None });
    }

    fn there(&mut self, catalog: &Catalog, needed: &NeededTable, table: &Table) {
        let name = needed.name;
        if !table.is_table {
            self.obstacles.push(format!("{name} is a view, and a table is needed"));
            return;
        }
        let before = self.additions.len();
        for column in needed.columns {
            self.column(catalog, column, table);
        }
        for (column, value) in &table.odd_dates {
            self.obstacles.push(format!(
                "column {name}.{column} holds {value:?} where a date such as \
                 2026-01-31T09:30:00.000Z is needed"
            ));
        }
        if let Some(unique) = needed.unique.filter(|unique| !has(&table.unique, unique)) {
            self.obstacles.push(format!("column {name}.{unique} has no unique index"));
        }
        if let Some((index, column)) = needed.index.filter(|(index, _)| !has(&table.indexes, index))
        {
            let sql = format!(r#"CREATE INDEX "{index}" ON "{name}" ("{column}")"#);
            self.additions.push(Addition { what: format!("index {index}"), sql: Some(sql) });
        }
        if self.additions.len() > before && !table.is_ours {
            self.obstacles.push(format!("table {name} is not the login's own to add to"));
        }
        self.others(needed, table);
    }

    fn column(&mut self, catalog: &Catalog, needed: &Needed, table: &Table) {
        let (name, of) = (needed.name, table.name);
        let Some(column) = table.column(name) else {
            if needed.optional {
                let kind = declared(needed.kind, catalog.backend);
                let sql = format!(r#"ALTER TABLE "{of}" ADD COLUMN "{name}" {kind}"#);
                self.additions
                    .push(Addition { what: format!("column {of}.{name}"), sql: Some(sql) });
            } else {
                let instead = table.column(&snake_case(name)).map_or_else(String::new, |other| {
                    format!(" (column {} is there: a schema of Drizzle's?)", other.name)
                });
                self.obstacles.push(format!("table {of} has no column {name}{instead}"));
            }
            return;
        };
        if column.nullable && !needed.optional {
            self.warnings
                .push(format!("column {of}.{name} may be null: such a row cannot be read"));
        }
        if !fits(needed.kind, &column.declared, catalog.backend) {
            let (kind, declared) = (needed.kind, &column.declared);
            let declared = if declared.is_empty() { "nothing" } else { declared };
            self.obstacles.push(format!(
                "column {of}.{name} is declared as {declared} and has to hold {kind}"
            ));
        }
    }

    /// Columns that the accounts do not know.
    fn others(&mut self, needed: &NeededTable, table: &Table) {
        let name = needed.name;
        let known = |column: &str| needed.columns.iter().any(|known| known.name == column);
        for column in table.columns.iter().filter(|column| !known(&column.name)) {
            let column_name = &column.name;
            self.kept.push(format!("column {name}.{column_name}"));
            let is_filled = (name, column_name.as_str()) == ISSUER;
            if !column.nullable && !column.has_default && !is_filled {
                self.warnings.push(format!(
                    "column {name}.{column_name} is NOT NULL without a default, and nothing here \
                     fills it: {} will fail",
                    needed.inserting
                ));
            }
        }
    }
}

fn has(names: &[String], name: &str) -> bool {
    names.iter().any(|known| known == name)
}

/// `emailVerified` as `email_verified`.
fn snake_case(name: &str) -> String {
    name.chars().fold(String::new(), |mut snake, letter| {
        if letter.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
        snake
    })
}
