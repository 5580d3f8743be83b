"""Fields that would fetch something, run something or name somebody: their last result stays as plain text.

ECMA-376 part 1, 17.16. Page numbers, contents, references and the like stay fields.
"""
from . import markup

FROZEN = {"DDE", "DDEAUTO", "INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "IMPORT", "LINK", "DATABASE", "MACROBUTTON",
          "AUTHOR", "LASTSAVEDBY", "USERNAME", "USERINITIALS", "USERADDRESS", "FILENAME", "TEMPLATE", "DOCPROPERTY",
          "DOCVARIABLE", "INFO", "COMMENTS", "KEYWORDS", "SUBJECT", "TITLE", "EDITTIME", "CREATEDATE", "SAVEDATE",
          "PRINTDATE", "REVNUM", "MERGEFIELD", "ADVANCE", "ASK", "FILLIN"}


def freeze(root, w) -> int:
    """Returns how many fields became text."""
    frozen = 0
    for field in list(root.iter(w + "fldSimple")):
        if is_frozen(field.get(w + "instr", "")):
            markup.unwrap(field)
            frozen += 1
    stack = []
    for element in list(root.iter(w + "fldChar", w + "instrText")):
        if element.tag == w + "instrText":
            if stack:
                stack[-1].append(element)
            continue
        kind = element.get(w + "fldCharType")
        if kind == "begin":
            stack.append([element])
        elif stack:
            stack[-1].append(element)
            if kind == "end":
                frozen += unlink(stack.pop(), w)
    return frozen


def unlink(marks, w):
    """marks: begin, the words of the instruction, separate, end."""
    instruction = "".join(each.text or "" for each in marks if each.tag == w + "instrText")
    if not is_frozen(instruction):
        return 0
    for mark in marks:
        run = mark.getparent()
        markup.drop(mark)
        if all(each.tag == w + "rPr" for each in run) and run.getparent() is not None:
            markup.drop(run)
    return 1


def is_frozen(instruction):
    words = instruction.split()
    if not words:
        return False
    name = words[0].upper()
    return name in FROZEN or name == "HYPERLINK" and ("file:" in instruction.lower() or "\\\\" in instruction)
