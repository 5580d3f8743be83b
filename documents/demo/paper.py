"""What one demonstration paper says and how far it has come; the texts stand in the modules beside this one."""
from dataclasses import dataclass, field

from ..choices import Disclosure
from ..grounds import GROUNDS

ANNOTATIONS = {"proactive": "此件公开发布", "on_request": "此件依申请公开", "withheld": "此件不公开"}
PRINTERS = {"gov": "重庆市人民政府办公厅", "office": "重庆市人民政府办公厅", "env": "重庆市生态环境局办公室"}
CONTACTS = {        # invented, like the telephone numbers
    "office": ("公开处 邓先生", "文电处 卢女士", "督查处 方女士", "综合处 贺先生"),
    "env": ("水处 白女士", "大气处 石先生", "法规处 鲁女士", "综合处 岳先生"),
    "edu": ("基础教育处 梅女士", "职教处 段先生"),
    "hr": ("就业处 庄先生", "劳动关系处 柳女士"),
    "com": ("市场处 洪女士", "流通处 俞先生"),
}

ALL = "各区县（自治县）人民政府，市政府各部门，有关单位"
COUNTIES = "各区县（自治县）人民政府"
COPIES = "市委办公厅，市人大常委会办公厅，市政协办公厅，市高法院，市检察院。"


@dataclass(frozen=True, kw_only=True)
class Paper:
    """Bodies are keys of agencies.demo.BODIES; {year}, {last} and {next} in a text are years around its last step."""
    title: str
    body: str
    drafting: str
    way: str                        # a key of ways.WAYS
    ago: int = 1                    # office days since the last step …
    due: int | None = None          # … or office days until the running clock ends: 0 today, -1 overdue
    issuing: str = ""               # the drafting body itself when empty
    genre: str = "notice"
    topic: int | None = None
    kinds: str = ""
    marks: str = ""                 # of policy, major, normative
    disclosure: str = Disclosure.PROACTIVE
    ground: str = ""
    reasoning: str | None = None    # None: made of the ground
    annotation: str | None = None   # None: made of the attribute
    to: str = ""
    copy: str = ""
    joint: str = ""
    files: tuple = ()               # (title, text, attribute)
    says: dict = field(default_factory=dict)        # {step, or step2 for its second time: what its form is given}
    cast: dict = field(default_factory=dict)        # {post: who stands there instead}
    corrects: str = ""              # the title of the first edition
    effective: str = ""
    expires: str = ""
    related: tuple = ()             # (kind, number or title)

    @property
    def issuer(self):
        return self.issuing or self.drafting

    def fields(self, index, words):
        """What the drafter fills in."""
        contacts = CONTACTS[self.drafting]
        return {
            "title": self.title.format(**words), "body": self.body.strip().format(**words), "genre": self.genre,
            "topic": self.topic or "", "five_kinds": self.kinds.split(), "disclosure": self.disclosure,
            "ground": self.ground, "reasoning": self.reason, "main_recipients": self.to, "copy_recipients": self.copy,
            "annotation": ANNOTATIONS.get(self.disclosure, "") if self.annotation is None else self.annotation,
            "printing_office": PRINTERS.get(self.issuer, ""),
            "contact": contacts[index % len(contacts)], "contact_phone": f"023-0000{1101 + index * 37}",
            "effective_on": self.effective.format(**words), "expires_on": self.expires.format(**words),
            **{f"is_{mark}": True for mark in self.marks.split()},
            **{f"relation_{name}_{n}": value.format(**words) for n, pair in enumerate(self.related, 1)
               for name, value in zip(("kind", "text"), pair, strict=True)},
        }

    @property
    def reason(self):
        if self.reasoning is not None or not self.ground:
            return self.reasoning or ""
        ground = GROUNDS[self.ground]
        clause = str(ground.clause).replace("令711 ", "《中华人民共和国政府信息公开条例》")
        return f"本件内容属于{clause}规定的情形（{ground.label}），建议主动公开。"
