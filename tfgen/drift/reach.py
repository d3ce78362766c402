"""Which regions do not answer: Terraform would try for many minutes before it says so."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tfgen.cost.usage.readings import Clients

_AT_ONCE = 8


def silent(regions: Sequence[str], clients: Clients) -> frozenset[str]:
    """The regions whose STS does not answer, or with errors of its own. If all are, it is the network, and none is told."""
    made = {
        region: _client(clients, region) for region in regions
    }  # one after another: a session is no thread's
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        answers = dict(zip(regions, pool.map(_answers, made.values()), strict=True))
    lost = frozenset(region for region, answers_ in answers.items() if not answers_)
    return lost if len(lost) < len(regions) else frozenset()


def _client(clients: Clients, region: str) -> Any:
    from botocore.exceptions import BotoCoreError

    try:
        return clients("sts", region)
    except BotoCoreError:  # a profile that is not there: Terraform tells of it
        return None


def _answers(client: Any) -> bool:
    """Whatever it answers, a refusal too, it is there."""
    from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
    from botocore.exceptions import ConnectionError as NoConnectionError

    try:
        if client is not None:
            client.get_caller_identity()
    except ClientError as error:
        return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)) < 500
    except BotoCoreError as error:
        return not isinstance(error, HTTPClientError | NoConnectionError)
    return True
