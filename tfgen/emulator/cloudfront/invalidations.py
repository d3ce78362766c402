"""Invalidations, which empty the caches of the edges: moto keeps them alone, also those that AWS refuses.

Sources: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html and
https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from moto.cloudfront.models import CloudFrontBackend

from tfgen.emulator.cloudfront.refused import refused
from tfgen.emulator.edge.cache import Cache
from tfgen.emulator.patching import replaced


@contextlib.contextmanager
def patched(cache: Cache) -> Iterator[None]:
    """Forgets what an invalidation names, at once, and a distribution that goes."""
    create, delete = CloudFrontBackend.create_invalidation, CloudFrontBackend.delete_distribution

    def create_invalidation(self: Any, dist_id: str, paths: list[str], caller_ref: str) -> Any:
        for path in paths:
            if not path.startswith(("/", "*")) or "*" in path[:-1]:
                raise refused(
                    "InvalidArgument", "Your request contains one or more invalid invalidation paths."
                )
        made = create(self, dist_id, paths, caller_ref)
        cache.forget(dist_id, paths)
        return made

    def delete_distribution(self: Any, distribution_id: str, if_match: Any) -> None:
        delete(self, distribution_id, if_match)
        cache.forget(distribution_id)

    with replaced(
        CloudFrontBackend, create_invalidation=create_invalidation, delete_distribution=delete_distribution
    ):
        yield
