-- What plays did for customers and what came of it.

create table play_action (
    id uuid not null primary key,
    version bigint not null,
    deleted integer not null default 0,
    customer_kind text collate "C",
    customer_id uuid,
    play_id uuid,
    status integer,
    control integer,
    started_on bigint,
    outcome integer,
    outcome_on bigint,
    outcome_base numeric
);
