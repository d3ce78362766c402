"""CloudFront's edge: requests for the names of distributions, answered from caches near the client, or from origins.

Every edge city has a cache of its own; requests come encrypted, as far as it can tell. Not emulated: web ACLs, signed
URLs, restrictions by country, functions of Lambda, origin shields, logs, key value stores, ranges.
"""
