"""What everything that CloudFront serves has in common at the root: a certificate in us-east-1, and alias records."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.render.hcl import Expression, reference
from tfgen.render.part import Block, Made
from tfgen.render.template import render
from tfgen.spec.source import Path
from tfgen.stack.edge import EDGE_LABEL

EDGE_PROVIDER = reference("aws", EDGE_LABEL)


def certificate_arn(name: str) -> Expression:
    """The certificate, once it is validated."""
    return reference("aws_acm_certificate_validation", name, "certificate_arn")


def certificate(name: str, domain: str | Expression, path: Path, record: str = "") -> Block:
    """A certificate in us-east-1, and what waits until it is validated.

    `record` is the address of a record that validates it already, as every certificate of one name in one account asks
    for the same; without it, the certificate gets a record of its own.
    """
    text = render(
        "edge_certificate.tf.j2",
        name=name,
        domain=domain,
        provider=EDGE_PROVIDER,
        certificate=reference("aws_acm_certificate", name),
        record=reference("aws_route53_record", record or f"{name}_validation"),
        own_record="" if record else f"{name}_validation",
    )
    return Block(text, path)


def certificate_made(name: str, path: Path, record: str = "") -> Iterator[Made]:
    """What comes of it."""
    yield Made(f"aws_acm_certificate.{name}", path)
    yield Made(f"aws_acm_certificate_validation.{name}", path)
    if not record:
        yield Made(f"aws_route53_record.{name}_validation", path)


def records(name: str, domain: str | Expression, module: str, path: Path) -> Block:
    """A and AAAA records of a name that has no others, to the distribution of a module of the root.

    The module has the outputs `domain_name` and `zone_id`.
    """
    text = render("edge_records.tf.j2", name=name, domain=domain, module=reference("module", module))
    return Block(text, path)


def records_made(name: str, path: Path) -> Iterator[Made]:
    """What comes of them."""
    for kind in ("A", "AAAA"):
        yield Made(f'aws_route53_record.{name}["{kind}"]', path)
