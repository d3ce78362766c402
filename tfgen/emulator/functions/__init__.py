"""Lambda functions that run: processes for each, fed by the Lambda API and by the front door.

Differences from Lambda: Python, Node.js and `provided` alone run, with what this machine has (`tfgen/emulator/here`);
memory is not limited, and what a handler left running goes on between invocations; a function has few environments, and
invocations wait for them; asynchronous ones are not tried again.
"""
