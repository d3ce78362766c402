"""--quota: what an emulated account has."""

from __future__ import annotations

import pytest

from tfgen.cli.tools import quotas_of


def test_the_last_of_a_name_holds() -> None:
    said = ["http-api-routes=500", "lambda-concurrency=10", "http-api-routes=400"]
    assert quotas_of(said) == {"http-api-routes": 400, "lambda-concurrency": 10}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("routes=500", "'routes' is none"),
        ("http-api-integrations=500", "'http-api-integrations' is none"),
        ("http-api-routes", "such as http-api-routes=300; found 'http-api-routes'"),
        ("http-api-routes=-1", "found 'http-api-routes=-1'"),
        ("http-api-routes=²", "found 'http-api-routes=²'"),
    ],
)
def test_what_is_no_quota_that_aws_changes_is_refused(
    said: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        quotas_of([said])
    assert ended.value.code == 2
    assert told in capsys.readouterr().err
