"""Lambda functions that run: processes for each, fed by the Lambda API and by the front door.

Differences from Lambda: Python handlers run with this interpreter and Node.js handlers with the `node` on PATH,
whatever version the runtime names; no AWS SDK for JavaScript is provided, so it must be in the package; memory is
not limited, and what a handler left running goes on between invocations; a function has few environments, and
invocations wait for them; asynchronous ones are not tried again.
"""
