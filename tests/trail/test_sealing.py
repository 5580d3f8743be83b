"""Many write, two seal: nothing is left out, nothing forks; a tailer by number alone would have missed rows."""
import random
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event as Signal

import pytest
from django.db import connections, transaction

from openness.audit import reading, sealing
from openness.audit.chain import Chain
from openness.audit.models import Event, Seal
from tests.city import NOW


def closing(work):
    def run(*args):
        try:
            return work(*args)
        finally:
            connections.close_all()
    return run


def storm(trail, writers, each, pause):
    over, missed = Signal(), []

    def write(seed):
        dice = random.Random(seed)
        for n in range(each):
            with transaction.atomic():
                for _ in range(dice.randint(1, 3)):
                    trail.event(n)
                time.sleep(dice.random() * pause)

    def seal(_):
        while not over.is_set():
            sealing.seal_all(NOW)
            time.sleep(0.002)

    def naive(_):
        last, seen = 0, set()
        while not over.is_set():
            for pk in Event.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True):
                last = pk
                seen.add(pk)
        missed.append(seen)
    with ThreadPoolExecutor(writers + 3) as pool:
        others = [pool.submit(closing(seal), 1), pool.submit(closing(seal), 2), pool.submit(closing(naive), 3)]
        try:
            list(pool.map(closing(write), range(writers)))
        finally:
            over.set()
        [other.result() for other in others]
    sealing.seal_all(NOW)
    everything = set(Event.objects.values_list("pk", flat=True))
    return everything, everything - missed[0]


def check(trail, everything):
    assert set(Seal.objects.values_list("event_id", flat=True)) == everything
    assert list(Seal.objects.values_list("position", flat=True)) == list(range(1, len(everything) + 1))
    assert list(reading.faults(Chain())) == []


def test_all_is_sealed_once_in_one_line(trail):
    everything, missed = storm(trail, writers=4, each=25, pause=0.01)
    check(trail, everything)
    assert missed, "the naive tailer saw all: this storm proves nothing"


@pytest.mark.slow
def test_all_is_sealed_once_in_one_line_at_full_size(trail):
    everything, missed = storm(trail, writers=8, each=300, pause=0.01)
    check(trail, everything)
    assert missed and len(everything) > 3000


def test_what_is_not_committed_yet_holds_back_what_came_after_it(trail):
    """The horizon: a later event waits for the earlier transaction, so that no row can come in below a sealed one."""
    begun, go = Signal(), Signal()

    def slow():
        with transaction.atomic():
            event = trail.event(1)
            begun.set()
            go.wait(10)
        return event.pk
    with ThreadPoolExecutor(1) as pool:
        early = pool.submit(closing(slow))
        begun.wait(10)
        late = trail.event(2)
        assert sealing.seal_all(NOW) == 0
        go.set()
        assert early.result() < late.pk
    assert sealing.seal_all(NOW) == 2
    assert list(Seal.objects.values_list("event_id", flat=True)) == [early.result(), late.pk]


def test_a_sealer_at_work_is_left_alone(trail):
    trail.event(1)
    busy, go = Signal(), Signal()

    def hold():
        with transaction.atomic():
            sealing.seal_batch(NOW)
            busy.set()
            go.wait(10)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(closing(hold))
        busy.wait(10)
        trail.event(2)
        assert sealing.seal_all(NOW) == 0
        go.set()
        first.result()
    assert sealing.seal_all(NOW) == 1
