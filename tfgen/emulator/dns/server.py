"""A DNS server on UDP, for `dig`, with Route 53's answers.

TCP is not served: an answer that is too long for UDP is cut off, and says so.
"""

from __future__ import annotations

import contextlib
import logging
import socketserver
import threading
from collections.abc import Iterator

from dnslib import RCODE, DNSBuffer, DNSError, DNSHeader, DNSRecord

from tfgen.emulator.dns import answers
from tfgen.emulator.dns.routing import Resolver
from tfgen.emulator.serving import HOST


@contextlib.contextmanager
def served(resolver: Resolver, client: str, port: int = 0) -> Iterator[tuple[str, int]]:
    """Answers questions until the block ends; gives host and port.

    `client` is the region that those are near who send no EDNS client subnet; `client_subnet.subnet` gives every
    region's. Port 0 takes a free one. Raises OSError if the port is taken.
    """

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            data, connection = self.request
            reply = replied(data, resolver, client)
            if reply:
                connection.sendto(reply, self.client_address)

    with socketserver.UDPServer((HOST, port), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield HOST, server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def replied(data: bytes, resolver: Resolver, client: str) -> bytes | None:
    """The packet that answers a packet; None for what nobody waits for an answer to."""
    header = _header(data)
    if header is None or header.qr:
        return None
    request = _parsed(data)
    if request is None:
        return _failed(header, RCODE.FORMERR)
    try:
        return answers.packed(answers.answer(request, resolver, client), request)
    except Exception:
        # whatever is wrong with a record, the next question has to be answered
        logging.getLogger(__name__).exception("no answer to %s", request.q)
        return _failed(header, RCODE.SERVFAIL)


def _header(data: bytes) -> DNSHeader | None:
    try:
        return DNSHeader.parse(DNSBuffer(data))
    except DNSError:
        return None


def _parsed(data: bytes) -> DNSRecord | None:
    try:
        return DNSRecord.parse(data)
    except Exception:  # of several kinds, by what is malformed
        return None


def _failed(header: DNSHeader, code: int) -> bytes:
    failure: bytes = DNSRecord(DNSHeader(id=header.id, bitmap=0, qr=1, rd=header.rd, rcode=code)).pack()
    return failure
