"""Warrant, and the programs that bench/run compares it with: how each is started, and how it says
what it inferred and what that took."""

import dataclasses
import json
import os
import re
import shutil
import subprocess
import sys

from facts import PROGRAMS
from workloads import WORKLOADS

HERE = os.path.dirname(os.path.abspath(__file__))


class TooSlow(Exception):
    """A program was not done when its time was up."""


@dataclasses.dataclass
class Measurement:
    """Times are seconds; `seconds` is what is compared: reasoning, without reading and writing as
    far as the program tells them apart."""
    inferred: int
    seconds: float
    megabytes: float
    whole: float            # the process from start to end
    reading: float = None
    writing: float = None
    tried: int = None       # rows that the steps of joins came to


class Run:
    """One run of a program: how long, how much memory, what it said."""

    def __init__(self, command, options, output=os.devnull, limit=0):
        process = subprocess.run(
            [sys.executable, os.path.join(HERE, "measure.py"), str(limit), output, *command],
            stderr=subprocess.PIPE, text=True)
        self.err, _, last = process.stderr.rstrip("\n").rpartition("\n")
        said = json.loads(last)
        if said["late"]:
            raise TooSlow()
        if said["code"] != 0:
            sys.exit(f"bench/run: {' '.join(command)} failed:\n{self.err}")
        self.seconds = said["cpu" if options.cpu else "wall"]
        self.megabytes = said["megabytes"]


class Contender:
    """A program in one of its ways to run."""
    is_peer = True
    label = ""

    def __init__(self, data, options):
        self.data = data            # the folders of the workloads
        self.options = options

    def fits(self, name):
        """Whether it is there and can run a workload."""
        raise NotImplementedError

    def measure(self, name):
        raise NotImplementedError

    def run(self, command, output=os.devnull, limit=None):
        return Run(command, self.options, output,
                   self.options.peer_timeout if limit is None else limit)

    def output(self, name):
        return self.data.file(name, "output")


class Warrant(Contender):
    is_peer = False

    def __init__(self, data, options, threads):
        super().__init__(data, options)
        self.threads = threads
        self.label = f"warrant -j{threads}"

    def fits(self, name):
        return True

    def measure(self, name):
        workload = WORKLOADS[name]
        command = [self.options.warrant, "infer", "--threads", str(self.threads),
                   self.data.rules(name), self.data.file(name, "data.nt")]
        run = self.run([*command, "--profile-json", "-o", os.devnull], limit=0)
        profile = json.loads(run.err[run.err.index("{"):])
        inferred = profile["inferences"] - profile["given"]
        times = profile["seconds"]
        if workload.whole:
            # As the others: what is inferred goes to a file, and there is no profile of each rule.
            run = self.run([*command, "-o", self.output(name)], limit=0)
            seconds = run.seconds
            inferred = lines_of(self.output(name)) - profile["given"]
        else:
            seconds = times["rules"] + times["reasoning_cpu" if self.options.cpu else "reasoning"]
        tried = sum(rule["tried"] for rule in profile["rules"])
        return Measurement(inferred, seconds, run.megabytes, run.seconds, times["reading"],
                           times["writing"], tried)


class Limit(Contender):
    """The fixpoints by hand."""
    label = "limit"

    def fits(self, name):
        return bool(WORKLOADS[name].limit and shutil.which("g++"))

    def measure(self, name):
        run = self.run([limit_binary(self.data), WORKLOADS[name].limit, self.data.folder(name)],
                       self.output(name))
        said = values_in(self.output(name))
        seconds = said["cpu_seconds" if self.options.cpu else "seconds"]
        return Measurement(int(said["inferred"]), seconds, run.megabytes, run.seconds)


def limit_binary(data):
    """bench/limit.cpp, compiled."""
    source = os.path.join(HERE, "limit.cpp")
    binary = os.path.join(data.root, "limit")
    if not os.path.exists(binary) or os.path.getmtime(binary) < os.path.getmtime(source):
        os.makedirs(data.root, exist_ok=True)
        subprocess.run(["g++", "-O2", "-march=x86-64-v3", "-pthread", "-o", binary, source],
                       check=True)
    return binary


def values_in(path):
    """Lines of a name, a tab and a number."""
    with open(path) as file:
        return {name: float(value)
                for name, value in re.findall(r"^(\w+)\t([\d.]+)$", file.read(), re.M)}


class Souffle(Contender):
    """Its reading is what the same program takes without its rules."""

    def __init__(self, data, options, threads, compiled):
        super().__init__(data, options)
        self.threads = threads
        self.compiled = compiled
        self.label = f"souffle {'compiled' if compiled else 'interpreted'} -j{threads}"

    def fits(self, name):
        return bool(WORKLOADS[name].datalog and shutil.which("souffle"))

    def measure(self, name):
        program = self.data.datalog(name)
        run = self.run(self.command(name, program), self.output(name))
        inferred = self.inferred(name)
        reading = self.run(self.command(name, self.data.without_rules(name, program)))
        return Measurement(inferred, max(run.seconds - reading.seconds, 0.001), run.megabytes,
                           run.seconds, reading.seconds)

    def command(self, name, program):
        folder = self.data.folder(name)
        if not self.compiled:
            return ["souffle", f"-j{self.threads}", "-F", folder, program]
        binary = os.path.join(folder, f"souffle-{os.path.basename(program)}-j{self.threads}")
        if not os.path.exists(binary):
            subprocess.run(["souffle", f"-j{self.threads}", "-o", binary, program], check=True)
        return [binary, f"-j{self.threads}", "-F", folder]

    def inferred(self, name):
        sizes = values_in(self.output(name))
        # A relation of what rules conclude may also have facts of its own.
        stated = [self.data.file(name, relation + ".facts") for relation in sizes]
        return int(sum(sizes.values())) - sum(lines_of(f) for f in stated if os.path.exists(f))


def lines_of(path):
    with open(path, "rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))


class Swipl(Contender):
    """SWI-Prolog, with tabling; programs/tabling.pl reads, solves, counts and takes the times."""
    label = "swipl"

    def fits(self, name):
        return bool(WORKLOADS[name].prolog and shutil.which("swipl"))

    def measure(self, name):
        program, fact, goal = WORKLOADS[name].prolog
        run = self.run(["swipl", "--stack-limit=4g", "--table-space=4g",
                        os.path.join(PROGRAMS, "tabling.pl"), "--",
                        self.data.program(name, program), self.data.folder(name), fact, goal],
                       self.output(name))
        said = values_in(self.output(name))
        seconds = said["cpu_seconds" if self.options.cpu else "seconds"]
        return Measurement(int(said["inferred"]), seconds, run.megabytes, run.seconds,
                           said["reading"])


class Clingo(Contender):
    """Grounds and solves, printing no answer. Its reading is what the facts take alone."""
    label = "clingo"

    def fits(self, name):
        return bool(WORKLOADS[name].answer_sets and shutil.which("clingo"))

    def measure(self, name):
        program = os.path.join(PROGRAMS, WORKLOADS[name].answer_sets)
        facts = self.data.facts_as_atoms(name)
        run, rules = self.ground(name, [program, facts])
        reading, stated = self.ground(name, [facts])
        return Measurement(rules - stated, max(run.seconds - reading.seconds, 0.001),
                           run.megabytes, run.seconds, reading.seconds)

    def ground(self, name, files):
        """A run, and how many atoms hold."""
        # It exits with 30 where it has found all answers there are.
        run = self.run(["sh", "-c", 'clingo --quiet=2 --stats "$@"; test $? = 30', "sh", *files],
                       self.output(name))
        with open(self.output(name)) as file:
            return run, int(re.search(r"^Rules +: (\d+)", file.read(), re.M)[1])


class Eyeleng(Contender):
    """The JavaScript engine for the same rule files: its whole process is compared."""
    label = "eyeleng"

    def fits(self, name):
        return bool(WORKLOADS[name].eyeleng and self.options.eyeleng and shutil.which("node"))

    def measure(self, name):
        run = self.run(["node", self.options.eyeleng, self.data.rules(name)], self.output(name))
        # It prints a line a triple, without what was given.
        return Measurement(lines_of(self.output(name)), run.seconds, run.megabytes, run.seconds)


class Eye(Contender):
    """EYE, for rules that Notation3 can say."""
    label = "eye"

    def fits(self, name):
        return bool(WORKLOADS[name].notation3 and shutil.which("eye"))

    def measure(self, name):
        rules = self.data.program(name, WORKLOADS[name].notation3)
        run = self.run(["eye", "--nope", "--pass-only-new", self.data.file(name, "data.nt"), rules],
                       self.output(name))
        # It prints a line a triple, and says: reasoning 120 [msec cputime] 121 [msec walltime]
        clock = "cputime" if self.options.cpu else "walltime"

        def took(stage):
            return int(re.search(rf"^{stage} .*?(\d+) \[msec {clock}\]", run.err, re.M)[1]) / 1000

        with open(self.output(name)) as file:
            inferred = sum(1 for line in file if line[0] in "<:")
        seconds = run.seconds if WORKLOADS[name].whole else took("reasoning")
        return Measurement(inferred, seconds, run.megabytes, run.seconds, took("networking"))


def all_contenders(data, options):
    """In the order in which they take turns."""
    result = [Warrant(data, options, threads) for threads in options.threads]
    if options.no_peers:
        return result
    result.append(Limit(data, options))
    for threads in (1, 2):
        for compiled in (False, True) if options.compiled else (False,):
            result.append(Souffle(data, options, threads, compiled))
    return result + [peer(data, options) for peer in (Swipl, Clingo, Eye, Eyeleng)]
