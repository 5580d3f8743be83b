"""`make bench`: what a page or a step costs beside its floor, measured in the same run on the same machine.

A floor is the least that could do the same: the bare queries, an empty request. Ratios matter, not milliseconds.
"""
import statistics
import time
from datetime import date

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402
from rapidfuzz.distance import Indel  # noqa: E402

from documents.models import Document  # noqa: E402
from documents.recognising import recognise  # noqa: E402
from openness.publication.blocks import blocks_of  # noqa: E402
from openness.publication.comparing import compare  # noqa: E402
from tests.bench import dashboard, parsing, search, sign_in  # noqa: E402
from tests.city import NOW, City, step  # noqa: E402
from tests.documents_data import NOTICE  # noqa: E402

PAPERS = 300


def median(work, times=30):
    """Milliseconds of the middle run; two runs first, to warm up."""
    seconds = []
    for _ in range(times + 2):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds[2:]) * 1000


def page(client, address):
    def ask():
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
    return ask


def bare(queries):
    """The same statements again, without Django's models and templates."""
    statements = [query["sql"] for query in queries]

    def run():
        with connection.cursor() as cursor:
            for sql in statements:
                cursor.execute(sql)
                cursor.fetchall()
    return run


def measure_pages(city):
    office, rows = city.who(city.office, "reviewer"), []
    client = Client()
    client.force_login(office.user)
    one = Document.objects.filter(status="in_review").first().pk
    for name, address in (("desk", "/desk/"), ("list of 20", "/desk/documents/"), ("review queue", f"/desk/review/{one}/"),
                          ("document", f"/desk/documents/{one}/"), ("public home", "/"),
                          ("search, common word", "/search/?q=通知"), ("search, number", "/search/?q=渝环发[2026]7")):
        with CaptureQueriesContext(connection) as queries:
            page(client, address)()
        selects = [q for q in queries if q["sql"].lstrip().upper().startswith("SELECT")]
        rows.append((f"page: {name}", median(page(client, address)), median(bare(selects)), f"{len(selects)} queries"))
    return rows


def measure_step(city):
    document, drafter = city.draft(city.environment), city.who(city.environment, "drafter")

    def edit():
        step(document, "edit", drafter, body="改")

    with transaction.atomic():
        with CaptureQueriesContext(connection) as queries:
            edit()
        selects = [q for q in queries if q["sql"].lstrip().upper().startswith("SELECT")]
        rows = [("step: edit", median(edit), median(bare(selects)), f"{len(queries)} statements, floor: its reads")]
        transaction.set_rollback(True)
    return rows


def compared():
    """Two drafts of 30,000 characters: every seventh paragraph with other words, a few gone, a few new."""
    old = [f"第{n}条 各单位应当按照本办法第{n % 17}条的规定办理，并在{n % 9 + 1}日内将情况报送主管部门备案。" for n in range(800)]
    new = [text.replace("备案", "登记备案") if n % 7 == 0 else text for n, text in enumerate(old) if n % 50 != 9]
    return old, [*new, "本办法自发布之日起施行。"]


def measure_text():
    old, new = compared()
    return [
        ("compare 30,000 characters", median(lambda: compare(old, new)), median(lambda: Indel.opcodes(old, new)),
         "floor: which paragraphs differ"),
        ("recognise the notice", median(lambda: recognise(NOTICE)), median(lambda: blocks_of(NOTICE)), "floor: its blocks"),
    ]


def fill(city):
    for n in range(PAPERS):
        document = city.draft(city.environment, city.office, title=f"关于第{n}号事项的通知", body=NOTICE[:1500])
        if n % 3 == 0:
            city.published(document)
        elif n % 3 == 1:
            city.claimed(document)


def main():
    setup_test_environment()
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        city = City(since=date(2010, 1, 1))
        with transaction.atomic():
            fill(city)
        with connection.cursor() as cursor:     # as autovacuum would have done by now
            cursor.execute("analyze")
        print(f"{PAPERS} papers, {NOW:%F}\n")
        print(f"{'':28}{'ms':>9}{'floor ms':>10}{'ratio':>8}")
        for name, cost, floor, remark in [
                *measure_pages(city), *measure_step(city), *measure_text(), *parsing.measure(), *dashboard.measure(median, bare),
                *search.measure(), *sign_in.measure()]:
            print(f"{name:28}{cost:9.2f}{floor:10.2f}{cost / max(floor, 1e-6):8.1f}  {remark}")
    finally:
        connection.creation.destroy_test_db("", verbosity=0)


main()
