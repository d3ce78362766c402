"""docs/gitops.md as its walk reads it, without walking."""

from __future__ import annotations

from tests.unit.command_lines import options_of, said
from tests.walk.page import walked
from tests.walk.walk import PAGE
from tfgen.cli.commands import COMMANDS

STEPS = """\
<!-- run: hidden -->
<!-- lines: 1+1 -->
```bash
long
```

```text
what it was
```

```bash
quiet
```
"""


def test_the_page_asks_for_commands_and_options_that_there_are() -> None:
    asked: list[str] = []
    text = PAGE.read_text("utf-8")
    walked(text, lambda command: asked.append(command) or "")  # type: ignore[func-returns-value]
    assert len(asked) == text.count("```bash\n") + text.count("<!-- run: ")
    found = [each for command in asked for line in command.splitlines() for each in said(line)]
    assert {words[0] for words, _ in found} >= {"init", "plan", "apply", "review", "gate", "region", "drift"}
    for words, options in found:
        assert words[0] in COMMANDS
        assert set(options) <= options_of(words), words


def test_outputs_are_filled_in_shortened_and_cut() -> None:
    told = {"hidden": "x\n", "long\n": f"1\n2\n3\n{'4' * 200}\n", "quiet\n": ""}
    page = walked(STEPS, told.__getitem__)
    assert f"long\n```\n\n```text\n1\n…\n{'4' * 160}…\n```\n" in page
    assert "what it was" not in page
    assert page.endswith("```bash\nquiet\n```\n")
    assert walked(page, told.__getitem__) == page
