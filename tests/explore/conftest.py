from tests.indicators.conftest import deliver, lessons

__all__ = ["deliver", "lessons"]
