"""What is to be said of a plan's changes of each kind, one file for each."""

from tfgen.floor import members
from tfgen.plan.reviewed import Review

REVIEWS: tuple[Review, ...] = members(
    __name__,
    ("authorizer", "function", "table", "queue", "secret", "routing", "cdn", "site", "encryption", "module"),
    "review",
)
