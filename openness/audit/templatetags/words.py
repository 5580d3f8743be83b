from django import template

from ..words import step_label

register = template.Library()
register.filter(step_label)
