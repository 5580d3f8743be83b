import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.publication.numbers import CLOSING, OPENING, Number, find_all, normalise, parse

NUMBER = Number("渝府办发", 2017, 60)
numbers = st.builds(Number, st.text("渝府办发国文函委教财卫", min_size=1, max_size=8), st.integers(1949, 2099),
                    st.integers(1, 999_999))
gaps = st.text(" \u3000\u00a0\t", max_size=2)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize("spelling", [
    "渝府办发〔2017〕60号", "渝府办发[2017]60号", "渝府办发［2017］60号", "渝府办发(2017)60号", "渝府办发（2017）60号",
    "渝府办发【2017】60号", "渝府办发{2017}60号", "渝府办发｛2017｝60号", "渝府办发⟦2017⟧60号", "渝府办发﹝2017﹞60号",
    "渝府办发〖2017〗60号", "渝府办发「2017」60号", "渝府办发〔2017)60号", "渝府办发〔201760号", "渝府办发2017〕60号",
    "渝府办发2017年60号", "渝府办发2017年第60号", "渝府办发[2017]60", "渝府办发〔2017〕第060号", "渝府办发〔2017年〕60号",
    " 渝府办发 〔２０１７〕 ６０ 号", "（渝府办发〔2017〕60号）", "渝府办发〔2017〕60號", "渝府办发〔2017〕60号文", "渝府办发\n〔2017〕60号",
])
def test_every_spelling(spelling):
    assert parse(spelling) == NUMBER
    assert normalise(spelling) == str(NUMBER) == "渝府办发〔2017〕60号"


@pytest.mark.parametrize("text", [
    "", "渝府办发", "〔2017〕60号", "渝府办发〔2017〕0号", "渝府办发〔1948〕1号", "渝府办发〔2100〕1号", "渝府办发201760号",
    "渝府办发〔17〕60号", "渝府办发〔2017〕60号、61号", "AB〔2017〕60号", "重庆市人民政府令第290号", "国家税务总局公告2017年第3号", "渝" * 300,
])
def test_no_number(text):
    assert parse(text) is None


@pytest.mark.parametrize(("text", "kept"), [
    ("重庆市人民政府令第290号", "重庆市人民政府令第290号"), (" 重庆市人民政府令 第２９０号 ", "重庆市人民政府令第290号"),
    ("国家税务总局公告2017年第3号", "国家税务总局公告2017年第3号"), ("", ""), ("字" * 500, "字" * 500),
])
def test_other_forms_are_kept_whole(text, kept):
    assert normalise(text) == kept


@given(numbers)
def test_round_trip(number):
    assert parse(str(number)) == number
    assert normalise(str(number)) == str(number)


@given(numbers, st.sampled_from(OPENING), st.sampled_from(CLOSING), gaps, gaps, st.sampled_from(["", "第"]), st.booleans(),
       st.integers(0, 3), st.sampled_from(["号", "號", ""]))
def test_round_trip_through_any_spelling(number, opening, closing, gap, other_gap, ordinal, wide, zeros, end):
    prefix, year, serial = number
    digits = f"{opening}{gap}{year}{other_gap}{closing}{gap}{ordinal}{other_gap}{'0' * zeros}{serial}{gap}{end}"
    assert parse(f"{gap}{prefix}{other_gap}{digits.translate(WIDE) if wide else digits}") == number


@given(st.text() | st.text("渝府〔〕()[]（2017６0号第令 \u200b", max_size=40))
def test_normalising_twice_is_normalising_once(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(), st.lists(numbers.filter(lambda number: len(number.prefix) <= 8), max_size=4), st.text())
def test_find_all_gives_the_spans(before, cited, after):
    text = before + "".join(f"（{number}）" for number in cited) + after
    assert [each.number for each in find_all(text) if parse(text[each.start:each.end]) != each.number] == []
    found = [each.number for each in find_all(text)]
    assert [number for number in cited if number not in found] == []


@pytest.mark.parametrize(("text", "codes"), [
    ("贯彻落实国办发〔2016〕61号、国办发〔2016〕80号文件及本通知情况", ["国办发〔2016〕61号", "国办发〔2016〕80号"]),
    ("国办发〔2016〕61号和国办发 [2016] 80号", ["国办发〔2016〕61号", "国办发〔2016〕80号"]),
    ("根据渝经信发〔2017〕第08号的要求，和政发（2016）1号", ["渝经信发〔2017〕8号", "和政发〔2016〕1号"]),
    ("《通知》（渝府办发〔2016〕238号）精神，重庆市人民政府令第290号，2017年60号", ["渝府办发〔2016〕238号"]),
    ("〔2017〕60号", []), ("", []),
])
def test_citations_in_running_text(text, codes):
    assert [str(each.number) for each in find_all(text)] == codes
