"""docs/gitops.md, which is the transcript of a walk."""
