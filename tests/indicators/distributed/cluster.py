"""A Spark cluster of this machine: a master and workers, each a process of its own that hears the loopback only."""

import json
import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pyspark

HOME = Path(pyspark.__file__).parent
PATIENCE = 480
SMALL = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
DEFAULTS = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "768m",
    "spark.driver.extraJavaOptions": SMALL,
    "spark.executor.memory": "512m",
    "spark.executor.extraJavaOptions": SMALL,
    "spark.cores.max": "2",
    "spark.scheduler.minRegisteredResourcesRatio": "1.0",
    "spark.scheduler.maxRegisteredResourcesWaitingTime": "45s",  # after a worker was killed the other will never come
    # Little data on two slow cores: what Spark does to be quick on much of it would take most of the time.
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.ui.showConsoleProgress": "false",
}


def until(holds: Callable[[], object], *, what: str) -> None:
    """Wait until something holds, and fail when it never does."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, f"{what} kom ikke på {PATIENCE} sekunder"
        time.sleep(0.1)


@dataclass
class LocalCluster:
    """The master and the workers that were started here, and nothing else, can be ended from here."""

    folder: Path
    port: int
    page: int
    master: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"spark://127.0.0.1:{self.port}"

    @property
    def settings(self) -> dict[str, str]:
        """What the environment of every process of the cluster, and of the one that asks it, must say."""
        (self.folder / "conf").mkdir(parents=True, exist_ok=True)
        listed = "".join(f"{name} {value}\n" for name, value in DEFAULTS.items())
        (self.folder / "conf" / "spark-defaults.conf").write_text(listed)
        return {
            "SPARK_HOME": str(HOME), "SPARK_CONF_DIR": str(self.folder / "conf"), "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_DAEMON_MEMORY": "256m", "SPARK_DAEMON_JAVA_OPTS": SMALL, "SPARK_LOCAL_DIRS": str(self.folder / "local"),
        }  # fmt: skip

    def start(self, *, workers: int) -> None:
        """A master and so many workers of one core; returns when all of them can be used."""
        self.master = self._process(
            "master.Master", "--host", "127.0.0.1", "--port", self.port, "--webui-port", self.page
        )
        until(self.is_up, what="Masteren")
        for number in range(workers):
            work = self.folder / f"work-{number}"
            words = ("--host", "127.0.0.1", "--cores", 1, "--memory", "600m", "--webui-port", 0, "--work-dir", work)
            self.workers.append(self._process("worker.Worker", *words, self.address))
        until(lambda: self.alive == workers, what="Arbejderne")

    def _process(self, name: str, *words: object) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{name}-{len(self.workers)}.log").open("wb")
        command = [str(HOME / "bin" / "spark-class"), f"org.apache.spark.deploy.{name}", *map(str, words)]
        with log:  # a group of its own, so that a worker can be ended together with what it runs
            return subprocess.Popen(
                command, env={**os.environ, **self.settings}, stdout=log, stderr=log, start_new_session=True
            )

    def is_up(self) -> bool:
        try:
            return bool(self.told())
        except (OSError, ValueError):  # its page answers before what it tells as JSON does
            return False

    def told(self) -> dict:
        """What the master says of the cluster."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.page}/json/", timeout=10) as answer:
            return json.load(answer)

    @property
    def alive(self) -> int:
        return sum(worker["state"] == "ALIVE" for worker in self.told()["workers"])

    @property
    def busy(self) -> int:
        """How many workers run something."""
        return sum(worker["state"] == "ALIVE" and worker["coresused"] > 0 for worker in self.told()["workers"])

    def kill(self, worker: int) -> None:
        """End a worker and all it runs with no warning, as when a machine loses its power."""
        os.killpg(self.workers[worker].pid, signal.SIGKILL)
        self.workers[worker].wait()

    def end(self) -> None:
        for process in (*self.workers, self.master):
            if process and process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
