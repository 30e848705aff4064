"""Starts the command line: `python -m easeback …`."""

import sys

from easeback.ops.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
