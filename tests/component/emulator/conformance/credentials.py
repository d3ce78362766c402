"""What steps say of credentials: tokens of issuers, signatures of keys, and functions that decide who may call."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from tests.component.emulator.functions.aws import REGION
from tfgen.emulator.authorization.issuers import Issuers

AUTHORIZER = """
import json, os
def main(event, context):
    with open(os.environ["SAID"]) as said:
        case = json.load(said)
    with open(os.environ["ASKED"], "a") as asked:
        asked.write(json.dumps(event) + "\\n")
    if "fails" in case:
        raise Exception(case["fails"])
    return json.loads(json.dumps(case["authorizes"]).replace("{arn}", event.get("routeArn") or event["methodArn"]))
"""
"""Returns what the step says, with the request's ARN for {arn}."""


def token(issuers: Issuers, said: Mapping[str, Any]) -> str:
    """`{of: issuer, claims: {…}, for: seconds until it expires, signed: another issuer, raw: text}`."""
    if "raw" in said:
        return str(said["raw"])
    claims = {"iss": said["of"], **said.get("claims", {})}
    if "for" in said:
        claims["exp"] = int(time.time()) + said["for"]
    if "begins" in said:
        claims["nbf"] = int(time.time()) + said["begins"]
    return issuers.token(said.get("signed", said["of"]), claims)


def signature(said: Mapping[str, Any], method: str, host: str, path: str, body: bytes) -> dict[str, str]:
    """Headers by `{key: …, secret: …, token: …, service: …, region: …}`."""
    request = AWSRequest(method, f"https://{host}{path}", {"host": host}, body)
    credentials = Credentials(said.get("key", "emulated"), said.get("secret", "emulated"), said.get("token"))
    SigV4Auth(credentials, said.get("service", "execute-api"), said.get("region", REGION)).add_auth(request)
    return {name: value for name, value in request.headers.items() if name.lower() != "host"}


def rest_schemes(authorizers: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Security schemes of an OpenAPI document: the authorizers, and `signed` and `key` beside them."""
    header = {"type": "apiKey", "in": "header"}
    return {
        "signed": {**header, "name": "Authorization", "x-amazon-apigateway-authtype": "awsSigv4"},
        "key": {**header, "name": "x-api-key"},
        **{
            name: {**header, "name": "Authorization", "x-amazon-apigateway-authorizer": dict(said)}
            for name, said in authorizers.items()
        },
    }


def key_value(api: str, name: str) -> str:
    """Of a key that make_key has made."""
    return f"{api}-{name}".ljust(20, "x")


def make_key(client: Any, api: str, name: str, said: Mapping[str, Any]) -> None:
    """A key, and a usage plan for the API if one is said: `{enabled: …, plan: {throttle: …, quota: …}}`."""
    key = client.create_api_key(name=name, value=key_value(api, name), enabled=said.get("enabled", True))[
        "id"
    ]
    if "plan" in said:
        stages = [{"apiId": api, "stage": "live"}]
        plan = client.create_usage_plan(name=name, apiStages=stages, **said["plan"])["id"]
        client.create_usage_plan_key(usagePlanId=plan, keyId=key, keyType="API_KEY")
