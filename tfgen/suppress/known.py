"""What is known of codes here: which cannot be ignored, and which checks find them."""

from __future__ import annotations

import re

POLICY = r"CKV2?_[A-Z0-9]+_[0-9]+"
"""The ids of checkov's policies, custom ones included."""

_RENDERED = "nothing can be rendered with it"
_FIXED = (
    ("TFG100", "TFG133", _RENDERED),
    ("TFG135", "TFG138", _RENDERED),
    ("TFG140", "TFG142", _RENDERED),
    ("TFG144", "TFG144", _RENDERED),
    ("TFG147", "TFG150", _RENDERED),
    ("TFG159", "TFG159", _RENDERED),
    ("TFG161", "TFG161", "nothing is written with it"),
    ("TFG162", "TFG162", _RENDERED),
    ("TFG166", "TFG169", "it is about what is ignored"),
    ("TFG170", "TFG170", "it tells where an edit is kept"),
    ("TFG171", "TFG183", _RENDERED),
    ("TFG184", "TFG189", _RENDERED),
    ("TFG190", "TFG192", _RENDERED),
    ("TFG194", "TFG199", _RENDERED),
    ("TFG290", "TFG292", _RENDERED),
    ("TFG293", "TFG295", "the command did not do what it was asked for"),
    ("TFG301", "TFG301", "nothing else is known of what cannot be parsed"),
    ("TFG321", "TFG321", "nothing was validated or planned"),
    ("TFG323", "TFG329", "the folder is not safe to run anything in"),
    ("TFG340", "TFG343", "the module is not safe to run"),
    ("TFG360", "TFG369", "it tells whether the review was posted"),
    ("TFG401", "TFG401", "nothing was planned"),
    ("TFG415", "TFG415", "nothing was planned"),
    ("TFG417", "TFG419", "nothing was planned"),
    ("TFG429", "TFG429", "nothing was planned"),
    ("TFG444", "TFG445", "the plan was not reviewed as a whole"),
    ("TFG447", "TFG447", "the plan was not reviewed as a whole"),
    ("TFG460", "TFG460", "it is about what is ignored"),
    ("TFG501", "TFG503", "there is no bill with it"),
    ("TFG505", "TFG505", "there is no bill with it"),
    ("TFG601", "TFG601", "nothing can be rehearsed with it"),
    ("TFG701", "TFG729", "AWS was not asked"),
    (
        "TFG730",
        "TFG738",
        "a region that fails is not gone on from: the limits of `tfgen gate` say what fails",
    ),
    ("TFG742", "TFG743", "AWS was not asked"),
    ("TFG744", "TFG744", "it is about what is ignored"),
    ("TFG745", "TFG789", "AWS was not asked"),
    ("TFG790", "TFG799", "nothing was reviewed"),
    ("TFG903", "TFG999", "the check or the command did not run"),
)
"""First and last codes, and why."""

_OF_CHANGES = (("TFG264", "TFG279"), ("TFG402", "TFG499"))
"""What is found of a change: between two specs, or in a plan."""

ALL_CODES = "`tfgen explain` lists all codes"
"""What to say of a code that is not there: one number is as near as another."""

_NOWHERE = ("the environment",)
_FOUND_BY = (
    ("TFG100", "TFG133", ("spec",)),
    ("TFG135", "TFG137", ("spec",)),
    ("TFG139", "TFG139", _NOWHERE),  # it needs several specs
    ("TFG134", "TFG158", ("code",)),
    ("TFG159", "TFG162", ("spec",)),
    ("TFG163", "TFG163", ("rules",)),
    ("TFG171", "TFG183", ("spec",)),
    ("TFG184", "TFG189", ("spec",)),
    ("TFG190", "TFG192", ("spec",)),
    ("TFG193", "TFG193", _NOWHERE),  # as TFG243, it needs several specs
    ("TFG194", "TFG199", ("spec",)),
    ("TFG243", "TFG243", _NOWHERE),
    ("TFG264", "TFG279", _NOWHERE),  # of a change; an entry may wait for the one that it is for
    ("TFG200", "TFG299", ("rules",)),
    ("TFG300", "TFG310", ("syntax",)),
    ("TFG311", "TFG319", ("schema",)),
    ("TFG320", "TFG322", ("terraform",)),
    ("TFG330", "TFG331", ("checkov",)),
    ("TFG332", "TFG339", ("syntax", "schema")),
    ("TFG340", "TFG343", ("spec",)),
    ("TFG344", "TFG344", ("cost",)),
    ("TFG400", "TFG413", ("plan",)),
    ("TFG414", "TFG414", _NOWHERE),  # a plan with an account does not tell what a rendered folder does
    ("TFG416", "TFG499", ("plan",)),
    ("TFG500", "TFG599", ("cost",)),
    ("TFG600", "TFG699", ("rehearsal",)),
    ("TFG740", "TFG741", ("drift",)),
    ("CKV", "CKV~", ("checkov",)),
)


def why_not(rule: str) -> str:
    """Why a code cannot be ignored; empty where it can."""
    return next((why for first, last, why in _FIXED if first <= rule <= last), "")


def finders(rule: str) -> frozenset[str]:
    """The checks that have to run until it can be said that a code is not found. Those of one command are among them."""
    return frozenset(next((names for first, last, names in _FOUND_BY if first <= rule <= last), _NOWHERE))


def is_of_change(rule: str) -> bool:
    """Whether a code is of what a change does, and not of what is there."""
    return any(first <= rule <= last for first, last in _OF_CHANGES)


def is_policy(text: str) -> bool:
    """Whether a text is the id of a policy of checkov's."""
    return re.fullmatch(POLICY, text) is not None
