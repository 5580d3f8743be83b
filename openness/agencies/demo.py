"""The bodies and people of the demonstration city. Names of bodies are scenery, people and papers are invented."""
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.timezone import localdate

from .actors import Actor, roles
from .models import Agency, Assignment, User
from .rights import derive

SINCE = date(2017, 1, 1)
PASSWORD = "Openness-2026"      # noqa: S105 (demonstration accounts exist under demo settings alone)
BODIES = (      # key, name, short name, code, organisation code, aliases
    ("gov", "重庆市人民政府", "市政府", "渝府发", "00927577X", ["市人民政府"]),
    ("office", "重庆市人民政府办公厅", "市政府办公厅", "渝府办发", "009275780", ["市政府办公厅"]),
    ("env", "重庆市生态环境局", "市生态环境局", "渝环发", "009276010", ["市环保局"]),
    ("edu", "重庆市教育委员会", "市教委", "渝教发", "009276020", []),
    ("fin", "重庆市财政局", "市财政局", "渝财发", "009276030", []),
    ("hr", "重庆市人力资源和社会保障局", "市人力社保局", "渝人社发", "009276040", []),
    ("com", "重庆市商务委员会", "市商务委", "渝商务发", "009276050", []),
    ("health", "重庆市卫生健康委员会", "市卫生健康委", "渝卫发", "009276060", ["市卫生计生委"]),
    ("traffic", "重庆市交通运输委员会", "市交通运输委", "渝交发", "009276070", ["市交委"]),
    ("market", "重庆市市场监督管理局", "市市场监管局", "渝市监发", "009276080", ["市工商局"]),
    ("district", "示例区人民政府", "示例区政府", "示例府发", "009276090", []),
    ("district_office", "示例区人民政府办公室", "示例区政府办公室", "示例府办发", "009276091", []),
)
PEOPLE = (      # body, login, name, role
    ("office", "office-drafter", "林知远", "drafter"),
    ("office", "office-head", "周以宁", "unit_head"),
    ("office", "office-secrecy", "何慎之", "secrecy_reviewer"),
    ("office", "office-legality", "郑明法", "legality_reviewer"),
    ("office", "office-disclosure", "宋开源", "disclosure_reviewer"),
    ("office", "office-registrar", "吴登科", "registrar"),
    ("office", "office-reviewer", "陈立言", "reviewer"),
    ("office", "office-reviewer2", "罗细斟", "reviewer"),
    ("office", "office-signer", "江主任", "signer"),
    ("office", "office-publisher", "许公望", "publisher"),
    ("office", "office-publisher2", "沈布之", "publisher"),
    ("office", "office-supervisor", "唐督察", "supervisor"),
    ("gov", "gov-signer", "方市长", "signer"),
    ("env", "env-drafter", "张清河", "drafter"),
    ("env", "env-drafter2", "杜若水", "drafter"),
    ("env", "env-head", "李哲明", "unit_head"),
    ("env", "env-secrecy", "王晓岚", "secrecy_reviewer"),
    ("env", "env-legality", "赵衡", "legality_reviewer"),
    ("env", "env-disclosure", "孙显", "disclosure_reviewer"),
    ("env", "env-reviewer", "钱审言", "reviewer"),
    ("env", "env-signer", "秦局长", "signer"),
    ("env", "env-publisher", "冯宣", "publisher"),
    ("edu", "edu-drafter", "韩学文", "drafter"),
    ("edu", "edu-head", "杨立德", "unit_head"),
    ("edu", "edu-secrecy", "朱守正", "secrecy_reviewer"),
    ("edu", "edu-legality", "尤明理", "legality_reviewer"),
    ("hr", "hr-drafter", "何劳生", "drafter"),
    ("hr", "hr-head", "施有为", "unit_head"),
    ("hr", "hr-secrecy", "孔缄", "secrecy_reviewer"),
    ("hr", "hr-legality", "严律", "legality_reviewer"),
    ("com", "com-drafter", "金通商", "drafter"),
    ("com", "com-head", "魏远图", "unit_head"),
    ("com", "com-secrecy", "陶默", "secrecy_reviewer"),
    ("com", "com-legality", "姜准", "legality_reviewer"),
    ("com", "com-signer", "戚主任", "signer"),
    ("health", "health-signer", "谢主任", "signer"),
)
SUBSTITUTES = (     # body, who stands in, role, for whom (AB岗)
    ("office", "office-drafter", "reviewer", "office-reviewer"),
    ("env", "env-disclosure", "unit_head", "env-head"),
)


OTHER_CODES = {"gov": ["渝府", "渝府令"], "office": ["渝府办函", "渝府办纪"], "env": ["渝环函"]}
ADMINISTRATORS = (      # login, name, which; each somebody else
    ("system-admin", "系统管理员甲", "system"),
    ("security-admin", "安全管理员乙", "security"),
    ("audit-admin", "审计管理员丙", "audit"),
)
LAST = "0123456789ABCDEFG"     # in the place of the check character


@dataclass
class City:
    """Bodies by key and people by login; `actor(login)` is a person in the own post.

    `followers` are what apps above do after each move of a demonstration paper: (document, step, moment, paper).
    """
    bodies: dict = field(default_factory=dict)
    posts: dict = field(default_factory=dict)
    followers: list = field(default_factory=list)

    def body(self, key) -> Agency:
        return self.bodies[key]

    def actor(self, login) -> Actor:
        return self.posts[login]

    def has(self, login):
        return login in self.posts


def seed(now, password=PASSWORD):
    """The city and its accounts; derived rights are those of today."""
    city = City()
    for number, (key, name, short, code, organisation, aliases) in enumerate(BODIES, 1):
        city.bodies[key] = Agency.objects.create(
            name=name, short_name=short, code=code, other_codes=OTHER_CODES.get(key, []), organisation_code=organisation, aliases=aliases,
            credit_code=f"11500000{organisation}{LAST[number]}")
    link(city)
    hashed = User(username="x")
    hashed.set_password(password)
    today = localdate(now)
    for key, login, name, role in PEOPLE:
        user = User.objects.create(username=login, name=name, password=hashed.password)
        city.posts[login] = post(user, city.body(key), role)
    for key, login, role, other in SUBSTITUTES:
        Assignment.objects.create(
            user=city.actor(login).user, agency=city.body(key), role=role, from_on=today - timedelta(days=30),
            to_on=today + timedelta(days=335), acting_for=city.actor(other).user)
    derive(*User.objects.all(), on=today)
    User.objects.create(username="admin", name="系统管理员", password=hashed.password, is_staff=True, is_superuser=True)
    for login, name, part in ADMINISTRATORS:
        User.objects.create(username=login, name=name, password=hashed.password, administers=part)
    return city


def post(user, agency, role):
    Assignment.objects.create(user=user, agency=agency, role=role, from_on=SINCE)
    return Actor(user, agency, role)


def link(city):
    """Departments and districts answer to the municipal office; a government's papers are reviewed by its office."""
    office = city.body("office")
    for key, agency in city.bodies.items():
        if key not in ("gov", "office"):
            agency.supervisor = office
    city.body("gov").office, city.body("district").office = office, city.body("district_office")
    for agency in city.bodies.values():
        agency.save()


def accounts(password=PASSWORD):
    """What stands in var/demo-accounts.json: decision 32."""
    names = {key: name for key, name, *_ in BODIES}
    rows = [{"username": login, "password": password, "name": name, "role": role, "agency": names[key]}
            for key, login, name, role in PEOPLE]
    assert {row["role"] for row in rows} <= set(roles())
    looking_after = [("admin", "系统管理员", ""), *ADMINISTRATORS]
    return [*rows, *({"username": login, "password": password, "name": name, "role": f"{part}_administrator" if part else "administrator",
                      "agency": ""} for login, name, part in looking_after)]
