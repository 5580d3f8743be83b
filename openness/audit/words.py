"""Events in words. What is a step of a workflow is called by its table; here stands everything else that is put on the trail."""
from django.utils.translation import gettext_lazy as _

STEPS = {
    "sign_in": _("登录"), "sign_in_failed": _("登录未成功"), "sign_out": _("退出登录"), "end_sessions": _("退出其他登录"),
    "set_second_factor": _("启用第二因素"), "remove_second_factor": _("停用第二因素"), "reset_second_factor": _("重置第二因素"),
    "second_factor_failed": _("验证码不正确"), "recovery_code_used": _("使用恢复码"), "new_recovery_codes": _("生成恢复码"),
    "reset_password": _("发放初始密码"), "change_password": _("修改密码"), "set_password": _("设置密码"),
    "forgot_password": _("申请设置密码的邮件"), "send_password_link": _("发送设置密码的邮件"),
    "propose_rights": _("提出权限变更"), "confirm_rights": _("确认权限变更"), "refuse_rights": _("不同意权限变更"),
    "change_rights_alone": _("一人办理权限变更"), "disable_account": _("停用账号"), "unlock_account": _("解除登录锁定"),
    "review_access": _("复核账号和权限"), "import_bodies": _("导入机关"), "import_staff": _("导入人员和任职"),
    "import": _("导入公文"), "rename": _("机关更名"), "merge": _("机关撤并"),
    "read": _("查阅不公开的内容"), "download": _("下载文件"), "print": _("下载公文、打印单"), "export": _("导出"), "refused": _("越权访问被拒"),
    "acknowledge": _("已知悉"), "recount": _("期限重算"), "schedule_failed": _("定时公开没有成功"), "purge": _("清除内容"),
    "admin_add": _("在系统管理中新增"), "admin_change": _("在系统管理中修改"), "admin_delete": _("在系统管理中删除"),
}


def label(event):
    return step_label(event.step, getattr(event.subject_type.model_class(), "workflow", None))


def step_label(step, workflow=None):
    """In the words of the subject's own table of steps, else of this one."""
    return workflow[step].label if workflow and step in workflow else STEPS.get(step, step)
