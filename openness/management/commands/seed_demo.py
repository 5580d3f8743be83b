"""The demonstration city: bodies, people, papers in every state with a true history. A second run changes nothing."""
import json
from importlib import import_module

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import module_has_submodule

from openness.agencies import demo
from openness.agencies.models import User
from openness.agencies.rights import derive


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        if not hasattr(settings, "DEMO_ACCOUNTS"):
            raise CommandError("seed_demo runs under demo settings only: its accounts must not exist elsewhere")
        now = timezone.now()
        if User.objects.filter(username=demo.PEOPLE[0][1]).exists():
            self.stdout.write("demonstration data are there already")
        elif User.objects.exists():
            raise CommandError("this database has other users: seed_demo fills an empty one")
        else:
            self.fill(now)
        derive(*User.objects.all(), on=timezone.localdate(now))
        if settings.DEMO_ACCOUNTS:
            self.write_accounts(settings.DEMO_ACCOUNTS)

    @transaction.atomic
    def fill(self, now):
        from django.apps import apps
        city = demo.seed(now)
        seeds = [(app, import_module(f"{app.name}.demo")) for app in apps.get_app_configs()
                 if app.name != "openness.agencies" and module_has_submodule(app.module, "demo")]
        for _app, module in seeds:
            if hasattr(module, "prepare"):      # what must stand by while papers of an app below are on their way
                module.prepare(city)
        for app, module in seeds:
            self.stdout.write(f"{app.verbose_name} …")
            module.seed(city, now)

    def write_accounts(self, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(demo.accounts(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        path.chmod(0o600)
