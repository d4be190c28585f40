"""Skewed keys, and products of unconnected patterns, each beside a plain shape with as many
conclusions."""

import random

from facts import INTEGER, TYPE, node, pred
from workload import Family

SKEW = Family("shapes")
KEYS = 1000     # of a join, each met by five rows on the other side


def n(number):
    return node("n", number)


def keyed(hub):
    """Rows with a key each; with a hub, half of them have the same one."""

    def write(facts, tiny):
        rng = random.Random(31)
        for i in range(400 if tiny else 200_000):
            key = 0 if hub and i % 2 else rng.randrange(KEYS)
            facts.triple(n(i), pred("key"), node("key", key))
        for i in range(KEYS * 5):
            facts.triple(node("key", i % KEYS), pred("opens"), node("door", i))

    return write


JOIN = "RULE { ?x :enters ?d } WHERE { ?x :key ?k . ?k :opens ?d }"
SKEW.add("join_even", keyed(False), JOIN)
SKEW.add("join_hub", keyed(True), JOIN, beside="join_even")


def narrowed(hub):
    """A node knows two, of whom one likes what it owns: with a hub, that is the same one for all,
    and it likes all there is."""

    def write(facts, tiny):
        size, items = (100, 20) if tiny else (100_000, 400)
        rng = random.Random(32)
        for i in range(size):
            item = node("item", rng.randrange(items))
            friend = node("hub", 0) if hub else node("friend", i)
            facts.triple(n(i), pred("knows"), friend)
            facts.triple(n(i), pred("knows"), n(rng.randrange(size)))
            facts.triple(n(i), pred("owns"), item)
            facts.triple(n(rng.randrange(size)), pred("likes"), node("item", rng.randrange(items)))
            if not hub:
                facts.triple(friend, pred("likes"), item)
        for i in range(items if hub else 0):
            facts.triple(node("hub", 0), pred("likes"), node("item", i))

    return write


NARROWED = "RULE { ?x :wants ?i } WHERE { ?x :knows ?y . ?y :likes ?i . ?x :owns ?i }"
SKEW.add("narrowed_even", narrowed(False), NARROWED)
SKEW.add("narrowed_hub", narrowed(True), NARROWED, beside="narrowed_even")


def cycles(hub):
    """Cycles of three. With hubs, both columns of each predicate have one term in half of the
    rows."""

    def write(facts, tiny):
        kinds = "xyz"
        for i in range(40 if tiny else 50_000):
            for k, kind in enumerate(kinds):
                after, here = kinds[(k + 1) % 3], pred("to" + kinds[(k + 1) % 3])
                if hub:
                    facts.triple(node(kind, 0), here, node(after, i))
                    facts.triple(node(kind, i), here, node(after, 0))
                else:
                    facts.triple(node(kind, i), here, node(after, i))
                    facts.triple(node("other", 3 * i + k), here, node(after, i))

    return write


CYCLE = "RULE { ?x :meets ?y , ?z } WHERE { ?x :toy ?y . ?y :toz ?z . ?z :tox ?x }"
SKEW.add("cycle_even", cycles(False), CYCLE)
SKEW.add("cycle_hubs", cycles(True), CYCLE, beside="cycle_even")


# Products, beside a join with as many conclusions; and what narrows them, written after them.

def parts(facts, tiny):
    """Two sorts of nodes, numbered; a hundred keys join as many pairs as the product of the first
    thousand of each has, and as that of a hundred with all."""
    size, few = (200, 150) if tiny else (10_000, 1000)
    for i in range(size):
        facts.triple(node("a", i), pred("left"), f'"{i}"{INTEGER}')
        facts.triple(node("b", i), pred("right"), f'"{i}"{INTEGER}')
        facts.triple(node("a", i), pred("leads"), node("key", i % 100))
        facts.triple(node("key", i % 100), pred("to"), node("b", i))
        if i < few:
            facts.triple(node("a", i), TYPE, pred("Left"))
            facts.triple(node("b", i), TYPE, pred("Right"))
        facts.triple(node("a", i), TYPE, pred("First" if i < 100 else "Late"))


SKEW.add("parts_joined", parts, "RULE { ?a :with ?b } WHERE { ?a :leads ?k . ?k :to ?b }")
SKEW.add("product", "parts_joined", "RULE { ?a :with ?b } WHERE { ?a a :Left . ?b a :Right }",
         beside="parts_joined")
SKEW.add("product_typed", "parts_joined",
         "RULE { ?a :with ?b } WHERE { ?a a :First . ?b :right ?m }", beside="parts_joined")
SKEW.add("product_filter", "parts_joined", """
RULE { ?a :with ?b } WHERE { ?b :right ?m . ?a :left ?n . FILTER(?n < 100) }
""", beside="product_typed")
SKEW.add("product_not", "parts_joined", """
RULE { ?a :with ?b } WHERE { ?b :right ?m . ?a :left ?n . NOT { ?a a :Late } }
""", beside="product_typed")
SKEW.add("product_few", "parts_joined",
         "RULE { ?a :with ?b } WHERE { ?a a :First . ?b a :Right }", beside="product")
SKEW.add("product_filters", "parts_joined", """
RULE { ?a :with ?b } WHERE { ?b :right ?m . ?a :left ?n . FILTER(?n < 100) FILTER(?m < 1000) }
""", beside="product_few")
SKEW.add("product_of_three", "parts_joined", """
RULE { ?a :with true } WHERE { ?a :left ?n . ?b :right ?m . ?c :right ?k }
RULE { ?a :with ?b } WHERE { ?a a :First . ?b :right ?m }
""", beside="product_typed")
