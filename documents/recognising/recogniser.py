"""recognise(text): the elements of an official document, in the order of GB/T 9704-2012.

The head is read downwards, then the tail upwards: imprint, notes, signature, list of attachments. What remains between
them is the body, what follows the signature is the annex, so that no line is lost but those of the page around it.
"""
from dataclasses import replace

from openness.publication.blocks import MOST_BLOCKS, MOST_CHARACTERS, blocks_of, tidy

from .attachments import list_end, read_attachments
from .genres import genre_of, genre_word
from .head import read_head, split_run_ons
from .imprint import read_imprint
from .lines import lines_of
from .notes import chosen, disclosure_of, read_notes
from .page import without_foot
from .recognised import Found, Recognised
from .signature import issuers_in_title, read_signature, undated, without_the_page_owner
from .unfolding import unfold
from .unofficial import TOO_LONG, reason
from .wrapping import rejoin


def recognise(text: str) -> Recognised:
    """Never raises: what is not found is None, and why_not says why the whole is no official document."""
    if len(text) > MOST_CHARACTERS or tidy(text).count("\n") >= MOST_BLOCKS:
        return Recognised(why_not=TOO_LONG)
    lines = split_run_ons(unfold(without_foot(lines_of(text))))
    if len(lines) > MOST_BLOCKS:
        return Recognised(why_not=TOO_LONG)
    head = read_head(lines)
    if head.rest:                               # the body began beside the recipients
        head.end -= 1
        lines[head.end] = lines[head.end]._replace(text=head.rest)
    lines = rejoin(lines, head.end)
    title = head.title.value if head.title else ""
    imprint = read_imprint(lines, head.end)
    signature = read_signature(lines, head.end, imprint.first, title)
    head.title = without_the_page_owner(head.title, signature)
    notes = read_notes(lines, head.end, signature.after if signature else head.end, imprint.first, imprint.after)
    if signature is None:
        signature = undated(lines, head.end, _above(notes, imprint.first))
    attachments, body_end, annex_start = _attachments(lines, head.end, signature, imprint.first, notes)
    annex = [*range(annex_start, imprint.first), *range(imprint.after, len(lines))]
    note, genre = chosen(notes), genre_of(title)
    disclosure = note and disclosure_of(note.value)
    found = Recognised(
        title=head.title,
        number=head.number,
        genre=head.title._replace(value=genre, source=genre_word(title)) if genre else None,
        issuer=signature.issuer or head.issuer or issuers_in_title(head.title),
        main_recipients=head.main_recipients,
        body=_blocks(lines, [i for i in range(head.end, body_end) if i not in notes]),
        attachments=attachments,
        annex=_blocks(lines, [i for i in annex if i not in notes]),
        dated_on=signature.dated_on or head.dated_on or head.labelled,
        annotation=note,
        disclosure=note._replace(value=disclosure) if disclosure else None,
        copy_recipients=imprint.copy_recipients,
        printing_office=imprint.printing_office,
        printed_on=imprint.printed_on,
    )
    return replace(found, why_not=reason(found, text, head))


def _above(notes, end):
    while end - 1 in notes:
        end -= 1
    return end


def _attachments(lines, start, signature, imprint, notes):
    """The list, where the body ends, and where what follows the signature begins."""
    after = signature.after
    while after in notes:
        after += 1
    if found := read_attachments(lines, start, signature.first):
        return found[1], found[0], after
    below = list_end(lines, after, imprint)
    if below > after and (found := read_attachments(lines, after, below)):
        return found[1], signature.first, below
    return None, signature.first, after


def _blocks(lines, indices):
    texts = [lines[i].text for i in indices]
    blocks = blocks_of("\n".join(texts))
    return Found(blocks, lines[indices[0]].number, texts[0]) if blocks else None
