"""API Gateway's data plane: requests by name, to the API, route and function that would answer on AWS.

Not emulated, and answered with a reason in the journal: integrations other than functions and mocks, mapping
templates with variables, authorizers and API keys of REST APIs. Limits on the rate of requests are not enforced.
"""
