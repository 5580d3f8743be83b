"""The search page over 100,000 documents: p95 of each kind of question beside p95 of its bare SQL in the same run.

`BENCH_REUSE=1` keeps the generated database (bench_search) for the next run. A page may cost 1.5 × its SQL and 10 ms.
"""
import json
import os
import random
import time
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, product

from django.contrib.contenttypes.models import ContentType
from django.core.handlers.base import BaseHandler
from django.core.management import call_command
from django.db import connection, transaction
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from documents.models import Document
from openness.agencies.models import Agency
from openness.publication import reindexing
from openness.publication.models import PublicItem, SearchRow

DOCUMENTS = int(os.environ.get("BENCH_DOCUMENTS", 100_000))
NAME = "bench_search" if DOCUMENTS == 100_000 else f"bench_search_{DOCUMENTS}"
ASKED = 40              # questions of each kind
TIMES = 3
BATCH = 2_000
CODES = ("渝府办发", "渝府发", "渝环发", "渝教发", "渝财发", "渝人社发", "渝商务发", "渝卫发")
CHARACTERS = ("工作通知管理服务建设发展安全生产环境保护教育医疗社会保障就业企业政务公开信息监督检查评价制度机制项目资金财政农业水利交通"
              "城乡规划文化科技市场质量食品药品应急防汛噪声大气土壤河湖垃圾分类绿色低碳数据平台窗口审批许可办事群众投诉举报收费补贴")
ITEM = ("address", "edition", "subject_type_id", "subject_id", "kind", "agency_id", "title", "number", "index_number", "issuer", "genre",
        "topic", "five_kinds", "section", "dated_on", "is_normative", "main_recipients", "copy_recipients", "annotation",
        "printing_office", "contact", "contact_phone", "body", "digest", "published_at", "withdrawal_code", "withdrawal_reason",
        "form", "author", "source", "link")


class Words:
    """A vocabulary of some thousands of words, the nth used n times less often than the first."""

    def __init__(self, chance):
        self.chance = chance
        pairs = [CHARACTERS[n:n + 2] for n in range(0, len(CHARACTERS) - 1, 2)]
        rare = [a + b for a, b in product(sorted(set(CHARACTERS)), repeat=2)]
        chance.shuffle(rare)
        self.all = list(dict.fromkeys([*pairs, *(a + b for a in pairs[:20] for b in pairs[20:50]), *rare[:6000]]))
        self.weights = list(accumulate(1 / (n + 3) for n in range(len(self.all))))

    def some(self, count):
        return self.chance.choices(self.all, cum_weights=self.weights, k=count)

    def title(self):
        return f"关于{''.join(self.some(self.chance.randint(3, 7)))}的通知"

    def body(self):
        words, length = [], self.chance.randint(300, 800)
        while length > 0:
            clause = "".join(self.some(self.chance.randint(3, 8)))
            words.append(clause)
            length -= len(clause) + 1
        return [{"k": "p", "t": "，".join(words[n:n + 6]) + "。"} for n in range(0, len(words), 6)]


def fill():
    """Texts by COPY in the order of publication, their search rows by the code that re-indexes."""
    if PublicItem.objects.count() != DOCUMENTS:
        write_texts()
    start = time.perf_counter()
    reindexing.from_nothing(date.today())
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze publication_searchrow")
    print(f"indexed in {time.perf_counter() - start:.0f} s", flush=True)


def write_texts():
    chance = random.Random(2017)
    words, start = Words(chance), time.perf_counter()
    agencies = [Agency.objects.create(name=f"第{n}局", code=code) for n, code in enumerate(CODES)]
    kind = ContentType.objects.get_for_model(Document).pk
    days = 9 * 365
    with connection.cursor() as cursor:
        for first in range(0, DOCUMENTS, BATCH):
            rows = []
            for n in range(first, min(first + BATCH, DOCUMENTS)):
                agency = chance.choice(agencies)
                moment = datetime(2017, 12, 1, 2, tzinfo=UTC) + timedelta(days=n * days // DOCUMENTS, seconds=n % 3600)
                year = moment.year
                rows.append((
                    f"00000000-0000-4000-8000-{n:012}", 1, kind, n + 1, "document", agency.pk, words.title(),
                    f"{agency.code}〔{year}〕{n % 9000 + 1}号",
                    f"000000001/{year}-{n:05}", agency.name, chance.choice(("notice", "opinion", "reply", "letter")), chance.randint(1, 22),
                    "{management}", "", moment.date(), False, "", "", "", "", "", "", json.dumps(words.body(), ensure_ascii=False), "0" * 64,
                    moment, "", "", "", "", "", ""))
            reindexing.copy(cursor, "publication_publicitem", ITEM, rows)
        cursor.execute("vacuum analyze publication_publicitem")
    print(f"{DOCUMENTS} texts in {time.perf_counter() - start:.0f} s", flush=True)


def questions():
    chance = random.Random(60)
    words = Words(random.Random(2017))
    items = list(PublicItem.objects.filter(pk__in=chance.sample(range(1, DOCUMENTS), min(4 * ASKED, DOCUMENTS // 2))).only("title", "number", "body"))
    clauses = [item.body[0]["t"].split("，")[0] for item in items]
    return {
        "rare": [words.all[-n * 37] for n in range(1, ASKED + 1)],
        "common": [" ".join(words.all[n % 12:n % 12 + 1 + n % 2]) for n in range(ASKED)],
        "two characters": [words.all[20 + n * 7] for n in range(ASKED)],
        "phrase": [f"“{clause[:6]}”" for clause in clauses[:ASKED]],
        "number": [item.number.replace("〔", "[").replace("〕", "]") for item in items[:ASKED]],
        "title": [item.title for item in items[:ASKED]],
        "with filters": [f"{words.all[n % 12]}&year={2018 + n % 8}&genre=notice" for n in range(ASKED)],
        "by relevance": [f"{words.all[n % 30]}&sort=relevance" for n in range(ASKED)],
    }


def p95(seconds):
    return sorted(seconds)[int(len(seconds) * .95)] * 1000


def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare(statements):
    with transaction.atomic(), connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)
            cursor.fetchall()


def measured():
    """(kind, p95 of the page, p95 of its SQL, remark)"""
    handler, factory, rows = BaseHandler(), RequestFactory(), []      # a test client would copy every context
    handler.load_middleware()

    def answer(address):
        response = handler.get_response(factory.get(address))
        assert response.status_code == 200 and response.content

    for kind, asked in questions().items():
        pages, floors = [], []
        for words in asked:
            address = f"/search/?q={words}"
            with CaptureQueriesContext(connection) as queries:
                answer(address)
            statements = [q["sql"] for q in queries if q["sql"].lstrip().lower().startswith(("select", "with"))]
            for _ in range(TIMES):
                pages.append(timed(lambda address=address: answer(address)))
                floors.append(timed(lambda statements=statements: bare(statements)))
        page, floor = p95(pages), p95(floors)
        held = page <= 1.5 * floor + 10
        rows.append((f"search: {kind}", page, floor, f"p95 of {len(asked)}{'' if held else ', ABOVE 1.5 × SQL + 10 ms'}"))
    return rows


def measure():
    """In a database of its own, so that it can be kept."""
    own, reuse = connection.settings_dict["NAME"], bool(os.environ.get("BENCH_REUSE"))
    connection.close()
    connection.settings_dict["NAME"] = "postgres"
    with connection.cursor() as cursor:
        cursor.execute("select 1 from pg_database where datname = %s", [NAME])
        there = cursor.fetchone() is not None
        if there and not reuse:
            cursor.execute(f"drop database {NAME} with (force)")
        if not (there and reuse):
            cursor.execute(f"create database {NAME}")
    connection.close()
    connection.settings_dict["NAME"] = NAME
    try:
        call_command("migrate", verbosity=0)
        ContentType.objects.clear_cache()
        if SearchRow.objects.count() != DOCUMENTS:
            fill()
        return measured()
    finally:
        connection.close()
        if not reuse:
            connection.settings_dict["NAME"] = "postgres"
            with connection.cursor() as cursor:
                cursor.execute(f"drop database {NAME} with (force)")
            connection.close()
        connection.settings_dict["NAME"] = own
        ContentType.objects.clear_cache()
