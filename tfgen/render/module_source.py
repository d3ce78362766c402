"""Where main.tf finds its modules: beside itself, or at an address."""

from __future__ import annotations

from tfgen.frozen import frozen

OWN = "own"
"""The folder of copies of the user's own modules, which lie in it as they do in the project."""

OF_SITE = "site"
"""The folder of copies of the files of a site."""


@frozen
class ModuleSource:
    """The address of the folder of modules, and the version of one that comes from a registry.

    Source: https://developer.hashicorp.com/terraform/language/modules/sources
    """

    base: str = "./modules"
    version: str = ""
    own: str = f"./{OWN}"
    """Where the user's own modules are."""

    @property
    def is_copied(self) -> bool:
        """Whether the modules lie beside main.tf, copied."""
        return self.base in ("./modules", "../modules")

    def from_below(self) -> ModuleSource:
        """The same, for a main.tf that lies in a folder beside the modules."""
        base = f".{self.base}" if self.is_copied else self.base
        return ModuleSource(base, self.version, f"../{OWN}" if self.own == f"./{OWN}" else self.own)

    def of(self, module: str) -> str:
        """The address of a module: the part of it that names a revision stays at the end."""
        base, mark, query = self.base.partition("?")
        inside = "//" in base.partition("://")[2] if "://" in base else "//" in base
        is_local = base.startswith(("./", "../"))
        return f"{base}{'/' if inside or is_local else '//modules/'}{module}{mark}{query}"
