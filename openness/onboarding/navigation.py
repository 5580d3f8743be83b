"""What administrators find in their navigation."""
from django.utils.translation import gettext_lazy as _

from openness.desk.lists import Item

NAVIGATION = (
    Item(label=_("系统上线"), url="onboarding:setup", icon="rocket", group=_("系统"), administrators=True),
    Item(label=_("人员和密码"), url="onboarding:people", icon="users", group=_("系统"), administers=("system", "security")),
    Item(label=_("权限变更"), url="trust:changes", icon="replace-user", group=_("系统"), administers=("system", "security")),
    Item(label=_("账号和权限复核"), url="trust:review", icon="clipboard-check", group=_("系统"), administers=("security", "audit")),
    Item(label=_("留痕"), url="trust:trail", icon="list-search", group=_("系统"), administers=("audit",)),
    Item(label=_("工作日历"), url="deadlines:years", icon="calendar", group=_("系统"), administrators=True),
)
