"""Origin access controls: moto checks no versions, and deletes those that distributions use.

Sources: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateOriginAccessControl.html and
https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DeleteOriginAccessControl.html
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from moto.cloudfront.models import CloudFrontBackend, random_id
from moto.cloudfront.responses import CloudFrontResponse
from moto.core.responses import ActionResult

from tfgen.emulator.cloudfront.refused import check_match, refused
from tfgen.emulator.patching import replaced


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Names once, versions that count, none deleted that is in use."""
    create: Any = CloudFrontBackend.create_origin_access_control
    update_by_moto: Any = CloudFrontResponse.update_origin_access_control
    delete_by_moto: Any = CloudFrontResponse.delete_origin_access_control

    def create_origin_access_control(self: Any, config: dict[str, str]) -> Any:
        _check_name(self, config["Name"], "")
        return create(self, config)

    def get_config(self: Any) -> ActionResult:
        control = self.backend.get_origin_access_control(self._get_param("Id"))
        return ActionResult({"OriginAccessControlConfig": control, "ETag": control.etag})

    def update(self: Any) -> Any:
        control = self.backend.get_origin_access_control(self._get_param("Id"))
        check_match(self._get_param("IfMatch"), control.etag)
        _check_name(self.backend, self._get_param("OriginAccessControlConfig", {})["Name"], control.id)
        control.etag = random_id()
        return update_by_moto(self)

    def delete(self: Any) -> Any:
        control = self.backend.get_origin_access_control(self._get_param("Id"))
        check_match(self._get_param("IfMatch"), control.etag)
        if any(_uses(each, control.id) for each in list(self.backend.distributions.values())):
            raise refused(
                "OriginAccessControlInUse",
                "Cannot delete the origin access control because it's in use by one or more distributions.",
            )
        return delete_by_moto(self)

    with (
        replaced(CloudFrontBackend, create_origin_access_control=create_origin_access_control),
        replaced(
            CloudFrontResponse,
            get_origin_access_control_config=get_config,
            update_origin_access_control=update,
            delete_origin_access_control=delete,
        ),
    ):
        yield


def _uses(distribution: Any, control_id: str) -> bool:
    origins = distribution.distribution_config["Origins"]["Items"]
    return any(origin.get("OriginAccessControlId") == control_id for origin in origins)


def _check_name(backend: Any, name: str, but: str) -> None:
    if any(each.name == name and each.id != but for each in list(backend.origin_access_controls.values())):
        raise refused(
            "OriginAccessControlAlreadyExists", "An origin access control with this name already exists."
        )
