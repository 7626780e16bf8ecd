from datetime import timedelta
from types import SimpleNamespace

from gunicorn.config import Config

from feedback_portal.logs import AccessLog, hide_tokens

TOKEN = "p8AKvUesIAMWBNXlX0iKfZMZeeptoP3dOtJH4I2WYm8"


def test_a_token_in_any_field_is_hidden() -> None:
    event = hide_tokens(None, "", {"event": f"Not Found: /s/{TOKEN}/", "n": 3, "url": f"https://x/s/{TOKEN}?a=1"})
    assert event == {"event": "Not Found: /s/.../", "n": 3, "url": "https://x/s/...?a=1"}


def test_the_log_of_requests_holds_no_token() -> None:
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": f"/s/{TOKEN}/",
        "PATH_INFO": f"/s/{TOKEN}/",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_REFERER": f"https://x/s/{TOKEN}/",
    }
    answer = SimpleNamespace(status="302 Found", sent=0, headers=[])
    asked = SimpleNamespace(headers=[("REFERER", f"https://x/s/{TOKEN}/")])

    atoms = AccessLog(Config()).atoms(answer, asked, environ, timedelta(seconds=1))
    assert TOKEN not in str(atoms)
    assert atoms["U"] == "/s/.../"
