-- What products cost and are sold for, and their families. All products are read again, so that those known already get theirs.

alter table product add column price_base text;
alter table product add column cost_base text;
alter table product add column family_id blob;
update product set version = -1 where deleted = 0;
delete from named_value where name = 'changes:product';
