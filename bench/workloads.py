"""The workloads of bench/run: generators, rules, and how much each infers.

A generator writes N-Triples for Warrant and, where a peer wants them, the same facts as tables of
integers. Everything is seeded, so that the counts are the same everywhere. `size` scales a
workload: "full" is what docs/performance.md reports, "tiny" what the tests run.
"""

import os
import random
import re

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
        with open(os.path.join(facts.folder, "rules.srl"), "w") as out:
            out.write(f"PREFIX : <{NS}>\nDATA {{ :individual a :N0 . }}\n")
            for i in range(100 if tiny else depth):
                out.write(f"RULE {{ ?x a :N{i + 1} , :I{i + 1} , :J{i + 1} }} "
                          f"WHERE {{ ?x a :N{i} }}\n")

    return write


def skew(facts, tiny):
    """One node in half of all rows, on both sides of the joins: 200,000 rows, of which 400 lead on
    from the frequent node."""
    n = 200 if tiny else 200_000
    rng = random.Random(5)
    for i in range(n // 2):
        facts.triple(node("n", i), pred("knows"), node("hub", 0))
        facts.triple(node("n", i), pred("knows"), node("n", rng.randrange(n)))
    for i in range(20 if tiny else 400):
        facts.triple(node("hub", 0), pred("likes"), node("item", i))
    for i in range(n // 2):
        facts.triple(node("n", rng.randrange(n)), pred("likes"), node("item", i % 400))
        facts.triple(node("n", i), pred("owns"), node("item", rng.randrange(400)))


def predicates(facts, tiny):
    """As many predicates as triples: rules that read and make triples of any predicate."""
    n = 200 if tiny else 1_000_000
    rng = random.Random(6)
    for i in range(n):
        facts.triple(node("n", i), f"<{NS}p{i}>", node("n", rng.randrange(n)))
    for i in range(0, n, 2):
        facts.triple(f"<{NS}p{i}>", pred("inverse"), f"<{NS}q{i}>")


def path10(facts, tiny):
    """Ten layers of a graph; a path goes through all of them, and few of the last are marked."""
    width = 60 if tiny else 30_000
    rng = random.Random(8)
    for layer in range(10):
        for i in range(width):
            for _ in range(2):
                facts.triple(node(f"l{layer}_", i), pred(f"step{layer}"),
                             node(f"l{layer + 1}_", rng.randrange(width)))
    for i in range(3):
        facts.triple(node("l10_", rng.randrange(width)), TYPE, pred("Marked"))


def cross(facts, tiny):
    """A product of 2,000 by 2,000 nodes of which a filter keeps half, and one into few triples."""
    n = 40 if tiny else 2000
    for i in range(n):
        facts.triple(node("a", i), pred("left"), f'"{i}"{INTEGER}')
        facts.triple(node("b", i), pred("right"), f'"{i}"{INTEGER}')


PROGRAMS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "programs")
UB = "http://swat.cse.lehigh.edu/onto/univ-bench.owl#"


def university(facts, tiny):
    """After the Lehigh University Benchmark: 40 universities, 5.2 million triples, for Soufflé one
    table a predicate."""
    rng = random.Random(42)
    numbers = dict(class_numbers())

    def number(term):
        return numbers.setdefault(term, 1000 + len(numbers))

    def emit(s, p, o):
        facts.triple(s, TYPE if p == "type" else f"<{UB}{p}>", o)
        facts.row(p, number(s), number(o))

    def a(name):
        return f"<{UB}{name}>"

    def university_at(u):
        return f"<http://www.University{u}.edu>"

    for u in range(1 if tiny else 40):
        emit(university_at(u), "type", a("University"))
        emit(university_at(u), "name", f'"University{u}"')
        for d in range(1 if tiny else rng.randint(15, 25)):
            department(rng, emit, a, university_at, u, d)


def department(rng, emit, a, university_at, u, d):
    base = f"http://www.Department{d}.University{u}.edu"
    this = f"<{base}>"
    emit(this, "type", a("Department"))
    emit(this, "name", f'"Department{d}"')
    emit(this, "subOrganizationOf", university_at(u))
    for g in range(rng.randint(10, 20)):
        emit(f"<{base}/ResearchGroup{g}>", "type", a("ResearchGroup"))
        emit(f"<{base}/ResearchGroup{g}>", "subOrganizationOf", this)

    courses, graduate_courses, faculty, publications = [], [], [], {}

    def person(kind, i):
        who = f"<{base}/{kind}{i}>"
        emit(who, "type", a(kind))
        emit(who, "name", f'"{kind}{i}"')
        return who

    def reachable(who, kind, i):
        emit(who, "emailAddress", f'"{kind}{i}@Department{d}.University{u}.edu"')
        emit(who, "telephone", '"xxx-xxx-xxxx"')

    def teach(who, kind, taught):
        for _ in range(rng.randint(1, 2)):
            course = f"<{base}/{kind}{len(taught)}>"
            emit(course, "type", a(kind))
            emit(course, "name", f'"{kind}{len(taught)}"')
            emit(who, "teacherOf", course)
            taught.append(course)

    for kind, low, high, papers_low, papers_high in (
            ("FullProfessor", 7, 10, 15, 20), ("AssociateProfessor", 10, 14, 10, 18),
            ("AssistantProfessor", 8, 11, 5, 10), ("Lecturer", 5, 7, 0, 5)):
        for i in range(rng.randint(low, high)):
            who = person(kind, i)
            faculty.append((who, kind))
            emit(who, "worksFor", this)
            reachable(who, kind, i)
            for degree in ("undergraduateDegreeFrom", "mastersDegreeFrom", "doctoralDegreeFrom"):
                emit(who, degree, university_at(rng.randrange(1000)))
            if kind == "FullProfessor" and i == 0:
                emit(who, "headOf", this)
            if kind != "Lecturer":
                emit(who, "researchInterest", f'"Research{rng.randrange(30)}"')
            teach(who, "Course", courses)
            if kind != "Lecturer":
                teach(who, "GraduateCourse", graduate_courses)
            for k in range(rng.randint(papers_low, papers_high)):
                paper = f"<{base}/{kind}{i}/Publication{k}>"
                emit(paper, "type", a(rng.choice(("JournalArticle", "ConferencePaper",
                                                  "TechnicalReport", "Book", "Article",
                                                  "Publication"))))
                emit(paper, "name", f'"Publication{k}"')
                publications[paper] = {who}
    professors = [who for who, kind in faculty if kind != "Lecturer"]
    papers = list(publications)

    def student(kind, i, taken, low, high):
        who = person(kind, i)
        reachable(who, kind, i)
        emit(who, "memberOf", this)
        if kind == "GraduateStudent":
            emit(who, "undergraduateDegreeFrom", university_at(rng.randrange(1000)))
        for course in rng.sample(taken, rng.randint(low, high)):
            emit(who, "takesCourse", course)
        return who

    for i in range(len(faculty) * rng.randint(8, 14)):
        who = student("UndergraduateStudent", i, courses, 2, 4)
        if rng.random() < 0.2:
            emit(who, "advisor", rng.choice(professors))
    for i in range(len(faculty) * rng.randint(3, 4)):
        who = student("GraduateStudent", i, graduate_courses, 1, 3)
        emit(who, "advisor", rng.choice(professors))
        if rng.random() < 0.22:
            emit(who, "teachingAssistantOf", rng.choice(courses))
        if rng.random() < 0.28:
            emit(who, "type", a("ResearchAssistant"))
        for paper in rng.sample(papers, rng.randint(0, 5)):
            publications[paper].add(who)
    for paper, authors in publications.items():
        for author in sorted(authors):
            emit(paper, "publicationAuthor", author)


def university_rules():
    """The rules of programs/university.srl as (head, body) of (predicate, subject, object)."""
    with open(os.path.join(PROGRAMS, "university.srl")) as file:
        for line in file:
            found = re.match(r"RULE \{ (.*) \} WHERE \{ (.*) \}", line)
            if found:
                atoms = [tuple(a.split()) for a in (found[1] + " . " + found[2]).split(" . ")]
                yield atoms[0], atoms[1:]


def class_numbers():
    """A number for each class that the rules name, so that they are the same in every data set."""
    numbers = {}
    for head, body in university_rules():
        for subject, predicate, obj in [head, *body]:
            if predicate == "a":
                numbers.setdefault(obj.replace("ub:", f"<{UB}", 1) + ">", len(numbers) + 1)
    return numbers


def university_datalog():
    """The same rules for Soufflé, one relation a predicate."""
    numbers = class_numbers()

    def atom(parts):
        subject, predicate, obj = (p.replace("ub:", "").lstrip("?") for p in parts)
        if predicate == "a":
            return f"type({subject}, {numbers[f'<{UB}{obj}>']})"
        return f"{predicate}({subject}, {obj})"

    rules, read, made = [], set(), set()
    for head, body in university_rules():
        rules.append(f"{atom(head)} :- {', '.join(map(atom, body))}.")
        made.add(atom(head).split("(")[0])
        read.update(atom(b).split("(")[0] for b in body)
    facts = UNIVERSITY_TABLES & (read | made)
    lines = [f".decl {r}(s:number, o:number)" for r in sorted(read | made)]
    lines += [f".input {r}" for r in sorted(facts)]
    lines += [f".printsize {r}" for r in sorted(made)]
    return "\n".join(lines + rules) + "\n"


UNIVERSITY_TABLES = {
    "type", "name", "subOrganizationOf", "worksFor", "headOf", "emailAddress", "telephone",
    "undergraduateDegreeFrom", "mastersDegreeFrom", "doctoralDegreeFrom", "researchInterest",
    "teacherOf", "memberOf", "takesCourse", "advisor", "teachingAssistantOf", "publicationAuthor"}


class Workload:
    def __init__(self, generate, group, rules="rules.srl", whole=False, **programs):
        self.generate = generate
        self.group = group          # rows that are judged together
        self.rules = rules          # a file in programs/, or one that the generator writes
        self.whole = whole          # whether whole processes are compared, not reasoning alone
        # What the peers run, likewise; None for those that do not.
        self.datalog = programs.get("datalog")          # for Soufflé; or a function that gives it
        self.prolog = programs.get("prolog")            # (program, relation read, goal)
        self.answer_sets = programs.get("answer_sets")  # for clingo
        self.notation3 = programs.get("notation3")      # for EYE
        self.eyeleng = programs.get("eyeleng", False)   # whether it runs the rules as they are
        self.limit = programs.get("limit")  # what bench/limit.cpp is told, if it has the fixpoint


def closure(generate, name, fact, goal):
    return Workload(generate, "closures", name + ".srl", datalog=name + ".dl",
                    prolog=(name + ".pl", fact, goal), answer_sets=name + ".lp",
                    notation3=name + ".n3", limit=name)


def many_rules(depth, **programs):
    return Workload(taxonomy(depth), "taxonomy", whole=True, **programs)


def cliff(generate, rules):
    return Workload(generate, "cliffs", rules)


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
    "taxonomy_1000": many_rules(1000, eyeleng=True),
    "taxonomy_10000": many_rules(10000, eyeleng=True),
    "taxonomy_100000": many_rules(100000, eyeleng=True),
    "taxonomy_300000": many_rules(300000),
    "skew": cliff(skew, "skew.srl"),
    "predicates": cliff(predicates, "predicates.srl"),
    "path10": cliff(path10, "path10.srl"),
    "cross": cliff(cross, "cross.srl"),
}
