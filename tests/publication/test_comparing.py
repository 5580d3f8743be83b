"""Two texts side by side: whatever is marked, either side reads as it was, and what is unmarked stands on both."""
from hypothesis import given
from hypothesis import strategies as st

from openness.publication.comparing import compare, words

PIECES = st.lists(st.sampled_from([
    "一、加强管理。", "各区县人民政府应当及时公开有关信息。", "各区县人民政府应当在20日内公开有关信息，并说明理由。",
    "附件2不予公开。", "", "二、严格考核", "严格考核，定期通报。", "a b", "的"]), max_size=12)


def read(runs):
    return "".join(run.text for run in runs)


@given(PIECES, PIECES)
def test_either_side_can_be_read_off_the_comparison(old, new):
    rows = compare(old, new).rows
    assert [read(row.left) for row in rows if row.kind != "added"] == old
    assert [read(row.right) for row in rows if row.kind != "removed"] == new
    assert all(read(row.left) == read(row.right) for row in rows if row.kind == "same")


@given(st.text("公开依申请，。；不予", max_size=60), st.text("公开依申请，。；不予", max_size=60))
def test_unmarked_words_stand_on_both_sides(old, new):
    left, right = words(old, new)
    assert (read(left), read(right)) == (old, new)
    assert "".join(run.text for run in left if not run.changed) == "".join(run.text for run in right if not run.changed)


def test_a_changed_paragraph_keeps_its_place_between_new_and_removed_ones():
    old = ["总则", "第一条 应当及时公开有关信息。", "第二条 完全不同的另一件事情"]
    new = ["总则", "新增的一段说明", "第一条 应当在20日内公开有关信息。"]
    assert [row.kind for row in compare(old, new).rows] == ["same", "added", "changed", "removed"]


def test_words_are_marked_and_counted_not_letters():
    result = compare(["本细则自发布之日起施行。"], ["本细则自印发之日起施行。"])
    assert [run.text for run in result.rows[0].left if run.changed] == ["发布"]
    assert [run.text for run in result.rows[0].right if run.changed] == ["印发"]
    assert (result.places, result.added, result.removed) == (1, 2, 2)


def test_equal_texts_have_no_places():
    assert compare(["一", "二"], ["一", "二"]).places == 0
