"""fold Armenian and Georgian names and dzh in what is searched, and keep the digits of telephone numbers"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None

LETTERS = {
    "ու": "u", "ա": "a", "բ": "b", "գ": "g", "դ": "d", "ե": "e", "զ": "z", "է": "e", "ը": "i", "թ": "t", "ժ": "zh", "ի": "i",
    "լ": "l", "խ": "h", "ծ": "ts", "կ": "k", "հ": "h", "ձ": "dz", "ղ": "gh", "ճ": "ch", "մ": "m", "յ": "i", "ն": "n", "շ": "sh",
    "ո": "o", "չ": "ch", "պ": "p", "ջ": "j", "ռ": "r", "ս": "s", "վ": "v", "տ": "t", "ր": "r", "ց": "ts", "ւ": "v", "փ": "p",
    "ք": "k", "օ": "o", "ֆ": "f",
    "ა": "a", "ბ": "b", "გ": "g", "დ": "d", "ე": "e", "ვ": "v", "ზ": "z", "თ": "t", "ი": "i", "კ": "k", "ლ": "l", "მ": "m", "ნ": "n",
    "ო": "o", "პ": "p", "ჟ": "zh", "რ": "r", "ს": "s", "ტ": "t", "უ": "u", "ფ": "p", "ქ": "k", "ღ": "gh", "ყ": "k", "შ": "sh",
    "ჩ": "ch", "ც": "ts", "ძ": "dz", "წ": "ts", "ჭ": "ch", "ხ": "h", "ჯ": "j", "ჰ": "h",
    "dzh": "j",
}  # fmt: skip
NATIONAL = 11


def upgrade() -> None:
    connection = op.get_bind()
    for name in ("registrations", "people", "institutions"):
        rows = sa.table(name, sa.column("id", sa.Integer), sa.column("search_text", sa.Text))
        for number, text in connection.execute(sa.select(rows.c.id, rows.c.search_text)).all():
            if (folded := _folded(text)) != text:
                connection.execute(sa.update(rows).where(rows.c.id == number).values(search_text=folded))
    rows = sa.table(
        "registrations",
        sa.column("id", sa.Integer),
        sa.column("phone", sa.String),
        sa.column("phone_digits", sa.String),
    )
    for number, phone in connection.execute(sa.select(rows.c.id, rows.c.phone).where(rows.c.phone.is_not(None))).all():
        connection.execute(sa.update(rows).where(rows.c.id == number).values(phone_digits=_digits(phone)))


def downgrade() -> None:
    """What is found in more spellings stays found: the former text cannot be known again, and the code before reads it."""


def _folded(text: str) -> str:
    if text.isascii() and "dzh" not in text:
        return text
    folded = re.sub(r"\bո(?!ւ)", "vo", text)
    for letters, sound in LETTERS.items():
        folded = folded.replace(letters, sound)
    return folded


def _digits(phone: str) -> str | None:
    digits = "".join(sign for sign in phone if sign in "0123456789")
    return digits[1:] if len(digits) == NATIONAL and digits[0] in "78" else digits or None
