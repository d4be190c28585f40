"""Runs a command and says what it took: the last line of stderr is JSON.

    measure.py SECONDS OUTPUT COMMAND...

Kills the command after so many seconds (0: never), and writes what it prints to a file. A process
of its own between a benchmark and what it measures, so that the peak memory is that of the command
and not what its parent had when it was started.
"""

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time

limit, output, command = float(sys.argv[1]), sys.argv[2], sys.argv[3:]
late = threading.Event()


def stop(process):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
        late.set()


with open(output, "w") as out:
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=out, start_new_session=True)
    # Not `wait(limit)`, which looks at the process only 20 times a second.
    timer = threading.Timer(limit, stop, [process])
    if limit:
        timer.start()
    process.wait()
    wall = time.monotonic() - start
    timer.cancel()
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print("", file=sys.stderr)
print(json.dumps({"late": late.is_set(), "code": process.returncode, "wall": wall,
                  "cpu": used.ru_utime + used.ru_stime, "megabytes": used.ru_maxrss / 1024}),
      file=sys.stderr)
