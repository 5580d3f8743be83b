from django.utils.translation import gettext_lazy as _

from openness.desk.lists import Item

NAVIGATION = (Item(label=_("运行状况"), url="operations:overview", icon="heartbeat", group=_("系统"), administrators=True),)
