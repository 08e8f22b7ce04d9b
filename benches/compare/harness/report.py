"""The results as Markdown: ratios first."""

from harness.goals import GOALS, MIB
from harness.install import ROOT

PAGE = ROOT / "docs/performance.md"
BEGIN, END = "<!-- results: written by benches/compare/run -->", "<!-- end of results -->"


def number(value):
    """Three digits are as many as there is anything to."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if value >= 1 else f"{value:.2f}"


def aligned(header, rows):
    sides = ["---"] + ["---:"] * (len(header) - 1)
    return "\n".join("| " + " | ".join(row) + " |" for row in [header, sides, *rows])


def ratio(of):
    return f"{number(of['median'])} ({number(of['least'])}–{number(of['most'])})"


def latencies(told):
    """For readers whose server does something else meanwhile, which is in its CPU time too."""
    base = told["rows"][0]["name"]
    header = ["", f"p50 × {base}", f"p99 × {base}", "a second", "p50 ms", "p99 ms"]
    rows = [
        [row["name"], ratio(row["p50_ratio"]), ratio(row["p99_ratio"])]
        + [number(row[name]) for name in ("per_second", "p50", "p99")]
        for row in told["rows"]
    ]
    return f"### {told['title']}\n\n{aligned(header, rows)}"


def table(told):
    if told["key"] == "flood":
        return latencies(told)
    base = told["rows"][0]["name"]
    with_database = any(row["database"] for row in told["rows"])
    header = ["", f"× {base}", *(["× with PostgreSQL"] if with_database else [])]
    header += ["CPU µs", *(["PostgreSQL µs"] if with_database else []), "a second"]
    header += ["p50 ms", "p99 ms"]
    rows = []
    for row in told["rows"]:
        cells = [row["name"], ratio(row["ratio"])]
        both = row["database"] > 0
        cells += [ratio(row["ratio_all"]) if both else ""] if with_database else []
        cells += [number(row["cpu"])]
        cells += [number(row["database"]) if both else ""] if with_database else []
        cells += [number(row[name]) for name in ("per_second", "p50", "p99")]
        rows.append(cells)
    return f"### {told['title']}\n\n{aligned(header, rows)}"


def goals(results):
    rows = []
    for goal in GOALS:
        try:
            value = goal.value(results)
        except KeyError:
            continue
        reached = "yes" if goal.is_reached(value) else "**no**"
        rows.append([goal.what, goal.aim, f"{number(value)} {goal.unit}", reached])
    return aligned(["", "aim", "measured", "reached"], rows)


def markdown(results):
    parts = [
        aligned(["machine", ""], [[name, text] for name, text in results["machine"].items()]),
        f"Medians of {results['rounds']} rounds of {results['seconds']} s; in brackets the least "
        "and the most of the rounds.",
        "### Aims\n\n" + goals(results),
        *map(table, results["tables"]),
    ]
    if flood := results["flood"]:
        refused = "none was"
        if flood["refused_ms"] is not None:
            quickly = f"{number(flood['refused_ms'])} ms, {number(flood['refused_ms_most'])} at most"
            refused = f"{flood['refused']:,} were, after {quickly}"
        parts.append(f"Of the flood {flood['taken']:,} were let in; refused {refused}.")
    memory = [
        [each["name"], number(each["idle"] / MIB), number(each["most"] / MIB)]
        for each in results["memory"]
    ]
    parts.append("### Memory\n\n" + aligned(["", "idle MiB", "under load MiB"], memory))
    start = results["start"]
    parts.append(
        f"Start to the first 200 on an existing SQLite file: {number(start['ms'])} ms, "
        f"{number(start['most_ms'])} at most. "
        f"Release binary: {number(results['binary'] / 1e6)} MB."
    )
    return "\n\n".join(parts)


def put(begin, end, text):
    """Puts text between two lines of docs/performance.md, in place of what is there."""
    before, rest = PAGE.read_text().split(begin)
    _, after = rest.split(end)
    PAGE.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}")


def write(results):
    put(BEGIN, END, markdown(results))
