"""What generators write: facts as N-Triples and as tables, and the terms in them."""

import os

PROGRAMS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "programs")
NS = "http://bench.example/ns#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
INTEGER = "^^<http://www.w3.org/2001/XMLSchema#integer>"


class Facts:
    """Writes facts both ways: data.nt, and a table a relation for Datalog engines."""

    def __init__(self, folder):
        self.folder = folder
        os.makedirs(folder, exist_ok=True)
        self.triples = open(os.path.join(folder, "data.nt"), "w", buffering=1 << 20)
        self.tables = {}

    def row(self, table, *values):
        if table not in self.tables:
            path = os.path.join(self.folder, table + ".facts")
            self.tables[table] = open(path, "w", buffering=1 << 18)
        self.tables[table].write("\t".join(map(str, values)) + "\n")

    def triple(self, subject, predicate, obj):
        self.triples.write(f"{subject} {predicate} {obj} .\n")

    def close(self):
        for file in [self.triples, *self.tables.values()]:
            file.close()


def node(kind, number):
    return f"<http://bench.example/{kind}{number}>"


def pred(name):
    return f"<{NS}{name}>"


def edges(facts, table, pairs):
    for a, b in pairs:
        facts.row(table, a, b)
        facts.triple(node("n", a), pred(table), node("n", b))


def shuffled(rows, rng):
    rows = sorted(rows)
    rng.shuffle(rows)
    return rows
