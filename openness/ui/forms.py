"""How forms look. Set FORM_RENDERER to ``openness.ui.forms.Renderer``; forms themselves name no class and no template."""

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.functional import keep_lazy_text
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
CHECKS = (forms.CheckboxInput, *GROUPS)
DEFAULT_REQUIRED = forms.Field.default_error_messages["required"]
FILL_IN, CHOOSE, ATTACH = (
    gettext_lazy("请填写“{label}”。"),
    gettext_lazy("请选择“{label}”。"),
    gettext_lazy("请上传“{label}”。"),
)
TOO_SHORT = gettext_lazy("“{label}”至少 %(limit_value)d 字，当前 %(show_value)d 字，请补充。")
TOO_LONG = gettext_lazy("“{label}”最多 %(limit_value)d 字，当前 %(show_value)d 字，请删减。")


@keep_lazy_text
def _about(words, label):
    # The validator puts its figures in afterwards, so a per cent sign of the label must survive that.
    return str(words).replace("{label}", str(label).replace("%", "%%"))


class Field(BoundField):
    """Gives each control its class and what assistive technology must know, so that widgets stay as Django made them."""

    def __init__(self, form, field, name):
        super().__init__(form, field, name)
        if self._foreign:
            return
        # "This field is required" five times over tells nobody what to do. The field is the form's own copy by now, and it
        # is bound before it is cleaned.
        messages = field.error_messages
        if messages.get("required") == DEFAULT_REQUIRED:
            asks = [(forms.FileInput, ATTACH), ((forms.Select, *CHECKS), CHOOSE), (forms.Widget, FILL_IN)]
            words = next(said for kinds, said in asks if isinstance(field.widget, kinds))
            messages["required"] = _about(words, self.label)
        messages.setdefault("min_length", _about(TOO_SHORT, self.label))
        messages.setdefault("max_length", _about(TOO_LONG, self.label))

    @property
    def _foreign(self) -> bool:
        # The admin draws its forms with its own style sheet and scripts.
        return self.field.widget.__class__.__module__.startswith("django.contrib.admin")

    @property
    def use_fieldset(self) -> bool:
        # A file is one control with one label; Django would wrap it in a group without naming the input.
        if isinstance(self.field.widget, forms.ClearableFileInput):
            return False
        return super().use_fieldset

    @property
    def is_group(self) -> bool:
        return isinstance(self.field.widget, GROUPS)

    @property
    def is_check(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def focus_id(self) -> str:
        """Where a link to this field leads: its control, and for a group its first choice."""
        return self.id_for_label or (f"{self.auto_id}_0" if self.auto_id else "")

    @property
    def options(self) -> list[dict]:
        """The choices of a group, each with the help that the form field's ``option_help`` has for its value."""
        described = getattr(self.field, "option_help", {})
        return [
            {
                "id": choice.id_for_label,
                "value": str(choice.data["value"]),
                "label": choice.choice_label,
                "input": choice.tag(),
                "help": described.get(str(choice.data["value"]), ""),
            }
            for choice in self.subwidgets
            if str(choice.data["value"]) != "" or self.field.widget.allow_multiple_selected
        ]

    @property
    def has_option_help(self) -> bool:
        return bool(getattr(self.field, "option_help", None))

    def as_widget(self, widget=None, attrs=None, only_initial=False):
        control = widget or self.field.widget
        # The browser's own calendar. Both formats are what such inputs send and expect, in every language.
        if type(control) is forms.DateInput:
            control.input_type, control.format = "date", "%Y-%m-%d"
        elif type(control) is forms.DateTimeInput:
            control.input_type, control.format = "datetime-local", "%Y-%m-%dT%H:%M"
        return super().as_widget(widget, attrs, only_initial)

    def build_widget_attrs(self, attrs, widget=None):
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden or self._foreign:
            return attrs
        if isinstance(widget, CHECKS):
            style = "form-check-input"
        elif isinstance(widget, forms.Select | forms.SelectDateWidget):
            style = "form-select"
        else:
            style = "form-control"
        attrs["class"] = " ".join(filter(None, [widget.attrs.get("class", ""), attrs.get("class", ""), style]))
        # In a group the requirement and the description belong to the fieldset; "required" on each box would ask for all.
        if isinstance(widget, forms.CheckboxSelectMultiple):
            attrs.pop("required", None)
        if self.is_group:
            attrs.pop("aria-invalid", None)
        if isinstance(widget, forms.Textarea):
            longest = widget.attrs.get("maxlength")
            attrs.setdefault(
                "data-count",
                _("已输入 {n} 字，最多 %(max)s 字") % {"max": longest} if longest else _("已输入 {n} 字"),
            )
        return attrs


class Renderer(TemplatesSetting):
    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
    bound_field_class = Field
