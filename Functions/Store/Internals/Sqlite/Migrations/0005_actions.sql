-- What plays did for customers and what came of it.

create table play_action (
    id blob not null primary key,
    version integer not null,
    deleted integer not null default 0,
    customer_kind text,
    customer_id blob,
    play_id blob,
    status integer,
    control integer,
    started_on integer,
    outcome integer,
    outcome_on integer,
    outcome_base text
) without rowid;
