"""Functions that this machine cannot run: their routes are told as not rehearsed, and all else goes on."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from tests.component.emulator.functions.aws import Aws
from tests.component.emulator.functions.fixtures import aws as aws
from tests.component.emulator.functions.fixtures import moto_server as moto_server
from tests.specs import stack_of
from tfgen.rehearse.client import Answer
from tfgen.rehearse.credentials import Keyring
from tfgen.rehearse.kinds.function import TRIAL
from tfgen.rehearse.not_run import not_run
from tfgen.rehearse.step import NotApplicable, Passed
from tfgen.rehearse.steps import regions

REASON = "java21 is not run here"
TOLD = f"pay (POST /pay, GET /pay) is not rehearsed: {REASON}"


def _rehearsal(*absent: str, **more: Any) -> Any:
    function = {"code": "src", "handler": "app.main", "runtime": "python3.13"}
    stack = stack_of(
        {
            "tfgen": 1,
            "service": "shop",
            "domain": "shop.example.com",
            "regions": ["eu-west-1", "us-east-1"],
            "functions": {
                "health": {**function, "http": "GET /health"},
                "pay": {**function, "http": ["POST /pay", "GET /pay"]},
            },
            **more,
        }
    )
    urls = dict.fromkeys(("eu-west-1", "us-east-1"), "https://x")
    said = SimpleNamespace(status=0, stdout='{"eu-west-1": "https://x", "us-east-1": "https://x"}')
    functions = SimpleNamespace(not_run={f"shop-{name}": REASON for name in absent})
    rehearsal = SimpleNamespace(
        credentials={},
        spec=stack,
        stack=stack,
        urls=urls,
        emulator=SimpleNamespace(functions=functions),
        terraform=SimpleNamespace(run=lambda *_: said),
        is_routed=True,
        routing=SimpleNamespace(health=SimpleNamespace(path="/health")),
        ask_own_name=lambda *_: Answer(200, "eu-west-1", "not run here", 0.1),
        own_name=lambda _: "x",
    )
    rehearsal.keyring = Keyring(cast(Any, rehearsal))
    return rehearsal


def test_its_routes_are_not_rehearsed_and_the_others_are() -> None:
    assert TRIAL.answers
    told = TRIAL.answers(_rehearsal("pay"))
    assert told == Passed(("2 requests, one for each route in each region", TOLD))
    assert [each.words() for each in not_run(_rehearsal("pay"))] == [TOLD]
    assert not_run(_rehearsal()) == ()


def test_what_is_untried_is_told_when_no_authorizer_stands_any_more() -> None:
    users = {"jwt": {"issuer": {"export": "issuer"}, "audience": ["web"]}}
    assert not_run(_rehearsal(api={"auth": "users"}, auth={"users": users})) == ()


def test_where_none_runs_the_step_is_skipped() -> None:
    assert TRIAL.answers
    outcome = TRIAL.answers(_rehearsal("health", "pay"))
    assert outcome == NotApplicable(f"health (GET /health) is not rehearsed: {REASON}; {TOLD}")


def test_a_health_function_that_does_not_run_shows_nothing_of_itself() -> None:
    own_names, _ = regions.STEPS
    assert isinstance(own_names.run(_rehearsal("pay")), Passed)
    assert own_names.run(_rehearsal("health")) == NotApplicable(
        "the API of every region answers in place of health, which did not run"
    )


def test_in_a_rehearsal_something_answers_in_its_place(aws: Aws) -> None:
    aws.function("pay", {"Pay.class": ""}, "Pay", Runtime="java21")
    assert aws.invoke("pay").error
    aws.functions.stands_in = True
    invocation = aws.invoke("pay")
    assert (invocation.error, invocation.payload["statusCode"]) == (None, 200)
    assert aws.functions.not_run == {
        "pay": "java21 is not run here: python, nodejs and provided runtimes are"
    }
