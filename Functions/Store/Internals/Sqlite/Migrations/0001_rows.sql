-- Ids are 16 bytes in printed order, times are microseconds since 1970 (UTC), decimals are invariant text: exact, as written.
-- version -1 marks a customer that orders name but whose own row was not seen yet.

create table store_setting (
    name text not null primary key,
    value text not null
) without rowid;

create table inbox (
    id text not null primary key,
    type text not null,
    occurred_on integer not null,
    received_on integer not null,
    row_id blob not null,
    row_version integer not null
) without rowid;
create index inbox_by_receipt on inbox (received_on);

create table customer (
    kind text not null,
    id blob not null,
    shard integer not null,
    version integer not null,
    deleted integer not null default 0,
    created_on integer,
    state_code integer not null default 0,
    currency_id blob,
    industry_code integer,
    country text,
    employees integer,
    revenue text,
    owner_id blob,
    parent_account_id blob,
    profiling_status integer,
    primary key (kind, id)
) without rowid;
create index customer_by_shard on customer (shard, kind, id);
create index customer_by_parent on customer (parent_account_id) where parent_account_id is not null;

create table sales_order (
    id blob not null primary key,
    version integer not null,
    deleted integer not null default 0,
    customer_kind text,
    customer_id blob,
    ordered_on integer not null,
    state_code integer not null,
    currency_id blob,
    exchange_rate text not null,
    total_base text not null,
    discount_base text not null
) without rowid;
create index sales_order_by_customer on sales_order (customer_id, customer_kind);

create table order_line (
    id blob not null primary key,
    version integer not null,
    deleted integer not null default 0,
    order_id blob,
    product_id blob,
    quantity text not null,
    price_base text not null,
    discount_base text not null,
    amount_base text not null
) without rowid;
create index order_line_by_order on order_line (order_id);

create table product (
    id blob not null primary key,
    version integer not null,
    deleted integer not null default 0,
    number text,
    name text,
    state_code integer not null
) without rowid;
