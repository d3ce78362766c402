"""API Gateway's data plane: requests by name, to the API, route and function that would answer on AWS.

Not emulated, and answered with a reason in the journal: integrations other than functions and mocks, mapping
templates with variables. Rates are held for API keys alone.
"""
