"""Links that a pull request may have made: they lead no command out of the tree in which they lie."""

from __future__ import annotations

from pathlib import Path


def refuse_links_of_the_repository(path: Path) -> None:
    """Raises OSError at a path to which a link leads out of its tree, if git keeps the link.

    Git is asked of such links alone, because most runs meet none.
    """
    from tfgen.disk import links_out

    for link in links_out(path):
        from tfgen.process import is_tracked

        if is_tracked(link):
            raise OSError(f"{link} is a link of the repository that leads out of it, and is not followed")
