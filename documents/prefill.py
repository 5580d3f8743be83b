"""From what was read in a text to the fields of a draft, and back to the line that each came from."""
from django.utils.translation import gettext as _

AT_THE_END = ("printed_on", "dated_on")     # what is to be checked stands at the end of its line


def initial_of(found, document):
    """Initial values for the form; only what was found."""
    values = {name: getattr(found, name).value for name in (
        "title", "number", "genre", "main_recipients", "dated_on", "annotation", "printing_office", "printed_on",
        "disclosure") if getattr(found, name)}
    if found.copy_recipients:
        values["copy_recipients"] = "，".join(found.copy_recipients.value)
    blocks = [block for part in (found.body, found.annex) if part for block in part.value]
    values["body"] = blocks
    if issuing := issuing_body(found, document):
        values["issuing_agency"] = issuing.pk
    return values


def issuing_body(found, document):
    """The body that the signature names, among those in whose name the drafter's body may draft."""
    names = set(found.issuer.value[:1]) if found.issuer else set()
    for agency in document.drafting_agency.drafts_for():
        if names & {agency.name, agency.short_name, *agency.aliases}:
            return agency
    return None


def sources_of(found):
    """{form field: {"line": number, "text": what stands there}}"""
    fields = {name: getattr(found, name) for name in (
        "title", "number", "genre", "main_recipients", "copy_recipients", "body", "dated_on", "annotation",
        "printing_office", "printed_on", "disclosure")}
    fields["issuing_agency"] = found.issuer
    sources = {name: {"line": each.line, "text": shortened(each.source, ending=name in AT_THE_END)} for name, each in fields.items() if each}
    if found.body:
        blocks = found.body.value
        words = {"first": sum(b["k"] == "h1" for b in blocks), "second": sum(b["k"] == "h2" for b in blocks),
                 "blocks": len(blocks)}
        sources["body"]["text"] = _("共 %(blocks)s 段，其中一级标题 %(first)s 个、二级标题 %(second)s 个") % words
    return sources


def shortened(text, *, ending=False, length=80):
    if len(text) <= length:
        return text
    return f"……{text[-length // 2:]}" if ending else f"{text[:length]}……"
