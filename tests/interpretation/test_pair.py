"""A document and its interpretation are one: out together, back together, or neither (80号 二（二）)."""
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from documents.models import Document
from interpretation.models import Material, Plan
from openness.publication.models import PublicItem, SearchRow
from openness.workflow.problems import Refused
from tests.city import step
from tests.interpretation.making import TEXT, interpretation, material, plan, review
from tests.kernel.test_workers import on_test_database

BODY = "一、为什么\n噪声扰民。\n二、怎么管\n分区、分时。"


@pytest.fixture
def signed(city):
    document = city.draft(city.environment, city.office, is_policy=True, body=BODY)
    brought = interpretation(city, document)
    city.signed(document)
    return document, brought


@pytest.mark.django_db
def test_they_go_out_in_one_step_and_know_each_other(city, signed):
    document, brought = signed
    second = review(city, material(city, brought.plan, title="再解读", content=f"{TEXT}<p>又</p>"))
    left = material(city, brought.plan, title="还在起草")
    step(document, "publish", city.who(city.office, "publisher"))
    paper = PublicItem.objects.get(kind="document")
    assert list(PublicItem.objects.interpreting(paper.address).values_list("title", "published_at", "issuer", "topic")) == [
        ("为什么要管", paper.published_at, "市环境局", paper.topic), ("再解读", paper.published_at, "市环境局", paper.topic)]
    brought.refresh_from_db()
    second.refresh_from_db()
    left.refresh_from_db()
    assert (brought.status, second.status, left.status) == ("published", "published", "draft")
    assert Plan.objects.get().status == "running" and Plan.objects.get().begun_at == paper.published_at


@pytest.mark.django_db
def test_they_share_their_withdrawal_and_a_material_can_go_alone(city, signed):
    document, brought = signed
    publisher = city.who(city.office, "publisher")
    step(document, "publish", publisher)
    other = review(city, material(city, Plan.objects.get(), title="再解读"))
    step(other, "publish", publisher)
    step(other, "withdraw", publisher, note="写错了")
    assert document.status == "published" and PublicItem.objects.current().count() == 2
    step(document, "withdraw", publisher, note="误发", hide_title=True)
    assert not PublicItem.objects.current().exists() and not SearchRow.objects.exists()
    for stone in PublicItem.objects.exclude(title="再解读"):
        assert (stone.title, stone.body, stone.author, stone.link, stone.source) == ("", [], "", "", "")
    brought.refresh_from_db()
    assert (brought.status, Plan.objects.get().status) == ("withdrawn", "ended")


@pytest.mark.django_db
def test_a_correction_of_the_document_keeps_its_interpretation_and_brings_the_new_one(city, signed):
    document, brought = signed
    publisher = city.who(city.office, "publisher")
    step(document, "publish", publisher)
    correction = Document(corrects=document, drafting_agency=city.environment, issuing_agency=city.office)
    step(correction, "correct", city.who(city.environment, "drafter"), title=document.title, body=BODY.replace("分时", "分时段"), shown="body",
         disclosure="proactive", reasoning="更正")
    review(city, material(city, Plan.objects.get(), title="更正了什么"))
    city.published(correction)
    paper = PublicItem.objects.current().get(kind="document")
    assert paper.edition == 2
    assert set(PublicItem.objects.interpreting(paper.address).values_list("title", flat=True)) == {"为什么要管", "更正了什么"}


@pytest.mark.django_db
def test_a_corrected_material_takes_the_place_of_the_old_one_at_its_address(city, signed):
    document, brought = signed
    publisher, drafter = city.who(city.office, "publisher"), city.who(city.environment, "drafter")
    step(document, "publish", publisher)
    brought.refresh_from_db()
    edition = Material(corrects=brought, plan=brought.plan)
    step(edition, "correct", drafter)
    step(edition, "edit", drafter, title="为什么要管（更正）")
    with pytest.raises(Refused):
        step(Material(corrects=brought, plan=brought.plan), "correct", drafter)
    step(review(city, edition), "publish", publisher)
    old, new = PublicItem.objects.filter(kind="interpretation").order_by("edition")
    assert (old.address, old.superseded_at is not None, new.edition, new.title) == (new.address, True, 2, "为什么要管（更正）")


@pytest.mark.django_db
def test_who_wrote_the_material_does_not_publish_it_and_no_half_goes_out(city):
    document = city.draft(city.environment, city.office, is_policy=True)
    of = plan(city, document)
    publisher = city.who(city.office, "publisher")
    writer = city.capacity(publisher.user, city.environment, "drafter")
    made = Material(plan=of)
    step(made, "write", writer, title="解读", form="text", content=TEXT, author_role="official", stage="with")
    review(city, made)
    city.signed(document)
    with pytest.raises(Refused, match="编写过本材料"):
        step(document, "publish", publisher)
    assert not PublicItem.objects.exists()
    step(document, "publish", city.person("别的公开人员", city.office, "publisher"))
    assert PublicItem.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_publishing_while_the_material_is_changed_gives_a_pair_or_nothing(city):
    drafter, publisher = city.who(city.environment, "drafter"), city.who(city.office, "publisher")
    for n in range(6):
        document = city.draft(city.environment, city.office, is_policy=True, title=f"第{n}件")
        brought = interpretation(city, document)
        city.signed(document)
        barrier = Barrier(2, timeout=30)

        def change(pk=brought.pk, barrier=barrier):
            try:
                found = Material.objects.get(pk=pk)
                barrier.wait()
                step(found, "edit", drafter, content="<p>改</p>")
                return True
            except Refused:
                return False
            finally:
                connections.close_all()

        def publish(pk=document.pk, barrier=barrier):
            try:
                found = Document.objects.get(pk=pk)
                barrier.wait()
                step(found, "publish", publisher)
                return True
            except Refused:
                return False
            finally:
                connections.close_all()

        with ThreadPoolExecutor(2) as pool:
            changed, published = (future.result() for future in [pool.submit(change), pool.submit(publish)])
        assert changed != published, "one of the two must have given way"
        papers = PublicItem.objects.filter(kind="document", title=f"第{n}件").first()
        assert (papers is not None) == published
        assert not published or PublicItem.objects.interpreting(papers.address).count() == 1


KILLED = """
import os, signal, django
django.setup()
from documents.models import Document
from openness.agencies.actors import Actor
from openness.agencies.models import Agency, User
from openness.publication.models import PublicItem
from openness.workflow.transitions import perform
from tests.city import NOW
import interpretation.effects.material as effects
def die(*args, **kwargs):
    assert PublicItem.objects.filter(kind="document").exists()      # inside the transaction the document is out
    os.kill(os.getpid(), signal.SIGKILL)
effects.publish = die
document = Document.objects.get(pk={document})
perform(document, "publish", by=Actor(User.objects.get(pk={user}), Agency.objects.get(pk={agency}), "publisher"), now=NOW)
"""


@pytest.mark.django_db(transaction=True)
def test_kill_9_between_the_document_and_its_material_leaves_neither(city):
    document = city.draft(city.environment, city.office, is_policy=True)
    interpretation(city, document)
    city.signed(document)
    publisher = city.who(city.office, "publisher")
    code = KILLED.format(document=document.pk, user=publisher.user.pk, agency=city.office.pk)
    ended = subprocess.run([sys.executable, "-c", code], env=on_test_database(), capture_output=True, timeout=60, check=False)
    assert ended.returncode == -9, ended.stderr.decode()[-2000:]
    document.refresh_from_db()
    assert document.status == "signed" and not PublicItem.objects.exists() and Material.objects.get().status == "reviewed"
    step(document, "publish", publisher)
    assert PublicItem.objects.current().count() == 2
