"""The same examples in every run, and no time limits: a busy machine is no broken promise."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "calm", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("calm")
