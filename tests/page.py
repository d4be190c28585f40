#!/usr/bin/env python3
"""Drives the page of `why --format html` in headless Chromium: page.py [--pictures DIR].

Makes a store of the knowledge that comes with Warrant, writes pages of it, and uses them as a reader would:
counts the steps, folds, searches, moves by keys, prints. Anything the page logs or wants to fetch is a failure.
With --pictures it leaves screenshots and a PDF for people to look at. Speaks the DevTools protocol over a pipe, so
that nothing but Python and Chromium is needed.
"""
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
WARRANT = TOP / "build/release/warrant"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--hide-scrollbars", "--remote-debugging-pipe", "about:blank"]


class Browser:
    """One tab of a browser of its own."""

    def __init__(self, folder):
        to_browser, self.output = os.pipe()
        self.input, from_browser = os.pipe()

        def wire():
            # Chromium reads commands from descriptor 3 and answers on 4.
            reading, writing = os.dup(to_browser), os.dup(from_browser)
            os.dup2(reading, 3)
            os.dup2(writing, 4)

        self.process = subprocess.Popen(
            [CHROMIUM, f"--user-data-dir={folder}", *FLAGS], preexec_fn=wire, close_fds=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.buffer = b""
        self.number = 0
        self.events = []
        self.session = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(domain + ".enable")

    def close(self):
        self.session = None
        try:
            self.call("Browser.close")
            self.process.wait(timeout=20)
        except (OSError, EOFError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()

    def receive(self):
        while b"\0" not in self.buffer:
            part = os.read(self.input, 1 << 16)
            if not part:
                raise EOFError("the browser went away")
            self.buffer += part
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.output, data):]
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def open(self, path):
        self.events.clear()
        self.call("Page.navigate", url=Path(path).as_uri())
        while not any(e.get("method") == "Page.loadEventFired" for e in self.events):
            self.events.append(self.receive())

    def ask(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def key(self, name, text=None):
        for kind in ("keyDown", "keyUp"):
            extra = {"text": text} if text and kind == "keyDown" else {}
            self.call("Input.dispatchKeyEvent", type=kind, key=name, **extra)

    def type(self, text):
        self.call("Input.insertText", text=text)

    def click(self, selector):
        x, y = self.ask(f"""(() => {{
            const element = document.querySelector({json.dumps(selector)});
            element.scrollIntoView({{block: 'center'}});
            const box = element.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2]; }})()""")
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def size(self, width, height, dark=False):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=False)
        self.call("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])

    def complaints(self):
        """What the page logged, threw, or tried to fetch."""
        found = []
        for event in self.events:
            method, details = event.get("method", ""), event.get("params", {})
            if method in ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded"):
                found.append(json.dumps(details)[:300])
            if method == "Network.requestWillBeSent":
                url = details["request"]["url"]
                if not url.startswith(("file:", "data:")):
                    found.append("fetches " + url)
        return found

    def picture(self, path):
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=False)["data"]
        Path(path).write_bytes(base64.b64decode(data))

    def pdf(self, path):
        data = self.call("Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"]
        Path(path).write_bytes(base64.b64decode(data))


class Reader:
    """Uses one page, and holds what it shows against the proof in JSON."""

    def __init__(self, browser):
        self.browser = browser
        self.failures = 0
        self.checks = 0

    def check(self, what, holds):
        self.checks += 1
        if not holds:
            self.failures += 1
            print(f"FAILED: {what}")

    def count(self, selector):
        return self.browser.ask(f"document.querySelectorAll({json.dumps(selector)}).length")

    def visible(self):
        return self.browser.ask(
            "[...document.querySelectorAll('li[role=treeitem]')].filter(i => i.offsetParent).length")

    def focused(self):
        return self.browser.ask("document.activeElement.id")

    def read_a_proof(self, page, proof):
        b = self.browser
        b.size(1200, 900)
        b.open(page)
        steps = self.count("li[role=treeitem]")
        self.check("the language is said", b.ask("document.documentElement.lang") == proof["language"])
        # The second conclusion of a rule instance refers to the first.
        instances = {json.dumps([n["rule"]["name"], n["bindings"]]) for n in proof["nodes"] if n["kind"] == "derived"}
        leaves = [n for n in proof["nodes"] if n["kind"] != "derived"]
        self.check("each step of the proof stands on the page once",
                   self.count("li[role=treeitem]:not(.reference)") == len(instances) + len(leaves))
        self.check("the page counts its steps",
                   b.ask("document.querySelector('output').value").startswith(str(steps)))
        self.check("all is unfolded at first", self.visible() == steps)
        self.check("what is indispensable is marked",
                   self.count(".needed") == len(proof["critical"]["facts"]) + len(proof["critical"]["absences"]))
        self.check("references lead to a step", b.ask(
            "[...document.querySelectorAll('a')].every(a => document.getElementById(a.hash.slice(1)))"))
        self.check("ids are not used twice", b.ask(
            "(ids => new Set(ids).size === ids.length)([...document.querySelectorAll('[id]')].map(e => e.id))"))
        self.check("levels of the tree are those of the lists", b.ask("""
            [...document.querySelectorAll('li[role=treeitem]')].every(item => {
                let depth = 0;
                for (let up = item; up; up = up.parentElement.closest('li')) ++depth;
                return depth === Number(item.getAttribute('aria-level')); })"""))
        self.check("each item has a name", b.ask("""
            [...document.querySelectorAll('li[role=treeitem]:not(.more)')].every(item =>
                document.getElementById(item.getAttribute('aria-labelledby')).textContent.trim())"""))
        self.fold(steps)
        self.search(steps)
        self.move(steps)
        self.check("the page stays within a narrow screen", self.narrow())
        self.check("nothing was logged or fetched", not b.complaints())
        for complaint in b.complaints():
            print("  " + complaint)

    def fold(self, steps):
        b = self.browser
        b.click("#s-1 .fold")
        self.check("a click folds a step", self.visible() < steps)
        self.check("a folded step says so",
                   b.ask("document.getElementById('s-1').getAttribute('aria-expanded')") == "false")
        b.click("#s-1 .fold")
        self.check("another click unfolds it", self.visible() == steps)
        b.click(".fold-all")
        self.check("all fold to the conclusion", self.visible() == 1)
        self.check("paper shows what is folded", self.on_paper() == steps)
        b.click(".unfold-all")
        self.check("all unfold", self.visible() == steps)

    def on_paper(self):
        self.browser.call("Emulation.setEmulatedMedia", media="print")
        count = self.visible()
        self.browser.call("Emulation.setEmulatedMedia", media="")
        return count

    def search(self, steps):
        b = self.browser
        b.click(".fold-all")
        b.ask("document.activeElement.blur()")
        b.key("/", "/")
        self.check("/ goes to the search", b.ask("document.activeElement.type") == "search")
        b.type("democracy")
        hits = self.count("li.hit")
        self.check("the search finds steps", 0 < hits < steps)
        self.check("what is found is unfolded", b.ask(
            "[...document.querySelectorAll('li.hit')].every(item => item.offsetParent)"))
        self.check("what is found is marked", self.count("mark") >= hits)
        self.check("the search counts what it finds",
                   b.ask("document.querySelector('output').value").startswith(f"{hits} "))
        b.key("Escape")
        self.check("Escape ends the search", self.count("li.hit, mark") == 0)
        b.click(".unfold-all")

    def move(self, steps):
        b = self.browser
        b.ask("document.querySelector('li[role=treeitem]').focus()")
        b.key("ArrowDown")
        self.check("the arrow goes to the next step", self.focused() == "s-1")
        b.key("ArrowLeft")
        self.check("the left arrow folds", self.visible() < steps)
        b.key("ArrowRight")
        self.check("the right arrow unfolds", self.visible() == steps)
        b.key("ArrowRight")
        self.check("and goes to the first premise", self.focused() == "s-1.1")
        b.key("ArrowLeft")
        self.check("the left arrow goes back up", self.focused() == "s-1")
        b.key("Home")
        self.check("Home goes to the conclusion", self.focused() == "s")
        self.check("one step can be reached by Tab", self.count("li[tabindex='0']") == 1)

    def narrow(self):
        b = self.browser
        b.size(360, 700)
        fits = b.ask("document.documentElement.scrollWidth <= 360")
        b.size(1200, 900)
        return fits


def run(*arguments):
    return subprocess.run([WARRANT, *arguments], check=True, capture_output=True, text=True, cwd=TOP).stdout


def pictures(browser, folder, pages):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for page in pages:
        for width, height, dark in ((1280, 1400, False), (1280, 1400, True), (390, 1400, False)):
            browser.size(width, height, dark)
            browser.open(page)
            browser.picture(folder / f"{page.stem}-{width}{'-dark' if dark else ''}.png")
        browser.size(1800, 1200)
        browser.open(page)
        browser.click(".view")
        browser.ask("scrollTo(0, 0)")
        browser.picture(folder / f"{page.stem}-diagram.png")
        browser.pdf(folder / f"{page.stem}.pdf")
    print(f"pictures in {folder}")


def main():
    if not CHROMIUM:
        print("chromium is not installed", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = str(folder / "store")
        run("--store", store, "load", "ontology", "facts/samenhangen", "rules/samenhangen")
        question = "sm:eu sm:naturalPartner sm:japan"
        one, all_of_it = folder / "proof.html", folder / "term.html"
        for page, language, asked in ((one, "en", question), (all_of_it, "nl", "sm:japan")):
            run("--store", store, "--lang", language, "why", asked, "--format", "html", "-o", str(page))
        proof = json.loads(run("--store", store, "why", question, "--format", "json"))
        browser = Browser(folder / "profile")
        try:
            reader = Reader(browser)
            reader.read_a_proof(one, proof)
            browser.open(all_of_it)
            reader.check("a page about a term has a tree for each conclusion",
                         reader.count("ul[role=tree]") == reader.count("main h2") - reader.count(".sources") > 1)
            reader.check("a long page begins folded", 0 < reader.visible() < reader.count("li[role=treeitem]"))
            reader.check("nothing was logged or fetched", not browser.complaints())
            if "--pictures" in sys.argv:
                pictures(browser, sys.argv[sys.argv.index("--pictures") + 1], (one, all_of_it))
        finally:
            browser.close()
        print(f"{reader.checks} checks of the page, {reader.failures} failed")
        return 1 if reader.failures else 0


sys.exit(main())
