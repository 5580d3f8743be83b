"""Official files against GB/T 9704-2012 (rule book §9), measured in the finished PDF and DOCX."""
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from docx import Document as Word
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from openness.download import safe
from openness.publication import blocks
from openness.publication.templatetags.publication import title_lines
from openness.typesetting import fonts
from openness.typesetting.compiling import MOST_CHARACTERS, TooLong, typeset
from openness.typesetting.official import ACROSS, Paper, balanced
from tests.documents_data import NOTICE

MM = 72 / 25.4
TITLE = "重庆市人民政府办公厅关于认真做好政务公开有关工作的通知"


def paper(**given):
    lines = [line for line in NOTICE.split("\n") if line.strip()]
    return Paper(**{
        "title": TITLE, "title_parts": title_lines(TITLE), "issuers": ["重庆市人民政府办公厅"], "genre": "notice",
        "number": "渝府办发〔2017〕60号", "main_recipients": "各区县（自治县）人民政府", "copy_recipients": "市委办公厅",
        "body": blocks.blocks_of("\n".join(lines[5:])), "dated_on": date(2017, 5, 8), "annotation": "此件公开发布",
        "printing_office": "重庆市人民政府办公厅", "printed_on": date(2017, 5, 9)} | given)


class Pages:
    def __init__(self, content):
        self.pages = list(pypdfium2.PdfDocument(content))
        self.texts = [page.get_textpage() for page in self.pages]

    def text(self, number):
        return self.texts[number].get_text_range().replace("\r\n", "\n")

    def lines(self, number):
        return [line for line in self.text(number).split("\n") if line.strip()]

    def place(self, number, words):
        """(left, bottom, right, top) of some words in mm from the page's left and top: (x0, y0, x1, y1)"""
        found = self.texts[number].search(words).get_next()
        boxes = [self.texts[number].get_charbox(found[0] + n) for n in range(found[1])]
        height = self.pages[number].get_height()
        return (min(b[0] for b in boxes) / MM, (height - max(b[3] for b in boxes)) / MM,
                max(b[2] for b in boxes) / MM, (height - min(b[1] for b in boxes)) / MM)


@pytest.fixture(scope="module")
def pages():
    return Pages(paper().pdf())


def test_a_page_is_a4_and_full_pages_have_22_lines_of_28_characters(pages):
    assert (round(pages.pages[0].get_width() / MM), round(pages.pages[0].get_height() / MM)) == (210, 297)
    lines = max((pages.lines(n)[:-1] for n in range(len(pages.pages))), key=len)    # the last line is the page number
    assert len(lines) == 22
    assert 26 <= max(len(line) for line in lines) <= 30     # digits and hanging punctuation are narrower than a cell


def test_text_keeps_within_the_type_area(pages):
    for number, text in enumerate(pages.texts):
        boxes = [text.get_charbox(n) for n in range(text.count_chars()) if text.get_text_range(n, 1).strip()]
        assert min(box[0] for box in boxes) / MM > 27.5 and max(box[2] for box in boxes) / MM < 184.5, number


def test_the_red_head_stands_35_mm_below_the_type_area(pages):
    assert pages.place(0, "重庆市人民政府办公厅文件")[1] == pytest.approx(37 + 35, abs=1.5)


def test_page_numbers_stand_outside_right_on_odd_and_left_on_even_pages(pages):
    assert pages.place(0, "— 1 —")[0] > 150 and pages.place(1, "— 2 —")[2] < 60


def test_the_imprint_ends_the_last_page_which_is_even(pages):
    assert len(pages.pages) % 2 == 0
    x0, _y0, x1, y1 = pages.place(len(pages.pages) - 1, "2017年5月9日印发")
    assert 255 < y1 < 263 and x1 == pytest.approx(184 - 5, abs=2)      # bottom of the type area, one character from the right


def test_a_letter_has_its_name_at_30_mm_and_no_number_on_the_first_page():
    letter = Pages(paper(genre="letter", title="关于商请支持的函", title_parts=[["关于商请支持的函"]]).pdf())
    assert letter.place(0, "重庆市人民政府办公厅")[1] == pytest.approx(30, abs=1.5)
    assert "— 1 —" not in letter.text(0) and "— 2 —" in letter.text(1) and "文件" not in letter.lines(0)[0]


def test_an_upward_paper_names_who_signed_it_and_others_do_not():
    assert "签发人：" in Pages(paper(genre="request", signer="甲").pdf()).text(0)
    assert "签发人：" not in Pages(paper(genre="notice", signer="甲").pdf()).text(0)


def test_several_issuers_stand_above_each_other_before_the_word():
    joint = Pages(paper(issuers=["市生态环境局", "市住房和城乡建设委员会"]).pdf())
    first, word = joint.place(0, "市"), joint.place(0, "文件")
    assert word[0] > first[2] and "市住房和城乡建设委员会\n2017年5月8日" in joint.text(len(joint.pages) - 2)


def test_what_is_not_signed_says_so_on_every_page():
    draft = Pages(paper(mark="送审稿，未签发").pdf())
    assert all("送审稿，未签发" in draft.text(n) for n in range(len(draft.pages)))


def test_markup_stays_text():
    hostile = '#panic("x") $x$ *b* _i_ `r` <label> @ref \\ #include "x" [[' + "=" * 3
    pages = Pages(paper(body=[{"k": "p", "t": hostile}], main_recipients=hostile, annotation=hostile).pdf())
    assert '#panic("x")' in pages.text(0) and "#include" in pages.text(0)


def test_rare_characters_come_from_a_common_face():
    assert "龘𠮷" in "".join(Pages(paper(body=[{"k": "p", "t": "龘𠮷"}]).pdf()).text(0).split())


def test_a_text_without_end_is_refused_and_not_set():
    with pytest.raises(TooLong):
        typeset("typesetting/official.typ", {"paper": "字" * (MOST_CHARACTERS + 1)})


def test_the_same_paper_gives_the_same_file():
    assert paper().pdf() == paper().pdf()


def test_what_stands_in_for_a_prescribed_face_is_named():
    assert set(fonts.missing_roles()) == {
        role for role, face in fonts.FACES.items() if not set(face.families) & set(fonts.installed().families())}
    assert all(fonts.chosen().values())


def test_word_has_the_same_words_measures_and_faces():
    word = Word(BytesIO(paper(attachments=["任务分工", "报送表"]).docx()))
    text = [paragraph.text for paragraph in word.paragraphs]
    assert "渝府办发〔2017〕60号" in text and "（此件公开发布）" in [line.strip() for line in text]
    assert any("2. 报送表" in line for line in text)
    section = word.sections[0]
    assert [round(each / Mm(1)) for each in (section.top_margin, section.bottom_margin, section.left_margin,
                                            section.right_margin)] == [37, 35, 28, 26]
    body = next(paragraph for paragraph in word.paragraphs if len(paragraph.text) > 100)
    assert body.runs[0].font.size.pt == 16 and "仿宋_GB2312" in body._p.xml


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text("甲乙丙", min_size=1, max_size=30), min_size=1, max_size=12))
def test_title_lines_lose_nothing_and_fit(pieces):
    lines = balanced(pieces, ACROSS)
    assert "".join(lines) == "".join(pieces) and all(0 < len(line) <= ACROSS for line in lines)


@pytest.mark.parametrize("name, kept", [
    ("关于a/b的通知.pdf", "关于a_b的通知.pdf"), ("..pdf", "文件.pdf"), ("x" * 300 + ".docx", "x" * 80 + ".docx"), ("a\r\nb.txt", "a__b.txt")])
def test_names_of_files(name, kept):
    assert safe(name) == kept
