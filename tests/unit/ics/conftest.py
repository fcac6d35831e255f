"""The bundled time zone data, as in the running application, not the operating system's."""

import pytest

from tests.unit.ics.samples import use_bundled_zones


@pytest.fixture(scope="package", autouse=True)
def bundled_zones():
    use_bundled_zones()
