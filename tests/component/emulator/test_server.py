"""What the user has set up does not reach the emulated AWS, nor does it get lost."""

from __future__ import annotations

import os

import pytest

from tfgen.emulator.server import undisturbed


def test_the_users_settings_are_hidden_and_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = {
        "AWS_PROFILE": "production",
        "AWS_ENDPOINT_URL_DYNAMODB": "https://example.com",
        "TF_DATA_DIR": "/somewhere",
        "TF_CLI_ARGS_plan": "-lock=false",
        "TF_VAR_domain": "example.com",
    }
    for name, value in {**theirs, "NO_PROXY": "intra.net", "AWS_CA_BUNDLE": "/ca.pem"}.items():
        monkeypatch.setenv(name, value)
    before = dict(os.environ)
    with undisturbed():
        assert not theirs.keys() & os.environ.keys()
        assert os.environ["NO_PROXY"] == "intra.net,127.0.0.1"
        assert os.environ["AWS_CA_BUNDLE"] == "/ca.pem"
    assert dict(os.environ) == before
