"""Invented documents of fictional places, with what is to be recognised in each: PAPERS = {name: (text, expected)}.

Expected holds the values of the elements named; body_begins and body_ends are the first and last words of the body.
"""
from datetime import date

PAPERS = {}


def paper(name, text, **expected):
    PAPERS[name] = (text.strip("\n"), expected)


paper("notice with label, mark and signer", """
000012
特急
渝州市人民政府办公室文件
渝州府办发[2024]8号　　　　　　　　签发人：张某某

渝州市人民政府办公室
关于印发渝州市政务公开工作要点的通知

各镇人民政府，各街道办事处，市政府各部门：

    《渝州市政务公开工作要点》已经市政府同意，现印发给你们，请认真贯彻执行。

    附件：渝州市政务公开工作要点

                        渝州市人民政府办公室
                          2024年3月1日

    （此件公开发布）

抄送：市委办公室，市人大常委会办公室。
渝州市人民政府办公室          2024年3月2日印发
""",
      title="渝州市人民政府办公室关于印发渝州市政务公开工作要点的通知", number="渝州府办发〔2024〕8号", genre="notice",
      issuer=["渝州市人民政府办公室"], main_recipients="各镇人民政府，各街道办事处，市政府各部门",
      attachments=["渝州市政务公开工作要点"], dated_on=date(2024, 3, 1), printed_on=date(2024, 3, 2),
      printing_office="渝州市人民政府办公室", disclosure="proactive", annotation="此件公开发布",
      copy_recipients=["市委办公室", "市人大常委会办公室"],
      body_begins="《渝州市政务公开工作要点》已经", body_ends="请认真贯彻执行。")

paper("opinion in Chinese numerals, without recipients' colon line", """
渝州市人民政府关于推进基层政务公开标准化规范化的实施意见
渝州府发（2021）3号
各镇人民政府、各街道办事处，市政府有关部门：
为全面推进基层政务公开，现提出如下意见：
一、总体要求
坚持以公开为常态、不公开为例外。
二、主要任务
（一）编制目录。各镇要在年底前完成。
1.明确主体。由镇政府负责。
（1）逐项核对。由专人负责。
渝州市人民政府
二○二一年十月二十八日
（此件主动公开）
""",
      title="渝州市人民政府关于推进基层政务公开标准化规范化的实施意见", number="渝州府发〔2021〕3号", genre="opinion",
      issuer=["渝州市人民政府"], main_recipients="各镇人民政府、各街道办事处，市政府有关部门", dated_on=date(2021, 10, 28),
      disclosure="proactive", body_begins="为全面推进基层政务公开", body_ends="由专人负责。",
      kinds=["p", "h1", "p", "h1", "h2", "h3", "h4"])

paper("decision without recipients", """
渝州市人民政府关于废止部分行政规范性文件的决定
渝州府发【2023】11号
经市政府第15次常务会议审议，决定废止下列行政规范性文件：
一、《渝州市临时占道管理办法》（渝州府发〔2009〕4号）；
二、《渝州市渡口管理规定》（渝州府发〔2010〕17号）。
本决定自公布之日起施行。
渝州市人民政府
2023年6月30日
""",
      title="渝州市人民政府关于废止部分行政规范性文件的决定", number="渝州府发〔2023〕11号", genre="decision",
      issuer=["渝州市人民政府"], main_recipients=None, dated_on=date(2023, 6, 30), disclosure=None,
      body_begins="经市政府第15次常务会议审议", body_ends="本决定自公布之日起施行。", kinds=["p"] * 4)

paper("reply to one district", """
渝州府〔2022〕第045号
渝州市人民政府
关于同意设立江湾工业园区的批复
江湾区人民政府：
你区《关于设立江湾工业园区的请示》（江湾府文〔2022〕12号）收悉。现批复如下：
一、同意设立江湾工业园区。
二、请你区按照有关规定办理后续事宜。
此复。
渝州市人民政府 2022年4月5日
（此件依申请公开）
""",
      title="渝州市人民政府关于同意设立江湾工业园区的批复", number="渝州府〔2022〕45号", genre="reply",
      issuer=["渝州市人民政府"], main_recipients="江湾区人民政府", dated_on=date(2022, 4, 5), disclosure="on_request",
      body_begins="你区《关于设立江湾工业园区的请示》", body_ends="此复。")

paper("letter under a mark, with a contact", """
渝州市财政局

渝州财函{2020}7号

渝州市财政局关于商请提供政府网站经费情况的函

市大数据发展局：
为做好预算编制，请你局于5月20日前提供政府网站运行经费情况。
专此函达。

渝州市财政局
2020 年 05 月 06 日

（联系人：李某；联系电话：000-00000000）
""",
      title="渝州市财政局关于商请提供政府网站经费情况的函", number="渝州财函〔2020〕7号", genre="letter",
      issuer=["渝州市财政局"], main_recipients="市大数据发展局", dated_on=date(2020, 5, 6), disclosure=None,
      annotation="联系人：李某；联系电话：000-00000000",
      body_begins="为做好预算编制", body_ends="专此函达。")

paper("public notice", """
渝州市公安局
通告
渝州公通〔2019〕2号
为保障滨江路施工期间交通安全，根据有关规定，现将交通管制事项通告如下：
一、管制时间
2019年8月1日至8月31日。
二、管制路段
滨江路全线。
特此通告。
渝州市公安局
2019年7月25日
""",
      title="渝州市公安局通告", number="渝州公通〔2019〕2号", genre="public_notice", issuer=["渝州市公安局"],
      main_recipients=None, dated_on=date(2019, 7, 25), body_begins="为保障滨江路施工期间", body_ends="特此通告。",
      kinds=["p", "h1", "p", "h1", "p", "p"])

paper("joint notice, issuers one a line", """
渝州市财政局
渝州市教育委员会
渝州市人力资源和社会保障局
关于做好乡村教师补助发放工作的通知
渝州财教〔2018〕31号
各区财政局、教育委员会、人力社保局：
现就乡村教师补助发放有关事项通知如下。
一、明确对象。在岗乡村教师。
二、按时发放。每月10日前。
渝州市财政局
渝州市教育委员会
渝州市人力资源和社会保障局
2018年9月10日
此件公开发布
抄送：市政府办公厅，
市审计局。
渝州市财政局办公室
2018年9月11日印发
""",
      title="渝州市财政局 渝州市教育委员会 渝州市人力资源和社会保障局关于做好乡村教师补助发放工作的通知",
      number="渝州财教〔2018〕31号", genre="notice",
      issuer=["渝州市财政局", "渝州市教育委员会", "渝州市人力资源和社会保障局"],
      main_recipients="各区财政局、教育委员会、人力社保局", dated_on=date(2018, 9, 10), printed_on=date(2018, 9, 11),
      printing_office="渝州市财政局办公室", copy_recipients=["市政府办公厅", "市审计局"], disclosure="proactive",
      body_begins="现就乡村教师补助发放", body_ends="每月10日前。")

paper("joint notice, issuers two by two", """
渝州市财政局　渝州市民政局　渝州市农业局　渝州市水利局关于联合开展检查的通知
渝州财监［２０１６］１９号
各区人民政府：
请按时参加联合检查。
渝州市财政局　　　渝州市民政局
渝州市农业局　　　渝州市水利局
二〇一六年一月三十一日
""",
      title="渝州市财政局 渝州市民政局 渝州市农业局 渝州市水利局关于联合开展检查的通知", number="渝州财监〔2016〕19号",
      genre="notice", issuer=["渝州市财政局", "渝州市民政局", "渝州市农业局", "渝州市水利局"],
      main_recipients="各区人民政府", dated_on=date(2016, 1, 31), body_begins="请按时参加", body_ends="联合检查。")

paper("title over three lines and again in two, attachments numbered", """
渝州市人民政府办公厅关于转发市教育委员会
等部门关于加强学校食堂管理工作意见
的通知
渝州府办〔2015〕100号
渝州市人民政府办公厅关于转发市教育委员会等部门
关于加强学校食堂管理工作意见的通知
各区人民政府，
市政府各部门，有关单位：
市教育委员会等部门《关于加强学校食堂管理工作的意见》已经市政府同意，现转发给你们（附件1），请执行。
附件：1.关于加强学校食堂管理工作的意见
2．学校食堂检查表
　　3. 学校食堂从业人员登记表
渝州市人民政府办公厅
2015年12月9日
附件1
关于加强学校食堂管理工作的意见
为加强学校食堂管理，提出以下意见。
渝州市教育委员会
2015年11月1日
抄送：市委办公厅。
渝州市人民政府办公厅 2015年12月10日印发
""",
      title="渝州市人民政府办公厅关于转发市教育委员会等部门关于加强学校食堂管理工作意见的通知",
      number="渝州府办〔2015〕100号", genre="notice", issuer=["渝州市人民政府办公厅"],
      main_recipients="各区人民政府，市政府各部门，有关单位", dated_on=date(2015, 12, 9), printed_on=date(2015, 12, 10),
      attachments=["关于加强学校食堂管理工作的意见", "学校食堂检查表", "学校食堂从业人员登记表"],
      copy_recipients=["市委办公厅"], body_begins="市教育委员会等部门", body_ends="请执行。",
      annex_begins="附件1", annex_ends="2015年11月1日")

paper("order with a mayor's signature", """
渝州市人民政府令
第12号
《渝州市行政规范性文件管理办法》已经2014年8月4日市人民政府第50次常务会议通过，现予公布，自2014年10月1日起施行。
市长　王某某
2014年8月20日
渝州市行政规范性文件管理办法
第一条　为了规范管理，制定本办法。
""",
      title="渝州市人民政府令", number="渝州市人民政府令第12号", genre="order", issuer=["渝州市人民政府"], dated_on=date(2014, 8, 20),
      body_begins="《渝州市行政规范性文件管理办法》已经", body_ends="自2014年10月1日起施行。",
      annex_begins="渝州市行政规范性文件管理办法", annex_ends="制定本办法。")

paper("no number, withheld, the date above the issuer", """
渝州市档案局关于做好档案移交工作的请示
市人民政府：
为做好档案移交工作，现请示如下：
一、移交范围；
二、移交时间。
妥否，请批示。
2013-04-07
渝州市档案局
（此件不予公开）
""",
      title="渝州市档案局关于做好档案移交工作的请示", number=None, genre="request", issuer=["渝州市档案局"],
      main_recipients="市人民政府", dated_on=date(2013, 4, 7), disclosure="withheld",
      body_begins="为做好档案移交工作", body_ends="妥否，请批示。")

paper("page of a government site", """
索引号：009000000/2017-00110
主题分类：综合政务
发布机构：渝州市人民政府办公厅
发文字号：渝州府办发〔2017〕9号
成文日期：2017年2月3日
有效性：有效
2017-02-04 09:30 来源：市政府办公厅
关于开展政府网站自查的通知
渝州市人民政府办公厅关于开展政府网站自查的通知
各区人民政府办公室：请于2月底前完成自查，并报送结果。
联系方式另行通知。
渝州市人民政府办公厅
2017年2月3日
附件：1.自查表.doc
2.说明.doc
""",
      title="渝州市人民政府办公厅关于开展政府网站自查的通知", number="渝州府办发〔2017〕9号", genre="notice",
      issuer=["渝州市人民政府办公厅"], main_recipients="各区人民政府办公室", dated_on=date(2017, 2, 3),
      attachments=["自查表.doc", "说明.doc"], body_begins="请于2月底前完成自查", body_ends="联系方式另行通知。")

paper("number on the title's line, issuer only in the title", """
渝州市统计局关于2012年全市经济运行情况的通报（渝州统发〔2013〕6号）
各区统计局：
现将2012年全市经济运行情况通报如下：
总体平稳。
""",
      title="渝州市统计局关于2012年全市经济运行情况的通报", number="渝州统发〔2013〕6号", genre="circular",
      issuer=["渝州市统计局"], main_recipients="各区统计局", dated_on=None,
      body_begins="现将2012年全市经济运行情况", body_ends="总体平稳。")

paper("minutes with spaced names", """
渝州市人民政府专题会议纪要
渝州府专〔2011〕5号
2011年6月1日，市政府召开专题会议，研究渡口安全工作。纪要如下：
会议指出，渡口安全十分重要。
渝 州 市 人 民 政 府
２０１１ 年 ６ 月 ８ 日
印20份
""",
      title="渝州市人民政府专题会议纪要", number="渝州府专〔2011〕5号", genre="minutes", issuer=["渝州市人民政府"],
      main_recipients=None, dated_on=date(2011, 6, 8), body_begins="2011年6月1日，市政府召开",
      body_ends="渡口安全十分重要。")

paper("resolution dated under the title", """
渝州市人民代表大会常务委员会关于批准2017年市级决算的决议
（2018年7月26日渝州市第五届人民代表大会常务委员会第四次会议通过）
渝州市第五届人民代表大会常务委员会第四次会议听取了市人民政府的报告。会议决定，批准2017年市级决算。
""",
      title="渝州市人民代表大会常务委员会关于批准2017年市级决算的决议", number=None, genre="resolution",
      issuer=["渝州市人民代表大会常务委员会"], main_recipients=None, dated_on=date(2018, 7, 26),
      body_begins="渝州市第五届人民代表大会常务委员会第四次会议听取了", body_ends="批准2017年市级决算。")

paper("page with labels over their values, foot with links", """
返回顶部
云岭县人民政府办公室关于印发《云岭县防汛抗旱应急预案》的通知
  • 索引号:

    6107280000/2024-001005
  • 来源:

  • 发文机构:

    县政府网站
  • 发文字号:

    云岭政办发〔2024〕7号
  • 内容概述:

云岭县人民政府办公室
关于印发《云岭县防汛抗旱应急预案》的通知
各镇人民政府，县政府各工作部门、直属机构：
《云岭县防汛抗旱应急预案》已经县政府同意，现印发给你们。
云岭县人民政府办公室
2024年4月6日
（此件公开发布）
云岭县防汛抗旱应急预案
一、为了防汛，制定本预案。
分享到：
【打印】【关闭】
上一篇：云岭县人民政府关于禁牧的通知
相关链接：
国务院
省政府
""",
      title="云岭县人民政府办公室关于印发《云岭县防汛抗旱应急预案》的通知", number="云岭政办发〔2024〕7号", genre="notice",
      issuer=["云岭县人民政府办公室"], main_recipients="各镇人民政府，县政府各工作部门、直属机构", dated_on=date(2024, 4, 6),
      disclosure="proactive", body_begins="《云岭县防汛抗旱应急预案》已经", body_ends="现印发给你们。",
      annex_begins="云岭县防汛抗旱应急预案", annex_ends="制定本预案。")

paper("mark of three, 文件 beside the middle one, broken lines, bare page numbers", """
000123
特急
渝州市发展和改革委员会
渝 州 市 财 政 局 文件
渝州市商务局
渝发改贸〔2025〕12 号
渝州市发展和改革委员会 渝州市财政局
渝州市商务局关于印发《渝州市2025年促消费若干措施》的
通 知
各县（区）发展改革委、财政局、商务局，市级有关部门、有关单
位：
为贯彻落实党中央、国务院关于恢复和扩大消费的决策部署，根
据《关于恢复和扩大消费的措施》（国办函〔2023〕70 号）精神，结
合我市实际，市发展改革委、市财政局、市商务局联合制定了《渝州
市 2025 年促消费若干措施》，经市政府第 88 次常务会议审议通过，
现印发给你们，请结合实际认真贯彻执行。执行中的重大问题，及时
报告市发展改革委。
附件：渝州市2025年促消费若干措施
1
渝州市发展和改革委员会 渝州市财政局
渝州市商务局
2025 年 3 月 5 日
""",
      title="渝州市发展和改革委员会 渝州市财政局 渝州市商务局关于印发《渝州市2025年促消费若干措施》的通知",
      number="渝发改贸〔2025〕12号", genre="notice", issuer=["渝州市发展和改革委员会", "渝州市财政局", "渝州市商务局"],
      main_recipients="各县（区）发展改革委、财政局、商务局，市级有关部门、有关单位", dated_on=date(2025, 3, 5),
      attachments=["渝州市2025年促消费若干措施"], body_begins="为贯彻落实", body_ends="及时报告市发展改革委。", kinds=["p"])

paper("announcement of the year under its mark", """
渝 州 市 市 场 监 督 管 理 局
公　　告
（2025年第8号）
关于2025年第3期食品监督抽检情况的公告
近期，我局组织抽检，现公告如下：
一、总体情况。合格率98%。
渝州市市场监督管理局
2025年5月6日
""",
      title="关于2025年第3期食品监督抽检情况的公告", number="渝州市市场监督管理局公告2025年第8号", genre="announcement",
      issuer=["渝州市市场监督管理局"], main_recipients=None, dated_on=date(2025, 5, 6), body_begins="近期，我局",
      body_ends="合格率98%。")

paper("forwarded, its own date alone, the inner paper signed", """
渝州市教育局转发省教育厅关于做好2025年招生工作的通知
渝教函〔2025〕30号
各县（区）教育局：
现将省教育厅《关于做好2025年招生工作的通知》转发给你们，请遵照执行。
2025年4月3日
省教育厅关于做好2025年招生工作的通知
各市教育局：
现就有关工作通知如下。
某省教育厅
2025年3月20日
""",
      title="渝州市教育局转发省教育厅关于做好2025年招生工作的通知", number="渝教函〔2025〕30号", genre="notice",
      issuer=["渝州市教育局"], main_recipients="各县（区）教育局", dated_on=date(2025, 4, 3), body_begins="现将省教育厅",
      body_ends="请遵照执行。", annex_begins="省教育厅关于", annex_ends="2025年3月20日")

paper("names of one width are no broken paragraph", """
渝州市人民政府关于表彰2025年度先进集体的决定
渝府发〔2025〕9号
各县（区）人民政府：
市政府决定授予下列单位先进集体称号。
渝州市南江区白沙镇人民政府综合行政执法大队
渝州市北江区红岩镇人民政府综合行政执法大队
渝州市云溪县三河镇人民政府综合行政执法大队
渝州市青龙县大田镇人民政府综合行政执法大队
希望受表彰的集体再接再厉，再创佳绩，多作贡献。
渝州市人民政府
2025年5月1日
""",
      title="渝州市人民政府关于表彰2025年度先进集体的决定", number="渝府发〔2025〕9号", genre="decision", issuer=["渝州市人民政府"],
      main_recipients="各县（区）人民政府", dated_on=date(2025, 5, 1), body_begins="市政府决定授予", body_ends="多作贡献。",
      kinds=["p"] * 6)

UNOFFICIAL = {
    "interpretation": """
《渝州市人民政府办公室关于做好政务公开工作的通知》政策解读
渝州府办发〔2024〕8号
一、起草背景
近日，市政府办公室印发了通知。
渝州市人民政府办公室
2024年3月5日
""",
    "news": """
我市印发通知部署政务公开工作
本报讯（记者 赵某）近日，市政府办公室印发《关于做好政务公开工作的通知》（渝州府办发〔2024〕8号）。
责任编辑：钱某
""",
    "letter": """
尊敬的市长：
您好！我家门前的路灯坏了三个月，请派人修理。
此致
敬礼！
市民 孙某
2024年3月5日
""",
    "a title and a sentence": """
关于做好工作的通知
大家好好工作。
""",
    "nothing": " \n　\n",
    "news signed like a notice": """
三部门联合印发通知
渝州新闻网2025年3月1日讯（记者李某）近日，市财政局等三部门联合印发《关于某事的通知》（渝财建〔2025〕3号）。
渝州市财政局
2025年3月2日
""",
    "a company's own notice": """
渝州启明科技有限公司关于调整考勤制度的通知
公司各部门：
现就考勤通知如下：九点上班。
渝州启明科技有限公司
2025年4月1日
""",
    "titles of documents": """
渝州市教育局关于放假的通知
渝州市财政局关于预算的通知
渝州市水利局关于防汛的通知
渝州市公安局关于交通的通告
2025年3月1日
""",
}
