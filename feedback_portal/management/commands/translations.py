"""python manage.py translations: compile what the translators wrote. `up` and the tests do it by themselves."""

from django.core.management.base import BaseCommand

from feedback_portal.management.translations import compile_translations


class Command(BaseCommand):
    help = "Compile the translations that are newer than their compiled form."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        for path in compile_translations():
            self.stdout.write(f"compiled {path}")
