"""Long chains of patterns: fan-outs that are even or not, patterns in a lucky or an unlucky order.

All that stand beside one another have as many conclusions.
"""

import random

from facts import TYPE, node, pred
from workload import Family

CHAINS = Family("shapes")
LENGTHS = (8, 9, 10)


def layers(steps):
    """Ten layers of a graph, `steps` giving the edges of some; the others are a permutation."""

    def write(facts, tiny):
        width = 1000 if tiny else 100_000
        rng = random.Random(41)
        for layer in range(10):
            ways = list(range(width))
            rng.shuffle(ways)
            for a, b in steps.get(layer, lambda _: enumerate(ways))(width):
                facts.triple(node(f"l{layer}_", a), pred(f"step{layer}"),
                             node(f"l{layer + 1}_", b))

    return write


def narrow(width):
    """All that come so far meet in a thousandth of the nodes."""
    return ((i, i // 1000) for i in range(width))


def widen(width):
    """A thousand ways from each of them."""
    return ((i // 1000, i) for i in range(width))


def keep_few(width):
    """One of those ways goes on."""
    return ((i, i) for i in range(0, width, 1000))


def chain(length, order, more=()):
    """A rule, its patterns in that order of the steps and then some."""
    atoms = [*(f"?v{i} :step{i} ?v{i + 1}" for i in order), *more]
    return f"RULE {{ ?v0 :leadsTo ?v{length} }} WHERE {{ {' . '.join(atoms)} }}"


def marked(facts, tiny):
    """The even layers, and one in a thousand of the last marked."""
    layers({})(facts, tiny)
    for i in range(1 if tiny else 100):
        facts.triple(node("l10_", i), TYPE, pred("Marked"))


def lucky(length, start=0):
    """From a step on to the last, then back to the first."""
    return [*range(start, length), *range(start - 1, -1, -1)]


def unlucky(length):
    """No pattern shares a variable with the one before, as long as that can be."""
    return [*range(1, length, 2), *range(0, length, 2)]


EVEN, UNEVEN = f"path{LENGTHS[0]}_even", f"path{LENGTHS[0]}_uneven"
FACTS = {EVEN: layers({}), UNEVEN: layers({2: narrow, 3: widen, 4: keep_few})}
for length in LENGTHS:
    even, uneven = f"path{length}_even", f"path{length}_uneven"
    CHAINS.add(even, FACTS.get(even, EVEN), chain(length, lucky(length)))
    CHAINS.add(even + "_unlucky", EVEN, chain(length, unlucky(length)), beside=even)
    CHAINS.add(uneven, FACTS.get(uneven, UNEVEN), chain(length, lucky(length, 4)), beside=even)
    CHAINS.add(uneven + "_unlucky", UNEVEN, chain(length, unlucky(length)), beside=uneven)
MARKED = "?v10 a :Marked"
CHAINS.add("path10_marked", marked,
           f"RULE {{ ?v0 :leadsTo ?v10 }} WHERE {{ {MARKED} . "
           + " . ".join(f"?v{i} :step{i} ?v{i + 1}" for i in reversed(range(10))) + " }")
CHAINS.add("path10_marked_unlucky", "path10_marked", chain(10, unlucky(10), [MARKED]),
           beside="path10_marked")
