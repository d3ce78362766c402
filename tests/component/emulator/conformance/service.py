"""Steps that need no empty AWS: requests to the front door, and invocations.

What a step needs is made when it is first asked for, and kept: one function answers for every API, and says what the
step tells it to.
"""

from __future__ import annotations

import base64
import http.client
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.component.emulator.conformance.credentials import (
    AUTHORIZER,
    key_value,
    make_key,
    rest_schemes,
    signature,
    token,
)
from tests.component.emulator.conformance.edges import edge
from tests.component.emulator.conformance.outcome import Outcome
from tests.component.emulator.front_door.service import Service, own_name
from tests.component.emulator.functions.aws import ALL, REGION, Aws, eventually
from tfgen.emulator.emulator import Emulator

_TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "lambda.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}
_ECHO = """
import json, os, time
def main(event, context):
    with open(os.environ["SAID"]) as said:
        case = json.load(said)
    with open(os.environ["SEEN"] + ".part", "w") as seen:
        json.dump(event, seen)
    os.rename(os.environ["SEEN"] + ".part", os.environ["SEEN"])
    time.sleep(case.get("sleeps", 0))
    if "raises" in case:
        raise RuntimeError(case["raises"])
    return case["returns"]
"""
_RUNTIMES = {"python": ("python3.13", "app.py", "app.main"), "node": ("nodejs22.x", "app.js", "app.main")}


class Kept:
    """An emulator, and what steps have made in it."""

    def __init__(self, emulated: Emulator, folder: Path) -> None:
        connection = http.client.HTTPConnection(emulated.front_door.removeprefix("http://"), timeout=20)
        self.service = Service(
            Aws(emulated.endpoint, emulated.functions), emulated.chaos, emulated.door, connection, {}
        )
        self.issuers = emulated.issuers
        self.said, self.seen = folder / "said.json", folder / "seen.json"
        self.asked = folder / "asked.jsonl"
        self._made: dict[str, Any] = {}
        self.cloudfront: Any = self.service.aws.client("cloudfront")
        iam = self.service.aws.client("iam")
        self.role = iam.create_role(RoleName="all", AssumeRolePolicyDocument=json.dumps(_TRUST))["Role"][
            "Arn"
        ]
        policy = json.dumps({"Version": "2012-10-17", "Statement": [ALL]})
        iam.put_role_policy(RoleName="all", PolicyName="all", PolicyDocument=policy)

    def kept(self, what: object, make: Callable[[str], Any]) -> Any:
        """What is made of a description and a number for its name, once."""
        key = json.dumps(what, sort_keys=True)
        if key not in self._made:
            self._made[key] = make(f"f{len(self._made)}")
        return self._made[key]

    def function(self, name: str, runtime: str, files: Mapping[str, str] | str, **settings: Any) -> str:
        """The URI of a new function with an alias."""
        version, module, handler = _RUNTIMES[runtime]
        return self.service.live(
            name,
            {module: files} if isinstance(files, str) else dict(files),
            **{"handler": handler, "Runtime": version, "Role": self.role, **settings},
        )

    def api(self, said: Mapping[str, Any]) -> str:
        """The own name of an API, as a step describes it."""
        variables = {"SAID": str(self.said), "SEEN": str(self.seen)}
        settings = {"Environment": {"Variables": variables}, **said.get("function", {})}
        uri = self.kept(
            ["echo", said.get("function")], lambda name: self.function(name, "python", _ECHO, **settings)
        )
        if "reserved" in said:
            name = uri.split(":function:")[1].split(":")[0]
            client = self.service.aws.client("lambda")
            client.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=said["reserved"])
        return own_name(self._rest(said, uri) if said["kind"] == "rest" else self._http(said, uri))

    def user(self, name: str) -> Mapping[str, str]:
        """Key and secret of a user, whom IAM lets invoke GET /a/1 of every API."""

        def made(_: str) -> dict[str, str]:
            iam = self.service.aws.client("iam")
            iam.create_user(UserName=name)
            statement = {
                "Effect": "Allow",
                "Action": "execute-api:Invoke",
                "Resource": "arn:aws:execute-api:*:*:*/GET/a/1",
            }
            document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
            iam.put_user_policy(UserName=name, PolicyName="read", PolicyDocument=document)
            key = iam.create_access_key(UserName=name)["AccessKey"]
            return {"key": key["AccessKeyId"], "secret": key["SecretAccessKey"]}

        found: Mapping[str, str] = self.kept(["user", name], made)
        return found

    def authorizer(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        """Parameters of CreateAuthorizer: those that are said, with the function that decides if there is to be one.

        `permitted: false` says that API Gateway may not invoke it.
        """
        given = {name: value for name, value in settings.items() if name != "permitted"}
        if "JwtConfiguration" in given or "providerARNs" in given:
            return given
        variables = {"SAID": str(self.said), "ASKED": str(self.asked)}
        uri = self.kept(
            "authorizer",
            lambda name: self.function(name, "python", AUTHORIZER, Environment={"Variables": variables}),
        )
        uri = uri if settings.get("permitted", True) else uri.replace(":live/", "/")
        return {"AuthorizerUri" if "AuthorizerType" in given else "authorizerUri": uri, **given}

    def _http(self, said: Mapping[str, Any], uri: str) -> str:
        cors = {"CorsConfiguration": said["cors"]} if "cors" in said else {}
        stage = said.get("stage", "$default")
        api = self.service.http_api(
            dict.fromkeys(said["routes"], uri),
            stage=stage,
            payload=said.get("payload", "2.0"),
            variables=said.get("variables"),
            **cors,
        )
        client = self.service.aws.client("apigatewayv2")
        made = {
            name: client.create_authorizer(ApiId=api, Name=name, **self.authorizer(each))["AuthorizerId"]
            for name, each in said.get("authorizers", {}).items()
        }
        routes = client.get_routes(ApiId=api)["Items"] if "auth" in said else ()
        for route in routes:
            auth = {"AuthorizationType": "NONE", **said["auth"].get(route["RouteKey"], {})}
            named = {"AuthorizerId": made[auth.pop("authorizer")]} if "authorizer" in auth else {}
            client.update_route(ApiId=api, RouteId=route["RouteId"], **auth, **named)
        if "settings" in said:
            client.update_stage(ApiId=api, StageName=stage, **said["settings"])
        return api

    def _rest(self, said: Mapping[str, Any], uri: str) -> str:
        integration = {
            "type": "aws_proxy",
            "httpMethod": said.get("method", "POST"),
            "uri": uri,
            **said.get("integration", {}),
        }
        paths: dict[str, dict[str, Any]] = {}
        for route in said["routes"]:
            verb, _, path = route.partition(" ")
            verb = "x-amazon-apigateway-any-method" if verb == "ANY" else verb.lower()
            paths.setdefault(path, {})[verb] = {
                "responses": {"200": {"description": ""}},
                "x-amazon-apigateway-integration": integration,
                "security": said.get("auth", {}).get(route, []),
            }
        binary = {"x-amazon-apigateway-binary-media-types": said["binary"]} if "binary" in said else {}
        own = {"x-amazon-apigateway-gateway-responses": said["own"]} if "own" in said else {}
        schemes = rest_schemes(
            {name: self.authorizer(each) for name, each in said.get("authorizers", {}).items()}
        )
        document = {"paths": paths, "components": {"securitySchemes": schemes}, **binary, **own}
        api = self.service.rest_api(document)
        for name, plan in said.get("keys", {}).items():
            make_key(self.service.aws.client("apigateway"), api, name, plan)
        if "settings" in said:
            client = self.service.aws.client("apigateway")
            client.update_stage(restApiId=api, stageName="live", patchOperations=said["settings"])
        return api


def request(kept: Kept, step: Mapping[str, Any]) -> Outcome:
    """`{request: GET /path, api: {kind, routes, …}, headers: …, body: …, sleeps: …, returns: … | raises: …}`.

    `repeated` is how often it is asked, for the last answer; `before` are requests before it, by what is other in them. The answer has status, headers (with names in lower case), cookies and body, and the event that the function got,
    if it was asked. What is null in the event is told as <null>.

    `token` and `signed` are credentials, as credentials.py has them. `authorizes` is what a Lambda authorizer returns,
    or `fails` the error that it raises; `asked` in the answer are the events that it got, of all requests.
    """
    host = kept.kept(step["api"], lambda _: kept.api(step["api"]))
    kept.asked.unlink(missing_ok=True)
    for earlier in step.get("before", ()):
        asked(kept, {**step, **earlier}, host)
    for _ in range(step.get("repeated", 1)):
        answer = asked(kept, step, host)
    if "sleeps" in step:  # the function runs on, and may not have begun
        assert eventually(kept.seen.exists)
    if kept.seen.exists():
        answer["event"] = _shown(json.loads(kept.seen.read_text()))
    if kept.asked.exists():
        answer["asked"] = [_shown(json.loads(line)) for line in kept.asked.read_text().splitlines()]
    return Outcome(answer)


def asked(kept: Kept, step: Mapping[str, Any], host: str) -> dict[str, Any]:
    """What a step's request is answered, by status, headers, cookies and body."""
    method, _, path = step["request"].partition(" ")
    said = {name: step[name] for name in ("raises", "sleeps", "authorizes", "fails") if name in step}
    kept.said.write_text(json.dumps({**said, "returns": step.get("returns", {"statusCode": 200})}))
    kept.seen.unlink(missing_ok=True)
    headers = step.get("headers", {})
    pairs = list(headers.items() if isinstance(headers, Mapping) else headers)
    body = _bytes(step.get("body", ""))
    if "token" in step:
        prefix = step["token"].get("prefix", "Bearer ")
        pairs.append(("Authorization", f"{prefix}{token(kept.issuers, step['token'])}"))
    if "key" in step:
        pairs.append(("x-api-key", key_value(host.partition(".")[0], step["key"])))
    if "signed" in step:
        keys = kept.user(step["signed"]["user"]) if "user" in step["signed"] else {}
        pairs += signature({**step["signed"], **keys}, method, host, path, body).items()
    length = {"content-length": str(len(body))} if body else {}
    connection = kept.service.connection
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in (("Host", host), *pairs, *length.items()):
        connection.putheader(name, value)
    connection.endheaders(body or None)
    response = connection.getresponse()
    content = response.read()
    return {
        "status": response.status,
        "headers": {name.lower(): value for name, value in response.getheaders()},
        "cookies": response.headers.get_all("set-cookie") or [],
        "body": _text(content),
    }


def invoke(kept: Kept, step: Mapping[str, Any]) -> Outcome:
    """`{invoke: python | node, code: …, settings: {…}, event: …, after: [events that it got before]}`.

    Code is the text of app.py or app.js, or files by name. The answer has status, the kind of error if there is one,
    payload, and the log.
    """
    made = [step["invoke"], step["code"], step.get("settings")]
    named = kept.kept(
        made, lambda name: kept.function(name, step["invoke"], step["code"], **(step.get("settings") or {}))
    )
    name = named.split(":function:")[1].split(":")[0]
    client = kept.service.aws.client("lambda", REGION)
    for event in step.get("after", ()):
        client.invoke(FunctionName=name, Payload=json.dumps(event))
    told = client.invoke(FunctionName=name, LogType="Tail", Payload=json.dumps(step.get("event")))
    payload = json.loads(told["Payload"].read())
    answer = {
        "status": told["StatusCode"],
        "payload": _shown(payload),
        "log": base64.b64decode(told["LogResult"]).decode(),
        **({"error": told["FunctionError"]} if "FunctionError" in told else {}),
    }
    return Outcome(answer)


def _bytes(body: Any) -> bytes:
    """Of a text, or of `{base64: …}`, or of `{of: text, times: number}`."""
    if isinstance(body, str):
        return body.encode()
    if "base64" in body:
        return base64.b64decode(body["base64"])
    return bytes(body["of"].encode() * body["times"])


def _text(content: bytes) -> Any:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode()}


def _shown(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _shown(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_shown(item) for item in value]
    return "<null>" if value is None else value


RUNNERS: dict[str, Callable[[Kept, Mapping[str, Any]], Outcome]] = {
    "edge": edge,
    "request": request,
    "invoke": invoke,
}
"""By the first key of a step."""
