"""The emulated AWS of the local stage: moto's server on loopback, and its life cycle."""

from localcloud.emulator.lifecycle import (
    EmulatorError,
    EmulatorInfo,
    instance_at,
    start,
    status,
    stop,
)

__all__ = ["EmulatorError", "EmulatorInfo", "instance_at", "start", "status", "stop"]
