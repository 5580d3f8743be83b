"""What is typed is neither lost when the language is switched at once nor kept when it was thrown away at once."""
import pytest

from openness.workflow.models import Autosave

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEW = "/desk/documents/new/"


def test_the_language_switched_in_the_middle_of_a_word_keeps_it(demo_city, person):
    drafter = person("env-drafter")
    drafter.open(NEW)
    drafter.page.fill("[name=title]", "关于语言切换的通知")
    drafter.page.click("header form button[value=en]")
    drafter.page.wait_for_selector("html[lang=en]")
    assert drafter.page.input_value("[name=title]") == "关于语言切换的通知"


def test_what_is_thrown_away_at_once_stays_away(demo_city, person):
    drafter = person("env-drafter")
    drafter.open(NEW)
    drafter.page.fill("[name=title]", "不要的标题")
    drafter.page.locator("[data-autosave-said]:not(:empty)").wait_for()
    drafter.open(NEW)
    drafter.page.fill("[name=main_recipients]", "各处室")
    drafter.page.click("button[name=discard]")
    drafter.page.wait_for_load_state()
    drafter.page.wait_for_timeout(2600)         # longer than the pause after which typing is saved
    assert not Autosave.objects.exists()
    drafter.open(NEW)
    assert drafter.page.input_value("[name=title]") == ""
