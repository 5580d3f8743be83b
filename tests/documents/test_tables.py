"""What leaves as a workbook is what the page shows to this person; conditions have names, and lead nowhere else."""
import io

import openpyxl
import pytest
from django.test import Client

from openness.agencies.models import User
from openness.audit.models import Event
from openness.tables import lists, views
from openness.tables.models import SavedFilter

pytestmark = pytest.mark.django_db
SAVE = "/desk/tables/documents/filters/"


def visitor(actor):
    client = Client()
    client.force_login(actor.user)
    return client


def rows(answer):
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(min_row=2)]


def test_the_export_has_the_rows_of_the_page_and_no_others(city):
    city.draft(title="=HYPERLINK(\"http://a.example\")", number="渝环发〔2026〕1号")
    city.draft(city.commerce, title="别家的草稿 CANARY")
    city.draft(title="另一件", genre="opinion")
    mine = visitor(city.who(city.environment, "drafter"))
    answer = mine.get("/desk/tables/documents/export/")
    assert [row[0] for row in rows(answer)] == ["另一件", "=HYPERLINK(\"http://a.example\")"] and "CANARY" not in str(rows(answer))
    assert [row[0] for row in rows(mine.get("/desk/tables/documents/export/?genre=opinion&page=7"))] == ["另一件"]
    assert rows(mine.get(f"/desk/tables/documents/export/?agency={city.commerce.pk}")) == []
    assert rows(visitor(city.who(city.office, "reviewer")).get("/desk/tables/documents/export/")) == []     # drafts
    event = Event.objects.filter(step="export").first()
    assert (event.subject, event.data["list"], event.data["rows"], event.agency) == (
        city.who(city.environment, "drafter").user, "documents", 2, city.environment)


def test_the_queue_is_for_reviewers_and_a_superuser_takes_nothing_away(city):
    paper = city.draft(city.environment, city.office)
    city.claimed(paper)
    reviewer = visitor(city.who(city.office, "reviewer")).get("/desk/tables/review/export/")
    ((title, *_others, clock, due),) = rows(reviewer)
    assert title == paper.title and "：" in clock and due
    assert visitor(city.who(city.environment, "drafter")).get("/desk/tables/review/export/").status_code == 403
    root = Client()
    root.force_login(User.objects.create(username="root", is_staff=True, is_superuser=True))
    assert rows(root.get("/desk/tables/documents/export/")) == []


def test_a_long_list_is_cut_and_says_so(city, monkeypatch):
    for n in range(3):
        city.draft(title=f"第{n}件")
    monkeypatch.setattr(views, "MOST_ROWS", 2)
    found = rows(visitor(city.who(city.environment, "drafter")).get("/desk/tables/documents/export/"))
    assert len(found) == 3 and "只列出前 2 行" in found[-1][0]


def test_the_export_costs_the_same_few_queries_at_any_length(city, django_assert_max_num_queries):
    for n in range(12):
        city.draft(title=f"第{n}件")
    client = visitor(city.who(city.environment, "drafter"))
    with django_assert_max_num_queries(25):
        client.get("/desk/tables/documents/export/")


def saved(client, name="本周", query="status=draft", **more):
    return client.post(SAVE, {"name": name, "query": query, **more})


def test_conditions_are_kept_under_a_name_shown_as_chips_renamed_and_deleted(city):
    client = visitor(city.who(city.environment, "drafter"))
    assert saved(client).headers["Location"] == "/desk/documents/?status=draft"
    page = client.get("/desk/documents/").content.decode()
    assert 'href="/desk/documents/?status=draft"' in page and "本周" in page
    row = SavedFilter.objects.get()
    client.post(f"/desk/tables/filters/{row.pk}/", {"name": "草稿"})
    row.refresh_from_db()
    assert row.name == "草稿"
    saved(client, "草稿", "status=returned")                      # the same name: other conditions
    assert SavedFilter.objects.get().query == "status=returned"
    client.post(f"/desk/tables/filters/{row.pk}/", {"delete": "1"})
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(("query", "kept"), [
    ("status=draft&page=3&next=//a.example&csrf=1", "status=draft"), ("next=https://a.example", None), ("//a.example/?q=1", None),
    ("q=javascript:alert(1)", "q=javascript%3Aalert%281%29"), ("q=%00&status=", None), ("q=" + "长" * 300, None), ("", None),
    ("?status=draft", None), ("q=a#/x", "q=a%23%2Fx")])
def test_a_query_is_names_and_values_that_the_list_knows(city, query, kept):
    answer = saved(visitor(city.who(city.environment, "drafter")), query=query)
    assert answer.headers["Location"].startswith("/desk/documents/")
    assert [row.query for row in SavedFilter.objects.all()] == ([kept] if kept else [])


def test_what_is_shared_is_seen_by_colleagues_and_changed_by_its_owner_alone(city):
    owner, colleague = visitor(city.who(city.environment, "drafter")), visitor(city.who(city.environment, "head"))
    stranger = visitor(city.who(city.commerce, "drafter"))
    saved(owner, "共享的", shared_with=str(city.environment.pk))
    saved(owner, "私下的", "status=returned", shared_with=str(city.commerce.pk))      # not a body of the owner's
    assert "共享的" in colleague.get("/desk/documents/").content.decode()
    for client in (colleague, stranger):
        assert "私下的" not in client.get("/desk/documents/").content.decode()
    assert "共享的" not in stranger.get("/desk/documents/").content.decode()
    row = SavedFilter.objects.get(name="共享的")
    assert colleague.post(f"/desk/tables/filters/{row.pk}/", {"delete": "1"}).status_code == 404
    assert saved(stranger, query="show=done").status_code == 302 and stranger.post(
        "/desk/tables/review/filters/", {"name": "x", "query": "show=done"}).status_code == 403


def test_nobody_keeps_more_than_thirty(city):
    client = visitor(city.who(city.environment, "drafter"))
    for n in range(SavedFilter.MOST + 1):
        saved(client, f"第{n}个")
    assert SavedFilter.objects.count() == SavedFilter.MOST
    saved(client, "第0个", "status=returned")                     # one that is there may be changed
    assert SavedFilter.objects.get(name="第0个").query == "status=returned"


def test_every_list_says_what_it_needs():
    for each in lists.lists().values():
        assert each.address().startswith("/desk/") and bool(each.columns) == bool(each.rows) == bool(each.cells)
