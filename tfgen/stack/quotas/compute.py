"""Quotas of Lambda and IAM, as their documentation told them in November 2026."""

from __future__ import annotations

from tfgen.stack.quotas.quota import Quota

_LAMBDA = "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"
_DEPLOYMENT = "https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-deployment.html"
_RESERVED = "https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html"
_IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"

CONCURRENCY = Quota(
    "lambda-concurrency",
    "Lambda",
    "invocations at once of an account in a region",
    1_000,
    True,
    _LAMBDA,
    "TFG217, TFG221",
    "InvalidParameterValueException",
    small=10,
)
UNRESERVED = Quota(
    "lambda-unreserved",
    "Lambda",
    "invocations at once that stay unreserved; in an account with fewer, all of them",
    100,
    False,
    _RESERVED,
    "TFG217",
    "InvalidParameterValueException",
)
MEMORY = Quota(
    "lambda-memory",
    "Lambda",
    "MB of a function's memory",
    10_240,
    False,
    _LAMBDA,
    "TFG109; TFG221 in new accounts",
    small=3_008,
)
ENVIRONMENT = Quota(
    "lambda-environment",
    "Lambda",
    "bytes of a function's environment, as JSON",
    4_096,
    False,
    _DEPLOYMENT,
    "TFG125",
    "InvalidParameterValueException",
)
LAYERS = Quota("lambda-layers", "Lambda", "layers of a function", 5, False, _LAMBDA, "TFG109")
UNZIPPED = Quota(
    "lambda-unzipped",
    "Lambda",
    "bytes of code, unzipped, with its layers",
    262_144_000,
    False,
    _LAMBDA,
    "TFG144, without the layers, whose sizes AWS alone knows",
    "InvalidParameterValueException",
)
ZIPPED = Quota("lambda-zipped", "Lambda", "bytes of code as a zip", 52_428_800, False, _LAMBDA, "TFG144")
CODE_STORAGE = Quota(
    "lambda-code-storage",
    "Lambda",
    "bytes of zips of all versions of all functions and layers of an account in a region",
    80_530_636_800,
    True,
    _LAMBDA,
    "not checked: every deployment that changes code adds a version, and how many there are the account alone knows",
    "CodeStorageExceededException",
)
PERMISSIONS = Quota(
    "lambda-policy",
    "Lambda",
    "bytes of a function's resource policy",
    20_480,
    False,
    _LAMBDA,
    "a function has one statement for its API, however many routes lead to it",
    "PolicyLengthExceededException",
)
ROLES = Quota(
    "iam-roles",
    "IAM",
    "roles of an account: one for each function in each region",
    1_000,
    True,
    _IAM,
    "TFG219",
    "LimitExceeded",
)
INLINE_POLICIES = Quota(
    "iam-inline-policies",
    "IAM",
    "characters of a role's inline policies in all, without white space",
    10_240,
    False,
    _IAM,
    "TFG218",
    "LimitExceeded",
)

QUOTAS = (
    CONCURRENCY,
    UNRESERVED,
    MEMORY,
    ENVIRONMENT,
    LAYERS,
    UNZIPPED,
    ZIPPED,
    Quota(
        "lambda-request",
        "Lambda",
        "bytes of a change of a function's configuration",
        5_120,
        False,
        _DEPLOYMENT,
        "not checked: an environment of 4 KB beside long layers, handler and description may reach it",
    ),
    CODE_STORAGE,
    PERMISSIONS,
    Quota("lambda-name", "Lambda", "characters of a function's name", 64, False, _LAMBDA, "TFG116"),
    Quota("lambda-timeout", "Lambda", "seconds of an invocation", 900, False, _LAMBDA, "TFG109"),
    ROLES,
    INLINE_POLICIES,
    Quota(
        "iam-role-name",
        "IAM",
        "characters of a role's name, which ends with its region",
        64,
        False,
        _IAM,
        "TFG116",
    ),
    Quota(
        "iam-trust-policy",
        "IAM",
        "characters of a role's trust policy",
        2_048,
        True,
        _IAM,
        "it has 130, whatever the spec says",
    ),
    Quota("iam-role-tags", "IAM", "tags of a role", 50, False, _IAM, "a spec takes 7"),
)
