"""The fixtures of this folder."""

from tests.emulator.functions.fixtures import aws, moto_server

__all__ = ["aws", "moto_server"]
