"""What people do with a spec, and the keys that each task needs: the chapters of docs/spec.md."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """A chapter: a text, an example that is part of a spec, and the keys that it is about."""

    title: str
    text: str
    example: str
    keys: tuple[str, ...]
    """Keys of the spec; `functions.http` is one of a function."""


TASKS = (
    Task(
        "Service",
        "Names in AWS start with the service's. With `account`, a\nplan that runs with credentials of another account is refused.",
        """\
tfgen: 1
service: orders
tags: {team: shop}
account: {id: "123456789012"}
""",
        ("tfgen", "service", "account", "tags"),
    ),
    Task(
        "State",
        """Without `state`, Terraform keeps its state in a local file. One state for all regions is the default; with
`layout: per-region` each region has states of its own, in a bucket of its own if you like, and `waves` say in which order
pipelines apply them. [states.md](states.md) tells more.""",
        """\
regions: [eu-west-1, us-east-1]
state: {layout: per-region, bucket: "acme-terraform-{region}"}
waves: [[eu-west-1], [us-east-1]]
""",
        ("state", "waves"),
    ),
    Task(
        "Where it runs",
        """A list, or a mapping when regions differ; a region without differences is `{}`. The first region is home: the
tables are created there and replicated to the others. Keep it first. A region is retired in two applies: move it from
`regions` to `retiring`, apply, and take it out of `retiring`. `tfgen region add`, `remove` and `move-home` write these
steps, and those before them: [regions.md](regions.md).""",
        """\
regions:
  eu-west-1: {}
  us-east-1:
    functions: {hello: {memory: 1024}}
retiring: [sa-east-1]
joining: [ap-southeast-2]
""",
        ("regions", "joining", "leaving", "retiring", "home_was"),
    ),
    Task(
        "A freeze",
        """Until a day, `tfgen apply` applies nothing, unless it is told why it has to. `tfgen freeze` writes it, and takes it
away.""",
        """\
frozen: {until: 2027-01-04, reason: the end of the year}
""",
        ("frozen",),
    ),
    Task(
        "Environments",
        """The same service several times. What differs in an environment is laid over the spec before that is read, as JSON
Merge Patch ([RFC 7396](https://www.rfc-editor.org/rfc/rfc7396)) has it: mappings merge, `null` takes away, all else
replaces. Short forms count as the mappings that they stand for: a list of regions over a mapping selects some of them, in
the list's order. What is not there cannot be taken away, and an empty value is no `null`.

Names in AWS, the state's key and a tag `environment` tell environments apart. Commands that read such a spec need `--env`:
what stands outside is what environments share, and none of its own. `tfgen validate` looks at all of them, tells each
finding once, and says in which it holds. Each has a folder of its own: `tfgen render --env prod -o 'terraform/{env}'`.""",
        """\
regions: [eu-west-1, us-east-1]
tables: {orders: {key: {id: S}}}
environments:
  staging:
    domain: staging.api.shop.example.com
    regions: [eu-west-1]
    tables: {orders: {protect: false}}
  prod:
    domain: api.shop.example.com
""",
        ("environments",),
    ),
    Task(
        "What runs",
        "Each runs in every region. `defaults` says what functions share.",
        """\
defaults: {code: src, runtime: python3.13, memory: 512}
functions:
  create-order:
    handler: create.main
    timeout: 20
""",
        ("functions", "defaults"),
    ),
    Task(
        "Routes",
        "What of HTTP a function answers. Every region has an API, which knows all routes.",
        """\
defaults: {code: src, runtime: python3.13}
functions:
  create-order:
    handler: create.main
    http: [POST /orders, "PUT /orders/{id}"]
api:
  cors: {origins: ["https://shop.example.com"], headers: [content-type]}
  throttle: {rate: 100, burst: 200}
""",
        ("functions.http", "api"),
    ),
    Task(
        "Who may call",
        """`auth` is said of a route, a function or the API, in this order: `none` for everybody, `iam` for requests that are
signed with credentials of AWS, or the name of an authorizer. The route that health checks ask stays open, and so do
the preflight requests of CORS. [auth.md](auth.md) tells what happens in each region, and when one is lost.""",
        """\
auth:
  users: {jwt: {issuer: "https://id.example.com/", audience: [web]}}
api: {auth: users}
defaults: {code: src, runtime: python3.13}
functions:
  pay:
    handler: pay.main
    http:
      POST /payments: {scopes: [pay]}
      GET /prices: {auth: none}
""",
        ("auth", "functions.auth", "keys", "functions.key"),
    ),
    Task(
        "The domain, and which region answers",
        "Route 53 leads a client to the nearest region whose health check passes.",
        """\
domain: api.shop.example.com
zone: shop.example.com
routing:
  health: {path: /health, interval: 10, failures: 2}
  drained: [us-east-1]
""",
        ("domain", "zone", "zone_id", "routing"),
    ),
    Task(
        "A CDN before the regions",
        """CloudFront answers under the domain, and asks the nearest healthy region for what it does not keep. Nothing is
cached that is not named. [cdn.md](cdn.md) tells how it is added to a service that stands, and what it costs.""",
        """\
domain: api.shop.example.com
cdn:
  cache:
    GET /catalog: 60
    GET /items/{id}: {ttl: 300, query: [page], headers: [CloudFront-Viewer-Country]}
  waf: true
defaults: {code: src, runtime: python3.13}
functions:
  catalog: {handler: catalog.main, http: [GET /catalog, "GET /items/{id}"]}
""",
        ("cdn",),
    ),
    Task(
        "Where data is kept",
        "Tables are replicated to every region, unless they say `replicate: false`; a queue's messages stay in the region that they were sent in.",
        """\
tables:
  orders:
    key: {customer: S, id: S}
    indexes:
      by-day: {key: {day: S, id: S}, project: [total, state]}
    ttl: expires
queues:
  receipts: {visibility: 60, receives: 5}
encryption: {own: true}
""",
        ("tables", "queues", "encryption"),
    ),
    Task(
        "Rights",
        """A function may do what `access` says, and write its own logs and traces; nothing else. What `access` has no word
for is said in IAM's own, in `allow`; `deny` keeps a function from what anything allows. What `defaults` allows and denies
counts for every function. In ARNs `{region}` and `{account}` are filled in.

A secret is made without a value, at home, and replicated to every region under the same name, which is in
`SECRET_<NAME>`; whoever may sets the value at home: `aws secretsmanager put-secret-value`. While home is lost the others
read their replicas, and nobody can change it, until a replica is promoted (`stop-replication-to-replica`).
A parameter is each region's own: set it in all of them. Its name is in `PARAMETER_<NAME>`. What is `existing` is neither
looked up nor changed.""",
        """\
tables: {orders: {key: {id: S}}}
secrets: {stripe: {}, legacy: {existing: shop/legacy}}
parameters: {rates: {existing: /shop/rates}}
defaults: {code: src, runtime: python3.13}
functions:
  create-order:
    handler: create.main
    access: {orders: read-write, stripe: read, legacy: read, rates: read, notify: invoke}
    allow:
      - {actions: [sns:Publish], resources: ["arn:aws:sns:{region}:{account}:news"]}
  notify:
    handler: notify.main
    role: {existing: service/notifier}
""",
        (
            "secrets",
            "parameters",
            "functions.access",
            "functions.allow",
            "functions.deny",
            "functions.role",
            "functions.boundary",
        ),
    ),
    Task(
        "Values",
        """What a function finds in its environment, beside the names of the things that it has access to: text, or a
reference to what is known elsewhere. [values.md](values.md) tells more.""",
        """\
inputs: {log_level: {default: info}}
defaults: {code: src, runtime: python3.13}
functions:
  create-order:
    handler: create.main
    env:
      CURRENCY: EUR
      LOG_LEVEL: {input: log_level}
      LIMIT: {parameter: {name: /shop/limit, read: deploy}}
""",
        ("functions.env", "inputs"),
    ),
    Task(
        "Work without a request",
        "What else starts a function.",
        """\
queues: {receipts: {}}
defaults: {code: src, runtime: python3.13}
functions:
  send-receipt:
    handler: receipts.main
    events: [{queue: receipts, batch: 10}]
""",
        ("functions.events",),
    ),
    Task(
        "A web page",
        """Static files in private buckets, behind CloudFront, with a strict Content-Security-Policy. [site.md](site.md)
tells what is served how, and what happens when a region is lost.""",
        """\
site:
  folder: web
  domain: www.shop.example.com
  in: every-region
  csp: {img-src: "https://images.example.com"}
""",
        ("site",),
    ),
    Task(
        "Terraform of your own",
        """What a spec has no words for: a folder of the project, called beside what the spec describes.
[own-terraform.md](own-terraform.md) tells what it is given, and what it may not do.""",
        """\
modules:
  messaging: {source: infra/messaging, inputs: {retention: 14}}
  reports: {source: infra/reports, in: once}
""",
        ("modules",),
    ),
    Task(
        "Findings that stay",
        "[suppressing.md](suppressing.md) tells of other ways.",
        """\
ignore:
  - {code: TFG206, at: functions.hello, reason: reviewed}
""",
        ("ignore",),
    ),
)
