"""Route 53: change batches, the wait for their propagation, and the start of authority.

What moto does to a change batch, and AWS does not:

- It deletes every record set of the zone that carries the same SetIdentifier, whatever its name and type.
- It accepts a CREATE of a record set that exists, unless the very same change was made before.
- It accepts a DELETE whose values are not those of the record set, or that names a record set long deleted.
- It accepts a CNAME beside other record sets of its name, record sets of several routing policies under one name and
  type, two latency record sets of one region, and health checks that do not exist.
- It keeps the changes that it made before it came to one that it refuses.

Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html

AWS answers each change with a ChangeInfo of status PENDING, and so does moto, with INSYNC. Terraform's provider does
not look at the status: it sleeps 15 seconds before it first asks for it, once for every record, and nothing but an
answer without ChangeInfo keeps it from that. The emulator has no servers that a change has to reach, so it leaves
ChangeInfo out of what Terraform is answered. All others are answered as documented.
Source: internal/service/route53/change_info.go and record.go of https://github.com/hashicorp/terraform-provider-aws

moto lists the SOA record of a new hosted zone with the text of a Python dictionary for a value. AWS's is that of a zone
file.
Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/SOA-NSrecords.html
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import Any

from moto.route53.models import Route53Backend
from moto.route53.responses import Route53

from tfgen.emulator.dns.change_batch import applied
from tfgen.emulator.patching import replaced

_TERRAFORM = "terraform-provider-aws/"
_CHANGES = ("change_resource_record_sets", "create_hosted_zone", "delete_hosted_zone")


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Change batches as AWS takes them, all or nothing; no waits for Terraform."""
    lock = threading.Lock()
    create_hosted_zone = Route53Backend.create_hosted_zone

    def change_resource_record_sets(self: Any, zoneid: str, change_list: list[dict[str, Any]]) -> None:
        with lock:
            zone = self.get_hosted_zone(zoneid)
            zone.rrsets = applied(zone, change_list, self.health_checks)

    def create_with_authority(self: Any, *said: Any, **named: Any) -> Any:
        zone = create_hosted_zone(self, *said, **named)
        for record in zone.rrsets:
            record.records = [
                value["Value"] if isinstance(value, dict) else value for value in record.records
            ]
        return zone

    prompt = {name: _without_change_info(getattr(Route53, name)) for name in _CHANGES}
    with (
        replaced(
            Route53Backend,
            change_resource_record_sets=change_resource_record_sets,
            create_hosted_zone=create_with_authority,
        ),
        replaced(Route53, **prompt),
    ):
        yield


def _without_change_info(answer: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def answered(self: Any) -> Any:
        said = answer(self)
        if _TERRAFORM in self.headers.get("User-Agent", ""):
            said.result.pop("ChangeInfo")
        return said

    return answered
