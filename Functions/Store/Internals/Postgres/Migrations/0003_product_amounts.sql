-- What products cost and are sold for, and their families. All products are read again, so that those known already get theirs.

alter table product add column price_base numeric;
alter table product add column cost_base numeric;
alter table product add column family_id uuid;
update product set version = -1 where deleted = 0;
delete from named_value where name = 'changes:product';
