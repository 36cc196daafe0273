"""moto's server as a process of its own: ``python -m localcloud.emulator.server``."""

from __future__ import annotations

import argparse
import os
import signal
import sys

from localcloud.emulator.wsgi import Identified, Once


def main(argv: list[str] | None = None) -> None:
    """Serve on loopback until SIGTERM."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--instance", required=True)
    args = parser.parse_args(argv)
    os.environ["MOTO_PORT"] = str(args.port)
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda _signal, _frame: sys.exit(0))

    from localcloud.emulator import tuning

    tuning.tune()
    from moto.moto_server.werkzeug_app import (
        DomainDispatcherApplication,
        MotoRequestHandler,
        create_backend_app,
    )
    from werkzeug.serving import run_simple

    class Quiet(MotoRequestHandler):
        """Logs only what failed."""

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            if str(code) >= "500":
                super().log_request(code, size)

    application = Once(DomainDispatcherApplication(create_backend_app))
    run_simple(
        "127.0.0.1",
        args.port,
        Identified(application, {"instance": args.instance}),
        threaded=True,
        request_handler=Quiet,
    )


if __name__ == "__main__":
    main()
