"""Who may. The function that fetches also judges: the object, or a 404. It writes down who looked."""
