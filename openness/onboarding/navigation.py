"""What administrators find in their navigation."""
from django.utils.translation import gettext_lazy as _

from openness.desk.lists import Item

NAVIGATION = (
    Item(label=_("系统上线"), url="onboarding:setup", icon="rocket", group=_("系统"), administrators=True),
    Item(label=_("人员和密码"), url="onboarding:people", icon="users", group=_("系统"), administrators=True),
)
