"""Takes the pictures of keyvalue's page in front of its own handlers: docs/pictures/map-*.webp, by `make pictures`."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Literal

from PIL import Image

from tests.component.conftest import ARGUMENTS, PROGRAMS
from tests.component.world.files import answers
from tests.component.world.keyvalue import PAGE, POLICY, Keyvalue, keyvalue
from tests.map_files import WEB
from tests.programs import found
from tests.specs import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WIDTH = 960
Scheme = Literal["light", "dark"]


def take(browser: Browser, service: Keyvalue, scheme: Scheme) -> Image.Image:
    """The page after a write by a client in Nairobi, which every region has by then."""
    size = {"width": 1180, "height": 920}
    context = browser.new_context(
        viewport=size,  # type: ignore[arg-type]
        color_scheme=scheme,
        reduced_motion="reduce",
        proxy={"server": service.emulator.front_door},
    )
    page = context.new_page()
    page.route(f"http://{PAGE}/**", answers(WEB, {"service.json": json.dumps(service.told)}, POLICY))
    page.goto(f"http://{PAGE}/")
    page.select_option("#city", label="Nairobi, KE")
    page.click("#shared-form [value=write]")
    page.wait_for_selector("#log dd[data-state=seen] >> nth=1")
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    return image.resize((WIDTH, WIDTH * image.height // image.width), Image.Resampling.LANCZOS)


def main() -> None:
    """Writes both."""
    from playwright.sync_api import sync_playwright

    with keyvalue() as service, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(*PROGRAMS), args=ARGUMENTS)
        schemes: tuple[Scheme, ...] = (
            "light",
            "light",
            "dark",
        )  # the first starts the functions, and is taken again
        for scheme in schemes:
            path = ROOT / f"docs/pictures/map-{scheme}.webp"
            take(browser, service, scheme).save(path, quality=85, method=6)


if __name__ == "__main__":
    main()
