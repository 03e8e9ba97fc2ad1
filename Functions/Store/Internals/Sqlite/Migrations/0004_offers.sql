-- What customers answered to offers.

create table offer (
    id blob not null primary key,
    version integer not null,
    deleted integer not null default 0,
    customer_kind text,
    customer_id blob,
    product_id blob,
    answer integer,
    reason integer,
    answered_on integer
) without rowid;
create index offer_by_customer on offer (customer_id, customer_kind);
