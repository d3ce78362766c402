"""API Gateway's data plane: requests by name, to the API, route and function that would answer on AWS.

Not emulated, and answered with a reason in the journal: authorizers, integrations other than functions and mocks,
mapping templates with variables, API keys. Limits on the rate of requests are not enforced.
"""
