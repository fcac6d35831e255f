"""turn stars on sessions that take sign-ups into sign-ups, in the order of marking"""

from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None

# Before sign-ups were rows, a star on such a session was counted as one. Of the confirmed the first get the places; who is not
# confirmed waits; whoever asks for approval still waits for it. The stars stay.
INSERT = """
INSERT INTO session_signups (registration_id, session_key, title, status, arrived, created_at)
SELECT registration_id, session_key, title,
    CASE
        WHEN signup = 'approval' THEN 'asked'
        WHEN registration_status = 'confirmed' AND (places IS NULL OR turn <= places) THEN 'signed'
        ELSE 'waiting'
    END,
    arrived, created_at
FROM (
    SELECT stars.registration_id, stars.session_key, sessions.title, sessions.signup, stars.created_at,
        registrations.status AS registration_status,
        CASE
            WHEN rooms.capacity IS NULL OR rooms.attendance = 'hybrid' THEN sessions.capacity
            WHEN sessions.capacity IS NULL OR rooms.capacity < sessions.capacity THEN rooms.capacity
            ELSE sessions.capacity
        END AS places,
        ROW_NUMBER() OVER (PARTITION BY sessions.id ORDER BY stars.id) AS arrived,
        ROW_NUMBER() OVER (PARTITION BY sessions.id, registrations.status ORDER BY stars.id) AS turn
    FROM stars
    JOIN registrations ON registrations.id = stars.registration_id
    JOIN sessions ON sessions.forum_id = registrations.forum_id AND sessions.key = stars.session_key
    LEFT JOIN rooms ON rooms.id = sessions.room_id
    WHERE sessions.deleted_at IS NULL AND sessions.signup IN ('open', 'approval')
        AND registrations.status NOT IN ('declined', 'withdrawn')
) AS marked
"""


def upgrade() -> None:
    op.execute(INSERT)


def downgrade() -> None:
    op.execute("DELETE FROM session_signups")
