"""Steps about people and the installation, in words: apps above bring theirs with their tables of steps."""
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
    "import": _("导入公文"), "rename": _("机关更名"), "merge": _("机关撤并"), "export": _("导出"),
}


def step_label(step):
    return STEPS.get(step, step)
