"""Staff and the three administrators. Part of models.py, which imports it."""
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Staff. What a user may do follows from assignments alone: an administrator has no business.

    Three administrators, each somebody else (GB/T 22239 8.1.5): one field, so that they exclude one another. A superuser
    is the founder: he looks after the system, and after security until somebody is appointed to that.
    """
    SYSTEM, SECURITY, AUDIT = "system", "security", "audit"
    ADMINISTRATORS = [(SYSTEM, _("系统管理员")), (SECURITY, _("安全管理员")), (AUDIT, _("审计管理员"))]
    SECURED = {"agencies.user", "agencies.assignment", "agencies.historicalassignment"}

    first_name = last_name = None
    name = models.CharField(_("姓名"), max_length=50)
    must_change_password = models.BooleanField(_("须修改密码"), default=False)      # a starting password is good for one sign-in
    administers = models.CharField(_("管理员"), max_length=10, blank=True, choices=ADMINISTRATORS)
    second_factor_since = models.DateTimeField(_("第二因素启用时间"), null=True, blank=True, editable=False)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)      # rises when all sessions shall end
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("用户")
        verbose_name_plural = _("用户")
        constraints = [models.CheckConstraint(
            name="one_kind_of_administrator", condition=Q(administers="") | Q(
                administers__in=["system", "security", "audit"], is_superuser=False))]

    def _get_session_auth_hash(self, secret=None):
        return salted_hmac("openness.session", f"{self.password}:{self.session_epoch}", secret=secret, algorithm="sha256").hexdigest()

    def looks_after(self, *parts):
        """Whether the person is one of these administrators. Who guards the audit is nobody's deputy."""
        if not self.is_active:
            return False
        if self.administers:
            return self.administers in parts
        return self.is_superuser and self.is_staff and (
            self.SYSTEM in parts or self.SECURITY in parts and self.stands_in_for_security)

    @cached_property
    def stands_in_for_security(self):
        return not User.security_is_appointed()

    @classmethod
    def security_is_appointed(cls):
        return cls.objects.filter(administers=cls.SECURITY, is_active=True).exists()

    def has_perm(self, perm, obj=None):
        """Asked of no object, it is Django's admin: people and posts are security's, everything else there the system's."""
        if obj is not None:
            return super().has_perm(perm, obj)
        app, _dot, name = perm.partition(".")
        return self.looks_after(self.SECURITY if f"{app}.{name.partition('_')[2]}" in self.SECURED else self.SYSTEM)

    def has_module_perms(self, app_label):
        return self.looks_after(self.SYSTEM, self.SECURITY)

    def __str__(self):
        return self.name or self.username

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)
