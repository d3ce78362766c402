from __future__ import annotations

import time

import pytest

from tfgen.diagnostics import Severity
from tfgen.latency.clients import alike, read
from tfgen.latency.gazetteer import named
from tfgen.world.places import CITIES, EDGES, REGIONS


def _shares(text: str, name: str = "clients.yaml") -> dict[str, float]:
    clients, diagnostics = read(text, name)
    assert not [each for each in diagnostics if each.severity is Severity.ERROR]
    assert sum(client.share for client in clients) == pytest.approx(1)
    return {client.city.name: round(client.share, 3) for client in clients}


def test_without_a_file_every_city_counts_alike() -> None:
    assert {client.share for client in alike()} == {1 / 30}


def test_shares_are_parts_of_their_sum() -> None:
    assert _shares("{Tokyo: 30, Sydney: 10}") == {"Tokyo": 0.75, "Sydney": 0.25}
    assert _shares("{Tokyo: 75%, Sydney: 25 %}") == {"Tokyo": 0.75, "Sydney": 0.25}
    assert _shares("{Tokyo: 0.5, Sydney: 0}") == {"Tokyo": 1}


def test_a_country_is_shared_by_its_cities_as_people_are() -> None:
    found = _shares("DE: 1")
    assert list(found)[:2] == ["Berlin", "Hamburg"]
    assert _shares("NO: 1") == {"Oslo": 1}, "which YAML 1.1 takes for false"
    assert _shares("{Berlin: 1, DE: 1}")["Berlin"] == pytest.approx(0.5 + found["Berlin"] / 2, abs=0.001)


@pytest.mark.parametrize("name", ["são paulo", "SAO PAULO", "Sao Paulo"])
def test_accents_and_case_make_no_difference(name: str) -> None:
    assert _shares(f"{name}: 1") == {"São Paulo": 1}


def test_every_place_of_the_world_has_its_name() -> None:
    for name in (*(city.name for city in CITIES), *(edge.city for edge in EDGES)):
        assert named(name), name
    countries = {place.country for place in CITIES} | {place.country for place in EDGES}
    assert all(map(named, countries | {place.country for place in REGIONS.values()}))


BAD = [
    ("Tokio: 30\n", "TFG521", (1, 1), "did you mean `Tokyo`?"),
    ("Tokyo: 30\nGermany: 20\n", "TFG521", (2, 1), "a country by its two letters"),
    ("Tokyo: many\n", "TFG107", (1, 8), None),
    ("Tokyo: -1\n", "TFG109", (1, 8), None),
    ("Tokyo: 120%\n", "TFG109", (1, 8), None),
    ("Tokyo: 1e3\n", "TFG108", (1, 8), "write 1000"),
    ("Tokyo: 30\nTokyo: 20\n", "TFG105", (2, 1), None),
    ("{Tokyo: 60%, DE: 60%}\n", "TFG522", (1, 2), "numbers without % need no sum"),
    ("{Tokyo: 0}\n", "TFG522", (1, 2), "give one place more than 0"),
    ("- Tokyo\n", "TFG107", (1, 1), None),
    ("{}\n", "TFG109", (1, 1), None),
    ("# nothing\n", "TFG522", (1, 1), "write `Tokyo: 30`"),
    ("Tokyo: {share: 3}\n", "TFG107", (1, 8), None),
    ("Tokyo: [\n", "TFG101", None, None),
]


@pytest.mark.parametrize(("text", "code", "place", "hint"), BAD)
def test_a_mistake_is_told_at_its_place(
    text: str, code: str, place: tuple[int, int] | None, hint: str | None
) -> None:
    clients, diagnostics = read(text, "clients.yaml")
    assert not clients
    assert diagnostics[0].code == code
    assert all("spec" not in each.message for each in diagnostics)
    span = diagnostics[0].span
    assert span
    assert place in (None, (span.line, span.column))
    assert hint is None or hint in (diagnostics[0].hint or "")


def test_a_large_file_of_mistakes_takes_no_minutes() -> None:
    text = "".join(f"Tokyo{number}: 1\n" for number in range(5_000))
    start = time.process_time()
    _, diagnostics = read(text, "clients.yaml")
    assert len(diagnostics) == 5_000
    assert time.process_time() - start < 3


def test_counts_by_country_or_city() -> None:
    assert _shares("country,requests\nJP,30\nNO,10\n", "counts.CSV")["Oslo"] == 0.25
    assert _shares('requests,city\n10,"Oslo"\n\n 30 , Tokyo \n', "counts.csv") == {
        "Tokyo": 0.75,
        "Oslo": 0.25,
    }


def test_what_is_no_country_is_left_out_and_told() -> None:
    clients, (diagnostic,) = read("country,requests\nNO,60\nUnknown,30\nEU,10\n", "counts.csv")
    assert [client.city.name for client in clients] == ["Oslo"]
    assert diagnostic.severity is Severity.WARNING
    assert "40.0% of the requests are left out" in diagnostic.message
    assert "`Unknown`, `EU`" in diagnostic.message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("NO,60\n", 1),
        ("country,requests\n", 1),
        ("country,requests\nNO,many\n", 2),
        ("country,requests\nNO\n", 2),
        ("country,requests\nNO,-3\n", 2),
        ("country,requests\nUnknown,3\n", 1),
        ("country,requests\nNO,0\n", 1),
        ('country,requests\n"' + "x" * 200_000 + '",3\n', 1),
    ],
)
def test_a_mistaken_count_is_told_at_its_line(text: str, line: int) -> None:
    clients, diagnostics = read(text, "counts.csv")
    assert not clients
    assert diagnostics[0].code == "TFG522"
    assert diagnostics[0].span
    assert diagnostics[0].span.line == line
