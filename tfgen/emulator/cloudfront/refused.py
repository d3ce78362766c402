"""Errors of CloudFront, and the entity tags by which it refuses to change what somebody else has changed.

https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_UpdateDistribution.html#API_UpdateDistribution_Errors
"""

from __future__ import annotations

from moto.cloudfront.exceptions import CloudFrontException, InvalidIfMatchVersion


def refused(code: str, message: str) -> CloudFrontException:
    """An error; its status is that of the SDK's model."""
    return CloudFrontException(code, message)


def check_match(given: str | None, current: str) -> None:
    """Refuses what was not made from the current version."""
    if not given:
        raise InvalidIfMatchVersion
    if given != current:
        raise refused(
            "PreconditionFailed",
            "The request failed because it didn't meet the preconditions in one or more request-header fields.",
        )
