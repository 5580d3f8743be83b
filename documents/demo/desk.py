"""What lies on desks besides papers: own phrases, and a batch of files that waits to be confirmed."""
from django.core.files.uploadedfile import SimpleUploadedFile

from ..importing import read_waiting, take_in
from ..models import Phrase

PHRASES = ("请按代拟稿要求补充公开理由，并写明所依据的条款。", "请核对附件与正文的条款编号，保持一致。", "涉及个人信息的内容请作区分处理后重报。")
FILES = (       # invented, in three states: complete, to be checked, no text at all
    ("关于开展噪声自动监测设备比对的通知.txt", """重庆市生态环境局关于开展噪声自动监测设备比对的通知
渝环发〔2026〕118号

各区县（自治县）生态环境局：
为保证功能区噪声自动监测数据质量，现就开展设备比对有关事项通知如下。
一、比对范围为全市功能区噪声自动监测站点，每个区县不少于1个站点。
二、比对采用实验室标准声源与现场平行监测相结合的方式，12月20日前完成。
三、比对结果由市生态环境监测中心汇总，纳入年度质量核查。
重庆市生态环境局
2026年11月6日
（此件公开发布）
"""),
    ("河长制工作要点（讨论稿）.txt", """关于印发河长制工作要点的通知
各成员单位：
现将年度工作要点印发给你们，请结合实际贯彻落实。
一、巩固入河排污口整治成果。
二、完善跨界断面会商机制。
"""),
    ("扫描件03.png", b"\x89PNG\r\n\x1a\n" + bytes(64)),
)


def seed(city, now):
    if not city.has("office-reviewer"):
        return
    reviewer = city.actor("office-reviewer").user
    Phrase.objects.bulk_create(Phrase(user=reviewer, text=text, used_at=now) for text in PHRASES)
    uploads = [SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode()) for name, text in FILES]
    batch = take_in(uploads, by=city.actor("env-drafter"), now=now)
    while read_waiting(batch):
        pass
