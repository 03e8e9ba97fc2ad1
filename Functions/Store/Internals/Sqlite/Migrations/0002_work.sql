-- What is to be done and what was found: dirty customers, scores, models, runs.

create table dirty (
    kind text not null,
    id blob not null,
    shard integer not null,
    change integer not null,
    by_event integer not null,
    since integer not null,
    claim blob,
    claimed_until integer not null default 0,
    primary key (kind, id)
) without rowid;
create index dirty_by_shard on dirty (shard, claimed_until);

create table wake_up (
    shard integer not null primary key,
    announced_on integer not null
);

create table score (
    kind text not null,
    id blob not null,
    computed_on integer,
    model_version text,
    churn_score real,
    computed_json text,
    written_on integer,
    written_json text,
    primary key (kind, id)
) without rowid;

create table score_point (
    kind text not null,
    id blob not null,
    day integer not null,
    score real not null,
    primary key (kind, id, day)
) without rowid;

create table model (
    kind text not null,
    version text not null,
    stage text not null,
    trained_on integer not null,
    quality_json text not null,
    primary key (kind, version)
) without rowid;
create unique index model_one_champion on model (kind) where stage = 'champion';

create table model_file (
    kind text not null,
    version text not null,
    name text not null,
    bytes blob not null,
    primary key (kind, version, name)
);

create table run (
    id blob not null primary key,
    job text not null,
    stage text not null,
    status text not null,
    started_on integer not null,
    ended_on integer,
    json text not null
) without rowid;
create index run_by_end on run (ended_on, started_on);

create table named_value (
    name text not null primary key,
    value text not null
) without rowid;
