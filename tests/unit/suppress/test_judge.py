"""What is told and what is ignored: by the spec, by options, by checkov's file, by a baseline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.specs import ROOT, dump, example, read
from tfgen.diagnostics import Basis, Diagnostic, Policy, Severity, Span
from tfgen.explain.catalogue import codes
from tfgen.spec.source import Source
from tfgen.stack.loaded import loaded
from tfgen.suppress import baseline, checkov_config, written
from tfgen.suppress.baseline import Places
from tfgen.suppress.choice import Choice
from tfgen.suppress.judge import Judge, Wishes
from tfgen.suppress.known import finders, is_of_change, why_not
from tfgen.suppress.suppression import Suppression

TODAY = "2026-11-26"
EVERY = frozenset(name for code in codes() for name in finders(code)) - {"the environment"}
CODES = tuple(codes())


def source_of(*ignored: dict[str, str]) -> Source:
    return read(dump({**example("keyvalue"), "ignore": list(ignored)}))[0]


def judge_of(source: Source | None = None, today: str = TODAY, **wishes: Any) -> Judge:
    found = list(written.of_spec(source)) if source else []
    said = tuple(each for each in found if isinstance(each, Suppression))
    judge = Judge(Wishes(said, **wishes), Places(source, {}), today, CODES)
    judge.problems += [each for each in found if isinstance(each, Diagnostic)]
    return judge


def at(source: Source, *path: str, code: str = "TFG206", **more: Any) -> Diagnostic:
    return Diagnostic(code, Severity.WARNING, "found", source.span(path), **more)


def policy(number: int, severity: Severity = Severity.ERROR, **more: Any) -> Diagnostic:
    of = Policy(f"CKV_AWS_{number}", "title", "https://example.com")
    return Diagnostic("TFG330", severity, "found", policy=of, **more)


def told(judge: Judge, *found: Diagnostic) -> list[str]:
    return [each.rule for each in judge.parted(found).told]


@pytest.mark.parametrize(
    ("place", "path", "is_ignored"),
    [
        ("", ("functions", "get-key"), True),
        ("tables.keyvalues", ("tables", "keyvalues"), True),
        ("tables.keyvalues", ("tables", "keyvalues", "capacity", "read"), True),
        ("tables", ("tables", "keyvalues", "capacity"), True),
        ("tables.keyvalues.capacity", ("tables", "keyvalues"), False),
        ("tables.keyvalues", ("functions", "get-key"), False),
        ("regions.us-west-2", ("regions", "us-west-2"), True),
        ("regions.us-west-2", ("regions", "eu-west-1"), False),
        ("regions.0", ("regions", "eu-central-1"), True),
    ],
)
def test_a_place_of_the_spec_covers_what_is_below_it(
    place: str, path: tuple[str, ...], is_ignored: bool
) -> None:
    source = source_of({"code": "TFG206", "reason": "reviewed", **({"at": place} if place else {})})
    judge = judge_of(source)
    verdict = judge.parted([at(source, *path), at(source, *path, code="TFG204")])
    assert [each.code for each in verdict.told] == ["TFG204"] if is_ignored else ["TFG206", "TFG204"]
    assert [(each.reason, each.in_source) for each in verdict.ignored] == [("reviewed", True)] * is_ignored
    assert [each.code for each in judge.leftovers(EVERY)] == ([] if is_ignored else ["TFG166"])


@pytest.mark.parametrize(
    ("place", "address", "is_ignored"),
    [
        ("module.a.aws_x.y", "module.a.aws_x.y", True),
        ("module.a", 'module.a.module.b["c"].aws_x.y', True),
        ("module.a.module.b", 'module.a.module.b["c"].aws_x.y', True),
        ('module.a.module.b["c"]', 'module.a.module.b["c"].aws_x.y', True),
        ('module.a.module.b["d"]', 'module.a.module.b["c"].aws_x.y', False),
        ("module.a", "module.ab.aws_x.y", False),
        ("aws_x.y", "aws_x.y[0]", True),
        ("aws_x.y", "", False),
    ],
)
def test_an_address_covers_its_resource_or_module(place: str, address: str, is_ignored: bool) -> None:
    judge = judge_of(source_of({"code": "CKV_AWS_50", "at": place, "reason": "reviewed"}))
    assert told(judge, policy(50, address=address)) == [] if is_ignored else ["CKV_AWS_50"]


def test_all_of_checkov_goes_by_the_code_of_its_findings() -> None:
    judge = judge_of(source_of({"code": "TFG330", "reason": "another team's"}))
    assert told(judge, policy(50), policy(51)) == []


def test_an_entry_holds_through_its_last_day_and_is_told_afterwards() -> None:
    source = source_of({"code": "TFG206", "reason": "reviewed", "until": "2026-11-26"})
    found = at(source, "tables", "keyvalues")
    assert told(judge_of(source), found) == []
    judge = judge_of(source, "2026-11-27")
    assert told(judge, found) == ["TFG206"]
    (expired,) = judge.problems
    assert (expired.code, expired.span) == ("TFG167", source.span(("ignore", 0)))
    assert not judge.leftovers(EVERY)


@pytest.mark.parametrize(
    ("entry", "code", "said"),
    [
        ({"code": "TFG999"}, "TFG169", "there is no code TFG999"),
        ({"code": "TFG104"}, "TFG169", "nothing can be rendered"),
        ({"code": "TFG166"}, "TFG169", "about what is ignored"),
        ({"code": "TFG401"}, "TFG169", "nothing was planned"),
        ({"code": "TFG301"}, "TFG169", "cannot be parsed"),
        ({"code": "TFG325"}, "TFG169", "not safe to run"),
        ({"code": "TFG206", "at": "tables.keyvalue"}, "TFG166", "no `tables.keyvalue`"),
        ({"code": "TFG206", "at": "nowhere"}, "TFG166", "no `nowhere`"),
    ],
)
def test_an_entry_that_ignores_nothing_is_told(entry: dict[str, str], code: str, said: str) -> None:
    (problem,) = judge_of(source_of({**entry, "reason": "reviewed"})).problems
    assert (problem.code, said in problem.message) == (code, True)
    assert problem.span


def test_no_other_code_is_suggested_for_one_that_is_not_there() -> None:
    (problem,) = judge_of(source_of({"code": "TFG998", "reason": "reviewed"})).problems
    assert problem.hint == "`tfgen explain` lists all codes"


@pytest.mark.parametrize(
    ("code", "ran", "is_told"),
    [
        ("TFG206", {"spec", "rules"}, True),
        ("TFG206", {"spec"}, False),
        ("CKV_AWS_50", {"spec", "rules", "syntax", "schema"}, False),
        ("CKV_AWS_50", {"checkov"}, True),
        ("TFG402", EVERY - {"plan"}, False),
        ("TFG504", {"cost"}, True),
        ("TFG602", {"rehearsal"}, True),
        ("TFG902", EVERY, False),
    ],
)
def test_what_ignores_nothing_is_told_when_the_check_ran(
    code: str, ran: Iterable[str], is_told: bool
) -> None:
    judge = judge_of(source_of({"code": code, "reason": "reviewed"}))
    assert [each.code for each in judge.leftovers(frozenset(ran))] == ["TFG166"] * is_told


def test_every_code_can_be_found_by_a_check_or_cannot_be_ignored() -> None:
    nowhere = {code for code in codes() if finders(code) == {"the environment"} and not why_not(code)}
    of_a_change = {code for code in nowhere if is_of_change(code)} - {"TFG414"}
    assert of_a_change == {f"TFG{number}" for number in range(264, 280)}, "an entry may wait for its change"
    assert nowhere - of_a_change == {"TFG139", "TFG193", "TFG243", "TFG414", "TFG901", "TFG902"}


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests/cases/specs/bad").glob("*.yaml")), ids=lambda path: path.stem
)
def test_what_keeps_a_spec_from_being_rendered_cannot_be_ignored(path: Path) -> None:
    found = loaded(path.read_bytes(), "spec.yaml", path.parent)
    for each in getattr(found, "diagnostics", []):
        assert why_not(each.code), each.code


def test_what_cannot_be_ignored_is_told_whatever_is_said() -> None:
    fatal = Diagnostic("TFG104", Severity.ERROR, "unknown")
    judge = judge_of(
        choice=Choice(ignore=("TFG",), select=("TFG2",)),
        known=baseline.read('{"format_version": 1, "findings": [{"code": "TFG104"}]}', ""),
    )
    assert told(judge, fatal) == ["TFG104"]


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        ((), (), ["TFG204", "TFG206", "CKV_AWS_50"]),
        ((), ("TFG204",), ["TFG206", "CKV_AWS_50"]),
        ((), ("TFG2",), ["CKV_AWS_50"]),
        (("TFG2",), (), ["TFG204", "TFG206"]),
        (("TFG2",), ("TFG204",), ["TFG206"]),
        (("TFG204",), ("TFG2",), ["TFG204", "CKV_AWS_50"][:1]),
        (("TFG204",), ("TFG204",), []),
        (("CKV",), (), ["CKV_AWS_50"]),
        ((), ("CKV_AWS_50",), ["TFG204", "TFG206"]),
        ((), ("TFG330",), ["TFG204", "TFG206"]),
        ((), ("CKV_AWS_5",), ["TFG204", "TFG206"]),
    ],
)
def test_options_choose_by_the_longest_prefix(select: Any, ignore: Any, expected: list[str]) -> None:
    judge = judge_of(choice=Choice(select, ignore))
    found = [Diagnostic(code, Severity.WARNING, "found") for code in ("TFG204", "TFG206")]
    assert told(judge, *found, policy(50)) == expected


@pytest.mark.parametrize(
    ("choice", "wrong"),
    [
        (Choice(("TFG2",), ("CKV_AWS_1", "CKV2")), ""),
        (Choice(ignore=("TFG104",)), "cannot be ignored"),
        (Choice(ignore=("TFG299",)), "is none"),
        (Choice(("rules",)), "is none"),
    ],
)
def test_options_name_codes_that_are_there(choice: Choice, wrong: str) -> None:
    said = choice.wrong(CODES)
    assert wrong in said and bool(said) == bool(wrong)


def test_strictly_a_warning_is_an_error_and_a_note_stays_one() -> None:
    judge = judge_of(source_of({"code": "TFG204", "reason": "x"}), is_strict=True)
    found = [Diagnostic("TFG206", severity, "found") for severity in Severity]
    assert [each.severity.value for each in judge.parted(found).told] == ["error", "error", "note"]
    assert judge.fails(found[1:]) and not judge.fails(found[2:])
    assert [each.severity.value for each in judge.leftovers(EVERY)] == ["error"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("skip-check: [CKV_AWS_50]", {"CKV_AWS_51": "error"}),
        ("skip-check: CKV_AWS_50,CKV_AWS_51", {}),
        ("skip-check: ['CKV_AWS*']", {}),
        ("check:\n- CKV_AWS_50\n", {"CKV_AWS_50": "error"}),
        ("check: [CKV_AWS_50]\nskip-check: [CKV_AWS_50]", {}),
        ("soft-fail: true", {"CKV_AWS_50": "warning", "CKV_AWS_51": "warning"}),
        ("soft-fail: false\ncompact: true", {"CKV_AWS_50": "error", "CKV_AWS_51": "error"}),
        ("soft-fail-on: [CKV_AWS_50]", {"CKV_AWS_50": "warning", "CKV_AWS_51": "error"}),
        ("hard-fail-on: [CKV_AWS_50]", {"CKV_AWS_50": "error", "CKV_AWS_51": "warning"}),
        ("soft-fail: true\nhard-fail-on: [CKV_AWS_50]", {"CKV_AWS_50": "error", "CKV_AWS_51": "warning"}),
        ("framework: [terraform]", {"CKV_AWS_50": "error", "CKV_AWS_51": "error"}),
        ("framework: dockerfile", {}),
        ("skip-framework: terraform", {}),
        ("", {"CKV_AWS_50": "error", "CKV_AWS_51": "error"}),
    ],
)
def test_a_file_of_checkovs_is_honoured(text: str, expected: dict[str, str]) -> None:
    config, problems = checkov_config.read(text, ".checkov.yaml")
    verdict = judge_of(checkov=config).parted([policy(50), policy(51)])
    assert {each.rule: each.severity.value for each in verdict.told} == expected
    assert all(".checkov.yaml" in each.reason for each in verdict.ignored)
    assert not problems


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("external-checks-dir: [policies]", "note"),
        ("skip-check: [HIGH]", "note"),
        ("skip-check: ['CKV_AWS_1:modules/']", "note"),
        ("check: [BC_AWS_GENERAL_1]", "note"),
        ("skip-check: [CKV_AWS_50", "error"),
        ("skip-check: [CKV_AWS_50]\nskip-check: [CKV_AWS_51]", "error"),
        ("- CKV_AWS_50", "error"),
        ("a: !!python/object/apply:os.system [x]", "error"),
    ],
)
def test_what_of_checkovs_file_is_not_heeded_is_told(text: str, severity: str) -> None:
    (problem,) = checkov_config.read(text, ".checkov.yaml")[1]
    assert (problem.code, problem.severity.value) == ("TFG169", severity)


def known_of(judge: Judge, *found: Diagnostic) -> Any:
    return baseline.read(
        baseline.written((each, judge.places) for each in found if baseline.can_be_known(each)),
        "baseline.json",
    )


def test_a_baseline_knows_findings_again_when_lines_moved() -> None:
    spec = example("keyvalue")
    source, _ = read(dump(spec))
    moved, _ = read("# a\n# b\n" + dump({**spec, "tags": {"a": "b"}}))
    known = known_of(judge_of(source), at(source, "tables", "keyvalues"), at(source, "functions", "get-key"))
    judge = judge_of(moved, known=known, baseline="baseline.json")
    new = at(moved, "functions", "set-key")
    assert judge.parted([at(moved, "tables", "keyvalues"), new]).told == [new]
    (gone,) = judge.leftovers(EVERY)
    assert gone.code == "TFG168" and "functions.get-key" in gone.message
    assert not judge.leftovers(frozenset({"spec"}))


def test_a_baseline_counts() -> None:
    source, _ = read(dump(example("keyvalue")))
    found = at(source, "tables", "keyvalues")
    judge = judge_of(source, known=known_of(judge_of(source), found, found))
    assert len(judge.parted([found] * 3).told) == 1
    assert len(judge.parted([found] * 3).told) == 1, "asked again, it knows as many"
    assert not judge.leftovers(EVERY)


def test_a_baseline_knows_lines_of_terraform_by_their_block() -> None:
    text = 'resource "a" "b" {\n  name = 1\n}\nresource "a" "c" {\n  name = 1\n}\n'
    line = [
        Diagnostic("TFG311", Severity.ERROR, "found", Span("a.tf", number, 3, number, 7)) for number in (2, 5)
    ]
    keys = [Places(None, {"a.tf": text}).key(each) for each in line]
    assert [key.at for key in keys] == ['resource "a" "b" { name = 1', 'resource "a" "c" { name = 1']
    below = line[0].span and line[0].span._replace(line=4, end_line=4)
    moved = Diagnostic("TFG311", Severity.ERROR, "other words", below)
    assert Places(None, {"a.tf": f"# x\n# y\n{text}"}).key(moved) == keys[0]


def test_a_baseline_holds_neither_what_the_machine_lacks_nor_what_cannot_be_ignored() -> None:
    found = [
        Diagnostic("TFG902", Severity.WARNING, "not found", basis=Basis.ENVIRONMENT),
        Diagnostic("TFG104", Severity.ERROR, "unknown"),
    ]
    assert not known_of(judge_of(), *found)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"format_version": 2, "findings": []}',
        '{"format_version": 1, "findings": 3}',
        "[" * 100_000,
    ],
)
def test_what_is_no_baseline_is_told(text: str) -> None:
    found = baseline.read(text, "baseline.json")
    assert isinstance(found, Diagnostic) and found.code == "TFG169"


# What is found of a change: the base alone grants exceptions.

GONE_TABLE = {"code": "TFG271", "at": "tables.orders", "reason": "archived", "until": "2027-01-31"}


def of_change(code: str = "TFG271", place: str = "tables.orders", **more: Any) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, "table `orders` goes", place=place, **more)


def granted(*ignored: dict[str, str]) -> tuple[Suppression, ...]:
    return tuple(each for each in written.of_spec(source_of(*ignored)) if isinstance(each, Suppression))


@pytest.mark.parametrize(
    ("entry", "finding", "is_ignored"),
    [
        (GONE_TABLE, of_change(), True),
        (GONE_TABLE, of_change(place="tables.orders.key"), True),
        (GONE_TABLE, of_change(place="tables.orders-2"), False),
        (GONE_TABLE, of_change(code="TFG272"), False),
        (GONE_TABLE | {"until": "2026-11-25"}, of_change(), False),
        (GONE_TABLE | {"says": "`orders` goes"}, of_change(), True),
        (GONE_TABLE | {"says": "`orders` stays"}, of_change(), False),
        ({k: v for k, v in GONE_TABLE.items() if k != "until"}, of_change(), False),
        ({k: v for k, v in GONE_TABLE.items() if k != "at"}, of_change(), False),
        (GONE_TABLE | {"code": "TFG406", "at": "aws_s3_bucket.logs"}, of_change("TFG406", "", address='aws_s3_bucket.logs["a"]'), True),
        (GONE_TABLE | {"code": "TFG406", "at": "aws_s3_bucket.logs"}, of_change("TFG406", "", address="aws_s3_bucket.logs2"), False),
    ],
)  # fmt: skip
def test_the_base_grants_what_is_for_one_thing_until_a_day(
    entry: dict[str, str], finding: Diagnostic, is_ignored: bool
) -> None:
    judge = judge_of(source_of(), granted=granted(entry))
    assert (told(judge, finding) == []) is is_ignored
    assert (told(judge, finding) == []) is is_ignored, "and the same of the next plan"


@pytest.mark.parametrize("more", [{}, {"known": True}])
def test_a_change_grants_itself_nothing(more: dict[str, Any]) -> None:
    source = source_of(GONE_TABLE)
    known = Counter([Places(source, {}).key(of_change())]) if more else None
    judge = judge_of(source, granted=(), known=known)
    assert told(judge, of_change()) == ["TFG271"]
    assert [each.code for each in judge.problems] == ["TFG460"]
    assert "the base does not ignore it" in judge.problems[0].message
    told(judge, of_change())
    assert len(judge.problems) == 1, "told once, however often it is asked"
    assert judge.leftovers(EVERY) == []


def test_what_is_no_finding_of_a_change_is_ignored_as_ever() -> None:
    source = source_of({"code": "TFG206", "reason": "so it is"})
    assert told(judge_of(source, granted=()), at(source, "tables", "keyvalues")) == []


def test_without_a_base_the_spec_alone_counts() -> None:
    assert told(judge_of(source_of(GONE_TABLE)), of_change()) == []


def test_an_exception_may_wait_for_its_change() -> None:
    waiting = source_of(GONE_TABLE, GONE_TABLE | {"code": "TFG402"})
    assert judge_of(waiting, granted=()).leftovers(EVERY) == []
    for_ever = {name: value for name, value in GONE_TABLE.items() if name != "until"} | {"code": "TFG402"}
    assert [each.code for each in judge_of(source_of(for_ever)).leftovers(EVERY)] == ["TFG166"]


def test_the_command_line_may_leave_out_what_it_likes() -> None:
    judge = judge_of(source_of(), granted=(), choice=Choice(ignore=("TFG271",)))
    assert told(judge, of_change()) == []
