"""对照条款: passages of a material tied to clauses of the document.

A tie is {"passage": the heading of the passage, "" for the whole of it; "clause": the heading of the clause; "anchor": where
it stood}. A clause is known by its words: when they stand nowhere any more, the tie is broken, and somebody must say so.
"""
from openness.publication.blocks import outline

HEADINGS = ("h1", "h2", "h3", "h4")


def passages(blocks):
    """The headings of a material; "" stands for one that has none."""
    return [block["t"] for block in blocks if block["k"] in HEADINGS] or [""]


def clauses(body):
    """{words: anchor} of a document; of two clauses in the same words the first."""
    found = {}
    for entry in outline(body):
        found.setdefault(entry.title, entry.anchor)
    return found


def broken(ties, blocks, body):
    """Those whose passage or clause stands nowhere any more."""
    here, there = passages(blocks), clauses(body)
    return [tie for tie in ties if tie["clause"] not in there or tie["passage"] and tie["passage"] not in here]


def bind(blocks, ties, body):
    """The blocks, each tied passage with "c": {"a": anchor, "t": words} of its clause, as that stands now."""
    there = clauses(body)
    tied = {tie["passage"]: {"a": there[tie["clause"]], "t": tie["clause"]} for tie in ties if tie["clause"] in there}
    bound = [block | {"c": tied[block["t"]]} if block["k"] in HEADINGS and block["t"] in tied else block for block in blocks]
    if "" in tied and bound:
        bound[0] = bound[0] | {"c": tied[""]}
    return bound
