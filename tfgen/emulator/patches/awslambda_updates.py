"""Lambda: changes of functions in place, account settings, provisioned concurrency.

moto's UpdateFunctionConfiguration drops tracing and five other settings, UpdateFunctionCode the architecture; a
function that has reserved none reads as one that reserves nothing; operators' actions are missing.
Sources: https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html,
https://docs.aws.amazon.com/lambda/latest/api/API_PutProvisionedConcurrencyConfig.html
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from moto.awslambda import urls
from moto.awslambda.exceptions import InvalidParameterValueException, LambdaClientError
from moto.awslambda.models import ImageConfig, LambdaFunction
from moto.awslambda.responses import LambdaResponse

from tfgen.emulator.patching import replaced
from tfgen.stack.quotas.compute import CODE_STORAGE, CONCURRENCY, UNZIPPED, ZIPPED

Answer = tuple[int, dict[str, str], str]

_PATHS = (
    "{0}/(?P<api_version>[^/]+)/account-settings/?$",
    "{0}/(?P<api_version>[^/]+)/functions/(?P<function_name>[^/]+)/provisioned-concurrency/?$",
)


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Lets moto take every change that Terraform makes of a function, and answer operators."""
    update, update_code = LambdaFunction.update_configuration, LambdaFunction.update_function_code
    told: Any = LambdaFunction.get_code

    def update_configuration(self: Any, given: dict[str, Any]) -> dict[str, Any]:
        update(self, given)
        if given.get("TracingConfig"):
            self.tracing_config = given["TracingConfig"]
        if given.get("EphemeralStorage"):
            self.ephemeral_storage = given["EphemeralStorage"]["Size"]
        if "KMSKeyArn" in given:
            self.kms_key_arn = given["KMSKeyArn"] or None
        if given.get("ImageConfig"):
            self.image_config = ImageConfig(given["ImageConfig"])
        answer: dict[str, Any] = self.get_configuration()
        return answer

    def update_function_code(self: Any, given: dict[str, Any]) -> dict[str, Any]:
        if given.get("Architectures") and not given.get("DryRun"):
            self.architectures = given["Architectures"]
        return update_code(self, given)

    def get_code(self: Any) -> dict[str, Any]:
        answer: dict[str, Any] = told(self)
        if self.reserved_concurrency == 0:
            answer["Concurrency"] = {"ReservedConcurrentExecutions": 0}
        return answer

    with (
        replaced(
            LambdaFunction,
            update_configuration=update_configuration,
            update_function_code=update_function_code,
            get_code=get_code,
        ),
        replaced(
            LambdaResponse,
            get_account_settings=_get_account_settings,
            get_function_concurrency=_get_function_concurrency,
            put_provisioned_concurrency_config=_put_provisioned,
            get_provisioned_concurrency_config=_get_provisioned,
            list_provisioned_concurrency_configs=_list_provisioned,
            delete_provisioned_concurrency_config=_delete_provisioned,
        ),
        replaced(urls, url_paths={**urls.url_paths, **dict.fromkeys(_PATHS, LambdaResponse.dispatch)}),
    ):
        yield


def _get_account_settings(self: Any) -> Answer:
    functions = self.backend.list_functions()
    reserved = sum(int(each.reserved_concurrency or 0) for each in functions)
    limit = {
        "TotalCodeSize": CODE_STORAGE.value,
        "CodeSizeUnzipped": UNZIPPED.value,
        "CodeSizeZipped": ZIPPED.value,
        "ConcurrentExecutions": CONCURRENCY.value,
        "UnreservedConcurrentExecutions": CONCURRENCY.value - reserved,
    }
    used = {"TotalCodeSize": sum(each.code_size for each in functions), "FunctionCount": len(functions)}
    return 200, {}, json.dumps({"AccountLimit": limit, "AccountUsage": used})


def _get_function_concurrency(self: Any) -> Answer:
    reserved = self.backend.get_function(_name(self)).reserved_concurrency
    return 200, {}, json.dumps({} if reserved is None else {"ReservedConcurrentExecutions": int(reserved)})


def _put_provisioned(self: Any) -> Answer:
    found, qualifier = _qualified(self)
    number = int(json.loads(self.body or "{}").get("ProvisionedConcurrentExecutions", 0))
    reserved = self.backend.get_function(found.function_name).reserved_concurrency
    if reserved is not None and number > int(reserved):
        raise InvalidParameterValueException(
            "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function"
        )
    kept = _provisioned(found)
    kept[qualifier] = {
        "RequestedProvisionedConcurrentExecutions": number,
        "AllocatedProvisionedConcurrentExecutions": number,
        "AvailableProvisionedConcurrentExecutions": number,
        "Status": "READY",
        "LastModified": found.last_modified,
    }
    told = {**kept[qualifier], "Status": "IN_PROGRESS", "AllocatedProvisionedConcurrentExecutions": 0}
    return 202, {}, json.dumps({**told, "AvailableProvisionedConcurrentExecutions": 0})


def _get_provisioned(self: Any) -> Answer:
    if "List" in self.querystring:
        return _list_provisioned(self)
    found, qualifier = _qualified(self)
    if qualifier not in _provisioned(found):
        raise LambdaClientError(
            "ProvisionedConcurrencyConfigNotFoundException",
            "No Provisioned Concurrency Config found for this function",
        )
    return 200, {}, json.dumps(_provisioned(found)[qualifier])


def _list_provisioned(self: Any) -> Answer:
    latest = self.backend.get_function(_name(self))
    kept = [
        {"FunctionArn": f"{latest.function_arn}:{qualifier}", **said}
        for qualifier, said in _provisioned(latest).items()
    ]
    return 200, {}, json.dumps({"ProvisionedConcurrencyConfigs": kept})


def _delete_provisioned(self: Any) -> Answer:
    found, qualifier = _qualified(self)
    _provisioned(found).pop(qualifier, None)
    return 204, {}, ""


def _name(self: Any) -> str:
    return unquote(self.path.partition("/functions/")[2].partition("/")[0])


def _qualified(self: Any) -> tuple[Any, str]:
    """The function, and the version or alias that is spoken of. Raises what Lambda answers where it is neither."""
    qualifier = self.querystring.get("Qualifier", [""])[0]
    if qualifier in ("", "$LATEST"):
        raise InvalidParameterValueException(
            "Provisioned Concurrency Configs cannot be applied to unpublished function versions."
        )
    self.backend.get_function(_name(self), qualifier)
    return self.backend.get_function(_name(self)), qualifier


def _provisioned(function: Any) -> dict[str, Mapping[str, Any]]:
    """By qualifier."""
    found: dict[str, Mapping[str, Any]] = function.__dict__.setdefault("provisioned", {})
    return found
