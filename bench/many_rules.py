"""Many rules in a chain, one individual that goes through it, one conclusion a rule: rules that
match any predicate, constants in all positions, beside the plain `?x :p :c`."""

import os

from facts import NS
from workload import Workload

SIZES = (1000, 4000, 20_000)
# Of the pattern that rule i has; the head is the same of i + 1.
PATTERNS = {
    "named": "?x :p :c{i}",
    "any": "?x ?p :c{i}",
    "subject": ":c{i} :p ?y",
    "subject_any": ":c{i} ?p ?y",
    "ground": ":c{i} :p :d{i}",
    "predicate": "?x :p{i} ?y",
}
FIRST = {"named": ":s :p :c0", "any": ":s :p :c0", "ground": ":c0 :p :d0", "predicate": ":s :p0 :o",
         "subject": ":c0 :p :o", "subject_any": ":c0 :p :o"}


def chain(kind, size):
    def write(facts, tiny):
        pattern = PATTERNS[kind]
        with open(os.path.join(facts.folder, "rules.srl"), "w") as out:
            out.write(f"PREFIX : <{NS}>\nDATA {{ {FIRST[kind]} }}\n")
            for i in range(size // 20 if tiny else size):
                out.write(f"RULE {{ {pattern.replace('{i}', str(i + 1))} }} "
                          f"WHERE {{ {pattern.replace('{i}', str(i))} }}\n")

    return write


MANY_RULES = {}
for kind in PATTERNS:
    for smaller, size in zip((None, *SIZES), SIZES):
        beside = [f"rules_{kind}_{smaller}"] if smaller else []
        if kind != "named":
            beside.append(f"rules_named_{size}")
        MANY_RULES[f"rules_{kind}_{size}"] = Workload(chain(kind, size), "rules", beside=beside)
