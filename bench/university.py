"""A university ontology: its facts, and its rules for Soufflé."""

import os
import random
import re

from facts import PROGRAMS, TYPE

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
