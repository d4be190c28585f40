"""The workloads of bench/run: generators, rules, and how much each infers.

A generator writes N-Triples for Warrant and, where a peer wants them, the same facts as tables of
integers. Everything is seeded, so that the counts are the same everywhere. `size` scales a
workload: "full" is what docs/performance.md reports, "tiny" what the tests run.
"""

import os
import random

from chains import CHAINS
from facts import INTEGER, NS, TYPE, edges, node, pred, shuffled
from many_rules import MANY_RULES
from shapes import SHAPES
from skew import SKEW
from university import university, university_datalog
from workload import Workload


def tc_chain(facts, tiny):
    n = 60 if tiny else 2000
    edges(facts, "edge", [(i, i + 1) for i in range(n - 1)])


def tc_dense(facts, tiny):
    n, m = (30, 90) if tiny else (1000, 10000)
    rng = random.Random(1)
    found = set()
    while len(found) < m:
        found.add((rng.randrange(n), rng.randrange(n)))
    edges(facts, "edge", shuffled(found, rng))


def tc_sparse(facts, tiny):
    """Communities without edges between them."""
    rng = random.Random(2)
    found = set()
    for community in range(5 if tiny else 1000):
        base, own = community * 100, 0
        while own < 200:
            edge = (base + rng.randrange(100), base + rng.randrange(100))
            own += edge not in found
            found.add(edge)
    edges(facts, "edge", shuffled(found, rng))


def sg_tree(facts, tiny):
    edges(facts, "parent", [(i, (i - 1) // 2) for i in range(1, 2 ** (6 if tiny else 11) - 1)])


def sg_rand(facts, tiny):
    layers, width = (4, 40) if tiny else (10, 900)
    rng = random.Random(3)
    found = set()
    for layer in range(1, layers):
        for i in range(width):
            for _ in range(rng.choice((1, 2))):
                found.add((layer * width + i, (layer - 1) * width + rng.randrange(width)))
    edges(facts, "parent", shuffled(found, rng))


def reco(facts, tiny):
    """Actors with interests and a city; items with topics, a city and a lowest score."""
    actors, items, topics, cities = (300, 200, 20, 4) if tiny else (1_000_000, 20_000, 1000, 36)
    rng = random.Random(7)
    item_base, topic_base, city_base = 10_000_000, 20_000_000, 30_000_000
    item_topics, item_city, here = {}, {}, {}
    for i in range(items):
        item_topics[i] = rng.sample(range(topics), rng.choice((1, 2)))
        item_city[i] = rng.randrange(cities)
        for topic in item_topics[i]:
            here.setdefault((topic, item_city[i]), []).append(i)

    def binary(table, name, kinds, rows):
        bases = {"actor": 0, "item": item_base, "topic": topic_base, "city": city_base}
        for a, b in rows:
            facts.row(table, a + bases[kinds[0]], b + bases[kinds[1]])
            facts.triple(node(kinds[0], a + bases[kinds[0]]), pred(name),
                         node(kinds[1], b + bases[kinds[1]]))

    def number(table, name, kind, base, rows):
        for a, value in rows:
            facts.row(table, a + base, value)
            facts.triple(node(kind, a + base), pred(name), f'"{value}"{INTEGER}')

    binary("item_topic", "topic", ("item", "topic"),
           [(i, t) for i in range(items) for t in item_topics[i]])
    binary("item_city", "city", ("item", "city"), [(i, item_city[i]) for i in range(items)])
    number("item_min", "minScore", "item", item_base,
           ((i, rng.randrange(100)) for i in range(items)))
    interests = [rng.sample(range(topics), rng.choice((1, 2, 3))) for _ in range(actors)]
    city = [rng.randrange(cities) for _ in range(actors)]
    binary("interest", "interest", ("actor", "topic"),
           ((a, t) for a in range(actors) for t in interests[a]))
    binary("lives", "lives", ("actor", "city"), ((a, city[a]) for a in range(actors)))
    number("score", "score", "actor", 0, ((a, rng.randrange(100)) for a in range(actors)))
    for a in range(actors):
        if rng.random() < 0.5:
            facts.row("active", a)
            facts.triple(node("actor", a), TYPE, pred("Active"))

    def bought():
        for a in range(actors):
            near = here.get((interests[a][0], city[a]))
            if near and rng.random() < 0.3:
                yield a, rng.choice(near)
            else:
                yield a, rng.randrange(items)

    binary("bought", "bought", ("actor", "item"), bought())


def pt(facts, tiny):
    """Modules of variables and objects for Andersen's analysis; a field is a predicate."""
    modules, cross, assigns, accesses = (6, 0.1, 75, 8) if tiny else (10000, 0.02, 75, 8)
    rng = random.Random(11)
    variables, objects, fields = 60, 12, 40
    new, assign, load, store = set(), set(), set(), set()

    def variable(module):
        if rng.random() < cross:
            module = (module + rng.randint(1, 8)) % modules
        return module * variables + rng.randrange(variables)

    for m in range(modules):
        for h in range(objects):
            new.add((m * variables + rng.randrange(variables), m * objects + h))
        for _ in range(assigns):
            assign.add((m * variables + rng.randrange(variables), variable(m)))
        for _ in range(accesses):
            load.add((m * variables + rng.randrange(variables), variable(m),
                      rng.randrange(fields)))
            store.add((variable(m), rng.randrange(fields),
                       m * variables + rng.randrange(variables)))
    for v, h in shuffled(new, rng):
        facts.row("new", v, h)
        facts.triple(node("var", v), pred("new"), node("obj", h))
    for v, w in shuffled(assign, rng):
        facts.row("assign", v, w)
        facts.triple(node("var", v), pred("assign"), node("var", w))
    for n, (v, b, f) in enumerate(shuffled(load, rng)):
        facts.row("load", v, b, f)
        facts.triple(node("var", v), pred("load"), node("load", n))
        facts.triple(node("load", n), pred("base"), node("var", b))
        facts.triple(node("load", n), pred("field"), node("field", f))
    for n, (b, f, w) in enumerate(shuffled(store, rng)):
        facts.row("store", b, f, w)
        facts.triple(node("store", n), TYPE, pred("Store"))
        facts.triple(node("store", n), pred("base"), node("var", b))
        facts.triple(node("store", n), pred("field"), node("field", f))
        facts.triple(node("store", n), pred("value"), node("var", w))


def taxonomy(depth):
    """A rule a level, three heads a rule: many rules, one individual."""

    def write(facts, tiny):
        levels = range(100 if tiny else depth)
        with open(os.path.join(facts.folder, "rules.srl"), "w") as out:
            out.write(f"PREFIX : <{NS}>\nDATA {{ :individual a :N0 . }}\n")
            for i in levels:
                out.write(f"RULE {{ ?x a :N{i + 1} , :I{i + 1} , :J{i + 1} }} "
                          f"WHERE {{ ?x a :N{i} }}\n")
        with open(os.path.join(facts.folder, "rules.n3"), "w") as out:
            out.write(f"@prefix : <{NS}>.\n:individual a :N0.\n")
            for i in levels:
                out.write(f"{{ ?x a :N{i} }} => {{ ?x a :N{i + 1} , :I{i + 1} , :J{i + 1} }}.\n")

    return write


def closure(generate, name, fact, goal):
    return Workload(generate, "closures", name + ".srl", datalog=name + ".dl",
                    prolog=(name + ".pl", fact, goal), answer_sets=name + ".lp",
                    notation3=name + ".n3", limit=name)


def many_rules(depth, **programs):
    return Workload(taxonomy(depth), "taxonomy", whole=True, **programs)


WORKLOADS = {
    "tc_chain": closure(tc_chain, "tc", "edge", "path"),
    "tc_dense": closure(tc_dense, "tc", "edge", "path"),
    "tc_sparse": closure(tc_sparse, "tc", "edge", "path"),
    "sg_tree": closure(sg_tree, "sg", "parent", "sg"),
    "sg_rand": closure(sg_rand, "sg", "parent", "sg"),
    "reco": Workload(reco, "closures", "reco.srl", datalog="reco.dl"),
    "pt": Workload(pt, "pt", "pt.srl", datalog="pt.dl", limit="pt"),
    "university": Workload(university, "university", "university.srl",
                           datalog=university_datalog),
    "taxonomy_1000": many_rules(1000, notation3="rules.n3", eyeleng=True),
    "taxonomy_10000": many_rules(10000, notation3="rules.n3", eyeleng=True),
    "taxonomy_100000": many_rules(100000, notation3="rules.n3", eyeleng=True),
    "taxonomy_300000": many_rules(300000),
    **SHAPES.workloads,
    **SKEW.workloads,
    **CHAINS.workloads,
    **MANY_RULES,
}
