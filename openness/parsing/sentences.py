"""What people read when a file is not read: why, and what to do about it."""
from django.utils.translation import gettext_lazy as _

FAILED = _("读取文件时出错。请在原软件中另存为 DOCX 后重新上传；仍不能读取的，用“手工录入”粘贴全文。")
SENTENCES = {       # code: sentence, with the parameters that the reader gives
    "empty": _("文件是空的，没有可以识别的文字。请检查后重新选择文件。"),
    "too_large": _("文件超过 %(megabytes)s MB，不像是一份公文。请只上传公文本身，图片、表格等附件另行上传。"),
    "long": _("文件过长（超过 500 页、2 万段或者 200 万字），不像是一份公文。请只上传公文本身，附件另行上传。"),
    "limits": _("文件过于复杂，无法在限定时间内读取。请在原软件中另存为新的 DOCX 文件后重新上传，或者用“手工录入”粘贴全文。"),
    "complex": _("文件的内部结构异常复杂，为安全起见没有读取。请在 Word 或 WPS 中打开它，另存为新的 DOCX 文件后重新上传。"),
    "dtd": _("文件中有办公软件不会写入的外部声明，为安全起见没有读取。请在 Word 或 WPS 中打开它，另存为新的 DOCX 文件后重新上传。"),
    "damaged": _("文件已损坏或者没有传完。请确认它能在 Word、WPS 或 PDF 阅读软件中打开，另存后重新上传。"),
    "encrypted": _("文件设有打开密码。请在原软件中取消密码、保存后重新上传。"),
    "scan": _("扫描件没有文字层，请先作文字识别（OCR），或者用“手工录入”粘贴全文。"),
    "codes": _("PDF 中的字体没有文字编码，取不出文字。请上传原来的 DOCX 文件，或者先作文字识别（OCR）。"),
    "image": _("这是图片（扫描件），其中没有文字。请先作文字识别（OCR），再上传识别后的 DOCX 或 PDF 文件，或者用“手工录入”粘贴全文。"),
    "other_office": _("这是表格或者演示文稿，不是公文正文。请上传 DOCX、DOC、WPS、PDF 或 TXT 文件；表格可以作为附件上传。"),
    "odf": _("这是 OpenDocument 文件。请在 WPS 或 LibreOffice 中另存为 DOCX 后重新上传。"),
    "ofd": _("这是 OFD 版式文件，目前不能从中取出文字。请上传它的 DOCX 或 PDF 文件；OFD 文件可以作为附件上传。"),
    "rtf": _("这是 RTF 文件。请在 Word 或 WPS 中另存为 DOCX 后重新上传。"),
    "archive": _("这是压缩包。请先解压，再上传其中的 DOCX、DOC、WPS、PDF 或 TXT 文件。"),
    "html": _("这是网页文件，不是公文。请在浏览器或 Word 中打开它，另存为 DOCX 或 PDF 后重新上传。"),
    "xml": _("这是 XML 文件。请在 Word 或 WPS 中打开它，另存为 DOCX 后重新上传。"),
    "mail": _("这是电子邮件。请保存其中的公文附件，再上传那个附件。"),
    "mixed": _("文件既像 PDF 又含有网页内容，为安全起见没有读取。请用 PDF 阅读软件打开它，另存（打印）为新的 PDF 后重新上传。"),
    "old_word": _("这是 Word 95 或更早的文件。请在 Word 或 WPS 中另存为 DOCX 后重新上传。"),
    "wps": _("无法识别这个文件的格式。请在 WPS 中另存为 DOCX 后重新上传，或者用“手工录入”粘贴全文。"),
    "binary": _("这不是文本文件，也不是能读取的公文格式。请上传 DOCX、DOC、WPS、PDF 或 TXT 文件，或者用“手工录入”粘贴全文。"),
    "unknown": _("无法判断文件的文字编码。请用记事本打开后另存为 UTF-8 编码的 TXT 文件，再重新上传。"),
    # workbooks
    "no_workbook": _("这不是 XLSX 工作簿。请在 Excel 或 WPS 表格中打开它，另存为“Excel 工作簿（*.xlsx）”后重新上传。"),
    "old_workbook": _("这是旧格式的表格（XLS 或 ET）。请在 Excel 或 WPS 表格中打开它，另存为“Excel 工作簿（*.xlsx）”后重新上传。"),
    "workbook_encrypted": _("工作簿设有打开密码。请在 Excel 或 WPS 表格中取消密码、保存后重新上传。"),
    "workbook_empty": _("工作簿的第一张表是空的。请把内容填在第一张表中，第一行写列名，保存后重新上传。"),
    "workbook_rows": _("表格超过 %(rows)s 行，一次读不了这么多。请分成几个工作簿，逐个上传。"),
    "workbook_long": _("表格中的文字超过 2000 万字，一次读不了这么多。请分成几个工作簿，逐个上传。"),
    "far_cell": _("单元格 %(cell)s 离表格太远（最多 %(columns)s 列，中间也不要空出几千行），可能是误填。请清除这个单元格，保存后重新上传。"),
    "workbook_formulas": _("表格中有 500 个以上的公式没有算出结果。请在 Excel 或 WPS 表格中打开、保存一次，或者把公式粘贴为数值，再重新上传。"),
    "damaged_workbook": _("工作簿已损坏或者没有传完。请在 Excel 或 WPS 表格中打开它，另存为新的 XLSX 文件后重新上传。"),
    # of decode(), which reads plain text and nothing else
    "word": _("这是 Word、WPS 排版文件，不是纯文本。请在“导入公文”中按 DOCX、DOC 或 WPS 文件上传，或者另存为 TXT 后重新上传。"),
    "pdf": _("这是 PDF 文件，不是纯文本。请在“导入公文”中按 PDF 文件上传，或者另存为 TXT 后重新上传。"),
    "failed": FAILED,
}


class Unreadable(ValueError):
    """The message is a sentence for the person who chose the file; the code is one word for tests and counts."""

    def __init__(self, message, code="unreadable", params=None):
        super().__init__(message)
        self.message = message
        self.code = code
        self.params = params or {}      # what the reader said besides the code


def unreadable(code, /, **params) -> Unreadable:
    """The refusal of a code in words; a code without words of its own gets those of a failure.

    So does one whose parameters are not those of the sentence: other packages run in the child too, and word theirs.
    """
    try:
        return Unreadable(SENTENCES[code] % params if params else SENTENCES[code], code, params)
    except (KeyError, TypeError, ValueError):
        return Unreadable(FAILED, code, params)
