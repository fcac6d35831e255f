"""Which clock a country keeps, and a city of a country that keeps several."""

from functools import cache
from importlib import resources

from forumapp.exchange.document import LanguageMap
from forumapp.exchange.text import latin

MAIN_ZONES = {
    "AR": "America/Argentina/Buenos_Aires", "AU": "Australia/Sydney", "BR": "America/Sao_Paulo", "CA": "America/Toronto",
    "CD": "Africa/Kinshasa", "CL": "America/Santiago", "CN": "Asia/Shanghai", "CY": "Asia/Nicosia", "DE": "Europe/Berlin",
    "EC": "America/Guayaquil", "ES": "Europe/Madrid", "FM": "Pacific/Pohnpei", "GL": "America/Nuuk", "ID": "Asia/Jakarta",
    "KI": "Pacific/Tarawa", "KZ": "Asia/Almaty", "MH": "Pacific/Majuro", "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City", "MY": "Asia/Kuala_Lumpur", "NZ": "Pacific/Auckland", "PF": "Pacific/Tahiti",
    "PG": "Pacific/Port_Moresby", "PS": "Asia/Hebron", "PT": "Europe/Lisbon", "RU": "Europe/Moscow", "UA": "Europe/Kyiv",
    "UM": "Pacific/Wake", "US": "America/New_York", "UZ": "Asia/Tashkent",
}  # fmt: skip
"""The zone of the capital or, where far more people keep another, theirs; of countries with more than one in tzdata."""

_RUSSIAN_CITIES = {
    "Europe/Kaliningrad": "Калининград/Kaliningrad",
    "Europe/Samara": "Самара/Samara Тольятти/Tolyatti Ижевск/Izhevsk",
    "Europe/Saratov": "Саратов/Saratov",
    "Europe/Ulyanovsk": "Ульяновск/Ulyanovsk",
    "Europe/Astrakhan": "Астрахань/Astrakhan",
    "Asia/Yekaterinburg": "Екатеринбург/Yekaterinburg/Ekaterinburg Челябинск/Chelyabinsk Уфа/Ufa Пермь/Perm Тюмень/Tyumen "
    "Оренбург/Orenburg Курган/Kurgan Магнитогорск/Magnitogorsk Сургут/Surgut Ханты-Мансийск/Khanty-Mansiysk "
    "Салехард/Salekhard",
    "Asia/Omsk": "Омск/Omsk",
    "Asia/Novosibirsk": "Новосибирск/Novosibirsk",
    "Asia/Barnaul": "Барнаул/Barnaul Горно-Алтайск/Gorno-Altaysk",
    "Asia/Tomsk": "Томск/Tomsk",
    "Asia/Novokuznetsk": "Новокузнецк/Novokuznetsk Кемерово/Kemerovo",
    "Asia/Krasnoyarsk": "Красноярск/Krasnoyarsk Абакан/Abakan Кызыл/Kyzyl Норильск/Norilsk",
    "Asia/Irkutsk": "Иркутск/Irkutsk Братск/Bratsk Улан-Удэ/Ulan-Ude",
    "Asia/Chita": "Чита/Chita",
    "Asia/Yakutsk": "Якутск/Yakutsk Благовещенск/Blagoveshchensk",
    "Asia/Vladivostok": "Владивосток/Vladivostok Хабаровск/Khabarovsk Биробиджан/Birobidzhan",
    "Asia/Magadan": "Магадан/Magadan",
    "Asia/Sakhalin": "Южно-Сахалинск/Yuzhno-Sakhalinsk",
    "Asia/Kamchatka": "Петропавловск-Камчатский/Petropavlovsk-Kamchatsky",
    "Asia/Anadyr": "Анадырь/Anadyr",
}
"""Seats of regions and large cities of Russia that do not keep Moscow time (tzdata 2026f)."""


def zone_of(country: str, city: LanguageMap | None = None) -> str | None:
    """Return the zone of a country (ISO 3166-1 alpha-2), or of the city where that is known to keep another; None if unknown."""
    if country == "RU":
        cities = _cities_of_russia()
        found = (cities.get(latin(name).strip()) for name in (city or {}).values())
        return next((zone for zone in found if zone), MAIN_ZONES["RU"])
    return MAIN_ZONES.get(country) or _only_zones().get(country)


@cache
def _only_zones() -> dict[str, str]:
    """Return the first zone that tzdata lists for each country: the only one, as MAIN_ZONES names the others."""
    zones: dict[str, str] = {}
    table = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    for line in table.splitlines():
        if not line.startswith("#"):
            country, _place, zone, *_remark = line.split("\t")
            zones.setdefault(country, zone)
    return zones


@cache
def _cities_of_russia() -> dict[str, str]:
    return {
        latin(name): zone
        for zone, cities in _RUSSIAN_CITIES.items()
        for city in cities.split()
        for name in city.split("/")
    }
