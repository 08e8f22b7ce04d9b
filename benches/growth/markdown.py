"""What was measured, as Markdown: ratios first."""

from harness import report
from harness.report import aligned, number, ratio

BEGIN, END = "<!-- growth: written by benches/growth/run -->", "<!-- end of growth -->"
AIM = 1.1
RATIOS = ["ratio_all", "p50_ratio", "p99_ratio"]


def aims(results):
    """Each load on the most rows, beside the same on the fewest."""
    rows = []
    for table in results["tables"]:
        # One size alone did not grow.
        if len(table["rows"]) == 1:
            continue
        last = table["rows"][-1]
        reached = all(last[of]["median"] <= AIM for of in table["aims"])
        cells = [ratio(last[of]) if of in table["aims"] else "" for of in RATIOS]
        title = f"{table['title']}: {last['name']} beside {table['rows'][0]['name']}"
        rows.append([title, *cells, "yes" if reached else "**no**"])
    return aligned(["", "CPU ×", "p50 ×", "p99 ×", f"≤ {AIM} ×"], rows)


def table(told):
    with_database = any(row["database"] for row in told["rows"])
    header = ["", "CPU ×", *(["the server’s alone ×"] if with_database else []), "p50 ×", "p99 ×"]
    header += ["CPU µs", *(["PostgreSQL µs"] if with_database else []), "p50 ms", "p99 ms"]
    rows = []
    for row in told["rows"]:
        cells = [row["name"], ratio(row["ratio_all"])]
        cells += [ratio(row["ratio"])] if with_database else []
        cells += [ratio(row["p50_ratio"]), ratio(row["p99_ratio"]), number(row["cpu"])]
        cells += [number(row["database"])] if with_database else []
        rows.append([*cells, number(row["p50"]), number(row["p99"])])
    return f"### {told['title']}\n\n{aligned(header, rows)}"


def sizes(results):
    rows = []
    for size in results["sizes"]:
        cells = [size["name"]]
        for database, of in size["bytes"].items():
            cells += [f"{of / 1e6:,.0f}", number(size["seconds"][database])]
        rows.append(cells)
    heads = [(f"{database} MB", "filled in s") for database in results["sizes"][0]["bytes"]]
    return aligned(["", *(head for pair in heads for head in pair)], rows)


def markdown(results):
    minutes = lambda seconds: number(seconds / 60)
    return "\n\n".join(
        [
            aligned(["machine", ""], [[name, text] for name, text in results["machine"].items()]),
            f"Medians of {results['rounds']} rounds of {results['seconds']} s; in brackets the "
            f"least and the most of the rounds. All of it took {minutes(results['took'])} "
            f"minutes, {minutes(results['filled'])} of them the filling.",
            sizes(results),
            aims(results),
            *map(table, results["tables"]),
        ]
    )


def write(results):
    report.put(BEGIN, END, markdown(results))
