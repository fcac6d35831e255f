"""The bundled time zone data, as in the running application, not the operating system's."""

import zoneinfo

import pytest


@pytest.fixture(scope="session", autouse=True)
def bundled_zones():
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()
