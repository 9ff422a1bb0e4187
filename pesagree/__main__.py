"""`python -m pesagree`."""

import sys

from pesagree.cli import main

sys.exit(main())
