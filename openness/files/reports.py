"""What cleaning took out of a file and what it left for a person to decide about, in words."""
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

REMOVED = {         # key of the report: what was taken out of the copy
    "comments": _("批注 %(count)s 处"),
    "tracked_changes": _("修订 %(count)s 处"),
    "hidden_text": _("隐藏文字 %(count)s 处"),
    "fields": _("自动更新的域 %(count)s 处"),
    "formulas": _("引用其他文件的公式 %(count)s 处（保留数值）"),
    "unused_texts": _("已删除单元格的残留文字 %(count)s 处"),
    "pivot_data": _("数据透视表的源数据 %(count)s 份"),
    "embedded": _("嵌入的文件 %(count)s 个"),
    "attachments": _("内嵌附件 %(count)s 个"),
    "external": _("指向外部的引用 %(count)s 处"),
    "links": _("指向本地文件的链接 %(count)s 处"),
    "custom_xml": _("自定义数据 %(count)s 份"),
    "scripts": _("脚本 %(count)s 处"),
    "forms": _("动态表单 %(count)s 处"),
    "versions": _("旧版本 %(count)s 处"),
    "pictures": _("图片拍摄信息 %(count)s 处"),
    "metadata": _("文件属性"),
}
LEFT = {            # what a person has to look at before the file goes out
    "hidden_sheets": _("隐藏的工作表 %(count)s 个"),
    "hidden_rows": _("隐藏的行 %(count)s 行"),
    "hidden_columns": _("隐藏的列 %(count)s 处"),
    "hidden_layers": _("默认不显示的图层 %(count)s 个"),
    "signatures": _("数字签名 %(count)s 个（清除后不再有效）"),
}


def removed(report) -> str:
    """批注 3 处、修订 5 处、文件属性; empty when there was nothing."""
    return words(report, REMOVED)


def left(report) -> str:
    """隐藏的工作表 2 个; empty when there is nothing to look at."""
    return words(report, LEFT)


def words(report, table):
    return gettext("、").join(str(phrase) % {"count": report[key]} for key, phrase in table.items() if report.get(key))
