"""Work that moto does once."""

from __future__ import annotations

import inspect

from moto import backends
from moto.core import responses
from moto.core.responses import BaseResponse
from moto.dynamodb.responses import DynamoHandler
from moto.moto_server.werkzeug_app import DomainDispatcherApplication

from tests.component.emulator.functions.aws import Aws
from tests.component.emulator.functions.fixtures import aws as aws
from tests.component.emulator.functions.fixtures import moto_server as moto_server
from tfgen.emulator.patches import quick_moto


def test_the_answers_are_the_same(aws: Aws) -> None:
    modules, methods = (
        set(backends.list_of_moto_modules()),
        vars(responses)["method_names_from_class"](DynamoHandler),
    )
    aws.table("before")
    with quick_moto.patched():
        assert set(backends.list_of_moto_modules()) == modules
        assert vars(responses)["method_names_from_class"](DynamoHandler) == methods
        aws.table("during")
        assert aws.client("dynamodb").list_tables()["TableNames"] == ["before", "during"]
    assert inspect.isgeneratorfunction(backends.list_of_moto_modules)


def test_moto_needs_it() -> None:
    assert "list_of_moto_modules()" in inspect.getsource(DomainDispatcherApplication.get_backend_for_host)
    assert "method_names_from_class(" in inspect.getsource(BaseResponse.call_action)
