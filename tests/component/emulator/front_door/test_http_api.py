"""HTTP APIs, from a request to the function and back."""

from __future__ import annotations

import pytest

from tests.component.emulator.front_door.service import ECHO, Service, own_name
from tests.component.emulator.functions.aws import ACCOUNT, REGION


def test_a_request_reaches_the_function_of_its_route(service: Service) -> None:
    api = service.http_api({"GET /keys/{key}": service.live("f")})
    got = service.ask(
        own_name(api),
        "/keys/a%2Fb?x=1&x=2",
        cookie="a=1; b=2",
        x_client_region="us-east-1",
        x_client_target="d.invalid",
    )
    assert got.status == 200
    event = got.json
    assert event["version"] == "2.0"
    assert event["routeKey"] == "GET /keys/{key}"
    assert event["pathParameters"] == {"key": "a/b"}
    assert event["queryStringParameters"] == {"x": "1,2"}
    assert event["cookies"] == ["a=1", "b=2"]
    assert event["headers"]["host"] == event["requestContext"]["domainName"] == own_name(api)
    assert not [name for name in event["headers"] if name.startswith("x-client-")]
    assert got.region == REGION
    assert got.headers["apigw-requestid"] == event["requestContext"]["requestId"]
    served = service.last
    assert (served.host, served.method, served.path, served.region, served.api_id, served.status) == (
        own_name(api),
        "GET",
        "/keys/a%2Fb",
        REGION,
        api,
        200,
    )
    assert served.reason == ""
    assert 0 < served.seconds < 60


def test_a_body_goes_there_and_back(service: Service) -> None:
    code = """
def main(event, context):
    body = {"statusCode": 201, "body": event["body"], "isBase64Encoded": event["isBase64Encoded"]}
    return {**body, "cookies": ["a=1", "b=2"], "headers": {"x-own": "1"}}
"""
    api = service.http_api({"POST /": service.live("f", code)})
    for content_type, body in (("application/json", '{"é": 1}'.encode()), ("image/png", b"\x89PNG\xff")):
        got = service.ask(own_name(api), "/", "POST", body, content_type=content_type)
        assert (got.status, got.body) == (201, body)
        assert got.cookies == ["a=1", "b=2"]
        assert got.headers["x-own"] == "1"
        assert got.headers["content-type"] == "text/plain;charset=UTF-8"


def test_format_1_is_what_the_integration_asks_for(service: Service) -> None:
    api = service.http_api({"ANY /{p+}": service.live("f")}, payload="1.0")
    event = service.ask(own_name(api), "/a/b", "PUT").json
    assert event["version"] == "1.0"
    assert (event["resource"], event["path"], event["httpMethod"]) == ("/{p+}", "/a/b", "PUT")


def test_stages_other_than_the_default_are_in_the_path(service: Service) -> None:
    api = service.http_api({"GET /a": service.live("f")}, stage="live", variables={"table": "things"})
    event = service.ask(own_name(api), "/live/a").json
    assert event["rawPath"] == "/live/a"
    assert event["requestContext"]["stage"] == "live"
    assert event["stageVariables"] == {"table": "things"}
    assert service.ask(own_name(api), "/a").status == 403


def test_a_stage_variable_may_name_the_function(service: Service) -> None:
    uri = service.live("f").replace(":f:", ":${stageVariables.name}:")
    api = service.http_api({"GET /": uri}, variables={"name": "f"})
    assert service.ask(own_name(api)).status == 200


def test_what_no_route_matches_is_not_found(service: Service) -> None:
    api = service.http_api({"GET /a": service.live("f")})
    got = service.ask(own_name(api), "/b")
    assert (got.status, got.body) == (404, b'{"message":"Not Found"}')
    assert got.headers["content-type"] == "application/json"
    assert service.last.reason == "no route matches GET /b"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("raise KeyError('x')", "the function f failed: KeyError: 'x'"),
        ("return {'statusCode': 'no'}", "the statusCode is 'no'"),
        ("import time; time.sleep(60)", "Task timed out after 1.00 seconds"),
    ],
)
def test_a_function_that_fails_is_an_internal_error(service: Service, body: str, reason: str) -> None:
    api = service.http_api({"GET /": service.live("f", f"def main(e, c): {body}", Timeout=1)})
    got = service.ask(own_name(api))
    assert (got.status, got.body) == (500, b'{"message":"Internal Server Error"}')
    assert reason in service.last.reason


def test_a_function_that_takes_too_long_is_unavailable(service: Service) -> None:
    code = "import time\ndef main(e, c): time.sleep(60)"
    api = service.http_api({"GET /": service.live("f", code, Timeout=60)})
    client = service.aws.client("apigatewayv2")
    integration = client.get_integrations(ApiId=api)["Items"][0]["IntegrationId"]
    client.update_integration(ApiId=api, IntegrationId=integration, TimeoutInMillis=200)
    got = service.ask(own_name(api))
    assert (got.status, got.body) == (503, b'{"message":"Service Unavailable"}')
    assert service.last.reason == "the function f:live took longer than 0.2 s"


def test_without_permission_the_function_is_not_invoked(service: Service) -> None:
    api = service.http_api({"GET /": service.live("f")})
    service.aws.client("lambda").remove_permission(FunctionName="f", Qualifier="live", StatementId="api")
    got = service.ask(own_name(api))
    assert (got.status, got.body) == (500, b'{"message":"Internal Server Error"}')
    assert service.last.reason == (
        "no permission of f:live lets API Gateway invoke it for "
        f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{api}/$default/GET/"
    )
    assert service.aws.functions.recent_logs(REGION, "f") == ()


def test_a_function_that_is_gone_is_an_internal_error(service: Service) -> None:
    api = service.http_api({"GET /": service.live("f")})
    service.aws.client("lambda").delete_function(FunctionName="f")
    assert service.ask(own_name(api)).status == 500
    assert service.last.reason == f"there is no function f:live in {REGION}"
    api = service.http_api({"GET /": f"arn:aws:lambda:eu-south-9:{ACCOUNT}:function:f"})
    assert service.ask(own_name(api)).status == 500
    assert service.last.reason == "there is no function f in eu-south-9"


def test_what_is_not_emulated_is_said(service: Service) -> None:
    api = service.http_api({"GET /a": service.live("f"), "GET /b": "https://other.example"})
    assert service.ask(own_name(api), "/b").status == 500
    assert service.last.reason == "the integration https://other.example is not emulated: only functions are"


def test_cors_is_the_api_s_affair(service: Service) -> None:
    page = "https://page.example"
    sharing = {"AllowOrigins": [page], "AllowMethods": ["GET"]}
    api = service.http_api({"GET /a": service.live("f")}, CorsConfiguration=sharing)
    got = service.ask(own_name(api), "/a", "OPTIONS", origin=page, access_control_request_method="GET")
    assert (got.status, got.body) == (204, b"")
    assert got.headers["access-control-allow-origin"] == page
    assert got.headers["access-control-allow-methods"] == "GET"
    assert service.ask(own_name(api), "/a", origin=page).headers["access-control-allow-origin"] == page
    assert service.ask(own_name(api), "/b", origin=page).headers["access-control-allow-origin"] == page
    assert "access-control-allow-origin" not in service.ask(own_name(api), "/a").headers
    assert service.ask(own_name(api), "/a", "OPTIONS").status == 404


def test_without_cors_the_function_s_headers_go_out(service: Service) -> None:
    code = "def main(e, c): return {'statusCode': 200, 'headers': {'Access-Control-Allow-Origin': '*'}}"
    api = service.http_api({"GET /": service.live("f", code)})
    got = service.ask(own_name(api), origin="https://page.example")
    assert got.headers["access-control-allow-origin"] == "*"


def test_the_changed_api_serves_at_once(service: Service) -> None:
    api = service.http_api({"GET /a": service.live("f")})
    assert service.ask(own_name(api), "/b").status == 404
    client = service.aws.client("apigatewayv2")
    route = client.get_routes(ApiId=api)["Items"][0]
    client.update_route(ApiId=api, RouteId=route["RouteId"], RouteKey="GET /b")
    assert service.ask(own_name(api), "/b").json["routeKey"] == "GET /b"


def test_head_has_no_body(service: Service) -> None:
    api = service.http_api({"ANY /": service.live("f", ECHO)})
    got = service.ask(own_name(api), "/", "HEAD")
    assert (got.status, got.body) == (200, b"")
    assert int(got.headers["content-length"]) > 0
    assert service.ask(own_name(api)).status == 200  # on the same connection
