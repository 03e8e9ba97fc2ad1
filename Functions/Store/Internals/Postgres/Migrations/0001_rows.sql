-- The same tables as in SQLite with the types of PostgreSQL. Times are microseconds since 1970 (UTC). Texts that are keys compare byte by
-- byte, as they do there. version -1 marks a customer that orders name but whose own row was not seen yet.

create table store_setting (
    name text collate "C" not null primary key,
    value text not null
);

create table inbox (
    id text collate "C" not null primary key,
    type text not null,
    occurred_on bigint not null,
    received_on bigint not null,
    row_id uuid not null,
    row_version bigint not null
);
create index inbox_by_receipt on inbox (received_on);

create table customer (
    kind text collate "C" not null,
    id uuid not null,
    shard integer not null,
    version bigint not null,
    deleted integer not null default 0,
    created_on bigint,
    state_code integer not null default 0,
    currency_id uuid,
    industry_code integer,
    country text,
    employees integer,
    revenue numeric,
    owner_id uuid,
    parent_account_id uuid,
    profiling_status integer,
    primary key (kind, id)
);
create index customer_by_shard on customer (shard, kind, id);
create index customer_by_parent on customer (parent_account_id) where parent_account_id is not null;

create table sales_order (
    id uuid not null primary key,
    version bigint not null,
    deleted integer not null default 0,
    customer_kind text collate "C",
    customer_id uuid,
    ordered_on bigint not null,
    state_code integer not null,
    currency_id uuid,
    exchange_rate numeric not null,
    total_base numeric not null,
    discount_base numeric not null
);
create index sales_order_by_customer on sales_order (customer_id, customer_kind);

create table order_line (
    id uuid not null primary key,
    version bigint not null,
    deleted integer not null default 0,
    order_id uuid,
    product_id uuid,
    quantity numeric not null,
    price_base numeric not null,
    discount_base numeric not null,
    amount_base numeric not null
);
create index order_line_by_order on order_line (order_id);

create table product (
    id uuid not null primary key,
    version bigint not null,
    deleted integer not null default 0,
    number text,
    name text collate "C",
    state_code integer not null
);
