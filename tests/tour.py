#!/usr/bin/env python3
"""Runs every command of a Markdown page and compares what it prints with what the page says.

A block fenced as ```console holds commands on lines that start with `$ `; the lines up to the next command are what the
command prints, on stdout and stderr together. A line that is `…` stands for any number of lines; `…` inside a line for any text.
A command's exit code is 0 unless the page says otherwise in a line `(exit 1)` at the end of its output. Commands
run in one temporary copy of the checkout's tracked files, one after another, with build/ linked in, so a tour may
change files. `--update` writes what was printed back into the page, keeping lines with `…` where they still match.
"""
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def steps(block):
    """Pairs of a command and the lines expected of it."""
    found = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif (line == ">" or line.startswith("> ")) and found and not found[-1][1]:
            found[-1] = (found[-1][0] + "\n" + line[2:], [])
        elif found:
            found[-1][1].append(line)
    return found


def pattern(expected):
    """A regular expression for the expected lines."""
    parts = []
    for line in expected:
        if line.strip() == "…":
            parts.append(r"(?:.*\n)*?")
        else:
            parts.append(".*?".join(re.escape(piece) for piece in line.rstrip().split("…")) + r"[ \t]*\n")
    return re.compile("".join(parts))


def run(command, folder):
    done = subprocess.run(["bash", "-c", command], cwd=folder, stdin=subprocess.DEVNULL, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600)
    printed = done.stdout
    if printed and not printed.endswith("\n"):
        printed += "\n"
    if done.returncode:
        printed += f"(exit {done.returncode})\n"
    return printed


def checkout(folder):
    files = subprocess.run(["git", "ls-files", "-z"], cwd=TOP, check=True, capture_output=True).stdout.decode()
    for name in filter(None, files.split("\0")):
        if (TOP / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(TOP / name, folder / name)
    (folder / "build").mkdir()
    (folder / "build" / "release").symlink_to(TOP / "build" / "release")


def main():
    arguments = [a for a in sys.argv[1:] if a != "--update"]
    update = len(arguments) != len(sys.argv) - 1
    failures = 0
    commands = 0
    for page in arguments:
        path = TOP / page
        text = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            checkout(folder)
            written = []

            def replay(block):
                nonlocal failures, commands
                lines = []
                for command, expected in steps(block.group(1)):
                    commands += 1
                    printed = run(command, folder)
                    lines.append("$ " + command.replace("\n", "\n> ").replace("> \n", ">\n"))
                    if pattern(expected).fullmatch(printed):
                        lines += expected
                        continue
                    lines += printed.splitlines()
                    if not update:
                        failures += 1
                        print(f"{page}: $ {command}\n--- the page says\n" + "\n".join(expected) +
                              f"\n--- it prints\n{printed}")
                written.append("\n".join(lines))
                return "```console\n" + "\n".join(lines) + "\n```"

            new = BLOCK.sub(replay, text)
            if update and new != text:
                path.write_text(new, encoding="utf-8")
    print(f"{commands} commands, {failures} differ")
    return 1 if failures or not commands else 0


sys.exit(main())
