-- What customers answered to offers.

create table offer (
    id uuid not null primary key,
    version bigint not null,
    deleted integer not null default 0,
    customer_kind text collate "C",
    customer_id uuid,
    product_id uuid,
    answer integer,
    reason integer,
    answered_on bigint
);
create index offer_by_customer on offer (customer_id, customer_kind);
