"""APIs behind a front door, and a client for it."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from typing import Any

from moto.apigatewayv2.models import ApiMapping, apigatewayv2_backends

from tests.component.emulator.functions.aws import ACCOUNT, REGION, Aws
from tfgen.emulator.chaos import Chaos
from tfgen.emulator.front_door.front_door import FrontDoor, Served

DOMAIN = "api.example.com"
ECHO = """
import json
def main(event, context):
    return {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": json.dumps(event)}
"""


def target_name(region: str = REGION) -> str:
    """What records of the domain point at."""
    return f"d-0123456789.execute-api.{region}.amazonaws.com"


@dataclass
class Got:
    """An answer."""

    status: int
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes
    cookies: list[str]

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def region(self) -> str | None:
        return self.headers.get("x-tfgen-region")


@dataclass
class Service:
    """A front door and what is behind it."""

    aws: Aws
    chaos: Chaos
    door: FrontDoor
    connection: http.client.HTTPConnection
    names: dict[tuple[str, str], str]
    """What Route 53 answers, by name and region of the client."""

    def ask(
        self, host: str, path: str = "/", method: str = "GET", body: bytes | None = None, **headers: str
    ) -> Got:
        """Underscores in names of headers are dashes."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(method, path, body, {"host": host, **sent})
        response = self.connection.getresponse()
        got = {name.lower(): value for name, value in response.getheaders()}
        cookies = response.headers.get_all("set-cookie") or []
        return Got(response.status, got, response.read(), cookies)

    @property
    def last(self) -> Served:
        """In the journal."""
        return self.door.journal[-1]

    def live(
        self,
        name: str,
        code: str | dict[str, str] = ECHO,
        *,
        region: str = REGION,
        handler: str = "app.main",
        **options: Any,
    ) -> str:
        """A new function with an alias `live`, which every API may invoke: the URI for integrations."""
        self.aws.function(name, code, handler, region=region, Publish=True, **options)
        client = self.aws.client("lambda", region)
        alias = client.create_alias(FunctionName=name, Name="live", FunctionVersion="1")["AliasArn"]
        client.add_permission(
            FunctionName=name,
            Qualifier="live",
            StatementId="api",
            Action="lambda:InvokeFunction",
            Principal="apigateway.amazonaws.com",
            SourceArn=f"arn:aws:execute-api:{region}:{ACCOUNT}:*/*/*",
        )
        return f"arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{alias}/invocations"

    def http_api(
        self,
        routes: dict[str, str],
        *,
        region: str = REGION,
        stage: str = "$default",
        payload: str = "2.0",
        variables: dict[str, str] | None = None,
        **options: Any,
    ) -> str:
        """The id of a new HTTP API with integration URIs by route."""
        client = self.aws.client("apigatewayv2", region)
        api: str = client.create_api(Name="api", ProtocolType="HTTP", **options)["ApiId"]
        for key, uri in routes.items():
            integration = client.create_integration(
                ApiId=api,
                IntegrationType="AWS_PROXY",
                IntegrationUri=uri,
                PayloadFormatVersion=payload,
            )["IntegrationId"]
            client.create_route(ApiId=api, RouteKey=key, Target=f"integrations/{integration}")
        client.create_stage(ApiId=api, StageName=stage, AutoDeploy=True, StageVariables=variables or {})
        return api

    def rest_api(self, document: dict[str, Any], stage: str = "live") -> str:
        """The id of a new REST API, imported and deployed as the region module does."""
        client = self.aws.client("apigateway")
        api: str = client.create_rest_api(name="api")["id"]
        whole = {"openapi": "3.0.1", "info": {"title": "api", "version": "1"}, **document}
        client.put_rest_api(restApiId=api, mode="overwrite", body=json.dumps(whole).encode())
        deployment = client.create_deployment(restApiId=api)["id"]
        client.create_stage(restApiId=api, stageName=stage, deploymentId=deployment)
        return api

    def map(
        self, api: str, stage: str = "$default", key: str = "", *, domain: str = DOMAIN, region: str = REGION
    ) -> None:
        """Maps a custom domain name, made if need be, to an API."""
        client = self.aws.client("apigatewayv2", region)
        if domain not in [item["DomainName"] for item in client.get_domain_names()["Items"]]:
            client.create_domain_name(
                DomainName=domain,
                DomainNameConfigurations=[
                    {"ApiGatewayDomainName": target_name(region), "EndpointType": "REGIONAL"}
                ],
            )
        backend = apigatewayv2_backends[ACCOUNT][region]
        mapping_id = f"m{len(backend.api_mappings)}"
        # not by the client: moto maps no REST APIs
        backend.api_mappings[mapping_id] = ApiMapping(api, key, mapping_id, domain, stage)


def own_name(api: str, region: str = REGION) -> str:
    """Of an API."""
    return f"{api}.execute-api.{region}.amazonaws.com"
