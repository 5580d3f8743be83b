# ruff: noqa: E501 (a paragraph is a line)
"""Papers that show 有效性: one repealed, one amended, one expired, one not yet in force, one that the clean-up found out of date."""
from .paper import ALL, Paper

BUREAUS = "各区县（自治县）生态环境局，两江新区、高新区、万盛经开区生态环境局"
SITES = "重庆市生态环境局关于建筑施工噪声公示内容的通知"
KITCHENS = "重庆市生态环境局关于餐饮服务单位油烟在线监测联网的通知"

PAPERS = (
    Paper(
        title=SITES, drafting="env", topic=10, kinds="management", marks="normative", ground="P20-13",
        way="published", ago=300, to=BUREAUS,
        body="""
为方便周边居民了解施工安排，现就建筑施工噪声公示内容通知如下。
一、施工单位在工地出入口公示项目名称、施工时段和投诉电话。
二、需要夜间连续施工的，公示时间不少于1日。
三、公示牌由施工单位负责维护，字迹不清的及时更换。
""",
    ),
    Paper(
        title="重庆市生态环境局关于规范建筑施工噪声公示和夜间施工告知工作的通知", drafting="env", topic=10, kinds="management",
        marks="policy normative", ground="P20-13", way="published", ago=58, to=BUREAUS,
        related=(("repeals", SITES), ("basis", "《中华人民共和国噪声污染防治法》")),
        body=f"""
为进一步方便群众了解和监督，现就规范建筑施工噪声公示和夜间施工告知工作通知如下。
一、公示内容
（一）工地出入口公示项目名称、建设和施工单位、施工时段、降噪措施、监督电话。
（二）公示牌尺寸不小于1.2米乘0.8米，夜间可以看清。
二、夜间施工告知
（一）确需夜间连续施工的，提前2日在工地出入口和周边小区公告栏告知起止时间和原因。
（二）告知内容同时报送属地生态环境主管部门。
三、投诉处理
施工单位指定专人接听监督电话，当夜的投诉当夜答复。
四、施行
本通知自公开之日起施行，《{SITES}》同时废止。
""",
    ),
    Paper(
        title=KITCHENS, drafting="env", topic=10, kinds="management", marks="normative", ground="P20-13",
        way="published", ago=190, to=BUREAUS,
        body="""
为做好餐饮服务单位油烟在线监测联网工作，现通知如下。
一、灶头数6个以上的餐饮服务单位安装油烟在线监测设备，并与所在区县平台联网。
二、监测数据每10分钟上传1次，保存不少于1年。
三、设备出现故障的，24小时内报告，5日内修复。
四、本通知所称灶头数，以营业执照核准的经营场所内实际使用的灶头计算。
""",
    ),
    Paper(
        title="重庆市生态环境局关于修改餐饮服务单位油烟在线监测联网有关要求的通知", drafting="env", topic=10, kinds="management",
        marks="normative", ground="P20-13", way="published", ago=34, to=BUREAUS, related=(("amends", KITCHENS),),
        body=f"""
根据设备运行情况，对《{KITCHENS}》作如下修改。
一、将第二条修改为：“监测数据每5分钟上传1次，保存不少于3年。”
二、将第三条中的“5日内修复”修改为“3日内修复”。
其余要求不变。
""",
    ),
    Paper(
        title="重庆市人民政府办公厅关于中小微企业稳岗补贴有关事项的通知", drafting="office", topic=15, kinds="service execution",
        marks="policy", ground="P20-11", way="published", ago=262, to=ALL, expires="{year}-12-31",
        body="""
为帮助中小微企业稳定岗位，经市政府同意，现就稳岗补贴有关事项通知如下。
一、对不裁员、少裁员的中小微企业，按照规定给予稳岗补贴。
二、企业通过线上平台申请，无需另附证明材料，经办机构在10个工作日内办结。
三、补贴名单在发放前公示5个工作日，接受社会监督。
四、本通知有效期至{year}年12月31日。
""",
    ),
    Paper(
        title="重庆市人民政府办公厅关于印发重庆市政务数据共享管理规则的通知", drafting="office", topic=2, kinds="management decision",
        marks="policy normative", ground="P20-13", way="published", ago=16, to=ALL, effective="{next}-03-01",
        related=(("related", "渝府办发〔2017〕60号"),),
        body="""
《重庆市政务数据共享管理规则》已经市政府同意，现印发给你们，请认真贯彻执行。
一、总则
（一）政务数据以共享为原则、不共享为例外。
（二）一项数据由一个部门负责采集，其他部门共享使用。
二、目录
（一）各部门编制本部门的数据目录，注明共享属性和更新周期。
（二）目录每年核对1次，变动的在5个工作日内更新。
三、共享
（一）无条件共享的数据，由使用部门直接获取。
（二）有条件共享的数据，提供部门在7个工作日内答复，不同意的说明理由。
四、安全
（一）谁使用、谁负责，不得用于约定以外的用途。
（二）发生数据泄露的，立即停止共享并报告。
五、施行
本规则自{next}年3月1日起施行。
""",
    ),
    Paper(
        title="重庆市生态环境局关于开展秋冬季扬尘专项检查的通知", drafting="env", topic=10, kinds="execution", ground="P20-13",
        way="cleaned up", ago=20, to=BUREAUS,
        says={"declare_validity": {"basis": "专项检查已经结束，经文件清理，不再执行。"}},
        body="""
定于近期开展秋冬季扬尘专项检查，现将有关事项通知如下。
一、检查范围为中心城区在建工地、堆场和渣土运输车辆。
二、检查分自查、抽查、整改三个阶段，各阶段结果在市生态环境局网站公布。
三、检查不得影响企业正常生产经营，同一工地不重复检查。
""",
    ),
)
