"""API keys: AWS bills neither keys nor usage plans, and no request that they refuse.

Source: https://aws.amazon.com/api-gateway/pricing
"""

from tfgen.cost.kind import Cost

COST = Cost()
