"""What to try on an emulated AWS that runs."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from tfgen.emulator.dns.client_subnet import subnet
from tfgen.emulator.server import CREDENTIALS
from tfgen.stack.kinds.routing import health_paths
from tfgen.stack.root import roots

if TYPE_CHECKING:
    from tfgen.check.terraform import Terraform
    from tfgen.emulator.emulator import Emulator
    from tfgen.stack.stack import Stack


def to_try(aws: Emulator, stack: Stack | None = None, terraform: Terraform | None = None) -> str:
    """Commands for a shell."""
    region = stack.home.name if stack else aws.options.client
    domain = (stack.domain if stack else "") or "DOMAIN"
    path = next(iter(health_paths(stack)), "/") if stack else "/"
    regions = {"AWS_REGION": region, "AWS_DEFAULT_REGION": region}  # boto3 heeds the second alone
    exports = {"AWS_ENDPOINT_URL": aws.endpoint, **regions, **CREDENTIALS}
    curl = f"curl -H 'Host: {domain}'"
    address, port = aws.dns
    lines = [
        "# Terraform, SDKs, the AWS CLI and the commands below, in every terminal that is to use them:",
        *(f"export {name}={shlex.quote(value)}" for name, value in exports.items()),
        "unset AWS_PROFILE AWS_SESSION_TOKEN",
        "",
        "# a domain or an API, as a client near a region sees it:",
        f"{curl} -H 'x-client-region: {region}' {aws.front_door}{path}",
        f"dig @{address} -p {port} {domain} +subnet={subnet(region)}",
        "",
        "# a region is slow, lost, and whole again:",
        *(f"tfgen emulator {words}" for words in (f"slow {region} 0.5", f"lose {region}", f"heal {region}")),
    ]
    if terraform:
        root = roots(stack)[-1].name if stack else ""
        chdir = f"{terraform.binary} -chdir={shlex.quote(str(terraform.folder / root))}"
        lines += ["", "# the stack as it stands:", f"{chdir} state list"]
    return "\n".join(lines) + "\n"
