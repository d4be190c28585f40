#!/usr/bin/env python3
"""Runs commands with ever more memory, from too little to enough: a limit of --memory, and one of the system's on the address space. Each
run must end as the manual says: done, or with exit code 4, a word on why, and a store that is as it was.

    tests/no_memory.py build/release/warrant
"""

import os
import resource
import signal
import subprocess
import sys
import tempfile

MIB = 1 << 20
TRIPLES = 300_000
CLOSURE = """PREFIX : <http://e/>
RULE { ?x :q ?y } WHERE { ?x :p ?y }
RULE { ?x :q ?z } WHERE { ?x :q ?y . ?y :p ?z }
"""
PRODUCT = "SELECT * WHERE { ?x <http://e/p> ?a . ?y <http://e/p> ?b }"
wrong = []


def numbered(first, count):
    return "".join(f"<http://e/n{i}> <http://e/p> <http://e/n{i + 1}> .\n" for i in range(first, first + count))


class Workshop:
    def __init__(self, warrant, folder):
        self.warrant = os.path.abspath(warrant)
        self.folder = folder
        self.write("few.nt", numbered(0, 2000))
        self.write("big.nt", numbered(10_000, TRIPLES))
        self.write("closure.srl", CLOSURE)
        self.run("load", "few.nt")
        self.before = self.run("export", "--inferences").stdout

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "w") as file:
            file.write(text)

    def run(self, *arguments, address_space=None):
        def limit():
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            if address_space:
                resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))

        return subprocess.run([self.warrant, *arguments], cwd=self.folder, preexec_fn=limit, text=True, capture_output=True)

    def check_stopped(self, what, run, reasons):
        """A run that did not do its work has said so, and changed nothing."""
        if run.returncode != 4:
            wrong.append(f"{what}: exit code {run.returncode}\n{run.stderr[-500:]}")
        if not run.stderr.startswith("error: ") or not any(reason in run.stderr for reason in reasons):
            wrong.append(f"{what} says: {run.stderr[-500:]}")
        of_store = ("nothing was changed in warrant.db\n", "a store is as the last commit left it\n")
        if run.args[1] == "load" and not run.stderr.endswith(of_store):
            wrong.append(f"{what} does not say what became of the store: {run.stderr[-500:]}")
        self.check_store(what)

    def check_store(self, what):
        if self.run("export", "--inferences").stdout != self.before:
            wrong.append(f"{what}: the store is not as it was")

    def undo(self, name):
        self.run("unload", name)
        if self.run("export", "--inferences").stdout != self.before:
            wrong.append(f"{name} is not taken out whole")


def check_memory_option(shop):
    """Of a load of facts alone: reading them, and sorting and writing them, which takes more."""
    stages = set()
    for mebibytes in range(40, 400, 8):
        run = shop.run("load", "--memory", f"{mebibytes}M", "big.nt")
        if run.returncode == 0:
            break
        shop.check_stopped(f"load --memory {mebibytes}M", run, ["MiB of memory are in use, the limit given with --memory"])
        stages.add(run.stderr.split()[3].rstrip(":"))
    if run.returncode != 0:
        wrong.append("a load never fits")
    if stages != {"reading", "writing"}:
        wrong.append(f"the limit was met while {sorted(stages)}, and not both while reading and writing")
    shop.undo("big.nt")


def least_address_space(shop):
    for mebibytes in range(32, 1024, 8):
        if shop.run("--version", address_space=mebibytes * MIB).returncode == 0:
            return mebibytes
    sys.exit("no_memory: the program does not start")


def check_address_space(shop, command, step, steps):
    """Libraries reserve more or less of it from run to run, so that more is not always better: what counts is how a run ends."""
    least = least_address_space(shop)
    refused = 0
    for mebibytes in range(least, least + steps * step, step):
        run = shop.run(*command, address_space=mebibytes * MIB)
        if run.returncode == 0:
            if command[0] == "load":
                shop.undo(command[1])
            continue
        if command[0] == "load" and run.returncode == -signal.SIGSEGV:
            # LZ4 under RocksDB does not look at what malloc gives it. The store must stand that too.
            shop.check_store(f"{command} ended by a library at {mebibytes} MiB")
            continue
        what = f"{' '.join(command)} in an address space of {mebibytes} MiB"
        shop.check_stopped(what, run, ["there is no more memory", "a thread could not be started"])
        refused += "there is no more memory" in run.stderr
    if refused == 0:
        wrong.append(f"{command}: memory never was too little")


def main():
    with tempfile.TemporaryDirectory() as folder:
        shop = Workshop(sys.argv[1], folder)
        check_memory_option(shop)
        check_address_space(shop, ("load", "big.nt"), 32, 12)
        check_address_space(shop, ("infer", "-o", "/dev/null", "closure.srl", "few.nt"), 32, 6)
        check_address_space(shop, ("query", PRODUCT), 64, 4)
    for line in wrong:
        print("WRONG " + line, file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
