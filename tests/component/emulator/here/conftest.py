"""The fixtures of this folder."""

from tests.component.emulator.functions.fixtures import aws, moto_server

__all__ = ["aws", "moto_server"]
