"""Plays examples/keyvalue with the real terraform, loses a region, and takes the pictures of it: `make pictures`.

They stand in docs/pictures: `play-*.webp`, a moving one and some that stand still, each in light and in dark.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PIL import Image

from tests.component.conftest import ARGUMENTS, PROGRAMS
from tests.programs import found
from tests.specs import EXAMPLES, ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER = ROOT / "docs/pictures"
SIZE = {"width": 1280, "height": 860}
WIDTH = 1100
LOST = "eu-central-1"
SPEED = "8"
MOST_BYTES = 1_500_000
_READY_MS = 300_000
_TURN_MS = 120_000


class Film:
    """A page of one theme, and what was taken of it."""

    def __init__(self, theme: str, page: Page) -> None:
        self.theme, self.page = theme, page
        self.frames: list[tuple[Image.Image, int]] = []

    def take(self) -> Image.Image:
        """What the page shows."""
        image = Image.open(io.BytesIO(self.page.screenshot())).convert("RGB")
        return image.resize((WIDTH, WIDTH * image.height // image.width), Image.Resampling.LANCZOS)

    def still(self, name: str) -> None:
        """A picture of its own."""
        self.take().save(FOLDER / f"play-{name}-{self.theme}.webp", quality=80, method=6)

    def save(self) -> None:
        """The moving picture, as well as its size allows."""
        images, durations = zip(*self.frames, strict=True)
        for quality in (75, 60, 45, 30):
            file = io.BytesIO()
            more = {"append_images": images[1:], "duration": list(durations), "quality": quality}
            images[0].save(file, "WEBP", save_all=True, loop=0, method=4, minimize_size=True, **more)
            if len(file.getvalue()) < MOST_BYTES:
                break
        (FOLDER / f"play-{self.theme}.webp").write_bytes(file.getvalue())


@contextmanager
def _played() -> Iterator[str]:
    """The address of a play that runs."""
    command = [
        sys.executable,
        "-m",
        "tfgen",
        "play",
        str(EXAMPLES / "keyvalue/spec.yaml"),
        "--no-open",
        "--speed",
        SPEED,
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout
        try:
            yield next(match[0] for line in process.stdout if (match := re.search(r"http://\S+/", line)))
        finally:
            process.terminate()


def _film(films: list[Film], count: int, every_ms: int) -> None:
    """So many frames of each."""
    for _ in range(count):
        begun = time.monotonic()
        for film in films:
            film.frames.append((film.take(), every_ms))
        films[0].page.wait_for_timeout(max(0, every_ms - (time.monotonic() - begun) * 1000))


def _until(films: list[Film], selector: str) -> None:
    """Until the pages show it, a frame each second meanwhile."""
    for _ in range(_TURN_MS // 1000):
        if films[0].page.locator(selector).count():
            return
        _film(films, 1, 400)
        films[0].page.wait_for_timeout(600)
    raise TimeoutError(selector)


def _story(films: list[Film]) -> None:
    """Clients all over the world, a region that is lost, DNS that leads around it, and the way back."""
    first = films[0].page
    first.select_option("#city", "Paris")
    first.click("#placing button")
    first.click("#stream-start")
    first.wait_for_timeout(9000)
    _film(films, 12, 200)
    for film in films:
        film.still("serving")
        film.page.click(f".region[aria-label={LOST}] .region-head")
    first.click(f"#panel-{LOST} button:text-is('everything')")
    first.wait_for_selector(f".world .region[data-state=lost][aria-label^='{LOST}']")
    first.wait_for_timeout(1500)
    for film in films:
        film.still("lost")
    _film(films, 12, 200)
    _until(films, "#log li:has-text('DNS leads')")
    first.wait_for_timeout(1500)
    _film(films, 12, 200)
    for film in films:
        film.still("led-away")
    first.click(f"#panel-{LOST} button:text-is('Heal')")
    _until(films, f"#log li:has-text('to {LOST}')")
    _film(films, 12, 200)


def main() -> None:
    """Writes every picture."""
    from playwright.sync_api import sync_playwright

    with _played() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(*PROGRAMS), args=ARGUMENTS)
        themes = ("light", "dark")
        pages = [browser.new_page(viewport=SIZE, color_scheme=theme) for theme in themes]  # type: ignore[arg-type]
        films = [Film(theme, page) for theme, page in zip(themes, pages, strict=True)]
        for page in pages:
            page.goto(url)
        pages[0].wait_for_selector("#progress-count:has-text('of')", timeout=_READY_MS)
        for film in films:
            film.still("making")
        for page in pages:
            page.wait_for_selector("#stream-start:enabled", timeout=_READY_MS)
        _story(films)
        for film in films:
            film.save()
    sizes = {path.name: path.stat().st_size for path in sorted(FOLDER.glob("play-*.webp"))}
    sys.stderr.write("".join(f"{name}: {size // 1000} kB\n" for name, size in sizes.items()))


if __name__ == "__main__":
    main()
