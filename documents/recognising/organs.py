"""Names of issuing and receiving bodies, known by how they end."""
import re

LONGEST = 40
_ENDINGS = (
    "政府|办公厅|办公室|委员会|委|局|厅|部|院|署|会|办|中心|公司|处|所|队|大学|学院|学校|小学|中学|幼儿园|医院|银行|集团|"
    "协会|总社|合作社|供销社|警备区|军分区|指挥部|领导小组|工作组|专班|馆|台|街道|社区|海关|党组|机构|组|站|政协|人大|军区|分行|支行|"
    "妇联|残联|文联|工商联|科协|侨联|社科联|作协|记协|共青团[\u3400-\u9fff]{0,4}中央|团中央|党中央|党委|人武部|高院|指挥中心|党校|书院"
)
_ORGAN = re.compile(rf"[\u3400-\u9fff（）()“”·0-9]{{1,39}}(?:{_ENDINGS})|中共中央")
# words that no name holds, and with which a sentence that ends in such a syllable gives itself away
_SENTENCE = re.compile(
    "关于|[的了是须请把被]|将(?!军)|应(?!急|用|对|城|县|邀)|要(?!素)|现予|根据|按照|负责|牵头|加强|通过|印发|转发|如下|认真|做好|同意|"
    "决定|召开|主持"
)
# the second half of a name that layout parted: 重庆市人民政府　办公厅
PART = re.compile("办公[厅室]|委员会|领导小组|指挥部|办公厅秘书处")
_ADDRESSEE = re.compile(
    rf"(?:{_ENDINGS}|部门|单位|企业|乡镇|镇|乡|县|区|市|州|盟|旗|省|团体|组织|高校|院校|园区|景区|厂|矿|村|主任|同志|代表|委员|先生|女士|"
    r"党委|法院|检察院|学会|商会|机关|教职工|职工|师生|居民|市民|村民|群众|业主|用户|朋友|考生|家长|同学|投资者|当事人|各位)"
    r"(?:们|等)?(?:[（(][^（）()]{1,40}[）)])?\Z|\A(?:各|全体|全市|全县|全区|有关|相关|其他有关)[^。；：]{2,40}\Z"
)
_SEPARATORS = re.compile("[，,、；;]")
_SPACES = re.compile(r"\s+")


def is_organ(name: str) -> bool:
    return (3 <= len(name) <= LONGEST and bool(_ORGAN.fullmatch(name)) and not _SENTENCE.search(name)
            and not PART.fullmatch(name))


def organs_in(line: str) -> list[str]:
    """The bodies named on a line that holds nothing else, in reading order; else an empty list."""
    if not 3 <= len(line) <= 120:
        return []
    pieces = _SPACES.split(line.strip())
    if is_organ("".join(pieces)) and (len(pieces) == 1 or max(map(len, pieces)) <= 2):      # 重 庆 市 人 民 政 府
        return ["".join(pieces)]
    pieces = whole([part for piece in pieces for part in _SEPARATORS.split(piece) if part])
    return pieces if pieces and all(map(is_organ, pieces)) else []


def whole(pieces: list[str]) -> list[str]:
    """The names with a second half put to its first: 重庆市人民政府, 办公厅."""
    names = []
    for piece in pieces:
        if names and PART.fullmatch(piece) and is_organ(names[-1] + piece):
            names[-1] += piece
        else:
            names.append(piece)
    return names


def is_part(text: str) -> bool:
    """办 公 厅 on a line by itself."""
    return len(text) <= 20 and bool(PART.fullmatch(_SPACES.sub("", text)))


LEADING = re.compile(
    r"[\u3400-\u9fff（）()]{2,26}?(?:人民政府|委员会|管委会|办公[厅室]|领导小组|指挥部|管理局|[\u3400-\u9fff]{2}局|公安厅|[\u3400-\u9fff]{2}厅)"
    r"(?:办公[厅室])?"
)


def leading_organ(text: str) -> str:
    """The body with whose name a title begins that has no 关于: 云溪县人民政府森林草原防火命令."""
    found = LEADING.match(text)
    return found[0] if found and is_organ(found[0]) else ""


def are_addressees(text: str) -> bool:
    """Whether a list such as 各区县（自治县）人民政府，市政府各部门，有关单位 names nothing but bodies to write to."""
    parts = [part.strip() for part in _SEPARATORS.split(text)]
    return all(2 <= len(part) <= 60 and _ADDRESSEE.search(part) for part in parts)


def listed(text: str) -> list[str]:
    """The members of a list; by 、 only where nothing else parts them: 党委、人民政府 may be one addressee."""
    text = text.strip().rstrip("。.;；，, ")
    parts = re.split("[，,；;。]" if re.search("[，,；;。]", text) else "[、]", text)
    return [part.strip() for part in parts if part.strip()]
