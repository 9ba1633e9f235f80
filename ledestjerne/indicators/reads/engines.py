"""What counts the figures: DuckDB in this process, or the cluster a setting names."""

import os
from functools import lru_cache
from importlib import import_module

from django.conf import settings
from duckdb import DuckDBPyConnection

from ledestjerne.facts import reads as facts
from ledestjerne.indicators.sql.asked import Facts, FactsOnCluster

IN_PROCESS = "duckdb"


def counting_on(connection: DuckDBPyConnection) -> Facts:
    """The facts of an open snapshot as the engine of this installation has them; on a cluster they are laid out first."""
    if settings.ENGINE == IN_PROCESS:
        return connection
    shared = facts.share_facts(connection)
    tables = shared.below(settings.ENGINE_FACTS_ADDRESS or settings.ENGINE_FACTS)
    return cluster(settings.ENGINE, os.getpid()).facts(version=shared.version, tables=tables)


@lru_cache(maxsize=1)
def cluster(address: str, _process: int) -> FactsOnCluster:
    """The connection of this process; a child made by forking gets one of its own. PySpark is loaded here and only here."""
    found: FactsOnCluster = import_module("ledestjerne.indicators.distributed.spark").Cluster(address)
    return found
