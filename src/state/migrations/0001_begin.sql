-- What the bot must not forget over a restart. Ids of Discord's are 64 bits without the sign, and stay below 2^63 until the
-- year 2084. Instants are milliseconds since 1970, days are `2026-11-26`.

-- The random id of this database, and counters.
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- AUTOINCREMENT: an id that was removed is never given out again, or another subscription's posts would be taken for its own.
CREATE TABLE subscriptions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild INTEGER NOT NULL,
    channel INTEGER NOT NULL,
    -- What its owners chose, as JSON; only who plans and who shows it read it.
    settings TEXT NOT NULL,
    made INTEGER NOT NULL,
    -- The last day that needs no more planning, and from which day on Mondays have digests.
    done_through TEXT NOT NULL,
    digests_from TEXT,
    -- Why nothing is posted: in words, and whether the bot itself found it so.
    paused TEXT,
    paused_by_bot INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX subscriptions_by_guild ON subscriptions (guild);

-- Servers that the bot was removed from, and when.
CREATE TABLE left_guilds (
    guild INTEGER PRIMARY KEY,
    since INTEGER NOT NULL
) STRICT;

-- One row for each day of a subscription that was posted, is to be posted or was passed over.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    subscription INTEGER NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    date TEXT NOT NULL,
    -- The row whose message holds this day, where several days share one.
    carrier INTEGER REFERENCES outbox (id) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'trying', 'held', 'posted', 'skipped', 'unknown', 'failed')),
    channel INTEGER NOT NULL,
    -- What is sent; emptied when it is settled.
    body TEXT,
    nonce TEXT NOT NULL,
    mark TEXT NOT NULL,
    crosspost INTEGER NOT NULL DEFAULT 0,
    -- The first attempt that may have reached Discord, and the latest one.
    first_attempt INTEGER,
    claimed INTEGER,
    message INTEGER,
    reason TEXT,
    -- How many seconds after its hour it was posted.
    lateness INTEGER,
    changed INTEGER NOT NULL,
    UNIQUE (subscription, kind, date)
) STRICT;
CREATE INDEX outbox_open ON outbox (state) WHERE state IN ('waiting', 'trying', 'held');
CREATE INDEX outbox_by_date ON outbox (date);
CREATE INDEX outbox_by_carrier ON outbox (carrier) WHERE carrier IS NOT NULL;

-- Messages in announcement channels that are still to be handed on to those who follow the channel.
CREATE TABLE crossposts (
    post INTEGER PRIMARY KEY REFERENCES outbox (id) ON DELETE CASCADE,
    channel INTEGER NOT NULL,
    message INTEGER NOT NULL,
    since INTEGER NOT NULL
) STRICT;
