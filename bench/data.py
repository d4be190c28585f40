"""The files of a workload: what its generator writes, and the programs that contenders want."""

import os

from facts import PROGRAMS, Facts
from workloads import WORKLOADS


class Data:
    def __init__(self, root, tiny):
        self.root = root
        self.tiny = tiny

    def folder(self, name):
        """The folder of a workload, filled if need be."""
        workload = WORKLOADS[name]
        if workload.facts_of:
            return self.folder(workload.facts_of)
        folder = os.path.join(self.root, "tiny" if self.tiny else "full", name)
        done = os.path.join(folder, "done")
        if not os.path.exists(done):
            facts = Facts(folder)
            workload.generate(facts, self.tiny)
            facts.close()
            open(done, "w").close()
        return folder

    def file(self, name, file):
        return os.path.join(self.folder(name), file)

    def program(self, name, program):
        """A file of programs/, or of the workload's folder where the generator writes it."""
        stored = os.path.join(PROGRAMS, program)
        return stored if os.path.exists(stored) else self.file(name, program)

    def rules(self, name):
        workload = WORKLOADS[name]
        if workload.text:
            return self.write(name, name + ".srl", [workload.text])
        return self.program(name, workload.rules)

    def datalog(self, name):
        program = WORKLOADS[name].datalog
        if not callable(program):
            return self.program(name, program)
        return self.write(name, "program.dl", [program()])

    def without_rules(self, name, datalog):
        """The same program with nothing to do but read."""
        with open(datalog) as file:
            lines = [l for l in file
                     if ":-" not in l and not l.startswith((" ", ".printsize"))]
        # What nothing is asked about would not be read.
        lines += [l.replace(".input", ".printsize") for l in lines if l.startswith(".input")]
        return self.write(name, "read.dl", lines)

    def facts_as_atoms(self, name):
        """All tables as `relation(1,2).`"""
        def atoms():
            for table in sorted(os.listdir(self.folder(name))):
                relation, ending = os.path.splitext(table)
                if ending != ".facts":
                    continue
                with open(self.file(name, table)) as rows:
                    for row in rows:
                        yield f"{relation}({row.rstrip().replace(chr(9), ',')}).\n"

        path = self.file(name, "facts.lp")
        return path if os.path.exists(path) else self.write(name, "facts.lp", atoms())

    def write(self, name, file, lines):
        path = self.file(name, file)
        with open(path, "w", buffering=1 << 20) as out:
            out.writelines(lines)
        return path
