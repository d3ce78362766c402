"""What can be wrong with a usage file, and with what prices are asked for (TFG50x)."""

from __future__ import annotations

from tfgen.diagnostics import Cause, Code, Severity

EMPTY_USAGE = Code(
    "TFG501",
    "nothing in the usage file",
    """The file is empty, or holds comments only. Without usage, leave `--usage` out: what depends on it is then
told with its unit price.

Use instead: `tfgen usage init SPEC`, which writes a file with a comment for each line.""",
)
UNKNOWN_IN_USAGE = Code(
    "TFG502",
    "usage of something that the spec does not have",
    """A usage file names functions, tables, indexes and regions of the spec. What it says of others would be left out
of the bill without a word, for instance after a function was renamed.

    functions:
      get-kye: {requests: 10000000}

Use instead: the name as the spec has it.""",
)
BAD_SHARES = Code(
    "TFG503",
    "shares that are not 100 percent",
    """`shares` says which part of the requests each region answers. Together they are all of them, and a drained
region answers none. The `edges` of a CDN add up in the same way.

    shares: {eu-west-1: 50, us-east-1: 30}

Use instead: percentages that add up to 100.""",
)
UNKNOWN_PRICE = Code(
    "TFG504",
    "a price that is not known",
    """tfgen ships prices with their source and date, and not every price of every region was found in one. A price
that is not known is left out of the sum, which is then too low; it is never replaced by another region's.

Use instead: `tfgen prices update`, which asks AWS.""",
    Severity.WARNING,
)
BAD_PRICES = Code(
    "TFG505",
    "a file of prices that cannot be read",
    """The file that `--prices` names, or the cache that `tfgen prices update` wrote, is not there, is not JSON, or has
another format than this version of tfgen reads.

Use instead: `tfgen prices update`, which writes the cache anew.""",
)
NO_PRICE_LIST = Code(
    "TFG701",
    "AWS's Price List cannot be read",
    """`tfgen prices update` asks AWS's Price List API, which needs credentials with `pricing:GetProducts`; with
`--bulk` it reads the files that AWS publishes for everybody. The one that was asked refused, could not be reached,
or answered something that is no price list. The prices of an earlier update stay as they are.

Use instead: `tfgen prices update --bulk` where the API is not allowed.""",
    cause=Cause.ENVIRONMENT,
)
NOT_IN_PRICE_LIST = Code(
    "TFG705",
    "a price that AWS's Price List does not tell",
    """A product was not in the Price List, was in it more than once at different prices, or was priced by a unit that
tfgen does not know. Not every service is in every region; otherwise AWS may have renamed the product. Such a price
is left out rather than guessed: an earlier update's, or the one that ships with tfgen, stays in use.

Use instead: a report of the finding, if the service is in that region.""",
    Severity.WARNING,
    cause=Cause.ENVIRONMENT,
)
ABOVE_CAPACITY = Code(
    "TFG506",
    "usage above a table's capacity",
    """A provisioned table is used more than the maximum of its capacity allows, even if the load were spread evenly over
the month. The bill holds no more than the maximum; DynamoDB would throttle the rest.

    capacity:
      read: {min: 5, max: 50}       # 200 million reads a month need 77 units

Use instead: a higher `max`, or no `capacity`, which is on demand.""",
    Severity.WARNING,
)
CANNOT_ASK = Code(
    "TFG702",
    "AWS cannot be asked",
    """Usage of a running stack is read from CloudWatch by boto3, with the credentials that the AWS CLI would use: of
the environment, of a profile, of single sign-on. boto3 is not installed; or there are no credentials, they have
expired, or AWS does not know them. A region that must be enabled first, and is not, does not know any.

Use instead: `aws sso login`, or AWS_PROFILE; `aws sts get-caller-identity` tells whether it worked.""",
    cause=Cause.ENVIRONMENT,
)
ACCESS_DENIED = Code(
    "TFG703",
    "AWS refuses what usage is read with",
    """Reading usage takes cloudwatch:GetMetricData and dynamodb:DescribeTable in every region, and, once each,
apigateway:GET and route53:ListHostedZonesByName. What is refused leaves the numbers that it is for unknown, of all
regions together: half a sum would pass for the whole.

Use instead: a role that allows these four, for instance with the managed policy ReadOnlyAccess.""",
    cause=Cause.ENVIRONMENT,
)
REGION_UNREAD = Code(
    "TFG704",
    "a region that cannot be read",
    """A region does not answer, or answers with an error. Every number that is summed over the regions stays unknown:
half a sum would pass for the whole.

Use instead: the command once more, when the network or the region is well again.""",
    cause=Cause.ENVIRONMENT,
)
NOT_MEASURED = Code(
    "TFG706",
    "usage that AWS has no data of",
    """Services send metrics when they are used, not else: without data, nobody can tell whether something was not used
or is not there. The number stays unknown. So it does where AWS does not measure it at all, such as what a REST API
sends, or where the name of an API or a zone does not say which one it is.

Use instead: the right account; more days; or the number by hand, in the file that was written.""",
    Severity.WARNING,
    cause=Cause.ENVIRONMENT,
)
ROUGHLY_MEASURED = Code(
    "TFG707",
    "usage that AWS measures roughly",
    """A number that was taken from a metric which counts something else as well, such as the DNS queries of a whole
zone. It is close, or a bound, and the message says which.

Use instead: a better number by hand, if you have one.""",
    Severity.NOTE,
    cause=Cause.ENVIRONMENT,
)

CODES = (
    EMPTY_USAGE,
    UNKNOWN_IN_USAGE,
    BAD_SHARES,
    UNKNOWN_PRICE,
    BAD_PRICES,
    NO_PRICE_LIST,
    NOT_IN_PRICE_LIST,
    ABOVE_CAPACITY,
    CANNOT_ASK,
    ACCESS_DENIED,
    REGION_UNREAD,
    NOT_MEASURED,
    ROUGHLY_MEASURED,
)
