"""python manage.py styles: write static/feedback_portal/public.css anew after a change of the sheets it is made of."""

from typing import Any

from django.core.management.base import BaseCommand

from feedback_portal.management.styles import public_css, public_sheet


class Command(BaseCommand):
    help = "Write the style sheet of the candidates' pages anew."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        public_sheet().write_text(public_css(), encoding="utf-8")
        self.stdout.write(f"{public_sheet().name}: {public_sheet().stat().st_size} bytes")
