"""Workloads beside plainer ones that have as many conclusions: where an engine has weak spots, it
shows as time for each conclusion.

That is what is compared, and not the time for each row tried, since a bad order of joins tries more
rows than it should; how many more is a column of its own, which tells bad plans from slow steps.
"""

from report import in_columns, mean, median, two
from workloads import WORKLOADS


def families(names):
    """The names, those together that stand beside one another, however far."""
    found = []
    for name in names:
        near = {name, *WORKLOADS[name].beside}
        touched = [family for family in found if near & family_reach(family)]
        found = [family for family in found if family not in touched]
        found.append([n for family in touched for n in family] + [name])
    return found


def family_reach(family):
    return {*family, *(other for name in family for other in WORKLOADS[name].beside)}


class Neighbours:
    """`results` as a Report has them."""

    def __init__(self, results):
        self.results = results
        self.rows = [row for name in results for other in WORKLOADS[name].beside if other in results
                     for row in [self.compare(name, other)] if row]

    def compare(self, name, other):
        ours, theirs = self.on_fewest_threads(name), self.on_fewest_threads(other)
        if not ours or not theirs or not all(ours["inferred"] + theirs["inferred"]):
            return None
        here, there = per_conclusion(ours, "seconds"), per_conclusion(theirs, "seconds")
        tried = [a / b for a, b in zip(per_conclusion(ours, "tried"), per_conclusion(theirs, "tried"))]
        return {"name": name, "beside": other, "inferred": ours["inferred"][0],
                "seconds": median(ours["seconds"]), "megabytes": median(ours["megabytes"]),
                "each": median(here),
                "ratio": median([a / b for a, b in zip(here, there)]), "tried": median(tried)}

    def on_fewest_threads(self, name):
        return next((entry for label, entry in self.results[name].items()
                     if label.startswith("warrant")), None)

    def cells(self, row):
        return (row["name"], row["beside"], f"{row['inferred']:,}", f"{row['seconds']:.3f}",
                f"{row['each'] * 1e6:.2f}", two(row["ratio"]), two(row["tried"]),
                f"{row['megabytes']:.0f}")

    HEAD = ("workload", "beside", "inferred", "seconds", "µs each", "ratio", "ratio of rows tried",
            "MB")

    def table(self):
        return in_columns([self.HEAD, *map(self.cells, self.rows)]) if self.rows else ""

    def markdown(self):
        if not self.rows:
            return ""
        lines = [self.HEAD, ["---"] * 2 + ["---:"] * (len(self.HEAD) - 2), *map(self.cells, self.rows)]
        return "\n".join("| " + " | ".join(line) + " |" for line in lines)

    def summary(self):
        lines = []
        for group in dict.fromkeys(WORKLOADS[row["name"]].group for row in self.rows):
            rows = [row for row in self.rows if WORKLOADS[row["name"]].group == group]
            worst = max(rows, key=lambda row: row["ratio"])
            lines.append(f"{group}, a conclusion against one of the neighbour's: geometric mean "
                         f"{mean([row['ratio'] for row in rows]):.2f}, most {worst['ratio']:.2f} "
                         f"({worst['name']} beside {worst['beside']})")
        return lines


def per_conclusion(entry, field):
    return [value / inferred for value, inferred in zip(entry[field], entry["inferred"])]
