"""Radicals → ordinary characters: fonts draw both with one shape, and PDF files then name the radical.

From the Unicode property Equivalent_Unified_Ideograph, without radicals whose equivalent is rarer than themselves.
"""
import unicodedata

_SUPPLEMENT = (
    "⺁厂⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺫目⺬示⺭礻"
    "⺯糹⺰纟⺱罓⺲罒⺴冗⺶羊⺹耂⺺肀⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风"
    "⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_ORDINARY = {ord(radical): ordinary for radical, ordinary in zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)}
_ORDINARY |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_ORDINARY |= {ord("⾭"): "青", ord("⼾"): "户", ord("⿈"): "黄"}      # the form that is used today


def without_radicals(text: str) -> str:
    return text.translate(_ORDINARY)
