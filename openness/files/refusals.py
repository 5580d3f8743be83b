"""Why a file is not taken, in words that say what to do. The codes come from the child process."""
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SENTENCES = {       # code: sentence, with the parameters that the child gives
    "mismatch": _("文件内容与扩展名 .%(kind)s 不符，请用原来的程序另存后再上传"),
    "broken": _("文件已损坏或没有传完整，请用原来的程序打开检查，另存后再上传"),
    "encrypted": _("文件设有密码或已加密，请取消密码后再上传"),
    "old_or_encrypted": _("文件设有密码，或者是旧格式，请取消密码并另存为 .%(kind)s 后再上传"),
    "macros": _("文件含有宏，请另存为不含宏的 .%(kind)s 后再上传"),
    "imports": _("文件里嵌有另一份文件的正文，请用 Word 打开后另存，再上传"),
    "dynamic": _("这是动态表单，不能清除痕迹，请打印成普通 PDF 后再上传"),
    "unsafe": _("文件内部结构异常，可能被改动过，请用原来的程序打开后另存，再上传"),
    "complex": _("文件过于复杂，请拆成几份，或者另存为 PDF 后再上传"),
    "limits": _("文件过于复杂，请拆成几份，或者另存为 PDF 后再上传"),
    "pixels": _("图片有 %(have)s 万像素，超过 %(limit)s 万，请缩小后再上传"),
    "quota": _("今天已上传 %(used)s，每人每天以 %(limit)s 为限，请明天再上传"),
}
FAILED = _("文件无法检查，请用原来的程序另存后再上传")


def refused(code, params) -> ValidationError:
    return ValidationError(SENTENCES.get(code, FAILED), code=code, params=params)
