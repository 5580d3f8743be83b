"""One idea, one word: the badge of a state says what the state is called."""
import pytest
from django.utils.translation import override

from documents.choices import Disclosure, Status
from openness.ui.vocabulary import BADGES


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("domain, choices", [("document", Status), ("disclosure", Disclosure)])
def test_a_badge_says_what_its_state_is_called(domain, choices, language):
    with override(language):
        words = {key: str(word.label) for key, word in BADGES[domain].items() if key}
        assert words == {choice.value: str(choice.label) for choice in choices}


def test_a_template_of_the_kernel_includes_none_of_an_app():
    from django.conf import settings
    folder = settings.BASE_DIR / "templates"
    for name in ("workflow", "components", "desk", "ui", "publication", "agencies", "notifications"):
        for file in (folder / name).rglob("*.html"):
            assert '"documents/' not in file.read_text(encoding="utf-8"), file
