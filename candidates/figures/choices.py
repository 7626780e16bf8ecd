"""What the figures can be narrowed to: departments and colleagues that occur, in one statement."""

from dataclasses import dataclass

from django.db import connection

from candidates.models import Role

CHOICES = """
SELECT 'department', id, name FROM candidates_department WHERE EXISTS (
    SELECT 1 FROM candidates_vacancy v WHERE v.department_id = candidates_department.id)
UNION ALL
SELECT 'department', 0, '' WHERE EXISTS (SELECT 1 FROM candidates_vacancy WHERE department_id IS NULL)
UNION ALL
SELECT 'person', id, trim(first_name || ' ' || last_name) FROM candidates_user WHERE role = %(role)s
ORDER BY 1, 3, 2
"""


@dataclass(frozen=True)
class Choices:
    departments: dict[int, str]  # 0 and an empty name: vacancies without one
    people: dict[int, str]


def choices() -> Choices:
    with connection.cursor() as cursor:
        cursor.execute(CHOICES, {"role": Role.RECRUITER})
        rows = cursor.fetchall()
    return Choices(
        {pk: name for of, pk, name in rows if of == "department"}, {pk: name for of, pk, name in rows if of == "person"}
    )
