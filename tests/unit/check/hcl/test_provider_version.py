"""Which versions of the AWS provider a folder may get, whose schemas speak, and what does not fit."""

from __future__ import annotations

import pytest

from tfgen.check.hcl.parse import parse
from tfgen.check.hcl.provider_version import Provider
from tfgen.check.hcl.schema import check_schema
from tfgen.diagnostics import Diagnostic, Severity
from tfgen.stack import provider
from tfgen.stack.kinds.function import RUNTIMES as OFFERED
from tfgen.stack.region_name import REGIONS

FIVE, SIX = "(AWS provider 5.100.0", "(AWS provider 6."
REGIONAL = 'resource "aws_sqs_queue" "x" {\n  region = "eu-west-1"\n}\n'
"""What 6 takes and 5 does not."""
STAGED = 'resource "aws_api_gateway_deployment" "x" {\n  rest_api_id = "x"\n  stage_name = "x"\n}\n'
"""What 5 takes, and 6 does not."""
INDEX = """\
resource "aws_dynamodb_table" "x" {
  name     = "x"
  hash_key = "id"
  global_secondary_index {
    name            = "y"
    hash_key        = "z"
    projection_type = "ALL"
  }
}
"""


def calls(*names: str) -> str:
    """A call of each module."""
    return "".join(f'module "{name}" {{\n  source = "./modules/{name}"\n}}\n' for name in names)


def required(*constraints: str) -> str:
    """A `terraform` block for each constraint."""
    block = 'terraform {{\n  required_providers {{\n    aws = {{ source = "hashicorp/aws", version = "{}" }}\n  }}\n}}\n'
    return "".join(block.format(constraint) for constraint in constraints)


def lock(version: str) -> str:
    """A lock file."""
    return (
        'provider "registry.example.org/hashicorp/random" {\n  version = "3.1.0"\n}\n\n'
        f'provider "registry.example.org/hashicorp/aws" {{\n  version     = "{version}"\n'
        '  constraints = ">= 5.100.0"\n  hashes = [\n    "h1:a",\n  ]\n}\n'
    )


def found(text: str, locked: str = "") -> list[Diagnostic]:
    configuration, broken = parse({"main.tf": text})
    assert broken == []
    return check_schema(configuration, locked)


def messages(text: str, locked: str = "") -> list[str]:
    return [it.message for it in found(text, locked)]


@pytest.mark.parametrize(
    ("constraint", "majors"),
    [
        ("~> 5.0", (5,)),
        ("~> 5", (5,)),
        ("= 5.100.0", (5,)),
        ("5.80.0", (5,)),
        ("> 5.99, < 6", (5,)),
        (">= 6.0", (6,)),
        ("~> 6.10.0", (6,)),
        ("> 5.100.0", (6,)),
        (">= 5.0, != 6.0.0", (5, 6)),
        (">= 5.100, < 7", (5, 6)),
        (">= 4", (5, 6)),
        ("~> 4.0", (5,)),
        ("< 5.0", (5,)),
        ("< 4, != 3.0.0", (5,)),
        (">= 7", (6,)),
        ("nonsense", (5, 6)),
    ],
)
def test_a_constraint_chooses_the_schemas(constraint: str, majors: tuple[int, ...]) -> None:
    configuration, _ = parse({"main.tf": required(constraint)})
    assert Provider.of(configuration, "").majors == majors


def test_without_a_constraint_both_schemas_speak() -> None:
    for text in ("", "terraform {\n  required_providers {\n    aws = {}\n  }\n}\n"):
        configuration, _ = parse({"main.tf": text})
        assert Provider.of(configuration, "").majors == (5, 6)


def test_a_constraint_may_be_written_in_the_old_way() -> None:
    configuration, _ = parse({"main.tf": 'terraform {\n  required_providers {\n    aws = "~> 5.0"\n  }\n}\n'})
    assert Provider.of(configuration, "").majors == (5,)


def test_the_constraints_of_all_modules_hold_together() -> None:
    files = {"main.tf": required(">= 5.100, < 7") + calls("x"), "modules/x/versions.tf": required(">= 6.2")}
    configuration, _ = parse(files)
    assert Provider.of(configuration, "").majors == (6,)


@pytest.mark.parametrize(
    ("locked", "majors"), [("5.100.0", (5,)), ("6.69.1", (6,)), ("4.67.0", (5,)), ("7.0.0", (6,))]
)
def test_the_locked_version_decides(locked: str, majors: tuple[int, ...]) -> None:
    configuration, _ = parse({"main.tf": required(">= 5.100, < 7")})
    assert Provider.of(configuration, lock(locked)).majors == majors


def test_a_lock_file_of_other_providers_decides_nothing() -> None:
    configuration, _ = parse({"main.tf": ""})
    for text in (
        'provider "registry.example.org/hashicorp/random" {\n  version = "6.1.0"\n}\n',
        "nonsense",
        "",
    ):
        assert Provider.of(configuration, text).locked is None


def test_a_finding_names_the_version_that_it_is_of() -> None:
    assert messages(required("~> 5.0") + REGIONAL) == [
        "`aws_sqs_queue` has no argument `region` (AWS provider 5.100.0)"
    ]
    assert messages(required(">= 6.0") + REGIONAL) == []
    assert messages(required(">= 5.100, < 7") + REGIONAL) == [
        "`aws_sqs_queue` has no argument `region` (AWS provider 5.100.0, which `>= 5.100, < 7` allows)"
    ]
    assert messages(REGIONAL) == [
        "`aws_sqs_queue` has no argument `region` (AWS provider 5.100.0, which no constraint rules out)"
    ]
    (both,) = messages('resource "aws_sqs_queue" "x" {\n  nmae = "x"\n}\n')
    assert both.startswith("`aws_sqs_queue` has no argument `nmae` (AWS provider 5.100.0 and 6.")


def test_what_only_an_older_version_refuses_is_a_note() -> None:
    for text, severity in (
        (required("~> 5.0"), Severity.ERROR),
        (required(">= 5.0"), Severity.NOTE),
        ("", Severity.NOTE),
    ):
        assert [it.severity for it in found(text + REGIONAL)] == [severity]


def test_what_no_schema_is_shipped_of_is_a_note() -> None:
    for constraint in ("~> 4.0", ">= 7.0"):
        (told,) = found(required(constraint) + 'provider "aws" {\n  shared_credentials_file = "x"\n}\n')
        assert (told.code, told.severity) == ("TFG311", Severity.NOTE)


def test_roots_that_no_module_calls_have_constraints_of_their_own() -> None:
    files = {"examples/a/main.tf": required("~> 5.0") + REGIONAL, "main.tf": required("~> 6.0") + REGIONAL}
    assert [it.span and it.span.file for it in check_schema(parse(files)[0])] == ["examples/a/main.tf"]


def test_what_6_took_away_is_an_error_where_6_may_come() -> None:
    (message,) = messages(required(">= 6.0") + STAGED)
    assert message.startswith(f"`aws_api_gateway_deployment` has no argument `stage_name` {SIX}")
    assert found(required("~> 5.0") + STAGED)[0].code == "TFG318"
    assert [it.code for it in found(STAGED)] == ["TFG311"]


def test_a_locked_version_without_a_schema_is_checked_by_the_nearest() -> None:
    text = required(">= 5.0") + REGIONAL
    assert messages(text, lock("5.95.0")) == [
        "`aws_sqs_queue` has no argument `region` (AWS provider 5.95.0, by the schema of 5.100.0)"
    ]
    assert messages(text, lock("5.100.0")) == [
        "`aws_sqs_queue` has no argument `region` (AWS provider 5.100.0)"
    ]
    assert messages(text, lock("6.30.0")) == []


def test_deprecations_are_told_where_only_6_may_come() -> None:
    (diagnostic,) = found(required(">= 6.0") + INDEX)
    assert (diagnostic.code, diagnostic.severity) == ("TFG318", Severity.WARNING)
    assert diagnostic.message.startswith(f"`hash_key` of `global_secondary_index` is deprecated {SIX}")
    assert diagnostic.hint == "use `key_schema`"
    assert [it.code for it in found(INDEX, lock("6.69.1"))] == ["TFG318"]
    assert found(required("~> 5.0") + INDEX) == found(INDEX) == found(INDEX, lock("5.100.0")) == []


def test_a_module_that_allows_both_may_write_what_both_take() -> None:
    root = required(">= 6.20, < 7") + calls("t")
    module = {"modules/t/main.tf": required(">= 5.100, < 7") + INDEX, "main.tf": root}
    assert check_schema(parse(module)[0]) == []
    assert [it.code for it in check_schema(parse({**module, "modules/t/main.tf": INDEX})[0])] == ["TFG318"]


def test_the_name_of_a_region_is_deprecated_in_6_and_all_that_5_has() -> None:
    text = 'data "aws_region" "x" {}\noutput "y" {\n  value = data.aws_region.x.%s\n}\n'
    assert [it.code for it in found(required(">= 6.0") + text % "name")] == ["TFG318"]
    assert found(required(">= 6.0") + text % "region") == found(text % "name") == []
    assert [it.code for it in found(required("~> 5.0") + text % "region")] == ["TFG317"]


def test_what_both_deprecate_is_told_always() -> None:
    role = 'resource "aws_iam_role" "x" {\n  assume_role_policy = "{}"\n  inline_policy {}\n}\n'
    assert [it.code for it in found(role)] == ["TFG318"]
    null = role.replace("inline_policy {}", "managed_policy_arns = null")
    assert found(null) == []


@pytest.mark.parametrize(
    ("text", "locked", "message"),
    [
        (required("latest"), "", "`latest` is no version constraint"),
        (required(">= 6, < 6"), "", "no version of the AWS provider fits main.tf (`>= 6, < 6`)"),
        (
            required("~> 5.0", ">= 6.0"),
            "",
            "no version of the AWS provider fits main.tf (`~> 5.0`) and main.tf (`>= 6.0`)",
        ),
        (required("> 5.100.0, < 6"), "", "no version of the AWS provider fits main.tf (`> 5.100.0, < 6`)"),
        (
            required(">= 6.20, < 7"),
            "5.100.0",
            ".terraform.lock.hcl holds the AWS provider 5.100.0, which main.tf (`>= 6.20, < 7`) refuses",
        ),
    ],
)
def test_a_provider_that_cannot_be_had_is_told(text: str, locked: str, message: str) -> None:
    assert messages(text, lock(locked) if locked else "") == [message]


FUNCTION = """\
resource "aws_lambda_function" "x" {
  function_name = "x"
  role          = "y"
  runtime       = "python3.14"
}
"""
REGION = 'provider "aws" {\n  region = "ap-southeast-6"\n}\n'


@pytest.mark.parametrize(
    ("constraint", "locked", "words"),
    [
        ("~> 5.0", "", "the AWS provider 6.20 or newer, and main.tf (`~> 5.0`) allows none"),
        ("~> 6.10.0", "", "the AWS provider 6.20 or newer, and main.tf (`~> 6.10.0`) allows none"),
        (">= 5.0", "5.100.0", "the AWS provider 6.20 or newer, and .terraform.lock.hcl holds 5.100.0"),
        (">= 5.0", "6.19.0", "the AWS provider 6.20 or newer, and .terraform.lock.hcl holds 6.19.0"),
        (">= 5.0", "6.20.0", None),
        (">= 5.0", "", None),
        ("~> 6.10", "", None),
        ("6.20.0", "", None),
    ],
)
def test_a_runtime_newer_than_the_provider_is_told(constraint: str, locked: str, words: str | None) -> None:
    told = found(required(constraint) + FUNCTION, lock(locked) if locked else "")
    assert [it.message for it in told] == ([f"the runtime python3.14 needs {words}"] if words else [])
    assert [it.span.line for it in told if it.span] == [9] * bool(words)


def test_a_region_newer_than_the_provider_is_told() -> None:
    (told,) = found(required(">= 5.0") + REGION, lock("6.11.0"))
    assert (told.code, told.hint) == ("TFG319", "run `terraform init -upgrade`")
    (told,) = found(required("~> 6.10.0") + REGION, lock("6.10.0"))
    assert told.hint == "allow 6.12 in `required_providers`, then run `terraform init -upgrade`"
    (told,) = found(required("~> 6.10.0") + REGION)
    assert told.hint == "allow 6.12 in `required_providers`"
    assert found(required(">= 5.0") + REGION, lock("6.12.0")) == []


MODULES = {f"modules/{name}/versions.tf": required(">= 5.100, < 7") for name in ("api", "region")}


@pytest.mark.parametrize(
    ("main", "locked", "message", "hint"),
    [
        (
            required(">= 6.20, < 7") + FUNCTION,
            "5.100.0",
            ".terraform.lock.hcl holds the AWS provider 5.100.0, which main.tf (`>= 6.20, < 7`) refuses",
            "run `terraform init -upgrade`",
        ),
        (
            required(">= 4"),
            "4.67.0",
            ".terraform.lock.hcl holds the AWS provider 4.67.0, "
            "which modules/api/versions.tf (`>= 5.100, < 7`) refuses",
            "run `terraform init -upgrade`",
        ),
        (
            required(">= 5.100, < 6.10") + FUNCTION,
            "",
            "the runtime python3.14 needs the AWS provider 6.20 or newer, "
            "and main.tf (`>= 5.100, < 6.10`) allows none",
            "allow 6.20 in `required_providers`",
        ),
        (
            required("~> 4.0") + FUNCTION,
            "",
            "no version of the AWS provider fits main.tf (`~> 4.0`) "
            "and modules/api/versions.tf (`>= 5.100, < 7`)",
            "the modules need 5.100: write `>= 5.100, < 7`",
        ),
        (
            required(">= 6, < 6"),
            "",
            "no version of the AWS provider fits main.tf (`>= 6, < 6`)",
            "the modules need 5.100: write `>= 5.100, < 7`",
        ),
    ],
)
def test_the_constraint_that_refuses_is_named(main: str, locked: str, message: str, hint: str) -> None:
    configuration, _ = parse({"main.tf": main + calls("api", "region"), **MODULES})
    told = check_schema(configuration, lock(locked) if locked else "")
    assert [(it.message, it.hint) for it in told if it.code == "TFG319"] == [(message, hint)]


def test_what_needs_a_newer_provider_is_offered() -> None:
    assert provider.RUNTIMES.keys() <= set(OFFERED)
    assert provider.REGIONS.keys() <= set(REGIONS)
    assert all(
        version > provider.OLDEST for version in (*provider.RUNTIMES.values(), *provider.REGIONS.values())
    )
