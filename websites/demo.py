"""Demonstration pages of the platform: every block has something, one page waits to be published, one was revised."""
from datetime import timedelta

from openness.workflow.transitions import perform

from .models import Page

GUIDE = """
<p>为方便公民、法人和其他组织获取政府信息，根据《中华人民共和国政府信息公开条例》编制本指南。</p>
<h2>一、公开内容</h2>
<p>本机关在职责范围内主动公开的政府信息，见本平台“法定主动公开内容”和“政策文件”。</p>
<h2>二、获取方式</h2>
<ul><li><p>本平台：按标题、发文字号、索引号或者正文检索，在线查阅、打印、下载；</p></li>
<li><p>政府公报和国家档案馆、公共图书馆的政府信息查阅场所；</p></li><li><p>向本机关提出申请。</p></li></ul>
<h2>三、申请公开</h2>
<p>没有主动公开的政府信息，可以向制作或者保存它的行政机关申请。申请应当写明姓名或者名称、身份证明、联系方式，
所需信息的名称、文号或者便于查询的其他特征，以及信息的形式和获取途径。</p>
<h2>四、工作机构</h2>
<table><tbody><tr><th><p>机构</p></th><th><p>地址</p></th><th><p>电话</p></th></tr>
<tr><td><p>政府信息公开工作机构（示例）</p></td><td><p>示例路1号</p></td><td><p>023-00000000</p></td></tr></tbody></table>
<h2>五、监督</h2><p>认为本机关没有依法履行公开义务的，可以向上一级行政机关或者政府信息公开工作主管部门投诉、举报。</p>"""
REVIEW = """
<p>为规范本机关政府信息公开前的保密审查，制定本制度。</p><h2>一、先审查，后公开</h2>
<p>任何信息公开前，由起草处室自审、保密审查人员审查、负责人审定，三个环节的意见留存。</p>
<h2>二、分工</h2><ol><li><p>起草处室提出公开属性和理由；</p></li><li><p>保密审查人员提出书面意见；</p></li>
<li><p>不能确定是否可以公开的，报主管部门或者保密行政管理部门确定。</p></li></ol>
<h2>三、更改后重审</h2><p>内容在审查后改动的，重新审查。</p>"""
DUTY = """<h2>主要职责</h2><p>（示例）负责全市政务公开工作的推进、指导、协调、监督，主管全市政府信息公开工作。</p>
<h2>内设机构</h2><ul><li><p>文电处：公文审核</p></li><li><p>政府信息公开办公室：信息公开的指导和监督</p></li></ul>
<h2>办公地址和联系方式</h2><p>示例路1号，工作日 9:00—17:30，电话 023-00000000。</p>"""
REPORT = """<p>（示例数据，仅供演示）本报告根据《中华人民共和国政府信息公开条例》编制。</p><h2>一、总体情况</h2>
<p>本年度主动公开政府信息，办理依申请公开，完善平台栏目和查阅场所。</p>
<h2>二、主动公开政府信息情况</h2><table><tbody><tr><th><p>信息内容</p></th><th><p>本年制发件数</p></th><th><p>本年废止件数</p></th><th><p>现行有效件数</p></th></tr>
<tr><td><p>规章</p></td><td><p>0</p></td><td><p>0</p></td><td><p>2</p></td></tr>
<tr><td><p>行政规范性文件</p></td><td><p>6</p></td><td><p>1</p></td><td><p>41</p></td></tr></tbody></table>
<h2>三、存在的主要问题及改进情况</h2><p>（示例）解读形式较为单一，下一年度增加图解和问答。</p>"""
PAGES = (       # writer, publisher, kind, section, title, content, days ago
    ("office-supervisor", "office-publisher", "guide", "", "重庆市人民政府办公厅政府信息公开指南", GUIDE, 300),
    ("office-publisher2", "office-publisher", "system", "", "政府信息公开保密审查制度", REVIEW, 280),
    ("office-supervisor", "office-publisher2", "statutory", "2", "机构职能（示例）", DUTY, 260),
    ("office-supervisor", "office-publisher", "report", "", "政府信息公开工作年度报告（示例）", REPORT, 250),
    ("office-supervisor", "", "system", "", "政府信息公开申请办理制度（征求意见中）",
     "<p>草稿：规定登记、补正、征求意见、答复的分工和时限。</p>", 3),
)


def seed(city, now):
    office, made = city.body("office"), {}
    for writer, publisher, kind, section, title, content, days in PAGES:
        page = made[kind] = Page(kind=kind, agency=office)
        at = now - timedelta(days=days)
        data = {"title": title, "content": content, "section": section, "contact": "政府信息公开办公室", "contact_phone": "023-00000000"}
        perform(page, "write", by=city.actor(writer), now=at, data=data)
        if publisher:
            perform(page, "publish", by=city.actor(publisher), now=at + timedelta(hours=3), data={"examined": "on"})
    revision = Page(corrects=made["guide"], kind="guide", agency=office)
    at = now - timedelta(days=40)
    perform(revision, "revise", by=city.actor("office-supervisor"), now=at)
    words = GUIDE.replace("<h2>五、监督</h2>", "<h2>五、查阅场所</h2><p>市档案馆、市图书馆。</p><h2>六、监督</h2>")
    perform(revision, "edit", by=city.actor("office-supervisor"), now=at, data={"content": words})
    perform(revision, "publish", by=city.actor("office-publisher"), now=at + timedelta(hours=2), data={"examined": "on"})
