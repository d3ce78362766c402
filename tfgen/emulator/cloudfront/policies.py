"""Cache, origin request and response headers policies, which moto does not have.

https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/working-with-policies.html
"""

from __future__ import annotations

import contextlib
import copy
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from moto.cloudfront import urls
from moto.cloudfront.models import cloudfront_backends, random_id
from moto.cloudfront.responses import CloudFrontResponse
from moto.core.common_models import BaseModel
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow

from tfgen.emulator.cloudfront import managed, policy_checks
from tfgen.emulator.cloudfront.refused import check_match, refused
from tfgen.emulator.patching import replaced

_API = "/2020-05-31"


@dataclass(frozen=True)
class Kind:
    """A kind of policies."""

    name: str
    """As operations and members call it, such as CachePolicy."""
    plural: str
    words: str
    managed: Mapping[str, managed.Config]
    check: Callable[[Mapping[str, Any]], None]

    @property
    def path(self) -> str:
        return self.words.replace(" ", "-")


CACHE = Kind("CachePolicy", "CachePolicies", "cache policy", managed.CACHE, policy_checks.check_cache)
ORIGIN_REQUEST = Kind(
    "OriginRequestPolicy",
    "OriginRequestPolicies",
    "origin request policy",
    managed.ORIGIN_REQUEST,
    policy_checks.check_origin_request,
)
RESPONSE_HEADERS = Kind(
    "ResponseHeadersPolicy",
    "ResponseHeadersPolicies",
    "response headers policy",
    managed.RESPONSE_HEADERS,
    policy_checks.check_response_headers,
)
KINDS = (CACHE, ORIGIN_REQUEST, RESPONSE_HEADERS)


@dataclass(eq=False)
class Policy(BaseModel):
    """A policy of the account's."""

    kind: Kind
    id: str
    config: dict[str, Any]
    etag: str = field(default_factory=random_id)
    modified: Any = field(default_factory=utcnow)

    def told(self) -> dict[str, Any]:
        """As the API tells it."""
        return {"Id": self.id, "LastModifiedTime": self.modified, f"{self.kind.name}Config": self.config}


def own(backend: Any, kind: Kind) -> dict[str, Policy]:
    """The account's policies of a kind, by id."""
    held: dict[str, Policy] = vars(backend).setdefault(kind.plural, {})
    return held


def config_of(kind: Kind, policy_id: str) -> dict[str, Any] | None:
    """What a policy says, of AWS's or of the account's; None if there is none."""
    said = kind.managed.get(policy_id)
    if said is not None:
        return said
    found = own(cloudfront_backends[DEFAULT_ACCOUNT_ID]["aws"], kind).get(policy_id)
    return found.config if found else None


def using(backend: Any, kind: Kind, policy_id: str) -> list[str]:
    """The distributions with a behaviour that has a policy."""
    return [
        identifier
        for identifier, distribution in list(backend.distributions.items())
        if any(
            each.get(f"{kind.name}Id") == policy_id for each in behaviours(distribution.distribution_config)
        )
    ]


def behaviours(config: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Of a distribution: those with paths in their order, then the default."""
    return [*((config.get("CacheBehaviors") or {}).get("Items") or ()), config["DefaultCacheBehavior"]]


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Adds the actions and their URLs to moto."""
    paths = {
        f"{{0}}{_API}/{kind.path}{end}": CloudFrontResponse.dispatch
        for kind in KINDS
        for end in ("$", "/(?P<policy_id>[^/]+)$", "/(?P<policy_id>[^/]+)/config$")
    }
    actions: dict[str, Any] = {}
    for kind in KINDS:
        actions |= _actions(kind)
    with replaced(urls, url_paths={**urls.url_paths, **paths}), replaced(CloudFrontResponse, **actions):
        yield


def _actions(kind: Kind) -> dict[str, Callable[[Any], Any]]:
    one, many = kind.words.replace(" ", "_"), kind.words.replace(" ", "_").replace("policy", "policies")

    def answer(policy: Policy) -> ActionResult:
        location = f"https://cloudfront.amazonaws.com{_API}/{kind.path}/{policy.id}"
        return ActionResult({kind.name: policy.told(), "ETag": policy.etag, "Location": location})

    def create(response: Any) -> ActionResult:
        held = own(response.backend, kind)
        config = _config(response, kind, "")
        policy = Policy(kind, str(uuid.uuid4()), config)
        held[policy.id] = policy
        return answer(policy)

    def get(response: Any) -> ActionResult:
        return answer(_found(response, kind))

    def get_config(response: Any) -> ActionResult:
        policy = _found(response, kind)
        return ActionResult({f"{kind.name}Config": policy.config, "ETag": policy.etag})

    def update(response: Any) -> ActionResult:
        policy = _changeable(response, kind, "IllegalUpdate", "update")
        policy.config = _config(response, kind, policy.id)
        policy.etag, policy.modified = random_id(), utcnow()
        return answer(policy)

    def delete(response: Any) -> EmptyResult:
        policy = _changeable(response, kind, "IllegalDelete", "delete")
        if using(response.backend, kind, policy.id):
            raise refused(
                f"{kind.name}InUse",
                f"The specified {kind.words} is currently associated with a cache behavior. "
                "Please disassociate the policy before deleting.",
            )
        del own(response.backend, kind)[policy.id]
        return EmptyResult()

    def list_(response: Any) -> ActionResult:
        wanted = response._get_param("Type")
        items = [{"Type": "managed", kind.name: _managed(kind, each).told()} for each in kind.managed]
        items += [{"Type": "custom", kind.name: each.told()} for each in own(response.backend, kind).values()]
        found = [each for each in items if wanted in (None, each["Type"])]
        return ActionResult({f"{kind.name}List": {"MaxItems": 100, "Quantity": len(found), "Items": found}})

    return {
        f"create_{one}": create,
        f"get_{one}": get,
        f"get_{one}_config": get_config,
        f"update_{one}": update,
        f"delete_{one}": delete,
        f"list_{many}": list_,
    }


def _managed(kind: Kind, policy_id: str) -> Policy:
    return Policy(kind, policy_id, dict(kind.managed[policy_id]), policy_id[:13].upper())


def _found(response: Any, kind: Kind) -> Policy:
    wanted = response._get_param("Id")
    if wanted in kind.managed:
        return _managed(kind, wanted)
    held = own(response.backend, kind)
    if wanted not in held:
        raise refused(f"NoSuch{kind.name}", f"The {kind.words} does not exist.")
    return held[wanted]


def _changeable(response: Any, kind: Kind, code: str, verb: str) -> Policy:
    policy = _found(response, kind)
    if policy.id in kind.managed:
        raise refused(code, f"You cannot {verb} a managed policy.")
    check_match(response._get_param("IfMatch"), policy.etag)
    return policy


def _config(response: Any, kind: Kind, policy_id: str) -> dict[str, Any]:
    config: dict[str, Any] = copy.deepcopy(response._get_param(f"{kind.name}Config", {}))
    others = [each for each in own(response.backend, kind).values() if each.id != policy_id]
    if any(each.config["Name"] == config["Name"] for each in others):
        article = "An" if kind.words.startswith("o") else "A"
        raise refused(
            f"{kind.name}AlreadyExists",
            f"{article} {kind.words} with this name already exists. You must provide a unique name. "
            f"To modify an existing {kind.words}, use Update{kind.name}.",
        )
    kind.check(config)
    return config
