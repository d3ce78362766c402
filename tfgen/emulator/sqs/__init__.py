"""Queues whose messages are delivered to functions, on top of moto's.

Differences from SQS and Lambda: a mapping runs few batches at a time, and never more or fewer as it succeeds or fails;
messages are not filtered; a batch ends at its size, not at 6 MB; what a customer key or a queue's policy would refuse
is not refused; a message that was received and not deleted by other than a mapping is away for its whole visibility
timeout, while a mapping's comes back sooner, as fast as the emulator goes (see poller.py); nothing moves messages back
from a dead-letter queue; reserved concurrency throttles nothing.
"""
