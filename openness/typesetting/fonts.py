"""The typefaces of GB/T 9704-2012 (rule book §9): which of them this machine has, and what stands in for the others."""
from functools import cache
from typing import NamedTuple

import typst
from django.utils.translation import gettext_lazy as _
from pylopdf_fonts_zh_cn import sans_path, serif_path

SONG, HEI = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC"), ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC")
SUBSTITUTES = {"hei": HEI, "title": SONG, "song": SONG, "fangsong": SONG, "kai": SONG}


class Face(NamedTuple):
    """`families`: what counts as the prescribed face, the best first."""
    label: str
    families: tuple[str, ...]


FACES = {
    "fangsong": Face(_("仿宋"), ("FangSong_GB2312", "FangSong", "STFangsong", "FZFangSong-Z02S", "FandolFang R", "FandolFang")),
    "hei": Face(_("黑体"), ("SimHei", "STHeiti", "FZHei-B01S", "FandolHei", *HEI)),
    "kai": Face(_("楷体"), ("KaiTi_GB2312", "KaiTi", "STKaiti", "FZKai-Z03S", "FandolKai", "LXGW WenKai")),
    "title": Face(_("小标宋"), ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05")),
    "song": Face(_("宋体"), ("SimSun", "STSong", "FZShuSong-Z01S", "FandolSong", *SONG)),
}


@cache
def installed():
    """Read once for the life of the process; the two faces of the package are always there."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False,
                       font_paths=[str(sans_path().parent), str(serif_path().parent)])


@cache
def chosen():
    """{role: [families, the first that exists first]}; a common face follows each, for characters that it lacks."""
    known = set(installed().families())
    return {role: [name for name in dict.fromkeys((*face.families, *SUBSTITUTES[role])) if name in known]
            for role, face in FACES.items()}


@cache
def missing_roles():
    """Prescribed faces that this machine has not: pages and files say so."""
    return tuple(role for role, face in FACES.items() if not set(face.families) & set(installed().families()))


def missing():
    """Their names: 仿宋、小标宋."""
    return [str(FACES[role].label) for role in missing_roles()]
