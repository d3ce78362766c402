"""Findings that are ignored or weigh more: by the spec, by comments, by options, by a baseline, by checkov's own file."""
