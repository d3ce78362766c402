"""API Gateway's usage plans and API keys, as Terraform changes and deletes them.

moto keeps numbers of changed plans as texts, links plans to stages that are not there, deletes plans that have stages,
and keeps what linked keys to plans when either goes.
Sources: https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateUsagePlan-Patch,
https://github.com/hashicorp/terraform/pull/12542
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from moto.apigateway.exceptions import BadRequestException, NotFoundException
from moto.apigateway.models import APIGatewayBackend

from tfgen.emulator.patching import replaced

_NUMBERS = {"burstLimit": int, "limit": int, "offset": int, "rateLimit": float}


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Keeps plans and keys as API Gateway does."""
    create: Any = APIGatewayBackend.create_usage_plan
    delete, delete_key = APIGatewayBackend.delete_usage_plan, APIGatewayBackend.delete_api_key

    def create_usage_plan(self: Any, payload: dict[str, Any]) -> Any:
        for stage in payload.get("apiStages") or ():
            _check_stage(self, stage["apiId"], stage["stage"])
        return create(self, payload)

    def update_usage_plan(self: Any, usage_plan_id: str, patch_operations: list[dict[str, Any]]) -> Any:
        plan = self.get_usage_plan(usage_plan_id)
        for operation in patch_operations:
            _change(
                self, plan, operation["op"], operation["path"].strip("/").split("/"), operation.get("value")
            )
        return plan

    def delete_usage_plan(self: Any, usage_plan_id: str) -> None:
        plan = self.get_usage_plan(usage_plan_id)
        if plan.api_stages:
            raise BadRequestException(
                f"Cannot delete Usage Plan '{usage_plan_id}' because API Stages are associated with it. "
                "Please remove API stages from the usage plan prior to deleting it."
            )
        delete(self, usage_plan_id)
        self.usage_plan_keys.pop(usage_plan_id, None)

    def delete_api_key(self: Any, api_key_id: str) -> None:
        delete_key(self, api_key_id)
        for keys in self.usage_plan_keys.values():
            keys.pop(api_key_id, None)

    with replaced(
        APIGatewayBackend,
        create_usage_plan=create_usage_plan,
        update_usage_plan=update_usage_plan,
        delete_usage_plan=delete_usage_plan,
        delete_api_key=delete_api_key,
    ):
        yield


def _change(backend: Any, plan: Any, op: str, path: list[str], value: Any) -> None:
    match path:
        case ["apiStages"]:
            api, _, stage = str(value).partition(":")
            found = next(
                (each for each in plan.api_stages if (each["apiId"], each["stage"]) == (api, stage)), None
            )
            if op == "add" and found is None:
                _check_stage(backend, api, stage)
                plan.api_stages.append({"apiId": api, "stage": stage})
            elif op == "remove" and found:
                plan.api_stages.remove(found)
        case ["quota" | "throttle" as member]:
            getattr(plan, member).clear()
        case ["quota" | "throttle" as member, name]:
            setting = getattr(plan, member)
            setting[name] = _NUMBERS.get(name, str)(value)
        case ["name" | "description" as member]:
            setattr(plan, member, value)
        case ["productCode"]:
            plan.product_code = None if op == "remove" else value
        case _:
            raise BadRequestException(f"Invalid patch path /{'/'.join(path)}")


def _check_stage(backend: Any, api: str, stage: str) -> None:
    """https://github.com/boto/boto3/issues/825."""
    if api not in backend.apis or stage not in backend.apis[api].stages:
        error = NotFoundException(f"API Stage not found: {api}:{stage}")
        error.code = 404
        raise error
