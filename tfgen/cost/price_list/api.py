"""The Price List through its API, which needs credentials with `pricing:GetProducts`.

Sources: https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html
https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html
"""

from __future__ import annotations

from typing import Any

from tfgen.cost import codes
from tfgen.cost.items import GLOBAL
from tfgen.cost.price_list.offers import MALFORMED, Offer, of_answer
from tfgen.cost.price_list.products import region_attribute
from tfgen.cost.price_list.source import Read
from tfgen.diagnostics import Diagnostic

ENDPOINT = "us-east-1"
"""One of the few regions that have the API; it tells the prices of all."""
FORMAT = "aws_v1"

_USE_BULK = "`--bulk` reads the files that AWS publishes, without an account"
_HINTS = {
    "AccessDeniedException": f"allow the action `pricing:GetProducts`; or {_USE_BULK}",
    "NoCredentialsError": f"sign in to AWS, for instance with `aws sso login` and AWS_PROFILE; or {_USE_BULK}",
    "ImportError": f'`pip install "boto3>=1.40"` installs it; or {_USE_BULK}',
}


def reader(client: Any = None) -> Read:
    """Reads by GetProducts; `client` is a boto3 client for `pricing`, made at the first question if it is None."""

    def read(service: str, region: str) -> list[Offer] | Diagnostic:
        nonlocal client
        try:
            from botocore.exceptions import BotoCoreError, ClientError
        except ImportError:
            return _refused("ImportError", "boto3 is not installed")
        try:
            client = client or _client()
            return [offer for text in _answers(client, service, region) for offer in of_answer(text)]
        except ClientError as error:
            return _refused(error.response.get("Error", {}).get("Code", ""), str(error))
        except BotoCoreError as error:
            return _refused(type(error).__name__, str(error))
        except MALFORMED:
            return _refused("", f"the answer on {service} in {region} is not of the format {FORMAT}")

    return read


def _client() -> Any:
    import boto3
    from botocore.config import Config

    return boto3.client(
        "pricing",
        region_name=ENDPOINT,
        config=Config(retries={"mode": "standard", "max_attempts": 8}, user_agent_extra="tfgen"),
    )


def _answers(client: Any, service: str, region: str) -> list[str]:
    filters = (
        []
        if region == GLOBAL
        else [{"Type": "TERM_MATCH", "Field": region_attribute(service), "Value": region}]
    )
    pages = client.get_paginator("get_products").paginate(
        ServiceCode=service, Filters=filters, FormatVersion=FORMAT
    )
    return [text for page in pages for text in page["PriceList"]]


def _refused(code: str, message: str) -> Diagnostic:
    return codes.NO_PRICE_LIST(f"AWS's Price List API: {message}", hint=_HINTS.get(code, _USE_BULK))
