"""The Lambda API's Invoke, and what functions are made from."""

from __future__ import annotations

import base64
import inspect
import json

import pytest
from botocore.exceptions import ClientError
from moto.awslambda.models import LambdaFunction
from moto.awslambda.responses import LambdaResponse

from tests.component.emulator.functions.aws import ACCOUNT, REGION, Aws, eventually, zipped
from tfgen.stack.kinds.function import RUNTIMES

NEWEST = "ap-southeast-6"

ARN = "def main(e, c):\n    print('hello')\n    return [c.invoked_function_arn, c.function_version, e]"
BASE = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:f"


@pytest.mark.parametrize(
    ("name", "qualifier", "arn", "version"),
    [
        ("f", None, BASE, "$LATEST"),
        ("f", "1", f"{BASE}:1", "1"),
        ("f", "live", f"{BASE}:live", "1"),
        ("f:live", None, f"{BASE}:live", "1"),
        (f"{BASE}:live", None, f"{BASE}:live", "1"),
        (BASE, "live", f"{BASE}:live", "1"),
    ],
)
def test_a_function_is_invoked_by_name_and_qualifier(
    aws: Aws, name: str, qualifier: str | None, arn: str, version: str
) -> None:
    aws.function("f", ARN, Publish=True)
    client = aws.client("lambda")
    client.create_alias(FunctionName="f", Name="live", FunctionVersion="1")
    options = {"Qualifier": qualifier} if qualifier else {}
    answer = client.invoke(FunctionName=name, Payload=b'{"a": 1}', LogType="Tail", **options)
    assert json.load(answer["Payload"]) == [arn, version, {"a": 1}]
    assert answer["StatusCode"] == 200
    assert answer["ExecutedVersion"] == version
    assert "FunctionError" not in answer
    assert "\nhello\n" in base64.b64decode(answer["LogResult"]).decode()


def test_an_error_is_in_the_header(aws: Aws) -> None:
    aws.function("f", "def main(e, c): raise ValueError('no')")
    answer = aws.client("lambda").invoke(FunctionName="f")
    assert answer["FunctionError"] == "Unhandled"
    assert json.load(answer["Payload"])["errorType"] == "ValueError"
    assert "LogResult" not in answer


def test_an_event_is_handled_later(aws: Aws) -> None:
    aws.function("f", ARN)
    answer = aws.client("lambda").invoke(FunctionName="f", InvocationType="Event", Payload=b"{}")
    assert answer["StatusCode"] == 202
    assert answer["Payload"].read() == b""
    assert eventually(lambda: "hello" in aws.functions.recent_logs(REGION, "f"))


def test_a_dry_run_runs_nothing(aws: Aws) -> None:
    aws.function("f", ARN)
    assert aws.client("lambda").invoke(FunctionName="f", InvocationType="DryRun")["StatusCode"] == 204
    aws.invoke("f")
    assert aws.functions.recent_logs(REGION, "f").count("hello") == 1


def test_an_unknown_function_is_not_found(aws: Aws) -> None:
    aws.function("f", ARN)
    for options in ({"FunctionName": "g"}, {"FunctionName": "f", "Qualifier": "live"}):
        with pytest.raises(ClientError) as caught:
            aws.client("lambda").invoke(**options)
        assert caught.value.response["Error"]["Code"] == "ResourceNotFoundException"


def test_every_runtime_is_taken_in_the_newest_region(aws: Aws) -> None:
    role = aws.role("r")
    for number, runtime in enumerate(RUNTIMES):
        aws.function(f"f{number}", "def main(e, c): return e", region=NEWEST, Runtime=runtime, Role=role)
    assert aws.invoke(f"f{RUNTIMES.index('python3.14')}", "here", region=NEWEST).payload == "here"


def test_the_code_may_come_from_a_bucket(aws: Aws) -> None:
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="code", CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_object(Bucket="code", Key="f.zip", Body=zipped({"app.py": "def main(e, c): return 'from S3'"}))
    aws.client("lambda").create_function(
        FunctionName="f",
        Runtime="python3.13",
        Handler="app.main",
        Role=aws.role("r"),
        Code={"S3Bucket": "code", "S3Key": "f.zip"},
    )
    assert aws.invoke("f").payload == "from S3"


def test_layers_lie_below_the_code_and_over_each_other(aws: Aws) -> None:
    client = aws.client("lambda")
    arns = [
        client.publish_layer_version(LayerName=f"l{number}", Content={"ZipFile": zipped(files)})[
            "LayerVersionArn"
        ]
        for number, files in enumerate(
            [
                {"python/one.py": "x = 'first'", "python/two.py": "x = 'first'"},
                {"python/two.py": "x = 'second'", "python/three.py": "x = 'second'"},
                {"python/lib/python3.13/site-packages/four.py": "x = 'deep'"},
            ]
        )
    ]
    aws.function(
        "f",
        {
            "app.py": "import one, two, three, four\ndef main(e, c): return [one.x, two.x, three.x, four.x]",
            "three.py": "x = 'own'",
        },
        Layers=arns,
    )
    assert aws.invoke("f").payload == ["first", "second", "own", "deep"]


def test_a_layer_that_is_not_there_is_named(aws: Aws) -> None:
    foreign = f"arn:aws:lambda:{REGION}:017000801446:layer:Powertools:7"
    aws.function("f", f"import aws_lambda_powertools\n{ARN}", Layers=[foreign])
    assert aws.client("lambda").get_function(FunctionName="f")["Configuration"]["Layers"][0]["Arn"] == foreign
    error = aws.invoke("f").error
    assert error
    assert error.kind == "Emulator.NotRunHere"
    assert error.message.endswith(f"No module named 'aws_lambda_powertools': the layer {foreign} is not here")
    aws.function("whole", ARN, Layers=[foreign])
    assert aws.invoke("whole").error is None
    assert aws.functions.remarks()[-1] == f"whole ran without the layer {foreign}, which is not here"
    with pytest.raises(ClientError):
        aws.function("g", ARN, Layers=[f"arn:aws:lambda:{REGION}:{ACCOUNT}:layer:absent:1"])


@pytest.mark.parametrize("runtime", ["java21", "ruby3.4", "dotnet8"])
def test_a_runtime_that_is_not_run_is_named(aws: Aws, runtime: str) -> None:
    aws.function("f", ARN, Runtime=runtime)
    invocation = aws.invoke("f")
    assert invocation.error
    assert invocation.error.kind == "Emulator.NotRunHere"
    assert invocation.error.message.endswith(
        f"{runtime} is not run here: python, nodejs and provided runtimes are"
    )
    assert invocation.payload["errorMessage"] == invocation.error.message


def test_a_container_image_is_not_run(aws: Aws) -> None:
    image = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/x:1"
    aws.client("lambda").create_function(
        FunctionName="f", PackageType="Image", Code={"ImageUri": image}, Role=aws.role("r")
    )
    error = aws.invoke("f").error
    assert error
    assert error.message.endswith(
        "a container image is not run here: python, nodejs and provided runtimes are"
    )


def test_what_is_no_zip_is_said_to_be_none(aws: Aws) -> None:
    aws.client("lambda").create_function(
        FunctionName="f",
        Runtime="python3.13",
        Handler="app.main",
        Role=aws.role("r"),
        Code={"ZipFile": b"no zip"},
    )
    error = aws.invoke("f").error
    assert error
    assert error.kind == "InvalidZipFileException"


def test_moto_needs_the_patch() -> None:
    assert "docker" in inspect.getsource(LambdaFunction._invoke_lambda)
    assert '_get_param("qualifier")' in inspect.getsource(LambdaResponse.invoke)
    assert "account" not in inspect.getsource(LambdaFunction._get_layers_data).replace("self.account_id", "")
