"""PostgreSQL and Valkey for one machine, from the wheels of requirements.txt: for trying the portal and for its tests.

Nothing here imports Django, so that settings may ask for addresses before Django exists.
"""
