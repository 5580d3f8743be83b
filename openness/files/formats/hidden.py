"""Hidden text of WordprocessingML (w:vanish), which shows at one click in every office program."""
from . import markup

OFF = ("0", "false", "off")


class Styles:
    """Which styles hide their text. root is that of the styles part, or None."""

    def __init__(self, root):
        self.own, self.based = {}, {}
        if root is not None:
            w = root.tag.partition("}")[0] + "}"
            for style in root.iter(w + "style"):
                name, base = style.get(w + "styleId"), style.find(w + "basedOn")
                self.own[name] = said(style.find(w + "rPr"), w)
                self.based[name] = base.get(w + "val") if base is not None else None

    def hide(self, name):
        """True, False, or None where the style and those it is based on say nothing."""
        seen = set()
        while name in self.own and name not in seen:
            if self.own[name] is not None:
                return self.own[name]
            seen.add(name)
            name = self.based[name]
        return None

    def drop(self, root, w) -> int:
        """Take hidden runs and table rows out; returns how many."""
        rows = [each.getparent().getparent() for each in root.iter(w + "hidden")
                if each.getparent().tag == w + "trPr" and is_on(each, w)]
        for row in rows:
            if row.getparent() is not None:
                markup.drop(row)
        return len(rows) + sum(self.drop_runs(paragraph, w) for paragraph in root.iter(w + "p"))

    def drop_runs(self, paragraph, w):
        runs = [each for each in paragraph.iter(w + "r") if owner(each, w) is paragraph]
        hidden = [run for run in runs if self.is_hidden(run, paragraph, w)]
        if not hidden:
            return 0
        marks = [each.get(w + "fldCharType") for run in hidden for each in run.iter(w + "fldChar")]
        whole = marks.count("begin") == marks.count("end")      # else a field reaches beyond what is hidden
        for run in hidden:
            if whole or run.find(w + "fldChar") is None:
                markup.drop(run)
            else:
                for element in [each for each in run if each.tag not in (w + "rPr", w + "fldChar")]:
                    markup.drop(element)
        return len(hidden)

    def is_hidden(self, run, paragraph, w):
        """The nearest word counts: the run's own, its style's, its paragraph's style's."""
        properties = run.find(w + "rPr")
        for answer in (said(properties, w), self.hide(style(properties, w + "rStyle", w)),
                       self.hide(style(paragraph.find(w + "pPr"), w + "pStyle", w))):
            if answer is not None:
                return answer
        return False


def owner(run, w):
    return next(run.iterancestors(w + "p"))


def style(properties, tag, w):
    named = properties.find(tag) if properties is not None else None
    return named.get(w + "val") if named is not None else None


def said(properties, w):
    vanish = properties.find(w + "vanish") if properties is not None else None
    return None if vanish is None else is_on(vanish, w)


def is_on(element, w):
    return element.get(w + "val", "true") not in OFF
