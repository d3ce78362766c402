"""What can be wrong with a spec whose every value is well-formed (TFG114 to TFG129)."""

from __future__ import annotations

from tfgen.diagnostics import Code

UNKNOWN_NAME = Code(
    "TFG114",
    "name that is not there",
    """A function, table, index or region is named that the spec does not have.

    functions:
      get-key: {access: {keyvalue: read}}     # the table is called keyvalues

Use instead: a name that stands in the spec.""",
)
ROUTE_CLASH = Code(
    "TFG115",
    "routes that clash",
    """Two routes that API Gateway cannot tell apart: the same method, and paths that differ at most in the
names of their parameters. A REST API also refuses two parameters in one place of its paths, such as
`/items/{id}` beside `/items/{key}/parts` or `/items/{proxy+}`.

    get-item: {http: "GET /items/{id}"}
    get-thing: {http: "GET /items/{key}"}

Use instead: one route, or another path. More specific routes beside general ones are fine.""",
)
NAME_TOO_LONG = Code(
    "TFG116",
    "name too long",
    """A function is called `service-function` in Lambda and its role `service-function-region` in IAM, which is
global. Both names may have 64 characters.

Use instead: a shorter name for the service or the function.""",
)
OUTSIDE_ZONE = Code(
    "TFG117",
    "domain outside its zone",
    """The domain's records are made in the hosted zone, so the domain must be the zone's name or end with it.
Without `zone`, the zone is the domain's parent.

    domain: api.example.com
    zone: example.org

Use instead: `zone: example.com`, or `zone_id` for a zone that is known by its id.""",
)
CNAME_AT_APEX = Code(
    "TFG118",
    "CNAME at the apex",
    """A zone's own name holds SOA and NS records, and DNS allows no CNAME beside others (RFC 1034, 3.6.2).

    domain: example.com
    zone: example.com
    routing: {record: cname}

Use instead: `record: alias`, the default.""",
)
REGION_ROLES = Code(
    "TFG119",
    "region in two roles",
    """A region is either active or retiring, and only an active one can be drained. At least one region must
stay undrained: if all are unhealthy, Route 53 answers with all of them.

    regions: [eu-west-1, us-east-1]
    routing: {drained: [eu-west-1, us-east-1]}

Use instead: leave the region out of one of the lists.""",
)
BAD_INDEX = Code(
    "TFG120",
    "index that DynamoDB refuses",
    """A local index shares the table's partition key and adds a sort key of its own; the table itself must have
a sort key. A table has at most 5 local and 20 global indexes, and an attribute has one type.

    key: {id: S}
    indexes:
      by-day: {local: true, key: {id: S, day: S}}     # the table has no sort key

Use instead: a global index, which is the default.""",
)
BAD_CAPACITY = Code(
    "TFG121",
    "capacity that contradicts itself",
    """The minimum of an autoscaled capacity is above its maximum, or capacity is given where the table is on
demand.

    capacity:
      read: {min: 50, max: 5}

Use instead: min at most max; leave `capacity` out for on-demand.""",
)
TTL_ON_KEY = Code(
    "TFG122",
    "TTL on a key",
    """The TTL attribute holds the time in seconds at which an item expires. A key attribute cannot serve:
DynamoDB refuses a TTL on a key of the table or of a local index.

Use instead: an attribute of its own, such as `expires`.""",
)
CODE_PATH = Code(
    "TFG123",
    "code outside the project",
    """`code` is a folder, or a ready .zip or .jar, below the spec's own folder. Absolute paths, `..`, and the
spec's folder itself are refused: a spec that arrives in a pull request must not read what lies around
the project, nor pack the rendered files into themselves.

    code: ../shared

Use instead: `code: src`.""",
)
SAME_ADDRESS = Code(
    "TFG124",
    "two names, one address",
    """Two tables whose names differ only in characters that Terraform's names cannot hold would get the same
address.

    tables:
      orders.v1: {key: {id: S}}
      orders_v1: {key: {id: S}}

Use instead: names that differ in letters or digits.""",
)
ENVIRONMENT = Code(
    "TFG125",
    "environment that Lambda refuses",
    """A function's environment may have 4 KB in all, and must not set what Lambda reserves for itself
(https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html), or what holds a table's name.

    env: {AWS_REGION: eu-west-1}

Use instead: a name of your own. AWS_REGION is there already, in every region with its own value.""",
)
CORS = Code(
    "TFG126",
    "CORS that browsers or API Gateway refuse",
    """Credentials cannot be allowed for every origin (Fetch standard), and a REST API answers the preflight
from a template that knows one origin.

    cors: {origins: ["*"], credentials: true}

Use instead: the origins by name; `kind: http` for several.""",
)
ENCRYPTION_KEYS = Code(
    "TFG127",
    "encryption key for the wrong region",
    """A table that is encrypted with customer keys needs one in every region, and each key's ARN bears its
region.

    encryption:
      eu-west-1: arn:aws:kms:us-east-1:123456789012:key/…

Use instead: one ARN for every region of the spec.""",
)
TWO_WAYS = Code(
    "TFG128",
    "said in two ways",
    """`zone` looks the hosted zone up by name, `zone_id` takes it as it is. Given both, one would be ignored.

Use instead: one of them.""",
)

SAME_NAME = Code(
    "TFG129",
    "two things, one name",
    """Two things that would have the same name in AWS, because `name` says so; or two things of different kinds
that `access` could not tell apart.

    tables:
      orders: {key: {id: S}}
      archive: {key: {id: S}, name: shop-orders}     # `orders` of service `shop` is called so already

Use instead: a name of its own for each.""",
)

CODES = (
    UNKNOWN_NAME,
    ROUTE_CLASH,
    NAME_TOO_LONG,
    OUTSIDE_ZONE,
    CNAME_AT_APEX,
    REGION_ROLES,
    BAD_INDEX,
    BAD_CAPACITY,
    TTL_ON_KEY,
    CODE_PATH,
    SAME_ADDRESS,
    ENVIRONMENT,
    CORS,
    ENCRYPTION_KEYS,
    TWO_WAYS,
    SAME_NAME,
)
