"""The candidate's own page and what hangs on it, behind the personal link. It needs both floors."""
