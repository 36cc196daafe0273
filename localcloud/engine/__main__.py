"""Entry point of `python -m localcloud.engine`."""

import sys

from localcloud.engine.cli import main

sys.exit(main())
