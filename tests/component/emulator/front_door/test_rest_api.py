"""REST APIs, imported and deployed as the region module does."""

from __future__ import annotations

import json
from typing import Any

import pytest
from moto.apigateway.models import APIGatewayBackend, apigateway_backends

from tests.component.emulator.front_door.service import DOMAIN, Service, own_name
from tests.component.emulator.functions.aws import ACCOUNT, REGION, Aws

PAGE = "https://page.example"


def operation(uri: str) -> dict[str, Any]:
    """A method that a function serves."""
    return {
        "parameters": [{"name": "key", "in": "path", "required": True, "schema": {"type": "string"}}],
        "responses": {"200": {"description": "The response of the function"}},
        "x-amazon-apigateway-integration": {"type": "aws_proxy", "httpMethod": "POST", "uri": uri},
    }


PREFLIGHT: dict[str, Any] = {
    "responses": {"204": {"description": "Preflight", "headers": {}}},
    "x-amazon-apigateway-integration": {
        "type": "mock",
        "requestTemplates": {"application/json": json.dumps({"statusCode": 204})},
        "responses": {
            "default": {
                "statusCode": "204",
                "responseParameters": {
                    "method.response.header.Access-Control-Allow-Origin": f"'{PAGE}'",
                    "method.response.header.Access-Control-Allow-Methods": "'GET,POST'",
                },
            }
        },
    },
}
SHAPES = {
    kind: {"responseParameters": {"gatewayresponse.header.Access-Control-Allow-Origin": f"'{PAGE}'"}}
    for kind in ("DEFAULT_4XX", "DEFAULT_5XX")
}


def document(uri: str, **other: Any) -> dict[str, Any]:
    """As the module writes it."""
    return {
        "paths": {
            "/": {"get": operation(uri)},
            "/keys/{key}": {"get": operation(uri), "post": operation(uri), "options": PREFLIGHT},
            "/any/{rest+}": {"x-amazon-apigateway-any-method": operation(uri)},
        },
        **other,
    }


def test_a_request_reaches_the_function_of_its_method(service: Service) -> None:
    api = service.rest_api(document(service.live("f")))
    got = service.ask(own_name(api), "/live/keys/a%20b?x=1&x=2", "POST", b"hello")
    assert got.status == 200
    event = got.json
    assert got.headers["x-amzn-requestid"] == event["requestContext"]["requestId"]
    assert "version" not in event
    assert (event["resource"], event["path"], event["httpMethod"]) == ("/keys/{key}", "/keys/a%20b", "POST")
    assert event["pathParameters"] == {"key": "a%20b"}
    assert event["multiValueQueryStringParameters"] == {"x": ["1", "2"]}
    assert (event["body"], event["isBase64Encoded"]) == ("hello", False)
    assert event["requestContext"]["path"] == "/live/keys/a%20b"
    assert event["requestContext"]["stage"] == "live"
    assert event["requestContext"]["apiId"] == service.last.api_id == api
    resources = service.aws.client("apigateway").get_resources(restApiId=api)["items"]
    assert event["requestContext"]["resourceId"] in [item["id"] for item in resources]
    assert service.ask(own_name(api), "/live").json["resource"] == "/"
    assert service.ask(own_name(api), "/live/any/b/c", "DELETE").json["pathParameters"] == {"rest": "b/c"}


def test_a_domain_maps_to_the_stage(service: Service) -> None:
    service.map(service.rest_api(document(service.live("f"))), "live")
    event = service.ask(DOMAIN, "/keys/a").json
    assert (event["path"], event["requestContext"]["path"]) == ("/keys/a", "/keys/a")
    assert event["requestContext"]["domainName"] == DOMAIN


def test_a_domain_of_the_older_api_maps_base_paths(service: Service) -> None:
    api = service.rest_api(document(service.live("f")))
    client = service.aws.client("apigateway")
    created = client.create_domain_name(
        domainName=DOMAIN, endpointConfiguration={"types": ["REGIONAL"]}, regionalCertificateArn="arn:x"
    )
    service.names[DOMAIN, REGION] = apigateway_backends[ACCOUNT][REGION].domain_names[
        DOMAIN
    ].regional_domain_name = created["regionalDomainName"].replace("us-east-1", REGION)
    client.create_base_path_mapping(domainName=DOMAIN, restApiId=api, stage="live", basePath="v1")
    event = service.ask(DOMAIN, "/v1/keys/a").json
    assert (event["resource"], event["path"]) == ("/keys/{key}", "/v1/keys/a")
    client.create_base_path_mapping(domainName=DOMAIN, restApiId=api)
    assert service.ask(DOMAIN, "/live/keys/a").json["requestContext"]["stage"] == "live"


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/live/other"), ("DELETE", "/live/keys/a"), ("GET", "/live/keys")]
)
def test_an_unknown_path_or_method_asks_for_a_token(service: Service, method: str, path: str) -> None:
    api = service.rest_api(document(service.live("f"), **{"x-amazon-apigateway-gateway-responses": SHAPES}))
    got = service.ask(own_name(api), path, method)
    assert (got.status, got.body) == (403, b'{"message":"Missing Authentication Token"}')
    assert got.headers["access-control-allow-origin"] == PAGE
    assert service.last.reason.startswith("no method of a resource matches")


def test_an_unknown_stage_is_forbidden(service: Service) -> None:
    api = service.rest_api(document(service.live("f")))
    got = service.ask(own_name(api), "/other/keys/a")
    assert (got.status, got.body) == (403, b'{"message":"Forbidden"}')


def test_a_preflight_request_is_answered_by_a_mock(service: Service) -> None:
    api = service.rest_api(document(service.live("f")))
    got = service.ask(own_name(api), "/live/keys/a", "OPTIONS", origin=PAGE)
    assert (got.status, got.body) == (204, b"")
    assert got.headers["access-control-allow-origin"] == PAGE
    assert got.headers["access-control-allow-methods"] == "GET,POST"
    assert service.ask(own_name(api), "/live/keys/a", "OPTIONS", content_type="text/x").status == 500
    assert service.last.reason == "the mock has no request template for text/x"


@pytest.mark.parametrize(("handling", "status"), [(None, 500), ("CONVERT_TO_TEXT", 204)])
def test_a_mock_reads_no_bytes(service: Service, handling: str | None, status: int) -> None:
    """Of `*/*`, the empty body of a preflight is bytes too, unless the integration makes text of it."""
    mock = {**PREFLIGHT["x-amazon-apigateway-integration"], "contentHandling": handling}
    told = document(service.live("f"), **{"x-amazon-apigateway-binary-media-types": ["*/*"]})
    told["paths"]["/keys/{key}"]["options"] = {**PREFLIGHT, "x-amazon-apigateway-integration": mock}
    api = service.rest_api(told)
    assert service.ask(own_name(api), "/live/keys/a", "OPTIONS", origin=PAGE).status == status


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        ("raise KeyError('x')", 502, "the function f failed: KeyError"),
        ("return 'x'", 502, "the function returned no object"),
        ("return {'cookies': [], 'isBase64': True}", 502, "a REST API takes no cookies, isBase64 from"),
        ("return {'statusCode': 200, 'body': {}}", 502, "the body is no text"),
    ],
)
def test_a_function_that_fails(service: Service, body: str, status: int, reason: str) -> None:
    uri = service.live("f", f"def main(e, c): {body}")
    api = service.rest_api(document(uri, **{"x-amazon-apigateway-gateway-responses": SHAPES}))
    got = service.ask(own_name(api), "/live/keys/a")
    assert (got.status, got.body) == (status, b'{"message": "Internal server error"}')
    assert got.headers["access-control-allow-origin"] == PAGE
    assert service.last.reason.startswith(reason)


def test_a_function_that_takes_too_long(service: Service) -> None:
    uri = service.live("f", "import time\ndef main(e, c): time.sleep(60)", Timeout=60)
    late = operation(uri)
    late["x-amazon-apigateway-integration"]["timeoutInMillis"] = 200
    api = service.rest_api({"paths": {"/": {"get": late}}})
    got = service.ask(own_name(api), "/live/")
    assert (got.status, got.body) == (504, b'{"message": "Endpoint request timed out"}')


def test_without_permission_the_function_is_not_invoked(service: Service) -> None:
    api = service.rest_api(document(service.live("f")))
    service.aws.client("lambda").remove_permission(FunctionName="f", Qualifier="live", StatementId="api")
    got = service.ask(own_name(api), "/live/keys/a")
    assert (got.status, got.body) == (500, b'{"message": "Internal server error"}')
    assert service.last.reason == (
        "no permission of f:live lets API Gateway invoke it for "
        f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{api}/live/GET/keys/{{key}}"
    )


def test_answers_of_functions_pass_unchanged(service: Service) -> None:
    code = """
def main(event, context):
    return {"statusCode": 200, "body": "iVBOR/8=", "isBase64Encoded": True, "multiValueHeaders": {"set-cookie": ["a=1", "b=2"]}}
"""
    uri = service.live("f", code)
    api = service.rest_api(document(uri))
    got = service.ask(own_name(api), "/live/keys/a", accept="image/png")
    assert (got.body, got.headers["content-type"]) == (b"iVBOR/8=", "application/json")
    assert got.cookies == ["a=1", "b=2"]
    binary = service.rest_api(document(uri, **{"x-amazon-apigateway-binary-media-types": ["image/*"]}))
    assert service.ask(own_name(binary), "/live/keys/a", accept="image/png").body == b"\x89PNG\xff"
    assert service.ask(own_name(binary), "/live/keys/a", accept="text/html").body == b"iVBOR/8="


def test_a_change_is_live_when_it_is_deployed(service: Service) -> None:
    uri = service.live("f")
    api = service.rest_api(document(uri))
    client = service.aws.client("apigateway")
    changed = {
        "openapi": "3.0.1",
        "info": {"title": "a", "version": "2"},
        "paths": {"/new": {"get": operation(uri)}},
    }
    client.put_rest_api(restApiId=api, mode="overwrite", body=json.dumps(changed).encode())
    assert service.ask(own_name(api), "/live/keys/a").status == 200
    assert service.ask(own_name(api), "/live/new").status == 403
    deployment = client.create_deployment(restApiId=api)["id"]
    patch = [{"op": "replace", "path": "/deploymentId", "value": deployment}]
    client.update_stage(restApiId=api, stageName="live", patchOperations=patch)
    assert service.ask(own_name(api), "/live/keys/a").status == 403
    assert service.ask(own_name(api), "/live/new").status == 200


def test_a_stage_needs_its_deployment(service: Service) -> None:
    api = service.rest_api(document(service.live("f")))
    client = service.aws.client("apigateway")
    stage = client.get_stage(restApiId=api, stageName="live")
    client.delete_deployment(restApiId=api, deploymentId=stage["deploymentId"])
    assert service.ask(own_name(api), "/live/keys/a").status == 403
    assert service.last.reason == "the stage live has no deployment"


def test_an_api_made_method_by_method_serves_too(service: Service) -> None:
    uri = service.live("f")
    client = service.aws.client("apigateway")
    api = client.create_rest_api(name="api")["id"]
    root = client.get_resources(restApiId=api)["items"][0]["id"]
    child = client.create_resource(restApiId=api, parentId=root, pathPart="{p+}")["id"]
    place = {"restApiId": api, "resourceId": child, "httpMethod": "ANY"}
    client.put_method(**place, authorizationType="NONE")
    client.put_integration(**place, type="AWS_PROXY", integrationHttpMethod="POST", uri=uri)
    client.create_deployment(restApiId=api, stageName="live", variables={"table": "things"})
    event = service.ask(own_name(api), "/live/a/b").json
    assert event["pathParameters"] == {"p": "a/b"}
    assert event["stageVariables"] == {"table": "things"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"authorizationType": "AWS_IAM"}, "the request is not signed"),
        ({"authorizationType": "NONE", "apiKeyRequired": True}, "there is no such API key"),
    ],
)
def test_who_calls_is_asked_once_it_is_deployed(
    service: Service, change: dict[str, Any], reason: str
) -> None:
    api = service.rest_api(document(service.live("f")))
    client = service.aws.client("apigateway")
    root = next(item["id"] for item in client.get_resources(restApiId=api)["items"] if item["path"] == "/")
    uri = client.get_integration(restApiId=api, resourceId=root, httpMethod="GET")["uri"]
    place = {"restApiId": api, "resourceId": root, "httpMethod": "GET"}
    client.put_method(**place, **change)
    client.put_integration(**place, type="AWS_PROXY", integrationHttpMethod="POST", uri=uri)
    client.create_deployment(restApiId=api, stageName="second")
    assert service.ask(own_name(api), "/second/").status == 403
    assert service.last.reason == reason
    assert service.ask(own_name(api), "/live/").status == 200


def test_a_template_with_variables_is_said_not_to_be_emulated(service: Service) -> None:
    mock = json.loads(json.dumps(PREFLIGHT))
    mock["x-amazon-apigateway-integration"]["requestTemplates"]["application/json"] = '{"statusCode": $x}'
    api = service.rest_api({"paths": {"/": {"options": mock}}})
    assert service.ask(own_name(api), "/live/", "OPTIONS").status == 500
    assert "is not emulated: only texts are" in service.last.reason


def test_gateway_responses_may_change_everything(service: Service) -> None:
    shape = {
        "MISSING_AUTHENTICATION_TOKEN": {
            "statusCode": 404,
            "responseTemplates": {"application/json": '{"error": $context.error.messageString}'},
            "responseParameters": {"gatewayresponse.header.X-Origin": "method.request.header.origin"},
        }
    }
    api = service.rest_api(document(service.live("f"), **{"x-amazon-apigateway-gateway-responses": shape}))
    got = service.ask(own_name(api), "/live/other")
    assert (got.status, got.json) == (404, {"error": "Missing Authentication Token"})
    assert service.last.reason.endswith("is not emulated: only constants are")


def test_moto_needs_the_patch(aws: Aws) -> None:
    client = aws.client("apigateway")

    def imported(paths: dict[str, Any], **other: Any) -> str:
        api: str = client.create_rest_api(name="api")["id"]
        body = {"openapi": "3.0.1", "info": {"title": "a", "version": "1"}, "paths": paths, **other}
        client.put_rest_api(restApiId=api, mode="overwrite", body=json.dumps(body).encode())
        return api

    uri = f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/arn:x/invocations"
    api = imported(
        {"/": {"x-amazon-apigateway-any-method": operation(uri)}},
        **{"x-amazon-apigateway-gateway-responses": SHAPES},
    )
    backend: APIGatewayBackend = apigateway_backends[ACCOUNT][REGION]
    kept: Any = backend.get_rest_api(api)
    assert list(kept.default.resource_methods) == ["X-AMAZON-APIGATEWAY-ANY-METHOD"]
    assert not kept.gateway_responses
    with pytest.raises(TypeError):
        backend.put_rest_api(api, {"openapi": "3.0.1", "paths": {"/a": {"options": PREFLIGHT}}}, False)
    assert not hasattr(backend.create_deployment(api, "live"), "resources")
