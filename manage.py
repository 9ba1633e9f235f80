"""Django's own commands for developers; everyone else uses `ledestjerne`."""

import sys

from django.core.management import execute_from_command_line

from ledestjerne.config.start import prepare

if __name__ == "__main__":
    prepare()
    execute_from_command_line(sys.argv)
