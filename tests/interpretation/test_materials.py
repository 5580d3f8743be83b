"""Materials: what each form must have, what is refused and how it is said, who may see and do what (R29, R30)."""
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from interpretation.models import Material, Plan
from openness.publication.models import PublicFile, PublicItem
from openness.workflow.problems import Refused, Stale
from openness.workflow.transitions import perform
from tests.city import NOW, step
from tests.files.pictures_data import png
from tests.interpretation.making import interpretation, material, plan, review

pytestmark = pytest.mark.django_db


@pytest.fixture
def of(city):
    return plan(city, city.draft(city.environment, city.office, is_policy=True))


def refused(work, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        work(*args, **kwargs)
    return "；".join(str(problem.message) for problem in caught.value.problems if problem.blocking)


def picture(name="一图读懂.png", data=None):
    return {"picture": SimpleUploadedFile(name, png() if data is None else data)}


@pytest.mark.parametrize(("name", "data", "words"), [
    ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "图解只接受 JPG、PNG 图片"),
    ("图.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "与扩展名 .png 不符"),
    ("图.gif", b"GIF89a", "图解只接受 JPG、PNG 图片"),
    ("图.png", b"", "文件是空的"),
    ("大图.jpg", b"\xff\xd8\xff" + bytes(20 * 2**20), "超过 10.0"),
])
def test_a_bad_picture_is_refused_in_a_sentence_and_nothing_is_kept(city, of, name, data, words):
    said = refused(material, city, of, form="picture", alt="说明", files=picture(name, data))
    assert words in said.replace("\xa0", " "), said
    assert not Material.objects.exists()


def test_a_picture_without_words_for_those_who_do_not_see_it_is_refused(city, of):
    assert "替代文字" in refused(material, city, of, form="picture", content="", files=picture())
    made = material(city, of, form="picture", content="", alt="图中列出三件事", files=picture())
    review(city, made)
    city.published(of.document)
    file = PublicFile.objects.get()
    assert (file.alt, file.kind) == ("图中列出三件事", "png")


@pytest.mark.parametrize(("data", "words"), [
    ({"form": "picture", "content": "<p>有字</p>"}, "图解没有图片"),
    ({"form": "qa", "content": "<p>没有问题</p>"}, "问答中没有问题"),
    ({"form": "video", "link": "https://video.example.gov.cn/1", "content": ""}, "文字稿"),
    ({"form": "press", "content": "<p>记录</p>"}, "链接"),
    ({"form": "text", "content": "<p> </p>"}, "没有内容"),
    ({"form": "video", "link": "javascript:alert(1)", "content": "<p>稿</p>"}, "链接"),
])
def test_each_form_must_have_what_makes_it_one(city, of, data, words):
    assert words in refused(lambda: review(city, material(city, of, **data)))


def test_html_is_kept_clean_and_the_public_gets_no_script(city, of):
    made = material(city, of, content=(
        "<h2 onclick=x()>标题</h2><script>alert(1)</script><p><a href='javascript:x()'>去</a>好</p><img src=x onerror=y()>"))
    assert "script" not in made.content and "onclick" not in made.content and "javascript" not in made.content and "<img" not in made.content
    review(city, made)
    city.published(of.document)
    assert "alert" not in str(PublicItem.objects.get(kind="interpretation").body)


def test_a_change_after_review_voids_it_and_only_another_person_reviews(city, of):
    made = material(city, of)
    drafter, head = city.who(city.environment, "drafter"), city.who(city.environment, "head")
    review(city, made)
    assert made.status == "reviewed"
    for change in ({"title": "改"}, {"content": "<p>改</p>"}, {"author": "另一人"}):
        step(made, "edit", drafter, **change)
        assert (made.status, made.reviewed_digest) == ("draft", "")
        review(city, made)
    step(made, "edit", head, title="负责人自己改")
    assert "编写过本材料" in refused(review, city, made)


def test_two_people_in_one_material_lose_nothing(city, of):
    made = material(city, of)
    seen = made.version
    step(made, "edit", city.who(city.environment, "drafter"), title="先改的")
    with pytest.raises(Stale) as stale:
        perform(Material.objects.get(), "edit", by=city.who(city.environment, "head"), now=NOW, data={"title": "后改的"}, version=seen)
    assert "已办理“修改”" in str(stale.value.problems[0].message) and stale.value.seen.title == "为什么要管"
    assert Material.objects.get().title == "先改的"


def test_what_is_not_covered_is_asked_about_and_named(city, of):
    made = material(city, of, elements=["background", "aims"], author="张某")
    with pytest.raises(Refused) as caught:
        step(made, "review", city.who(city.environment, "head"))
    (question,) = caught.value.problems
    assert not question.blocking and question.message.startswith("尚未涉及的解读要素：主要内容、涉及范围")


def test_a_technical_policy_is_asked_for_a_picture_or_a_video(city):
    of = plan(city, city.draft(city.environment, city.office, is_policy=True), is_technical="on")
    with pytest.raises(Refused) as caught:
        step(material(city, of), "review", city.who(city.environment, "head"))
    assert "plain" in caught.value.codes


def test_a_plan_without_its_first_interpreter_is_refused(city):
    document = city.draft(city.environment, city.office, is_policy=True)
    assert "第一解读人" in refused(plan, city, document, first_interpreter="")


def sees(who, model):
    return model.objects.visible_to(who.user).exists()


def test_the_office_sees_plan_and_material_from_submission_on_and_a_stranger_never(city):
    document = city.draft(city.environment, city.office, is_policy=True)
    interpretation(city, document)
    office, stranger = city.who(city.office, "reviewer"), city.who(city.commerce, "drafter")
    assert not sees(office, Plan) and not sees(office, Material) and not sees(stranger, Plan)
    city.claimed(document)
    assert sees(office, Plan) and sees(office, Material) and not sees(stranger, Material) and not sees(city.who(city.environment, "secrecy"), Plan)
    step(document, "send_back", office, note="请修改")
    step(document, "edit", city.who(city.environment, "drafter"), body="新稿")
    assert not sees(office, Plan)       # what is being written anew is not the office's


def test_a_doubled_post_writes_one_material(city, of):
    data = {"title": "解读", "form": "text", "content": "<p>文</p>", "author_role": "official", "stage": "with"}
    events = {perform(Material(plan=of), "write", by=city.who(city.environment, "drafter"), now=NOW, data=data, key="k").pk for _n in range(2)}
    assert len(events) == 1 and Material.objects.count() == 1
