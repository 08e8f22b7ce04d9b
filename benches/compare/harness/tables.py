"""What was measured, as tables that are ready for JSON."""

from harness import measure
from harness.measure import Target


def told(key, title, targets: list[Target], against):
    """A table of what was measured, each target against one of them."""
    base = targets[against]
    rows = []
    for target in targets:
        of = lambda what: measure.median(target, what)
        versus = lambda what: vars(measure.ratio(target, base, what))
        rows.append(
            {
                "name": target.name,
                "ratio": versus(lambda sample: sample.cpu),
                "ratio_all": versus(lambda sample: sample.cpu + sample.database),
                "speed": versus(lambda sample: sample.answered.requests / sample.answered.seconds),
                "p50_ratio": versus(lambda sample: sample.answered.p50),
                "p99_ratio": versus(lambda sample: sample.answered.p99),
                "cpu": of(lambda sample: sample.cpu),
                "database": of(lambda sample: sample.database),
                "per_second": of(lambda sample: sample.answered.requests / sample.answered.seconds),
                "p50": of(lambda sample: sample.answered.p50),
                "p99": of(lambda sample: sample.answered.p99),
            }
        )
    return {"key": key, "title": title, "rows": rows}
