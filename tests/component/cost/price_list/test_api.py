"""GetProducts, with recorded answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from tests.component.cost.price_list.recorded import EU, pages
from tfgen.cost.items import GLOBAL
from tfgen.cost.price_list import api
from tfgen.diagnostics import Diagnostic, Severity


@pytest.fixture(scope="module")
def client() -> Any:
    """A client that would have credentials."""
    session = boto3.Session(aws_access_key_id="none", aws_secret_access_key="none", region_name="us-east-1")
    return session.client("pricing")


@pytest.fixture
def stub(client: Any) -> Iterator[Stubber]:
    """Answers for the client; all of them have to be asked for."""
    with Stubber(client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def answer(stub: Stubber, service: str, region: str, filters: list[dict[str, str]]) -> None:
    """Adds the recorded pages of a service, with the questions that they answer."""
    question: dict[str, Any] = {"ServiceCode": service, "Filters": filters, "FormatVersion": "aws_v1"}
    for page in pages(service, region):
        stub.add_response("get_products", page, question)
        question = {**question, "NextToken": page.get("NextToken")}


def test_all_pages_of_a_region_are_read(client: Any, stub: Stubber) -> None:
    answer(stub, "AmazonDynamoDB", EU, [{"Type": "TERM_MATCH", "Field": "regionCode", "Value": EU}])
    found = api.reader(client)("AmazonDynamoDB", EU)
    assert not isinstance(found, Diagnostic)
    assert len(pages("AmazonDynamoDB", EU)) > 1
    usages = {offer.attribute("usagetype") for offer in found}
    assert {"EUC1-WriteRequestUnits", "EUC1-Streams-Requests"} <= usages
    assert found[0].source == "AWS Price List, AmazonDynamoDB, version 20260911124422"


def test_transfer_is_asked_for_by_where_it_starts(client: Any, stub: Stubber) -> None:
    answer(stub, "AWSDataTransfer", EU, [{"Type": "TERM_MATCH", "Field": "fromRegionCode", "Value": EU}])
    assert not isinstance(api.reader(client)("AWSDataTransfer", EU), Diagnostic)


def test_a_service_of_the_world_is_asked_for_as_a_whole(client: Any, stub: Stubber) -> None:
    answer(stub, "AmazonRoute53", "aws-other", [])
    assert not isinstance(api.reader(client)("AmazonRoute53", GLOBAL), Diagnostic)


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("AccessDeniedException", "allow the action `pricing:GetProducts`; or `--bulk`"),
        ("ExpiredTokenException", "`--bulk`"),
        ("InternalErrorException", "`--bulk`"),
    ],
)
def test_a_refusal_is_told(client: Any, stub: Stubber, code: str, hint: str) -> None:
    stub.add_client_error("get_products", code, "no")
    found = api.reader(client)("AWSLambda", EU)
    assert isinstance(found, Diagnostic)
    assert (found.code, found.severity) == ("TFG701", Severity.ERROR)
    assert code in found.message
    assert (found.hint or "").startswith(hint)


@pytest.mark.parametrize("text", ["", "{", "[]", "5", '{"product": {}}', "[" * 100_000])
def test_an_answer_that_is_no_product_is_told(client: Any, stub: Stubber, text: str) -> None:
    stub.add_response("get_products", {"FormatVersion": "aws_v1", "PriceList": [text]})
    found = api.reader(client)("AWSLambda", EU)
    assert isinstance(found, Diagnostic)
    assert "AWSLambda in eu-central-1 is not of the format aws_v1" in found.message


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment without an account."""
    for name in ("AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/dev/null")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    return monkeypatch


def test_no_credentials_are_told(nobody: pytest.MonkeyPatch) -> None:
    found = api.reader()("AWSLambda", EU)
    assert isinstance(found, Diagnostic)
    assert "Unable to locate credentials" in found.message
    assert "AWS_PROFILE" in (found.hint or "")


def test_a_profile_that_is_not_there_is_told(nobody: pytest.MonkeyPatch) -> None:
    nobody.setenv("AWS_PROFILE", "nobody")
    found = api.reader()("AWSLambda", EU)
    assert isinstance(found, Diagnostic)
    assert "nobody" in found.message


def test_no_network_is_told(nobody: pytest.MonkeyPatch) -> None:
    nobody.setenv("AWS_ACCESS_KEY_ID", "none")
    nobody.setenv("AWS_SECRET_ACCESS_KEY", "none")
    nobody.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    nobody.setenv("no_proxy", "127.0.0.1")
    nobody.setattr("time.sleep", lambda _: None)
    found = api.reader()("AWSLambda", EU)
    assert isinstance(found, Diagnostic)
    assert "127.0.0.1:1" in found.message


def test_no_boto3_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "botocore.exceptions", None)
    found = api.reader()("AWSLambda", EU)
    assert isinstance(found, Diagnostic)
    assert "pip install" in (found.hint or "")
