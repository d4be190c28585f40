#!/usr/bin/env python3
"""Times the reading of N-Triples and Turtle against serdi and rapper: bench/read.py BENCH_READ [ROUNDS]

Makes build/bench/people.nt and people.ttl, the same million triples twice, lets each program read them and write them as N-Triples to
/dev/null, in turns, and compares the processor time (user) that each took. What Warrant writes is compared byte by byte with what was
generated. A peer that is not on PATH (Debian packages serdi, raptor2-utils) is left out.
"""
import hashlib
import os
import random
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

TRIPLES = 1_000_000
RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
RESOURCE = "http://data.example.org/resource/"
VOCABULARY = "http://data.example.org/vocabulary#"
XSD = "http://www.w3.org/2001/XMLSchema#"
WORDS = "alpha bravo charlie delta echo foxtrot golf hôtel india juliett kilo lima mike november oscar papa".split()


def person(number, rand):
    """Predicates and objects, each as N-Triples and as Turtle write it."""
    name = " ".join(rand.choice(WORDS) for _ in range(3))
    motto = f'"{name}\\t\\"{rand.choice(WORDS)}\\""@en'
    age = rand.randrange(100)
    born = f"{rand.randrange(1910, 1999)}-0{rand.randrange(1, 10)}-1{rand.randrange(10)}"
    yield RDF_TYPE, "a", f"<{VOCABULARY}Person>", "v:Person"
    yield f"<{VOCABULARY}name>", "v:name", f'"{name}"', f'"{name}"'
    yield f"<{VOCABULARY}motto>", "v:motto", motto, motto
    yield f"<{VOCABULARY}age>", "v:age", f'"{age}"^^<{XSD}integer>', str(age)
    yield f"<{VOCABULARY}born>", "v:born", f'"{born}"^^<{XSD}date>', f'"{born}"^^xsd:date'
    for _ in range(4):
        other = rand.randrange(number + 1)
        yield f"<{VOCABULARY}knows>", "v:knows", f"<{RESOURCE}person{other}>", f"e:person{other}"
    yield f"<{VOCABULARY}address>", "v:address", f"_:n{number}", f"_:n{number}"


def generate(nt_path, ttl_path):
    rand = random.Random(1)
    with open(nt_path, "w", encoding="utf-8") as nt, open(ttl_path, "w", encoding="utf-8") as ttl:
        ttl.write(f"@prefix e: <{RESOURCE}> .\n@prefix v: <{VOCABULARY}> .\n@prefix xsd: <{XSD}> .\n\n")
        for number in range(TRIPLES // 10):
            ttl.write(f"e:person{number}")
            last = None
            for predicate, short, object_, short_object in person(number, rand):
                nt.write(f"<{RESOURCE}person{number}> {predicate} {object_} .\n")
                ttl.write(f" , {short_object}" if short == last
                          else f"{' ;' + chr(10) + '   ' if last else ''} {short} {short_object}")
                last = short
            ttl.write(" .\n")


def seconds(command):
    with open(os.devnull, "wb") as sink:
        process = subprocess.Popen(command, stdout=sink, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"failed: {' '.join(map(str, command))}")
    return usage.ru_utime


def digest(command):
    hash_ = hashlib.sha256()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        while piece := process.stdout.read(1 << 20):
            hash_.update(piece)
    return hash_.hexdigest()


def compare(label, own, peers, rounds):
    times = {name: [] for name in ["Warrant", *peers]}
    for _ in range(rounds):
        times["Warrant"].append(seconds(own))
        for name, command in peers.items():
            times[name].append(seconds(command))
    for name, taken in times.items():
        median = statistics.median(taken)
        line = f"{label:<10} {name:<8} {median:6.2f} s  {TRIPLES / median / 1e6:5.2f} M triples/s"
        if name != "Warrant":
            ratio = statistics.median(theirs / ours for theirs, ours in zip(taken, times["Warrant"]))
            line += f"  Warrant reads at {ratio:.2f} times its rate"
        print(line, flush=True)


def main():
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    warrant = [Path(sys.argv[1]).resolve(), "--write"]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 9
    folder = Path(__file__).resolve().parent.parent / "build" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    nt, ttl = folder / "people.nt", folder / "people.ttl"
    if not nt.exists() or not ttl.exists() or nt.stat().st_mtime < Path(__file__).stat().st_mtime:
        generate(nt, ttl)
    found = {name: shutil.which(name) for name in ("serdi", "rapper")}
    for name, path in found.items():
        if not path:
            print(f"{name} is not on PATH and is left out")
    expected = digest(["cat", nt])
    for path in (nt, ttl):
        if digest([*warrant, path]) != expected:
            raise SystemExit(f"{path}: Warrant writes other triples than were generated")
    print(f"{TRIPLES:,} triples: what is written from {nt.name} and {ttl.name} is what was generated, byte by byte")
    for label, syntax, path in (("N-Triples", "ntriples", nt), ("Turtle", "turtle", ttl)):
        peers = {}
        if found["serdi"]:
            peers["serdi"] = ["serdi", "-b", "-i", syntax, "-o", "ntriples", path]
        if found["rapper"]:
            peers["rapper"] = ["rapper", "-q", "-i", syntax, "-o", "ntriples", path]
        compare(label, [*warrant, path], peers, rounds)


main()
