"""`tfgen review`"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tfgen.cli.ending import CLEAN, FINDINGS, WRONG_USE, exit_status, say, wrong_use
from tfgen.cli.judging import IgnoreOption, Said, SelectOption, StrictOption, judge_of_folder, judge_of_spec
from tfgen.cli.outputs import targets, tell_workflow, write
from tfgen.cli.parameters import Argument, Option
from tfgen.cli.plans import named, read
from tfgen.cli.posting import post_review
from tfgen.cli.reading import SPEC, BaseOption, EnvOption, loaded_spec
from tfgen.cli.reviewing import Asked, against
from tfgen.review.formats.formats import Format
from tfgen.review.limits import Limit, limit, within
from tfgen.review.post.platform import Platform

if TYPE_CHECKING:
    from tfgen.review.result import Review
    from tfgen.stack.loaded import Readable
    from tfgen.suppress.suppression import Suppression

_CHANGES = 2
"""The exit status of changes, where `-detailed-exitcode` asks for it, as of `terraform plan`."""


def review(
    plans: Annotated[
        list[str],
        Argument(
            metavar="[PLAN]...",
            help="Plan files, `terraform show -json` of some, results of other reviews, or - for standard input; "
            "NAME=PLAN names a state.",
        ),
    ] = [],  # noqa: B006  # each run is given its own
    spec: Annotated[
        str | None, Option("--spec", metavar="SPEC", help="The spec that the plans are of.")
    ] = None,
    env: EnvOption = None,
    base: BaseOption = None,
    usage: Annotated[
        Path | None,
        Option(metavar="FILE", help="How much the service is used in a month, for what the change costs."),
    ] = None,
    warn_cost: Annotated[
        str | None,
        Option(metavar="AMOUNT", help="Warn where a month costs more by more than that: dollars, or 10%."),
    ] = None,
    max_cost: Annotated[str | None, Option(metavar="AMOUNT", help="Fail where it does.")] = None,
    format_: Annotated[
        Format | None, Option("--format", "-f", help="How the review is told; text, if not said.")
    ] = None,
    output: Annotated[
        list[str],
        Option(
            "--output",
            "-o",
            metavar="[FORMAT=]FILE",
            help="Write there; .md, .json, .xml and .txt are formats. Repeatable; - is standard output.",
        ),
    ] = [],  # noqa: B006  # each run is given its own
    head: Annotated[
        str | None, Option("--head", metavar="SHA", help="The commit that is reviewed; CI systems say it.")
    ] = None,
    dotenv: Annotated[
        Path | None,
        Option("--dotenv", metavar="FILE", help="Write the verdict there for later jobs of GitLab."),
    ] = None,
    post: Annotated[
        Platform | None,
        Option(
            "--post", help="Write it into the comment of this job's pull request; what fails is a warning."
        ),
    ] = None,
    detailed_exitcode: Annotated[
        bool, Option("--detailed-exitcode", "-detailed-exitcode", help="End with 2 where something changes.")
    ] = False,
    strict: StrictOption = False,
    select: SelectOption = [],  # noqa: B006  # each run is given its own
    ignore: IgnoreOption = [],  # noqa: B006  # each run is given its own
) -> None:
    """Tell what plans change, where, and what decides whether to go on.

    Plans of any Terraform are read; with the spec that they are of, changes stand at its lines. With --base, also what the
    change of the spec takes away, costs, and saves in latency; without a PLAN, it is planned where the base stands, without
    an account.
    """
    try:
        where = targets(output, format_)
        if not plans and base is None:
            wrong_use(
                "name a plan: `terraform plan -out=tfplan`, then `tfgen review tfplan`; or a base: `--base origin/main`"
            )
        if usage and base is None:
            wrong_use("--usage is for what a change costs: name what it is held against, with --base")
        limits = [cost_limit(warn_cost, "--warn-cost"), cost_limit(max_cost, "--max-cost")]
        asked = Asked(base, usage) if base is not None else None
        named_spec = spec or (SPEC if asked else None)
        found, sources = _reviewed(plans, named_spec, env, asked, head, Said(select, ignore, strict))
        found = within(found, *limits)
        write(found, where)
        if any(format_ is Format.text and file is None for format_, file in where) and found.findings:
            say([*found.findings], sources, found.ignored)
        tell_workflow(found, dotenv)
        if post:
            post_review(found, post)
    except SystemExit as ended:
        if detailed_exitcode and ended.code == WRONG_USE:
            sys.exit(FINDINGS)
        raise
    status = exit_status([*found.findings])
    sys.exit(_CHANGES if status == CLEAN and detailed_exitcode and found.has_changes else status)


def cost_limit(said: str | None, option: str) -> Limit | None:
    """What an option says of cost; the end of the run where it is no amount."""
    found = limit(said) if said is not None else None
    if said is not None and found is None:
        wrong_use(f"{option} takes dollars a month, such as 50, or percent, such as 10%; found {said!r}")
    return found


def _reviewed(
    words: list[str], spec: str | None, env: str | None, asked: Asked | None, head: str | None, said: Said
) -> tuple[Review, dict[str, str]]:
    """The review, and the texts that its findings quote."""
    import dataclasses

    from tfgen.cli.commits import reviewed_commit
    from tfgen.review.making import of_plans
    from tfgen.review.result import Review
    from tfgen.review.together import together

    loaded = loaded_spec(spec, env) if spec and not asked else None
    sources = loaded.sources if loaded else {}
    opened = read(named(words))
    reviews = [each for each in opened if isinstance(each, Review)]
    documents = [each for each in opened if not isinstance(each, Review)]
    if documents or asked:
        if asked and spec:
            found, loaded, sources = against(spec, env, asked, documents)
        else:
            found = of_plans(documents, loaded, loaded.name if loaded else "")
        if loaded:
            judge = judge_of_spec(loaded, said, granted=_granted(loaded, asked))
        else:
            judge = judge_of_folder({}, Path(), said)
        verdict = judge.parted([*found.findings])
        wrong = (each for each in judge.problems if each.code in _OF_EXCEPTIONS)
        found = dataclasses.replace(found, findings=(*verdict.told, *wrong), ignored=len(verdict.ignored))
        reviews.insert(0, dataclasses.replace(found, head=reviewed_commit(head)))
    return together(reviews), sources


_OF_EXCEPTIONS = ("TFG167", "TFG460")
"""What is told of entries of `ignore`: that they are over, or do not count."""


def _granted(loaded: Readable, asked: Asked | None) -> tuple[Suppression, ...]:
    """The exceptions that count: those of the base. A review that knows of none takes no change's word for its own."""
    if asked is None:
        return ()
    from tfgen.cli.revision import granted_at

    return granted_at(Path(loaded.name), asked.revision, loaded.stack.environment or None)
