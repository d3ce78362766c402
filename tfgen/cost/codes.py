"""What can be wrong with a usage file, and with what prices are asked for (TFG50x)."""

from __future__ import annotations

from tfgen.diagnostics import Basis, Code, Severity

EMPTY_USAGE = Code(
    "TFG501",
    "nothing in the usage file",
    finds="a usage file that is empty, or that holds comments only.",
    why="it says nothing of how much the service is used.",
    example="# requests: 10000000",
    instead="""`tfgen usage init SPEC`, which writes a file with a comment for each line. Without usage,
leave `--usage` out: what depends on it is then told with its unit price.""",
)
UNKNOWN_IN_USAGE = Code(
    "TFG502",
    "usage of something that the spec does not have",
    finds="a function, table, index or region that the usage file names and the spec does not have.",
    why="""what it says of others would be left out of the bill without a word, for instance after a
function was renamed.""",
    example="""\
functions:
  get-kye: {requests: 10000000}
""",
    instead="the name as the spec has it.",
)
BAD_SHARES = Code(
    "TFG503",
    "shares that are not 100 percent",
    finds="""`shares` of the regions, or `edges` of a CDN, that do not add up to 100, or a share of a
drained region.""",
    why="""`shares` says which part of the requests each region answers. Together they are all of them,
and a drained region answers none.""",
    example="shares: {eu-west-1: 50, us-east-1: 30}",
    instead="percentages that add up to 100.",
)
UNKNOWN_PRICE = Code(
    "TFG504",
    "price that is not known",
    finds="something that the stack uses and whose price in a region is not known.",
    why="""tfgen ships prices with their source and date, and not every price of every region was found
in one. It is left out of the sum, which is then too low; it is never replaced by another region's.""",
    example="the sum is too low: prices that are not known are left out: …",
    instead="`tfgen prices update`, which asks AWS.",
    severity=Severity.WARNING,
)
NOT_PRICED = Code(
    "TFG344",
    "own module that is not priced",
    finds="a module of your own, in a bill.",
    why="""tfgen prices the things that a spec describes, and knows what they do. What Terraform of your own makes
is billed by AWS beside the sum that is told.""",
    example="modules: {messaging: {source: infra/messaging}}",
    instead="""nothing: it is a note, so that nobody takes the sum for all. AWS's Pricing Calculator, or infracost,
tells of the module.""",
    severity=Severity.NOTE,
)
BAD_PRICES = Code(
    "TFG505",
    "file of prices that cannot be read",
    finds="""a file that `--prices` names, or the cache that `tfgen prices update` wrote, which cannot
be read, is not JSON, or has another format than this version of tfgen reads.""",
    why="a bill from prices that were read in part would be wrong without a word.",
    example="tfgen cost spec.yaml --prices usage.yaml      # which is another file",
    instead="`tfgen prices update`, which writes the cache anew.",
)
NO_PRICE_LIST = Code(
    "TFG701",
    "AWS's Price List cannot be read",
    finds="a Price List that refused, could not be reached, or answered something that is no price list.",
    why="""`tfgen prices update` asks AWS's Price List API, which needs credentials with
`pricing:GetProducts`; with `--bulk` it reads the files that AWS publishes for everybody. The prices of
an earlier update stay as they are.""",
    example="AWS's Price List API: not authorized to perform: pricing:GetProducts",
    instead="`tfgen prices update --bulk` where the API is not allowed.",
    basis=Basis.ENVIRONMENT,
)
NOT_IN_PRICE_LIST = Code(
    "TFG705",
    "price that AWS's Price List does not tell",
    finds="""a product that was not in the Price List, was in it more than once at different prices, or
was priced by a unit that tfgen does not know.""",
    why="""not every service is in every region; otherwise AWS may have renamed the product. Such a
price is left out rather than guessed: an earlier update's, or the one that ships with tfgen, stays in
use.""",
    example="Lambda: requests in mx-central-1 is not there",
    instead="a report of the finding, if the service is in that region.",
    severity=Severity.WARNING,
    basis=Basis.ENVIRONMENT,
)
ABOVE_CAPACITY = Code(
    "TFG506",
    "usage above a table's capacity",
    finds="""usage that needs more than the maximum of a provisioned table's capacity, even if the load
were spread evenly over the month.""",
    why="the bill holds no more than the maximum; DynamoDB would throttle the rest.",
    example="""\
capacity:
  read: {min: 5, max: 50}       # 200 million reads a month need 77 units
  write: {min: 5, max: 50}
""",
    instead="a higher `max`, or no `capacity`, which is on demand.",
    severity=Severity.WARNING,
)
CANNOT_ASK = Code(
    "TFG702",
    "AWS cannot be asked",
    finds="""boto3 that is not installed, or credentials that are missing, have expired, or are not
known to AWS.""",
    why="""usage of a running stack is read from CloudWatch by boto3, with the credentials that the AWS
CLI would use: of the environment, of a profile, of single sign-on. A region that must be enabled first,
and is not, does not know any.""",
    example="AWS does not accept the credentials (ExpiredToken)",
    instead="`aws sso login`, or AWS_PROFILE; `aws sts get-caller-identity` tells whether it worked.",
    basis=Basis.ENVIRONMENT,
)
ACCESS_DENIED = Code(
    "TFG703",
    "AWS refuses what usage is read with",
    finds="an action that reading usage needs and the credentials do not allow.",
    why="""it takes cloudwatch:GetMetricData and dynamodb:DescribeTable in every region, and, once each,
apigateway:GET and route53:ListHostedZonesByName. What is refused leaves the numbers that it is for
unknown, of all regions together: half a sum would pass for the whole.""",
    example="AWS refuses dynamodb:DescribeTable in us-east-1",
    instead="a role that allows these four, for instance with the managed policy ReadOnlyAccess.",
    basis=Basis.ENVIRONMENT,
)
REGION_UNREAD = Code(
    "TFG704",
    "region that cannot be read",
    finds="a region that does not answer, or answers with an error.",
    why="every number that is summed over the regions stays unknown: half a sum would pass for the whole.",
    example="us-east-1 cannot be read: cloudwatch:GetMetricData answers InternalServiceFault",
    instead="the command once more, when the network or the region is well again.",
    basis=Basis.ENVIRONMENT,
)
NOT_MEASURED = Code(
    "TFG706",
    "usage that AWS has no data of",
    finds="""a number that stays unknown, because there are no metrics for it or what it is of cannot be
told.""",
    why="""services send metrics when they are used, not else: without data, nobody can tell whether
something was not used or is not there. Some things AWS does not measure at all, such as what a REST API
sends; and the name of an API or a zone may not say which one it is.""",
    example="AWS has no data of these 30 days: calls of get-key",
    instead="the right account; more days; or the number by hand, in the file that was written.",
    severity=Severity.WARNING,
    basis=Basis.ENVIRONMENT,
)
ROUGHLY_MEASURED = Code(
    "TFG707",
    "usage that AWS measures roughly",
    finds="""a number that was taken from a metric which counts something else as well, such as the DNS
queries of a whole zone.""",
    why="it is close, or a bound, and the message says which.",
    example="`queries` are those of the whole zone example.com: at most so many are for the domain",
    instead="a better number by hand, if you have one.",
    severity=Severity.NOTE,
    basis=Basis.ENVIRONMENT,
)

CODES = (
    EMPTY_USAGE,
    UNKNOWN_IN_USAGE,
    BAD_SHARES,
    UNKNOWN_PRICE,
    NOT_PRICED,
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
