from feedback_portal.management.styles import public_css, public_sheet


def test_the_sheet_of_the_candidates_is_the_sum_of_its_parts() -> None:
    assert public_sheet().read_text(encoding="utf-8") == public_css(), "run: python manage.py styles"
