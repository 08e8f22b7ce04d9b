"""The chart of docs/performance.md: CPU of a request in multiples of the floor, in plain SVG that
is to be read on light and on dark."""

import math
from html import escape

from harness.install import ROOT

PATH = ROOT / "docs/performance.svg"
WIDTH, LEFT, RIGHT, BAR, GAP, HEAD = 760, 220, 70, 18, 6, 34
KEYS = ["me", "list", "one", "insert"]
STYLE = """
    text { font: 13px system-ui, sans-serif; fill: #1f2328 }
    .title { font-weight: 600 }
    .ours { fill: #1a7f37 }
    .others { fill: #8c959f }
    .line { stroke: #d0d7de }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 }
      .ours { fill: #3fb950 }
      .others { fill: #6e7681 }
      .line { stroke: #30363d }
    }
"""


def value(row):
    """What a request costs, the database's part included."""
    return row["ratio_all"]["median"]


def svg(results):
    tables = [table for table in results["tables"] if table["key"] in KEYS]
    widest = max(value(row) for table in tables for row in table["rows"])
    decades = max(1, math.ceil(math.log10(widest)))
    across = lambda ratio: (WIDTH - LEFT - RIGHT) * math.log10(max(ratio, 1)) / decades
    parts, y = [], 8
    for table in tables:
        y += HEAD
        parts.append(f'<text class="title" x="8" y="{y - 10}">{escape(table["title"])}</text>')
        for row in table["rows"]:
            length = max(across(value(row)), 2)
            kind = "ours" if row["name"].startswith("Ownly") else "others"
            parts += [
                f'<text x="{LEFT - 8}" y="{y + 14}" text-anchor="end">{escape(row["name"])}</text>',
                f'<rect class="{kind}" x="{LEFT}" y="{y}" width="{length:.1f}" height="{BAR}"/>',
                f'<text x="{LEFT + length + 6:.1f}" y="{y + 14}">{value(row):.3g} ×</text>',
            ]
            y += BAR + GAP
    y += 6
    lines = []
    for decade in range(decades + 1):
        x = LEFT + across(10**decade)
        lines.append(f'<line class="line" x1="{x:.1f}" y1="8" x2="{x:.1f}" y2="{y}"/>')
        lines.append(f'<text x="{x:.1f}" y="{y + 16}" text-anchor="middle">{10**decade}</text>')
    foot = "CPU of a request, the database’s included, in multiples of a bare actix answer"
    lines.append(f'<text x="{LEFT}" y="{y + 36}">{foot}</text>')
    height = y + 46
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">'
    title = f"<title>{foot}</title>"
    return "\n".join([head, title, f"<style>{STYLE}</style>", *lines, *parts, "</svg>", ""])


def write(results):
    PATH.write_text(svg(results))
