"""Reads are counted in Valkey, a hash for each day, and moved into rows every minute.

A hash is first renamed to a batch with a token of its own. Its counts and the token are written in one transaction; then
the batch is deleted. Whoever is killed in between leaves a batch: the next turn writes it, or finds its token and only
deletes it. A power failure may lose what Valkey had not yet written to disk (a second).
"""
import re
from datetime import date, timedelta
from uuid import UUID, uuid4

import redis
from django.db import connection, transaction
from django.utils.timezone import localdate

from .broker import PATIENTLY, key, quickly, valkey
from .models import Batch

COUNTED = {"public:item"}
REMEMBERED = timedelta(days=2)      # tokens: far longer than a batch can wait between its transaction and its deletion
NOT_PEOPLE = re.compile(r"bot\b|bots?[/ ]|spider|crawl|slurp|scrap|archiver|monitor|preview|facebookexternalhit|headless|curl|wget|python|"
                        r"java/|go-http|libwww|httpclient|okhttp|axios|node-fetch|feed|^$", re.I)
ADD = """
insert into readership_reads (address, "on", count)
select address, %s, count from unnest(%s::uuid[], %s::int[]) as told (address, count) order by address
on conflict (address, "on") do update set count = readership_reads.count + excluded.count"""


class CountReads:
    """Middleware: a page of the public table that was answered to somebody of the public is a read."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        match = request.resolver_match
        if match and match.view_name in COUNTED and response.status_code == 200 and by_a_reader(request):
            count_read(match.kwargs["address"], on=localdate())
        return response


def by_a_reader(request):
    """Not staff, no robot that says so, nothing that a browser fetched beforehand."""
    return (request.method == "GET" and not request.user.is_authenticated
            and "prefetch" not in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
            and not NOT_PEOPLE.search(request.headers.get("User-Agent", "")))


def count_read(address: UUID, *, on: date):
    """Never raises; waits 50 ms at the most."""
    quickly(lambda valkey: valkey.hincrby(key(f"reads:{on}"), str(address), 1))


def flush(*, now):
    """Moves every counter into its row; any number may do so at once."""
    for batch in [*waiting()]:
        write(batch, now=now)
    Batch.objects.filter(at__lt=now - REMEMBERED).delete()


def waiting():
    """The batches that somebody left, and those of now."""
    server, start = valkey(PATIENTLY), key("reads:")
    for name in [*server.scan_iter(match=f"{start}*", count=1000)]:
        if name.count(":") > start.count(":"):
            yield name
            continue
        batch = f"{name}:{uuid4()}"
        try:
            server.rename(name, batch)
        except redis.ResponseError:         # somebody else was first
            continue
        yield batch


def write(batch, *, now):
    server = valkey(PATIENTLY)
    day, token = batch.removeprefix(key("reads:")).split(":")
    with transaction.atomic():
        _batch, new = Batch.objects.get_or_create(token=token, defaults={"at": now})
        if new and (counts := server.hgetall(batch)):       # read under the token's lock: nobody deletes it before
            with connection.cursor() as cursor:
                cursor.execute(ADD, [day, list(counts), [int(count) for count in counts.values()]])
    server.unlink(batch)
