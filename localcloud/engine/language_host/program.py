"""Run one Pulumi program: what the host starts for each `Run`.

The order (see `Order`) comes as JSON on standard input. Ends with 0 when the program succeeded, 32
when it failed and the error was shown through the engine, and otherwise as the program ended.
The calls into the SDK are those of `pulumi.automation._server`.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import runpy
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, TypedDict

import grpc
from pulumi import RunError, log
from pulumi.runtime import reset_options, run_in_stack, set_all_config, set_config

from localcloud.engine.language_host.traces import user_traceback
from localcloud.engine.language_host.waiting import wait_for_all_at_once

_SHOWN = 32
_DEBUG = "KYOTSU_PROGRAM_DEBUG"


class Order(TypedDict):
    """What to run, for which stack, and whom to talk to."""

    project: str
    stack: str
    organization: str
    root_directory: str
    monitor: str
    engine: str
    dry_run: bool
    parallel: int
    config: dict[str, str]
    secret_keys: list[str]
    program: str
    arguments: list[str]


def run(order: Order) -> int:
    """Run the ordered program to its end and return the exit status."""
    # A task that failed is reported through the stack; asyncio would report it a second time.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    reset_options(
        project=order["project"],
        stack=order["stack"],
        organization=order["organization"],
        root_directory=order["root_directory"],
        monitor_address=order["monitor"],
        engine_address=order["engine"],
        preview=order["dry_run"],
        parallel=order["parallel"],
    )
    if os.environ.get(_DEBUG) != "true":
        _drop_debug_messages()
    wait_for_all_at_once()
    # Twice: threads that the program starts see only the first, and only the second knows secrets.
    for key, value in order["config"].items():
        set_config(key, value)
    set_all_config(order["config"], order["secret_keys"])

    loop = asyncio.new_event_loop()
    loop.set_default_executor(ThreadPoolExecutor(max_workers=max(order["parallel"], 1) * 4))
    loop.set_exception_handler(_stop_on_rpc_error)
    try:
        loop.run_until_complete(run_in_stack(lambda: _execute(order)))
    except RunError as error:
        return _fail(str(error))
    except grpc.RpcError as error:
        # The engine is going away, and says itself why.
        if isinstance(error, grpc.Call) and error.code() == grpc.StatusCode.UNAVAILABLE:
            return 0
        return _fail(f"Program failed on a call to the engine:\n{user_traceback(error)}")
    except Exception as error:  # noqa: BLE001 - whatever the program raised is its failure to show
        return _fail(f"Program failed with an unhandled exception:\n{user_traceback(error)}")
    finally:
        _close(loop)
    return 0


def _drop_debug_messages() -> None:
    """Keep the SDK from sending its debug messages, which the engine shows with --debug only.

    It sends several for each resource, by calls that wait for the engine: a fifth of a program's
    time. The engine doesn't tell the program of --debug; the variable `KYOTSU_PROGRAM_DEBUG=true`
    brings them back.
    """

    def drop(*args: object, **kwargs: object) -> None:
        del args, kwargs

    log.debug = drop


def _execute(order: Order) -> None:
    program = Path(order["program"]).resolve()
    # For good: callbacks import after the program's last line, when runpy has tidied up.
    sys.path.insert(0, str(program if program.is_dir() else program.parent))
    sys.argv = [str(program), *order["arguments"]]
    runpy.run_path(str(program), run_name="__main__")


def _fail(message: str) -> int:
    try:
        log.error(message)
    except grpc.RpcError:  # no engine left to show it
        print(message, file=sys.stderr)
    return _SHOWN


def _stop_on_rpc_error(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    if isinstance(context.get("exception"), grpc.RpcError):
        loop.stop()
    else:
        loop.default_exception_handler(context)


def _close(loop: asyncio.AbstractEventLoop) -> None:
    # A task that is pending when its loop closes complains on standard output.
    for task in asyncio.all_tasks(loop):
        task.cancel()
        with suppress(asyncio.CancelledError, Exception):
            loop.run_until_complete(task)
    loop.close()
    sys.stdout.flush()
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(run(json.load(sys.stdin)))
