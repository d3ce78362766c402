"""State: where Terraform keeps it, in how many pieces, and in which order regions are applied."""

from __future__ import annotations

from tfgen.diagnostics import Code
from tfgen.spec import codes as spec_codes
from tfgen.spec.collections import Many
from tfgen.spec.record import Record, field, record
from tfgen.spec.scalars import Choice, Text
from tfgen.spec.shape import Shape, closest
from tfgen.spec.source import Path
from tfgen.stack.reading import Reading
from tfgen.stack.region_name import REGION_NAME

HALF_SAID = Code(
    "TFG175",
    "state that is kept nowhere, or in two places",
    finds="""a `state` with a `region` or a `key` and no `bucket`, with a bucket and no region, with `cloud` beside a
bucket, or with `{region}` or `{root}` where nothing is to be filled in.""",
    why="""Terraform keeps a state in one place. With one state for all regions, no region's name is part of it; with a
bucket for each region, each state lies in its own region, and one key would be that of several states.""",
    example="""\\
state: {bucket: acme-terraform}      # where is it?
""",
    instead="""`bucket` and `region`; in the layout `per-region` also `bucket: acme-terraform-{region}` without `region`, and
a `key` with `{root}` in it; or `cloud` alone.""",
)
WAVES = Code(
    "TFG179",
    "waves that are not the regions",
    finds="`waves` that lack a region, name one twice or one that is not there, or stand in a spec with one state.",
    why="""a wave is applied before the next is begun. What one state holds is applied at once; a region in no wave
would never be applied.""",
    example="""\\
regions: [eu-west-1, us-east-1]
waves: [[eu-west-1]]
""",
    instead="each region in one wave, with `state: {layout: per-region}`.",
)

CODES = (HALF_SAID, WAVES)

PER_REGION = "per-region"
_ENVIRONMENT, _ROOT, _REGION = "{environment}", "{root}", "{region}"
_PART = r"([A-Za-z0-9._-]|\{environment\}|\{root\})"
_BUCKET = r"([a-z0-9.-]|\{region\})"
_END = r"([a-z0-9]|\{region\})"


@record
class Cloud:
    """HCP Terraform, or a Terraform Enterprise of one's own."""

    organization: str = field(
        Text("an organization's name", r"^[A-Za-z0-9][A-Za-z0-9_-]*$", most=40),
        "The organization; it must exist.",
    )
    project: str = field(
        Text("a project's name", r"^[A-Za-z0-9][A-Za-z0-9 _-]*$", most=40),
        "The project of the workspaces; the organization's default project if left out.",
        default="",
    )
    workspace: str = field(
        Text("a workspace's name", r"^([A-Za-z0-9_-]|\{environment\})+$", most=60),
        "The workspace, with `{environment}` where its name goes; `<service>[-<environment>]` if left out. In the layout `per-region`, what each begins with: `shop-eu-west-1`.",
        default="",
    )
    hostname: str = field(
        Text(
            "a host's name such as `terraform.example.com`",
            r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?$",
            most=255,
        ),
        "The host; `app.terraform.io` if left out.",
        default="",
    )


@record
class State:
    """An S3 backend that locks by S3 itself, or HCP Terraform; a local file where neither is said."""

    layout: str = field(
        Choice("single", PER_REGION),
        "`single` is one state for all regions; `per-region` is [several](states.md), of which a lost region blocks few.",
        default="single",
    )
    bucket: str = field(
        Text("a bucket's name", rf"^(?=.{{3,79}}$){_END}{_BUCKET}*{_END}$"),
        "The bucket; it must exist. In the layout `per-region` with `{region}` in it: one in each region, where its states lie.",
        default="",
    )
    region: str = field(
        REGION_NAME, "The bucket's region; left out where `{region}` stands in the bucket's name.", default=""
    )
    key: str = field(
        Text("a path such as `shop/terraform.tfstate`", rf"^{_PART}+(/{_PART}+)*$", most=500),
        "The object, with `{environment}` where its name goes; `<service>[-<environment>]/terraform.tfstate` if left out. In the layout `per-region` with `{root}` in it; `<service>[-<environment>]/{root}.tfstate` if left out.",
        default="",
    )
    cloud: Cloud | None = field(Record(Cloud), "HCP Terraform, in the place of a bucket.", default=None)

    @property
    def is_apart(self) -> bool:
        """Whether there are several."""
        return self.layout == PER_REGION

    @property
    def is_local(self) -> bool:
        """Whether it is a file beside main.tf."""
        return not self.bucket and self.cloud is None


Waves = tuple[tuple[str, ...], ...]
WAVES_SHAPE: Shape[Waves] = Many(Many(REGION_NAME, least=1))


def check(state: State | None, waves: Waves, regions: tuple[str, ...], reading: Reading) -> None:
    """Reports what is said of states and waves and does not fit together.

    Waves are held against what is well-formed: a misspelt region would be told twice.
    """
    is_well_formed = not reading.diagnostics
    if state is not None:
        _check_place(state, reading)
        _check_filled(state, reading)
    if "waves" in reading.source.names() and is_well_formed:
        _check_waves(state, waves, regions, reading)


def _check_place(state: State, reading: Reading) -> None:
    written = reading.source.names("state")
    if "cloud" in written:
        for key in ("bucket", "region", "key"):
            if key in written:
                message = f"`state` has `cloud` and `{key}`: HCP Terraform keeps the state, or a bucket does"
                reading.report(HALF_SAID, ("state", key), message, "keep one of them", at_key=True)
        return
    if "bucket" not in written:
        for key in ("region", "key"):
            if key in written:
                message = f"`state` has a `{key}` and no `bucket`"
                hint = "write `bucket: …`, or leave it out: the state is a local file then"
                reading.report(HALF_SAID, ("state", key), message, hint, at_key=True)
                return
        return
    if _REGION in state.bucket:
        if "region" in written:
            message = "`bucket` of `state` has `{region}` in it, and `region` says another place"
            reading.report(HALF_SAID, ("state", "region"), message, "leave `region` out", at_key=True)
    elif "region" not in written:
        message = "`state` has a `bucket` and no `region`"
        reading.report(HALF_SAID, ("state", "bucket"), message, "write `region: eu-west-1`", at_key=True)


def _check_filled(state: State, reading: Reading) -> None:
    """What stands in braces: the environment where there is one, region and root where there are several states."""
    asks: dict[Path, str] = {("state", "key"): state.key}
    if state.cloud:
        asks["state", "cloud", "workspace"] = state.cloud.workspace
    for path, text in asks.items():
        if _ENVIRONMENT in text and not reading.source.environment:
            *_, of, name = path
            message = f"`{name}` of `{of}` asks for the environment, and the spec has none"
            reading.report(spec_codes.BAD_VALUE, path, message, "write a path without `{environment}`")
    layout = f"`layout: {PER_REGION}`"
    if _REGION in state.bucket and not state.is_apart:
        message = "`bucket` of `state` asks for the region, and there is one state for all"
        reading.report(HALF_SAID, ("state", "bucket"), message, f"write {layout}, or a bucket's name")
    if _ROOT in state.key and not state.is_apart:
        message = "`key` of `state` asks for the root, and there is one state for all"
        reading.report(HALF_SAID, ("state", "key"), message, f"write {layout}, or a path without `{_ROOT}`")
    elif state.key and state.is_apart and _ROOT not in state.key:
        message = "`key` of `state` would be that of several states"
        reading.report(HALF_SAID, ("state", "key"), message, f"write `{_ROOT}` in it, or leave it out")


def _check_waves(state: State | None, waves: Waves, regions: tuple[str, ...], reading: Reading) -> None:
    if state is None or not state.is_apart:
        message = "`waves` are applied one after another, and one state is applied at once"
        hint = f"write `state: {{layout: {PER_REGION}}}`, or leave `waves` out"
        reading.report(WAVES, ("waves",), message, hint, at_key=True)
        return
    first: dict[str, int] = {}
    for number, wave in enumerate(waves):
        for region in wave:
            path = ("waves", number, region)
            if region not in regions:
                message = f"`waves` name {region}, which is no region of the spec"
                reading.report(WAVES, path, message, closest(region, regions))
            elif region in first:
                message = f"{region} stands in two waves"
                reading.report(WAVES, path, message, "keep one of them")
            first.setdefault(region, number)
    lacking = [region for region in regions if region not in first]
    if lacking:
        message = f"no wave has {', '.join(lacking)}"
        reading.report(WAVES, ("waves",), message, "name each region in one wave", at_key=True)
