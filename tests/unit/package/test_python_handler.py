"""Handlers of Python: what is there raises no alarm, what is not is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.package.starting import Files, plant, told

LAYER = 'layers: ["arn:aws:lambda:{region}:017000801446:layer:Powertools:7"]'

THERE: list[tuple[str, Files]] = [
    ("app.main", {"app.py": "def main(e, c): ..."}),
    ("app.main", {"app.py": "async def main(e, c): ..."}),
    ("app.main", {"app.py": "import boto3\n@boto3.tracer\ndef main(e, c): ..."}),
    ("app.handler", {"app.py": "from x import Mangum\nhandler = Mangum(1)", "x.py": ""}),
    ("app.handler", {"app.py": "from x import app\nhandler = app.lambda_handler", "x/__init__.py": ""}),
    ("app.handler", {"app.py": "a, (handler, *c) = 1, (2, 3)"}),
    ("app.handler", {"app.py": "handler: object = 1"}),
    ("app.handler", {"app.py": "x = handler = print"}),
    ("app.handler", {"app.py": "from own import handler", "own.py": ""}),
    ("app.handler", {"app.py": "from own import lambda_handler as handler", "own.py": ""}),
    ("app.handler", {"app.py": "import own as handler", "own.py": ""}),
    ("app.handler", {"app.py": "from own import *", "own.py": ""}),
    ("app.handler", {"app.py": "if True:\n    def handler(e, c): ...\nelse:\n    handler = None"}),
    ("app.handler", {"app.py": "try:\n    import own\nexcept ImportError:\n    def handler(e, c): ..."}),
    ("app.handler", {"app.py": "with open('x') as handler: ..."}),
    ("app.handler", {"app.py": "for handler in [print]: ..."}),
    ("app.handler", {"app.py": "if (handler := print): ..."}),
    ("app.handler", {"app.py": "match 1:\n    case handler: ..."}),
    ("app.handler", {"app.py": "def make():\n    global handler\n    handler = print\nmake()"}),
    ("app.handler", {"app.py": "globals()['handler'] = print"}),
    ("app.handler", {"app.py": "def __getattr__(name): return print"}),
    ("app.handler", {"app.py": "import sys\nsys.modules[__name__] = print"}),
    ("app.handler", {"app.py": "import sys\nsetattr(sys, 'x', 1)"}),
    ("app.Handler", {"app.py": "class Handler: ..."}),
    ("app.handler", {"app.py": "class C:\n    def __call__(self, e, c): ...\nhandler = C()"}),
    ("app.handler", {"app.py": "handler = lambda e, c: 1"}),
    ("src/app.main", {"src/app.py": "def main(e, c): ..."}),
    ("src.app.main", {"src/app.py": "def main(e, c): ..."}),
    ("src/a.b.main", {"src/a/b.py": "def main(e, c): ..."}),
    ("my-func/app.main", {"my-func/app.py": "def main(e, c): ..."}),
    ("pkg.main", {"pkg/__init__.py": "from .inner import main", "pkg/inner.py": ""}),
    ("app.main", {"app.cpython-313-aarch64-linux-gnu.so": b"\x7fELF"}),
    (
        "app.main",
        {"app.py": "type X = int\ndef other(): ...\nfoo = f'{\"a\" 'x'}'"},
    ),  # perhaps of a newer Python
    ("app.main", {"app.py": b"\xff\xfe not UTF-8"}),
    ("app.main", {"app.py": "\ufeffdef main(e, c): ..."}),
    ("datadog_lambda.handler.handler", {"app.py": "", "requirements.txt": "datadog-lambda==6.1\n"}),
    ("wsgi.handler", {"wsgi.py": "import requests\nhandler = 1", "requirements.txt": "requests==2\n"}),
    (
        "app.main",
        {"app.py": "import sys\nsys.path.insert(0, 'vendor')\nimport requests\ndef main(e, c): ..."},
    ),
    ("app.main", {"app.py": "try:\n    import ujson\nexcept ImportError: ...\ndef main(e, c): ..."}),
    ("app.main", {"app.py": "def main(e, c):\n    import requests"}),
    (
        "app.main",
        {"app.py": "import json, boto3, botocore.config, dateutil.parser, urllib3\ndef main(e, c): ..."},
    ),
    ("app.main", {"app.py": "from . import x\nimport distutils\ndef main(e, c): ...", "x.py": ""}),
    ("app.main", {"app.py": "def main(e, c): ...", "pyproject.toml": "[tool.ruff]\nline-length = 100\n"}),
    ("app.main", {"app.py": "def main(e, c): ...", "pyproject.toml": "[project]\ndependencies = []\n"}),
    (
        "app.main",
        {
            "app.py": "import requests\ndef main(e, c): ...",
            "requests/__init__.py": "",
            "requests-2.dist-info/WHEEL": "",
            "pyproject.toml": "[project]\ndependencies = ['requests']\n",
        },
    ),
    (
        "app.main",
        {
            "app.py": "import yaml\ndef main(e, c): ...",
            "requirements.txt": "pyyaml==6.0\n",
            "pyproject.toml": "[project]\ndependencies = ['pyyaml']\n",
        },
    ),
    (
        "app.main",
        {
            "app.py": "import yaml\ndef main(e, c): ...",
            "requirements.txt": "pyyaml==6.0\n",
            ".tfgenignore": "requirements.txt\n",
        },
    ),
]


@pytest.mark.parametrize(("handler", "files"), THERE)
def test_no_alarm(tmp_path: Path, handler: str, files: Files) -> None:
    plant(tmp_path / "src", files)
    assert told(tmp_path, "python3.13", handler) == []


NOT_IN = "is not in its package:"
MISSING: list[tuple[str, Files, str]] = [
    (
        "app.main",
        {"other.py": ""},
        f"TFG154 error 10: the handler `app.main` {NOT_IN} `src` has no `app.py`",
    ),
    (
        "src/app.main",
        {"app.py": "def main(e, c): ..."},
        f"TFG154 error 10: the handler `src/app.main` {NOT_IN} `src` has no `src/app.py`"
        " | did you mean `app.main`? Paths begin at `src`",
    ),
    (
        "src.app.main",
        {"app.py": "def main(e, c): ..."},
        f"TFG154 error 10: the handler `src.app.main` {NOT_IN} `src` has no `src/app.py`"
        " | did you mean `app.main`? Paths begin at `src`",
    ),
    (
        "app.main",
        {"api/app.py": "def main(e, c): ..."},
        f"TFG154 error 10: the handler `app.main` {NOT_IN} `src` has no `app.py`"
        " | did you mean `api/app.main`? Paths begin at `src`",
    ),
    (
        "orders.main",
        {"order.py": "def main(e, c): ..."},
        f"TFG154 error 10: the handler `orders.main` {NOT_IN} `src` has no `orders.py`"
        " | did you mean `order.main`? Paths begin at `src`",
    ),
    (
        "app.mian",
        {"app.py": "def main(e, c): ..."},
        f"TFG154 error 10: the handler `app.mian` {NOT_IN} `app.py` of `src` has no `mian` | did you mean `app.main`?",
    ),
    (
        "app.run",
        {"app.py": "def lambda_handler(e, c):\n    run = 1\nclass C:\n    def run(self): ..."},
        f"TFG154 error 10: the handler `app.run` {NOT_IN} `app.py` of `src` has no `run`"
        " | did you mean `app.lambda_handler`?",
    ),
    (
        "app.main",
        {"app.py": "", ".tfgenignore": "app.py\n", "x.py": ""},
        f"TFG154 error 10: the handler `app.main` {NOT_IN} `app.py` is there, and `.tfgenignore` leaves it out",
    ),
    (
        "ap.main",
        {"app.py": "def main(e, c): ...", "requirements.txt": "requests==2\n"},
        f"TFG154 warning 10: the handler `ap.main` {NOT_IN} `src` has no `ap.py`, unless a dependency brings it"
        " | did you mean `app.main`? Paths begin at `src`",
    ),
    (
        "main.health",
        {"app.py": "def health(e, c): ...", "x.py": "", "requirements.txt": "pydantic==2\n"},
        f"TFG154 warning 10: the handler `main.health` {NOT_IN} `src` has no `main.py`, unless a dependency brings it"
        " | did you mean `app.health`? Paths begin at `src`",
    ),
    (
        "main.health",
        {"app.py": "def health(e, c): ...", "api.py": "def health(e, c): ..."},
        f"TFG154 error 10: the handler `main.health` {NOT_IN} `src` has no `main.py`",
    ),
    (
        "app.py",
        {"app.py": "def main(e, c): ..."},
        f"TFG154 error 10: the handler `app.py` {NOT_IN} `app.py` of `src` has no `py`"
        " | `file.function`, without the file's suffix: `app.main`",
    ),
    (
        "app.py.main",
        {"app.py": "def main(e, c): ..."},
        f"TFG154 error 10: the handler `app.py.main` {NOT_IN} `src` has no `app/py.py`"
        " | did you mean `app.main`? Paths begin at `src`",
    ),
    (
        "app:main",
        {"app.py": ""},
        "TFG155 error 10: `app:main` is no handler of Python | `file.function`, or `folder/file.function`",
    ),
    (
        "main",
        {"main.py": ""},
        "TFG155 error 10: `main` is no handler of Python | `file.function`, or `folder/file.function`",
    ),
    (
        "./app.main",
        {"app.py": ""},
        "TFG155 error 10: `./app.main` is no handler of Python | `file.function`, or `folder/file.function`",
    ),
    (
        "app.main",
        {"app.py": "import requests\ndef main(e, c): ..."},
        "TFG157 error 8: `src` imports `requests`, and nothing brings it | `src/requirements.txt` is what tfgen installs",
    ),
    (
        "app.main",
        {
            "app.py": "from pydantic import BaseModel\ndef main(e, c): ...",
            "uv.lock": "[[package]]\n[[package]]\n",
        },
        "TFG157 error 8: `src` imports `pydantic`, and `uv.lock` names dependencies that nobody installs"
        " | `src/requirements.txt` is what tfgen installs",
    ),
    (
        "app.main",
        {"app.py": "import requests\ndef main(e, c): ...", "requirements.txt": "# none yet\n"},
        "TFG157 error 8: `src` imports `requests`, and nothing brings it | `src/requirements.txt` is what tfgen installs",
    ),
    (
        "api/app.main",
        {"api/app.py": "import helper\ndef main(e, c): ...", "api/helper.py": ""},
        "TFG157 error 8: `src` imports `helper`, and nothing brings it"
        " | Python searches `src` alone: `api/helper.py` is `api.helper` there",
    ),
    *(
        (
            "app.main",
            {"app.py": "def main(e, c): ...", name: text},
            f"TFG157 warning 8: `src/{name}` names dependencies, and no requirements.txt does"
            " | `src/requirements.txt` is what tfgen installs",
        )
        for name, text in {
            "pyproject.toml": "[project]\nname = 'x'\ndependencies = [\n  'requests>=2',\n]\n",
            "Pipfile": '[packages]\nrequests = "*"\n',
            "poetry.lock": '[[package]]\nname = "requests"\n',
            "Pipfile.lock": '{"default": {"requests": {}}}',
            "setup.py": "setup(install_requires=['requests'])",
        }.items()
    ),
    (
        "app.main",
        {
            "app.py": "def main(e, c): ...",
            "pyproject.toml": "[tool.poetry.dependencies]\npython = '^3.13'\nrequests = '^2'\n",
        },
        "TFG157 warning 8: `src/pyproject.toml` names dependencies, and no requirements.txt does"
        " | `src/requirements.txt` is what tfgen installs",
    ),
]


@pytest.mark.parametrize(("handler", "files", "expected"), MISSING)
def test_what_is_missing_is_found(tmp_path: Path, handler: str, files: Files, expected: str) -> None:
    plant(tmp_path / "src", files)
    assert told(tmp_path, "python3.13", handler) == [expected]


def test_a_poetry_project_of_python_alone_asks_for_nothing(tmp_path: Path) -> None:
    text = "[tool.poetry.dependencies]\npython = '^3.13'\n\n[build-system]\nrequires = ['x']\n"
    plant(tmp_path / "src", {"app.py": "def main(e, c): ...", "pyproject.toml": text})
    assert told(tmp_path, "python3.13", "app.main") == []


def test_a_layer_may_bring_what_is_missing(tmp_path: Path) -> None:
    plant(tmp_path / "src", {"app.py": "import requests\ndef main(e, c): ..."})
    assert told(tmp_path, "python3.13", "datadog_lambda.handler.handler", more=LAYER) == []
    assert told(tmp_path, "python3.13", "app.main", more=LAYER) == []
