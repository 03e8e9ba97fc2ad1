-- What is to be done and what was found: dirty customers, scores, models, runs.

create table dirty (
    kind text collate "C" not null,
    id uuid not null,
    shard integer not null,
    change bigint not null,
    by_event integer not null,
    since bigint not null,
    claim uuid,
    claimed_until bigint not null default 0,
    primary key (kind, id)
);
create index dirty_by_shard on dirty (shard, claimed_until);

create table wake_up (
    shard integer not null primary key,
    announced_on bigint not null
);

create table score (
    kind text collate "C" not null,
    id uuid not null,
    computed_on bigint,
    model_version text,
    churn_score double precision,
    computed_json text,
    written_on bigint,
    written_json text,
    primary key (kind, id)
);

create table score_point (
    kind text collate "C" not null,
    id uuid not null,
    day integer not null,
    score double precision not null,
    primary key (kind, id, day)
);

create table model (
    kind text collate "C" not null,
    version text collate "C" not null,
    stage text not null,
    trained_on bigint not null,
    quality_json text not null,
    primary key (kind, version)
);
create unique index model_one_champion on model (kind) where stage = 'champion';

create table model_file (
    kind text collate "C" not null,
    version text collate "C" not null,
    name text collate "C" not null,
    bytes bytea not null,
    primary key (kind, version, name)
);

create table run (
    id uuid not null primary key,
    job text not null,
    stage text not null,
    status text not null,
    started_on bigint not null,
    ended_on bigint,
    json text not null
);
create index run_by_end on run (ended_on, started_on);

create table named_value (
    name text collate "C" not null primary key,
    value text not null
);
