"""Plans that tfgen did not write: Terraform for AWS as people write it, in one region and in several."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.plans.kept import Plan
from tests.plans.terraform import Here

_HEAD = 'provider "aws" {\n  region = "eu-west-1"\n}\n'
_SECOND = 'provider "aws" {\n  alias  = "us"\n  region = "us-east-1"\n}\n'

_VPC = """\
resource "aws_vpc" "main" {
  cidr_block           = "%s"
  enable_dns_hostnames = true
  tags                 = { Name = "main" }
}
resource "aws_subnet" "private" {
  for_each          = { a = 0, b = 1 }
  vpc_id            = aws_vpc.main.id
  availability_zone = "eu-west-1${each.key}"
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, each.value)
}
resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["%s"]
  }
}
"""
_RDS = """\
variable "password" {
  default   = "correct-horse-battery"
  sensitive = true
}
resource "aws_db_subnet_group" "main" {
  subnet_ids = [for subnet in aws_subnet.private : subnet.id]
}
resource "aws_db_instance" "main" {
  identifier           = "orders"
  engine               = "postgres"
  instance_class       = "db.t4g.small"
  allocated_storage    = 20
  username             = "app"
  password             = var.password
  db_subnet_group_name = aws_db_subnet_group.main.name
  skip_final_snapshot  = true
}
"""
_ECS = """\
resource "aws_ecs_cluster" "main" {
  name = "main"
}
resource "aws_iam_role" "task" {
  name               = "task"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ecs-tasks.amazonaws.com" } }]
  })
}
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  execution_role_arn    = aws_iam_role.task.arn
  container_definitions = jsonencode([{
    name = "app", image = "nginx:%s", memory = 256, essential = true
    environment = [{ name = "API_KEY", value = "%s" }]
  }])
}
resource "aws_ecs_service" "app" {
  name            = "app"
  cluster         = aws_ecs_cluster.main.id
  task_definition = aws_ecs_task_definition.app.arn
  desired_count   = %d
}
"""
_BUCKET = """\
resource "aws_s3_bucket" "%s" {
  bucket   = "%s"
  provider = %s
  tags     = { team = "%s" }
}
"""
_TABLE = """\
resource "aws_dynamodb_table" "orders" {
  name                        = "orders"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "%s"
  deletion_protection_enabled = %s
  attribute {
    name = "%s"
    type = "S"
  }
  point_in_time_recovery {
    enabled = %s
  }
}
"""
_KEPT_BUCKET = """\
resource "aws_s3_bucket" "logs" {
  bucket = "%s"
  lifecycle {
    create_before_destroy = true
  }
}
"""


def _bucket(name: str = "a", bucket: str = "acme-a", provider: str = "aws", team: str = "shop") -> str:
    return _BUCKET % (name, bucket, provider, team)


def _changed(before: str, after: str, *plan: str) -> Callable[[Here], Plan]:
    """A plan of one configuration where another stands."""

    def record(at: Here) -> Plan:
        at.write(_HEAD + before)
        if before:
            at.apply()
        at.write(_HEAD + after)
        return at.plan(*plan)

    return record


def _drifted(*plan: str, is_gone: bool = False) -> Callable[[Here], Plan]:
    """A plan after somebody changed something by hand, or took it away."""

    def record(at: Here) -> Plan:
        at.write(_HEAD + _bucket())
        at.apply()
        s3 = at.client("s3")
        if is_gone:
            s3.delete_bucket(Bucket="acme-a")
        else:
            s3.put_bucket_tagging(Bucket="acme-a", Tagging={"TagSet": [{"Key": "team", "Value": "by hand"}]})
        return at.plan(*plan)

    return record


def _deposed(at: Here) -> Plan:
    """What a replacement could not delete, a later plan deletes."""
    at.write(_HEAD + _KEPT_BUCKET % "acme-logs")
    at.apply()
    at.client("s3").put_object(Bucket="acme-logs", Key="a", Body=b"a")
    at.write(_HEAD + _KEPT_BUCKET % "acme-logs-2")
    at.apply(fails=True)
    return at.plan()


_TWO_REGIONS = _SECOND + _bucket("eu", "acme-eu") + _bucket("us", "acme-us", "aws.us")
CASES: dict[str, Callable[[Here], Plan]] = {
    "vpc-and-database-new": _changed("", _VPC % ("10.0.0.0/16", "10.0.0.0/8") + _RDS),
    "vpc-replaced": _changed(_VPC % ("10.0.0.0/16", "10.0.0.0/8"), _VPC % ("10.1.0.0/16", "10.0.0.0/8")),
    "security-group-opened": _changed(
        _VPC % ("10.0.0.0/16", "10.0.0.0/8"), _VPC % ("10.0.0.0/16", "0.0.0.0/0")
    ),
    "ecs-new": _changed("", _ECS % ("1.27", "none", 2)),
    "bucket-renamed": _changed(_bucket(), _bucket(bucket="acme-b")),
    "buckets-in-two-regions": _changed("", _TWO_REGIONS),
    "buckets-in-two-regions-tagged": _changed(_TWO_REGIONS, _TWO_REGIONS.replace('"shop"', '"web"')),
    "bucket-to-another-region": _changed(_SECOND + _bucket(), _SECOND + _bucket(provider="aws.us")),
    "bucket-imported": _changed("", _bucket() + 'import {\n  to = aws_s3_bucket.a\n  id = "acme-a"\n}\n'),
    "table-key-replaced": _changed(
        _TABLE % ("id", "false", "id", "true"), _TABLE % ("order", "false", "order", "true")
    ),
    "table-recovery-off": _changed(
        _TABLE % ("id", "true", "id", "true"), _TABLE % ("id", "false", "id", "false")
    ),
    "table-destroyed": _changed(_TABLE % ("id", "true", "id", "true"), ""),
    "drift": _drifted(),
    "drift-refresh-only": _drifted("-refresh-only"),
    "drift-gone": _drifted(is_gone=True),
    "deposed": _deposed,
}
"""By name."""


def record(at: Here) -> Iterator[tuple[str, Plan]]:
    """Every case, with an empty state each."""
    for name, case in CASES.items():
        if name == "bucket-imported":
            place = {"LocationConstraint": "eu-west-1"}
            at.client("s3").create_bucket(Bucket="acme-a", CreateBucketConfiguration=place)
        yield name, case(at)
        at.forget()
