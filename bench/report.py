"""What a run of bench/run found: as a table, as rows for docs/performance.md, and as JSON."""

import math
import os
import platform
import statistics

from workloads import WORKLOADS

# How the labels of contenders begin.
SOUFFLE, INTERPRETER, LIMIT, EYELENG = "souffle", "souffle interpreted", "limit", "eyeleng"


def machine():
    """The machine in words."""
    def first(path, key):
        with open(path) as file:
            return next(l.split(":", 1)[1].strip() for l in file if l.startswith(key))

    kilobytes = int(first("/proc/meminfo", "MemTotal").split()[0])
    return {"processor": first("/proc/cpuinfo", "model name"), "cores": os.cpu_count(),
            "memory_gib": round(kilobytes / 2**20, 1), "system": platform.platform()}


def median(values):
    return statistics.median(values) if values else None


def mean(ratios):
    """Geometric."""
    return math.exp(sum(map(math.log, ratios)) / len(ratios)) if ratios else None


def in_columns(rows, words=2):
    """Rows as a table, the first as its head; the first columns hold words. None is an empty line."""
    widths = [max(len(row[i]) for row in rows if row) for i in range(len(rows[0]))]

    def line(row):
        return "  ".join(cell.ljust(width) if i < words else cell.rjust(width)
                         for i, (cell, width) in enumerate(zip(row or (), widths))).rstrip()

    rule = "  ".join("─" * width for width in widths)
    return "\n".join([line(rows[0]), rule, *map(line, rows[1:])])


class Report:
    """`results`: workload -> contender -> the measurements of its rounds, by field, and `late` where
    it was too slow."""

    def __init__(self, results, counts, size):
        self.results = results
        self.counts = counts
        self.size = size

    def of(self, name, prefix, field="seconds"):
        """Per round, the least of the contenders whose names start so; nothing if there is none."""
        columns = [entry[field] for label, entry in self.results[name].items()
                   if label.startswith(prefix) and entry.get(field)]
        return [min(row) for row in zip(*columns)]

    def ratio(self, name, theirs, ours="warrant", field="seconds"):
        """The median over the rounds of ours over theirs; None where one of them is not there."""
        pairs = list(zip(self.of(name, ours, field), self.of(name, theirs, field)))
        return median([a / b for a, b in pairs if b])

    def limit_ratio(self, name):
        """On one thread, as the limit is."""
        return self.ratio(name, LIMIT, "warrant -j1")

    def table(self):
        rows = [("workload", "contender", "seconds", "least", "most", "reading", "writing", "MB",
                 "ours/theirs")]
        for name, contenders in self.results.items():
            if len(rows) > 1:
                rows.append(None)
            first = name
            for label, entry in contenders.items():
                rows.append((first, label, *self.cells(name, label, entry)))
                first = ""
        return in_columns(rows)

    def cells(self, name, label, entry):
        if "late" in entry:
            return (f"> {entry['late']:g}", *[""] * 6)
        seconds = entry["seconds"]
        ratio = None
        if not label.startswith("warrant"):
            ratio = self.limit_ratio(name) if label == LIMIT else self.ratio(name, label)
        return (three(median(seconds)), three(min(seconds)), three(max(seconds)),
                three(median(entry["reading"])), three(median(entry["writing"])),
                f"{median(entry['megabytes']):.0f}", two(ratio))

    def summary(self):
        """A line for each comparison that there are figures for."""
        compared = [
            ("closures", "against the best of Soufflé",
             {n: self.ratio(n, SOUFFLE) for n in self.group("closures")}),
            ("closures", "against the limit, on one thread",
             {n: self.limit_ratio(n) for n in self.group("closures")}),
            ("closures", "memory against Soufflé's interpreter",
             {n: self.memory_ratio(n) for n in self.group("closures")}),
            ("pt", "against the best of Soufflé",
             {n: self.ratio(n, SOUFFLE) for n in self.group("pt")}),
            ("pt", "against the limit, on one thread",
             {n: self.limit_ratio(n) for n in self.group("pt")}),
            ("university", "against the best of Soufflé",
             {n: self.ratio(n, SOUFFLE) for n in self.group("university")}),
            ("taxonomy", "whole process against eyeleng's",
             {n: self.ratio(n, EYELENG) for n in self.group("taxonomy")}),
        ]
        lines = []
        for group, what, ratios in compared:
            known = {name: ratio for name, ratio in ratios.items() if ratio}
            if not known:
                continue
            worst = max(known, key=known.get)
            lines.append(f"{group}, {what}: geometric mean {mean(known.values()):.2f}, "
                         f"most {known[worst]:.2f} ({worst})")
        return lines

    def memory_ratio(self, name):
        return self.ratio(name, INTERPRETER, "warrant -j1", "megabytes")

    def group(self, group):
        return [name for name in self.results if WORKLOADS[name].group == group]

    def markdown(self):
        """Tables as docs/performance.md has them."""
        one, two_threads = "warrant -j1", "warrant -j2"

        def at(name, prefix, field="seconds"):
            return three(median(self.of(name, prefix, field))) or "–"

        lines = []
        compared = [n for n in self.results
                    if WORKLOADS[n].group in ("closures", "pt", "university")]
        if compared:
            lines += ["| workload | inferred | Warrant, 1 thread | 2 threads | best of Soufflé | "
                      "ratio | limit | ratio | MB | Soufflé's MB |",
                      "| --- " + "| ---: " * 9 + "|"]
        for name in compared:
            lines.append(
                f"| {name} | {self.count(name)} | {at(name, one)} | {at(name, two_threads)} | "
                f"{at(name, SOUFFLE)} | {two(self.ratio(name, SOUFFLE)) or '–'} | "
                f"{at(name, LIMIT)} | {two(self.limit_ratio(name)) or '–'} | "
                f"{whole(self.of(name, one, 'megabytes'))} | "
                f"{whole(self.of(name, INTERPRETER, 'megabytes'))} |")
        peers = [p for p in ("swipl", "clingo", "eye", EYELENG)
                 if any(self.has(name, p) for name in self.results)]
        if peers:
            lines += ["", "| workload | Warrant | " + " | ".join(peers) + " |",
                      "| --- " + "| ---: " * (1 + len(peers)) + "|"]
        for name in self.results:
            if any(self.has(name, p) for p in peers):
                lines.append(f"| {name} | {at(name, 'warrant')} | " +
                             " | ".join(self.peer_cell(name, p) for p in peers) + " |")
        others = [n for n in self.results if WORKLOADS[n].group == "taxonomy"]
        if others:
            lines += ["", "| workload | inferred | Warrant, 1 thread | 2 threads | MB |",
                      "| --- " + "| ---: " * 4 + "|"]
        for name in others:
            lines.append(f"| {name} | {self.count(name)} | {at(name, one)} | "
                         f"{at(name, two_threads)} | {whole(self.of(name, one, 'megabytes'))} |")
        return "\n".join(lines)

    def has(self, name, label):
        return any(known == label for known in self.results[name])

    def peer_cell(self, name, label):
        entry = self.results[name].get(label)
        if entry is None:
            return "–"
        return f"> {entry['late']:g}" if "late" in entry else three(median(entry["seconds"]))

    def count(self, name):
        count = self.counts.get(name, {}).get(self.size)
        return "–" if count is None else f"{count:,}"

    def json(self, options):
        return {"machine": machine(), "size": self.size, "rounds": options.rounds,
                "time": "processor" if options.cpu else "wall", "workloads": self.results,
                "summary": self.summary()}


def three(value):
    return "" if value is None else f"{value:.3f}"


def two(value):
    return "" if value is None else f"{value:.2f}"


def whole(values):
    return f"{median(values):.0f}" if values else "–"
