"""What can be wrong with a spec whose every value is well-formed (TFG114 to TFG129)."""

from __future__ import annotations

from tfgen.diagnostics import Code

UNKNOWN_NAME = Code(
    "TFG114",
    "name that is not there",
    finds="""a function, a table or another thing that is named in one place of the spec and declared in
none.""",
    why="""nothing could be built for it: access to it, or a setting of it in a region, would be lost
without a word.""",
    example="""\
functions:
  get-key: {access: {keyvalue: read}}     # the table is called keyvalues
""",
    instead="a name that stands in the spec.",
)
ROUTE_CLASH = Code(
    "TFG115",
    "routes that clash",
    finds="""two routes that API Gateway cannot tell apart: the same method, and paths that differ at
most in the names of their parameters.""",
    why="""one of the two functions would never be asked. A REST API also refuses two parameters in one
place of its paths, such as `/items/{id}` beside `/items/{key}/parts` or `/items/{proxy+}`, and its CORS
answers OPTIONS itself.""",
    example="""\
get-item: {http: "GET /items/{id}"}
get-thing: {http: "GET /items/{key}"}
""",
    instead="one route, or another path. More specific routes beside general ones are fine.",
)
NAME_TOO_LONG = Code(
    "TFG116",
    "name too long",
    finds="a thing whose name in AWS would have more characters than AWS takes.",
    why="""names begin with the service, and the name of a role, which IAM keeps for all regions
together, ends with the region: `<service>-<function>-<region>` may have 64 characters, in the longest
region too.""",
    example="""\
service: customer-relationship-management
functions:
  notify-subscribers-of-changes: {…}       # its role in ap-southeast-2 would have 77 characters
""",
    instead="a shorter name for the service or the thing, or `name`, which says its name in AWS.",
)
OUTSIDE_ZONE = Code(
    "TFG117",
    "domain outside its zone",
    finds="a domain that is neither the name of its hosted zone nor ends with it.",
    why="""the domain's records are made in that zone. Without `zone` it is the domain's parent, and a
parent such as `com` is nobody's to make records in.""",
    example="""\
domain: api.example.com
zone: example.org
""",
    instead="`zone: example.com`, or `zone_id` for a zone that is known by its id.",
)
CNAME_AT_APEX = Code(
    "TFG118",
    "CNAME at the apex",
    finds="CNAME records for a domain that is its zone's own name.",
    why="""the apex of a zone holds SOA and NS records, and DNS allows no CNAME beside others (RFC 1034,
3.6.2).""",
    example="""\
domain: example.com
zone: example.com
routing: {record: cname}
""",
    instead="`record: alias`, the default.",
)
REGION_ROLES = Code(
    "TFG119",
    "region in two roles",
    finds="""a region that is active and retiring, one that is drained and not active, or a stack all of
whose regions are drained.""",
    why="""a region has one role at a time. If all are drained, Route 53 answers with all of them, as if
none were.""",
    example="""\
regions: [eu-west-1, us-east-1]
routing: {drained: [eu-west-1, us-east-1]}
""",
    instead="one of the lists for each region, and at least one region that is not drained.",
)
BAD_INDEX = Code(
    "TFG120",
    "index that DynamoDB refuses",
    finds="an index that breaks a rule of DynamoDB's for keys, numbers or projections.",
    why="""a local index shares the table's partition key and adds a sort key of its own, and the table
itself must have a sort key. A table has at most 5 local and 20 global indexes, which list 100
attributes at most in all, and an attribute has one type wherever it is a key.""",
    example="""\
key: {id: S}
indexes:
  by-day: {local: true, key: {id: S, day: S}}     # the table has no sort key
""",
    instead="a global index, which is the default.",
)
BAD_CAPACITY = Code(
    "TFG121",
    "capacity that contradicts itself",
    finds="""an autoscaled capacity whose minimum is above its maximum, one of an index or a region
where the table is on demand, or one of a local index.""",
    why="autoscaling has nowhere to go, or nothing to scale; a local index uses its table's capacity.",
    example="""\
capacity:
  read: {min: 50, max: 5}
  write: {min: 5, max: 50}
""",
    instead="`min` at most `max`; no `capacity` at all for on demand.",
)
TTL_ON_KEY = Code(
    "TFG122",
    "TTL on a key",
    finds="a table whose TTL attribute is a key of the table or of a local index.",
    why="""the TTL attribute holds the time in seconds at which an item expires, and DynamoDB refuses a
key in that place.""",
    example="""\
key: {id: S, expires: N}
ttl: expires
""",
    instead="an attribute of its own, such as `expires_at`.",
)
CODE_PATH = Code(
    "TFG123",
    "code outside the project",
    finds="a `code` path that is absolute, has `..` or empty parts in it, or is the spec's own folder.",
    why="""a spec that arrives in a pull request must not read what lies around the project, nor pack
the rendered files into themselves.""",
    example="code: ../shared",
    instead="a folder, or a ready .zip or .jar, below the spec's own folder: `code: src`.",
)
SAME_ADDRESS = Code(
    "TFG124",
    "two names, one address",
    finds="two tables whose names differ only in characters that Terraform's names cannot hold.",
    why="both would get the same address, and Terraform refuses a name that is declared twice.",
    example="""\
tables:
  orders.v1: {key: {id: S}}
  orders_v1: {key: {id: S}}
""",
    instead="names that differ in letters or digits.",
)
ENVIRONMENT = Code(
    "TFG125",
    "environment that Lambda refuses",
    finds="""a function's environment that is larger than 4 KB, counted as JSON in the region with the longest
name, or that sets what Lambda or tfgen sets.""",
    why="""Lambda reserves variables for itself
(https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html), and tfgen sets those by which
a function finds what it has access to, such as `TABLE_ORDERS`. One variable cannot hold two values.""",
    example="env: {AWS_REGION: eu-west-1}",
    instead="a name of your own. AWS_REGION is there already, in every region with its own value.",
)
CORS = Code(
    "TFG126",
    "CORS that browsers or API Gateway refuse",
    finds="""credentials that are allowed for every origin, or with `*` among the headers; several
origins of a REST API.""",
    why="""with credentials, browsers refuse the first and take `*` for the name of a header
(https://fetch.spec.whatwg.org/#cors-protocol-and-credentials); API Gateway sends it as it stands. A REST API answers
the preflight from a template that knows one origin.""",
    example="""\
api:
  cors: {origins: ["*"], credentials: true}
""",
    instead="the origins and the headers by name; `kind: http` for several origins.",
)
BINARY = Code(
    "TFG138",
    "binary media types of an HTTP API",
    finds="`binary` where the API is an HTTP API.",
    why="""an HTTP API decides by each request's Content-Type what it hands over in base64, and decodes every
answer that says it is in base64
(https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html).""",
    example="""\
api:
  kind: http
  binary: [image/png]
""",
    instead="no `binary`, or `kind: rest`.",
)
ENCRYPTION_KEYS = Code(
    "TFG127",
    "encryption key for the wrong region",
    finds="""a table that is encrypted with keys of your own and lacks one for a region, or has one that
lies in another region or is for no region of the spec.""",
    why="DynamoDB encrypts each replica with a key of its own region, which the key's ARN bears.",
    example="""\
encryption:
  eu-west-1: arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab
""",
    instead="one ARN for every region of the spec.",
)
TWO_WAYS = Code(
    "TFG128",
    "said in two ways",
    finds="a spec that has both `zone` and `zone_id`.",
    why="""`zone` looks the hosted zone up by name, `zone_id` takes it as it is. Given both, one would
be ignored.""",
    example="""\
zone: example.com
zone_id: Z0123456789ABCDEFGHIJ
""",
    instead="one of them.",
)

SAME_NAME = Code(
    "TFG129",
    "two things, one name",
    finds="""two things that would have the same name in AWS, or two of different kinds that have the
same name in the spec.""",
    why="AWS refuses the second of the one, and `access` could not tell which of the other is meant.",
    example="""\
service: shop
tables:
  orders: {key: {id: S}}
  archive: {key: {id: S}, name: shop-orders}     # what `orders` is called in AWS
""",
    instead="a name of its own for each.",
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
    BINARY,
    ENCRYPTION_KEYS,
    TWO_WAYS,
    SAME_NAME,
)
