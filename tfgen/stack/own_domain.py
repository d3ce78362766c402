"""A name for each region beside the shared one."""

from __future__ import annotations

from tfgen.frozen import frozen
from tfgen.stack.key import Key
from tfgen.stack.region import Region


@frozen
class OwnDomain:
    """The name of every region."""

    pattern: str
    """With `{region}` in it."""

    def of(self, region: Region) -> str:
        """The name of a region: `api-eu-west-1.example.com`."""
        return self.pattern.replace("{region}", region.name)


OWN_DOMAIN: Key[OwnDomain] = Key(one="own domain", key="own_domains")
"""It is there where routing gives each region a name."""
