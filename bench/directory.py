"""A directory of people as N-Triples: what bench/store loads. Five triples a person, and known beforehand what they are.

Links go back and forth and are spread over the whole directory, so that terms are met in another sequence than that of the subjects.
"""

RESOURCE = "http://directory.example/"
VOCABULARY = "http://directory.example/ns#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
XSD = "http://www.w3.org/2001/XMLSchema#"
CLASSES = "Engineer Nurse Teacher Farmer Clerk Pilot Baker Judge".split()
WORDS = """alder amber ash aspen azure birch briar bronze cedar clover cobalt copper coral crane crimson dale dawn elder elm ember falcon
fern flint garnet glen hazel heath heron holly indigo iris ivory ivy jade juniper kestrel larch laurel linden maple marsh moss oak ochre olive
onyx opal pearl pine poplar quartz raven reed robin rowan ruby russet sage sorrel teal thorn violet willow wren""".split()
FACTS_A_PERSON = 5
# Odd, so that a power of two of numbers times one of them are all those numbers again.
SPREAD, SPREAD_AGAIN = 0x9E3779B1, 0x85EBCA77


def person(number):
    return f"<{RESOURCE}person/{number}>"


def name(number):
    """Of four words, another one for each of the first 16 million numbers, and near ones have far ones."""
    mixed = number * SPREAD & 0xFFFFFF
    return (f"{WORDS[mixed & 63]} {WORDS[mixed >> 6 & 63]} {WORDS[mixed >> 12 & 63]} {WORDS[mixed >> 18]}"
            + (f" {number >> 24}" if number >> 24 else ""))


class Directory:
    def __init__(self, triples):
        self.people = triples // FACTS_A_PERSON
        if self.people < 64 or triples % FACTS_A_PERSON:
            raise SystemExit(f"bench/store: at least {64 * FACTS_A_PERSON} triples, and a multiple of {FACTS_A_PERSON}")
        self.triples = triples
        self.companies = self.people // 50 + 1

    def known(self, number):
        """Two people that a person knows; some are known by many, as the second is."""
        known = (number * SPREAD + 17) % self.people
        also_known = ((number * SPREAD_AGAIN + 29) % self.people) ** 2 // self.people
        return known, (known + 1) % self.people if also_known == known else also_known

    def facts(self, number):
        """The predicates and objects of a person."""
        known, also_known = self.known(number)
        yield TYPE, f"<{VOCABULARY}{CLASSES[number * SPREAD >> 16 & 7]}>"
        yield f"<{VOCABULARY}name>", f'"{name(number)}"'
        yield f"<{VOCABULARY}knows>", person(known)
        if number & 1:
            yield f"<{VOCABULARY}knows>", person(also_known)
        else:
            yield f"<{VOCABULARY}worksFor>", f"<{RESOURCE}company/{number * SPREAD_AGAIN % self.companies}>"
        kind = number % 4
        if kind == 0:
            yield f"<{VOCABULARY}born>", f'"{1930 + number % 75}-0{1 + number % 9}-{10 + number % 19}"^^<{XSD}date>'
        elif kind == 1:
            yield f"<{VOCABULARY}salary>", f'"{20000 + number * SPREAD % 80000}"^^<{XSD}integer>'
        elif kind == 2:
            yield f"<{VOCABULARY}motto>", f'"{name(also_known)} over {WORDS[number & 63]}"@en'
        else:
            yield f"<{VOCABULARY}height>", f'"1.{50 + number % 50}"^^<{XSD}decimal>'

    def write(self, path):
        with open(path, "w", encoding="utf-8", buffering=1 << 20) as out:
            for number in range(self.people):
                this = person(number)
                out.write("".join([f"{this} {p} {o} .\n" for p, o in self.facts(number)]))

    def count_terms(self):
        """Distinct terms that need an entry in a dictionary: all but numbers and dates."""
        predicates = 8  # type, and the seven of the vocabulary
        companies = len({number * SPREAD_AGAIN % self.companies for number in range(0, self.people, 2)})
        mottos = len({self.known(number)[1] << 6 | number & 63 for number in range(2, self.people, 4)})
        classes = len({number * SPREAD >> 16 & 7 for number in range(min(self.people, 1 << 16))})
        return 2 * self.people + predicates + companies + mottos + classes
