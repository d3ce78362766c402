"""WAF: moto makes web ACLs for CloudFront in any region, and deletes those that distributions have.

Sources: https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html and, for the message of the scope,
https://github.com/aws-solutions/aws-waf-security-automations/issues/300
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from moto.backends import get_backend
from moto.wafv2.exceptions import WAFv2ClientError
from moto.wafv2.models import WAFV2Backend
from moto.wafv2.responses import WAFV2Response

from tfgen.emulator.patching import replaced

_OF_SCOPE = (
    "create_web_acl",
    "delete_web_acl",
    "get_web_acl",
    "list_web_ac_ls",
    "update_web_acl",
    "create_ip_set",
    "delete_ip_set",
    "get_ip_set",
    "list_ip_sets",
    "update_ip_set",
)
_REGION = "us-east-1"


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Takes CloudFront's scope in one region, and keeps what is in use."""
    scoped = {name: _scoped(getattr(WAFV2Response, name)) for name in _OF_SCOPE}
    delete = WAFV2Backend.delete_web_acl

    def delete_web_acl(self: Any, name: str, scope: str, _id: str, lock_token: str) -> None:
        acl = next((each for each in self.wacls.values() if each.id == _id), None)
        if acl is not None and _is_used(self.account_id, acl.arn):
            raise WAFv2ClientError(
                "WAFAssociatedItemException",
                "AWS WAF couldn’t perform the operation because your resource is being used by another resource or it’s "  # noqa: RUF001
                "associated with another resource.",
            )
        delete(self, name, scope, _id, lock_token)

    with replaced(WAFV2Response, **scoped), replaced(WAFV2Backend, delete_web_acl=delete_web_acl):
        yield


def _scoped(answer: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def answered(self: Any) -> Any:
        if self._get_param("Scope") == "CLOUDFRONT" and self.region != _REGION:
            raise WAFv2ClientError(
                "WAFInvalidParameterException",
                "Error reason: The scope is not valid., field: SCOPE_VALUE, parameter: CLOUDFRONT",
            )
        return answer(self)

    return answered


def _is_used(account: str, arn: str) -> bool:
    distributions: Any = get_backend("cloudfront")[account]["aws"].distributions
    return any(each.distribution_config.get("WebACLId") == arn for each in list(distributions.values()))
