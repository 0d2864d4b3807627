"""A headless Chromium driven over a pipe (--remote-debugging-pipe), with nothing but the standard library.

    with Browser() as browser:
        page = browser.open("page.html")
        page.run("document.title")           what the expression gives, as JSON
        page.key("ArrowDown")                a key as a person presses it
        page.events                          what the browser told: dialogs, requests, errors of the script
"""
import base64
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

KEYS = {"Tab": 9, "Enter": 13, "Escape": 27, "End": 35, "Home": 36, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40}
NAMES = ["chromium", "chromium-browser", "google-chrome", "chrome"]


def found():
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Browser:
    def __enter__(self):
        self.folder = tempfile.mkdtemp()
        theirs, self.to = os.pipe()
        self.back, mine = os.pipe()

        def descriptors():  # 3 is read and 4 is written by the browser; by way of numbers that are free
            os.dup2(theirs, 20)
            os.dup2(mine, 21)
            os.dup2(20, 3)
            os.dup2(21, 4)

        self.process = subprocess.Popen([found(), "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
                                         "--no-first-run", "--disable-extensions", "--user-data-dir=" + self.folder, "about:blank"],
                                        preexec_fn=descriptors, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(theirs)
        os.close(mine)
        self.rest, self.number, self.events = b"", 0, []
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        os.close(self.to)
        os.close(self.back)
        shutil.rmtree(self.folder, ignore_errors=True)

    def message(self):
        while b"\0" not in self.rest:
            got = os.read(self.back, 1 << 20)
            if not got:
                raise RuntimeError("the browser went away")
            self.rest += got
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, session=None, **params):
        self.number += 1
        call = {"id": self.number, "method": method, "params": params}
        if session:
            call["sessionId"] = session
        left = json.dumps(call).encode() + b"\0"
        while left:
            left = left[os.write(self.to, left):]
        while True:
            answer = self.message()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError("%s: %s" % (method, answer["error"]))
                return answer["result"]
            self.events.append(answer)
            if answer.get("method") == "Page.javascriptDialogOpening":  # it would wait for ever
                self.number += 1
                close = {"id": self.number + 10**6, "method": "Page.handleJavaScriptDialog", "params": {"accept": False},
                         "sessionId": answer["sessionId"]}
                os.write(self.to, json.dumps(close).encode() + b"\0")
                self.number -= 1

    def open(self, path, width=1400, height=900):
        return Page(self, path, width, height)


class Page:
    def __init__(self, browser, path, width, height):
        self.browser = browser
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in "Page", "Runtime", "Network", "Log":
            self.call(domain + ".enable")
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.media()
        browser.events.clear()
        self.url = pathlib.Path(path).resolve().as_uri()
        self.call("Page.navigate", url=self.url)
        while not any(e.get("method") == "Page.loadEventFired" for e in browser.events):
            browser.events.append(browser.message())

    def call(self, method, **params):
        return self.browser.call(method, self.session, **params)

    @property
    def events(self):
        return [e for e in self.browser.events if e.get("sessionId") == self.session]

    def run(self, expression):
        got = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in got:
            raise RuntimeError(expression + ": " + json.dumps(got["exceptionDetails"]))
        return got["result"].get("value")

    def key(self, key, times=1):
        for _ in range(times):
            text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
            code = KEYS.get(key, ord(key[0].upper()))
            self.call("Input.dispatchKeyEvent", type="keyDown", key=key, windowsVirtualKeyCode=code, **({"text": text} if text else {}))
            self.call("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    def click(self, selector):
        """a click in the middle of the first box of the element, wherever that is on the screen now"""
        x, y = self.run("(e => {e.scrollIntoView({block: 'center', behavior: 'instant'}); const b = e.getClientRects()[0];"
                        "return [b.left + b.width / 2, b.top + b.height / 2]})(document.querySelector(%s))" % json.dumps(selector))
        self.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        for kind in "mousePressed", "mouseReleased":
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def media(self, scheme="light"):
        """colours; motion is always off, so that an element is where it will be"""
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme},
                                                          {"name": "prefers-reduced-motion", "value": "reduce"}])

    def picture(self, path):
        pathlib.Path(path).write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))

    def pdf(self, path):
        pathlib.Path(path).write_bytes(base64.b64decode(self.call("Page.printToPDF", printBackground=False)["data"]))
