"""Names of issuing and receiving bodies, known by how they end."""
import re

LONGEST = 40
_ENDINGS = (
    "政府|办公厅|办公室|委员会|委|局|厅|部|院|署|会|办|中心|公司|处|所|队|大学|学院|学校|小学|中学|幼儿园|医院|银行|集团|"
    "协会|总社|警备区|军分区|指挥部|领导小组|馆|台|街道|社区|海关|党组|机构|组|站|政协|人大|军区|分行|支行"
)
_ORGAN = re.compile(rf"[\u3400-\u9fff（）()“”·0-9]{{1,39}}(?:{_ENDINGS})")
# words that no name holds, and with which a sentence that ends in such a syllable gives itself away
_SENTENCE = re.compile("关于|[的了是将应须要请把被]|现予|根据|按照|负责|牵头|加强|通过")
_ADDRESSEE = re.compile(
    rf"(?:{_ENDINGS}|部门|单位|企业|乡镇|镇|乡|县|区|市|团体|组织|高校|院校|主任|同志|代表|党委|法院|检察院)"
    r"(?:[（(][^（）()]{1,40}[）)])?\Z"
)
_SEPARATORS = re.compile("[，,、；;]")
_SPACES = re.compile(r"\s+")


def is_organ(name: str) -> bool:
    return 3 <= len(name) <= LONGEST and bool(_ORGAN.fullmatch(name)) and not _SENTENCE.search(name)


def organs_in(line: str) -> list[str]:
    """The bodies named on a line that holds nothing else, in reading order; else an empty list."""
    if not 3 <= len(line) <= 120:
        return []
    pieces = _SPACES.split(line.strip())
    if is_organ("".join(pieces)) and (len(pieces) == 1 or max(map(len, pieces)) <= 2):      # 重 庆 市 人 民 政 府
        return ["".join(pieces)]
    pieces = [part for piece in pieces for part in _SEPARATORS.split(piece) if part]
    return pieces if pieces and all(map(is_organ, pieces)) else []


def are_addressees(text: str) -> bool:
    """Whether a list such as 各区县（自治县）人民政府，市政府各部门，有关单位 names nothing but bodies to write to."""
    parts = [part.strip() for part in _SEPARATORS.split(text)]
    return all(2 <= len(part) <= 60 and _ADDRESSEE.search(part) for part in parts)


def listed(text: str) -> list[str]:
    """The members of a list; by 、 only where nothing else parts them: 党委、人民政府 may be one addressee."""
    text = text.strip().rstrip("。.;；，, ")
    parts = re.split("[，,；;。]" if re.search("[，,；;。]", text) else "[、]", text)
    return [part.strip() for part in parts if part.strip()]
