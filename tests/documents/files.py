"""Files of every kind that a clerk brings: invented notices in four formats, and what is none or cannot be read."""
import io

import pikepdf

from tests.documents.papers import UNOFFICIAL
from tests.parsing import compound, packed, pages

SUBJECTS = ("噪声", "扬尘", "饮用水源", "固体废物", "排污许可", "环境监测", "机动车尾气", "农村污水", "危险废物", "应急预案")


def notice(n, *, office="重庆市生态环境局", code="渝环发", number=True, signed=True):
    """The text of a complete paper, unless the test says what is missing."""
    lines = [f"{code}〔2024〕{n}号" if number else "", f"{office}", f"关于加强{SUBJECTS[n % 10]}管理工作的通知（{n}）", "",
             "各区县生态环境局，机关各处室：", f"　　为做好第{n}批{SUBJECTS[n % 10]}管理工作，现将有关事项通知如下。", "　　一、明确责任",
             "　　各单位要明确专人负责，按月报送进展。", "　　二、加强督查", "　　对工作不力的予以通报。", ""]
    return "\n".join(lines + ([f"　　　　　　{office}", f"　　　　　　2024年3月{n % 28 + 1}日", ""] if signed else []) + ["（此件公开发布）"])


def docx(text):
    return packed.docx("".join(packed.p(line) for line in text.splitlines()))


def doc(text):
    return compound.word("".join(f"{line}\r" for line in text.splitlines()))


def pdf(text):
    return pages.pdf(pages.column(text.splitlines()))


def encrypted(text):
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(text))) as opened:
        opened.save(file, encryption=pikepdf.Encryption(owner="o", user="u"))
    return file.getvalue()


SCAN = pages.pdf(pages.PICTURE)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
ZIP = packed.archive({"通知.txt": "内容"})
NEWS = next(text for name, text in UNOFFICIAL.items() if "news" in name)
MAKERS = {"docx": docx, "pdf": pdf, "doc": doc, "txt": str.encode}


def fifty(office="重庆市生态环境局"):
    """[(name, bytes, how it will stand, words of its result)]: 36 complete, 4 to check, 10 that cannot be read."""
    kinds = list(MAKERS)
    files = [(f"{n:02} 通知.{kinds[n % 4]}", MAKERS[kinds[n % 4]](notice(n, office=office)), "read", "") for n in range(1, 37)]
    return files + [
        ("37 没有文号.docx", docx(notice(37, office=office, number=False)), "check", "没有识别到：发文字号"),
        ("38 没有落款.txt", notice(38, office=office, signed=False).encode(), "check", "没有识别到"),
        ("39 新闻.docx", docx(NEWS), "check", ""),
        ("40 与第一份相同.txt", MAKERS["pdf"](notice(1, office=office)), "check", "与本批的“01 通知.pdf”内容相同"),
        ("41 扫描件.pdf", SCAN, "failed", "扫描件没有文字层"),
        ("42 照片.png", PNG, "failed", "这是图片"),
        ("43 压缩包.zip", ZIP, "failed", "这是压缩包"),
        ("44 空文件.docx", b"", "failed", "文件是空的"),
        ("45 有密码.pdf", encrypted(notice(45)), "failed", "打开密码"),
        ("46 没传完.docx", docx(notice(46))[:300], "failed", "已损坏"),
        ("47 没传完.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "failed", ""),
        ("48 表格.wps", b"\0\1\2\3" * 40, "failed", "WPS"),
        ("49 网页.docx", "<!doctype html><html><body>通知</body></html>".encode(), "failed", "网页"),
        ("50 <img src=x>\u202etxt.exe", b"MZ\0\0" + bytes(range(256)), "failed", "这不是文本文件"),
    ]
