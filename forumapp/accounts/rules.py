"""How long sign-ins and links hold, and what a password may be."""

import unicodedata
from datetime import datetime, timedelta

IDLE = timedelta(hours=12)
"""How long a sign-in holds that nobody uses."""
ABSOLUTE = timedelta(days=14)
"""How long a sign-in holds at most."""
TOUCH_EVERY = timedelta(minutes=10)
LINK_LIFE = timedelta(minutes=30)
LINKS_KEPT = timedelta(days=7)
"""How long a link is kept that was used or ran out: who reports something odd does so within days."""
SIGN_INS_KEPT = timedelta(days=7)
"""How long a sign-in is kept that holds no more, for the same reason."""
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 1000
FEWEST_DIFFERENT_SIGNS = 4

_COMMON = """
000000000000 111111111111 123123123123 123456123456 123456789000 123456789012 1234567890123 1234567890qwe
1234567890qwerty 123456789101 123456789123 123456789abc 123456789qwe 1234qwerasdf 1234qwerasdfzxcv 1q2w3e4r5t6y
1q2w3e4r5t6y7u 1q2w3e4r5t6y7u8i 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qazxsw23edc 987654321012 9876543210987 a1b2c3d4e5f6
abc123456789 abcd12345678 abcdefghijkl abcdefghijklm administrator administrator1 adminadminadmin admin1234567
asdfghjkl123 asdfghjkl;'zx asdfghjklzxcv bibliography biblioteka123 changemechangeme changeme1234 computer1234
correcthorsebatterystaple football1234 forumapp1234 iloveyou1234 iloveyouforever kazakhstan2026 letmein12345
librarian123 library12345 library123456 library2026! minsk1234567 moskva123456 motdepasse123 myfavoritepassword
parol1234567 parolparol123 password1234 password12345 password123456 password123! password2024 password2025
password2026 password2027 passwordpassword passw0rd1234 p@ssw0rd1234 qazwsxedcrfv qazwsxedcrfvtgb qwe123qwe123
qweasdzxc123 qwerty123456 qwerty1234567 qwerty12345678 qwerty123456789 qwertyqwerty qwertyuiop12 qwertyuiop123
qwertyuiop[] qwertyuiopasdf qwertyuiopasdfghjkl russia123456 starwars1234 superman1234 turkmenistan1
turkmenistan turkmenistan2026 uzbekistan2026 welcome12345 welcome123456 yourpassword zaq12wsxcde3 zxcvbnm12345
zxcvbnmasdfghjkl библиотека123 библиотекарь йцукенгшщзхъ йцукенгшщзхъ123 пароль123456 парольпароль
привет123456 туркменистан туркменистан1
"""
COMMON_PASSWORDS = frozenset(_COMMON.split())
"""Passwords of twelve signs and more that are guessed first."""


def email_key(email: str) -> str:
    """Return what accounts are told apart by: the address without regard to case and composition."""
    return unicodedata.normalize("NFC", email).strip().casefold()


def holds(*, created_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Say whether a sign-in still holds: used within the idle limit and not older than the absolute one."""
    return now - seen_at < IDLE and now - created_at < ABSOLUTE


def is_touch_due(*, seen_at: datetime, now: datetime) -> bool:
    """Say whether the last use of a sign-in should be noted again."""
    return now - seen_at >= TOUCH_EVERY


def is_long_enough(password: str) -> bool:
    """Say whether a password has enough signs."""
    return len(password) >= SHORTEST_PASSWORD


def is_short_enough(password: str) -> bool:
    """Say whether a password is not so long that reading it costs too much."""
    return len(password) <= LONGEST_PASSWORD


def is_guessed_first(password: str, *, email: str) -> bool:
    """Say whether a password is a common one, the owner's address, or a few signs over and over."""
    plain = unicodedata.normalize("NFC", password).casefold()
    address = email_key(email)
    return (
        plain in COMMON_PASSWORDS
        or plain in {address, address.partition("@")[0]}
        or (len(set(plain)) < FEWEST_DIFFERENT_SIGNS)
    )


def browser_words(user_agent: str) -> str:
    """Return the browser and system that a User-Agent names, in a few words: "Firefox, Linux"."""
    browsers = (("Edg", "Edge"), ("YaBrowser", "Yandex"), ("OPR", "Opera"), ("Firefox", "Firefox"))
    rest = (("Chrome", "Chrome"), ("Safari", "Safari"))
    systems = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"))
    others = (("Mac OS", "macOS"), ("Linux", "Linux"))
    found = [
        next((name for sign, name in pairs if sign in user_agent), "") for pairs in (browsers + rest, systems + others)
    ]
    return ", ".join(name for name in found if name)
