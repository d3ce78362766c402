"""The codes of pipelines that are written."""

from __future__ import annotations

from tfgen.diagnostics import Code, Severity

NOT_OURS = Code(
    "TFG362",
    "pipeline that tfgen did not write",
    finds="a file where `tfgen ci` would write one of its own, which lacks the first line that all of its files have.",
    why="it is somebody's pipeline, which would be lost.",
    example="tfgen ci gitlab            # where a .gitlab-ci.yml of your own lies",
    instead="another name for your file; GitLab takes it in again with `include: {local: …}`, GitHub reads every workflow.",
)
EDITED = Code(
    "TFG363",
    "pipeline that was edited",
    finds="a file of `tfgen ci` that was changed since, in more than the digests of actions, and is to be written anew.",
    why="a change by hand is in no spec, so what is written lacks it. The file is kept beside the new one with `.orig` "
    "added to its name, and the run goes on.",
    example="sed -i 's/ubuntu-24.04/self-hosted/' .github/workflows/tfgen-review.yaml\ntfgen ci github",
    instead="a look at the difference, which `tfgen ci github --check` shows before anything is written.",
    severity=Severity.WARNING,
)
STALE = Code(
    "TFG364",
    "pipeline that is stale",
    finds="that the files of a pipeline are not what `tfgen ci --check` would write.",
    why="the spec has other environments, regions or waves since, or tfgen is newer: what runs would not be what the "
    "spec says.",
    example="tfgen ci github --check    # after a region was added to the waves",
    instead="the same command without `--check`.",
)

CODES = (NOT_OURS, EDITED, STALE)
