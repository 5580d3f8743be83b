import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.publication.blocks import blocks_of, clean, is_valid, outline, plain, text_of, tidy

BODY = """为做好工作，现通知如下。
一、认真做好公开工作
（一）完善主动公开目录。积极推进目录体系建设。
1.明确主体。由各部门负责。
（1）逐项核对
（二）不断拓展公开内容
二、保障措施
"""
lines = st.builds("".join, st.tuples(
    st.sampled_from(["", "一、", "十二、", "（三）", "(四)", "1.", "２．", "3、", "（5）", "㈠", "⒈", "\u3000\u3000", "\t"]),
    st.text("甲乙丙，、；： \u3000a1", max_size=40), st.sampled_from(["", "。", "；", "！”", "。 后文", "。后文；", "\0", "\r"]),
))
texts = st.text() | st.lists(lines, max_size=12).map("\n".join)


def kinds(text):
    return [block["k"] for block in blocks_of(text)]


def test_levels_and_text_that_runs_on():
    assert kinds(BODY) == ["p", "h1", "h2", "h3", "h4", "h2", "h1"]
    assert blocks_of(BODY)[2] == {"k": "h2", "t": "（一）完善主动公开目录。", "r": "积极推进目录体系建设。"}
    assert blocks_of(BODY)[1] == {"k": "h1", "t": "一、认真做好公开工作"}


@pytest.mark.parametrize("line", [
    "（一）" + "长" * 60 + "。", "（一）对符合条件的，予以公开；", "一、", "1.5万元以上的项目", "一、二级医院收费标准", "（二）包括甲、",
    "2017年5月8日", "一是加强领导。", "第一条 为了规范管理。",
])
def test_paragraphs_that_only_look_like_headings(line):
    assert blocks_of(line) == [{"k": "p", "t": line}]


@pytest.mark.parametrize(("line", "kind"), [
    ("十一、附则", "h1"), ("(一)目标", "h2"), ("1、目标", "h3"), ("１．目标", "h3"), ("1.2017年底前完成。", "h3"), ("(1)目标", "h4"), ("⑴目标", "h4"),
])
def test_numerals_of_each_level(line, kind):
    assert kinds(line) == [kind]


def test_the_last_item_of_an_enumeration_is_no_heading_either():
    assert kinds("包括：\n（一）甲；\n（二）乙；\n（三）丙。\n二、下一步") == ["p", "p", "p", "p", "h1"]


def test_tidy():
    assert tidy("\ufeff\u3000\u3000甲\0\r\n\r\n\t乙\u200b丙 \r丁\x0b戊\t己\u202e") == "甲\n乙丙\n丁\n戊 己"


@given(texts)
def test_text_to_blocks_and_back(text):
    blocks = blocks_of(text)
    assert text_of(blocks) == tidy(text) == tidy(tidy(text))
    assert blocks_of(text_of(blocks)) == blocks
    assert is_valid(blocks)
    assert clean(blocks) == blocks


def test_plain_knows_no_width_of_spaces():
    assert plain(blocks_of("甲\u3000 乙\n（一）丙。  丁")) == "甲 乙\n（一）丙。 丁"


def test_outline_anchors():
    assert outline(blocks_of(BODY)) == [
        (1, "一、认真做好公开工作", "s1"), (2, "（一）完善主动公开目录", "s1-1"), (3, "1.明确主体", "s1-1-1"), (4, "（1）逐项核对", "s1-1-1-1"),
        (2, "（二）不断拓展公开内容", "s1-2"), (1, "二、保障措施", "s2"),
    ]
    assert [entry.anchor for entry in outline(blocks_of("（一）甲\n1.乙\n一、丙\n1.丁"))] == ["s0-1", "s0-1-1", "s1", "s1-0-1"]


@given(texts)
def test_anchors_are_unique(text):
    anchors = [entry.anchor for entry in outline(blocks_of(text))]
    assert len(set(anchors)) == len(anchors)


@pytest.mark.parametrize("value", [
    None, "text", {}, [1], [None], [{}], [{"k": "p"}], [{"k": "h5", "t": "a"}], [{"k": "p", "t": ""}], [{"k": "p", "t": 1}],
    [{"k": "p", "t": "a", "r": "b"}], [{"k": "h1", "t": "a", "r": ""}], [{"k": "h1", "t": "a", "x": 1}], [{"k": "p", "t": "a\nb"}],
    [{"k": ["p"], "t": "a"}], [{"k": "p", "t": "\0 "}], [{"k": "p", "t": "a"}] * 20_001, [{"k": "p", "t": "a" * 2_000_001}],
])
def test_what_is_no_body(value):
    assert not is_valid(value)
    with pytest.raises(ValueError, match="."):
        clean(value)


def test_clean_tidies():
    assert clean([{"k": "h1", "t": " 一、甲。\0", "r": " 乙\r"}]) == [{"k": "h1", "t": "一、甲。", "r": " 乙"}]
    assert not is_valid([{"k": "p", "t": " a"}])
    assert is_valid([])
