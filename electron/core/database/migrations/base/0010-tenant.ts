import type { Migration } from '../migration.ts'

/** What Microsoft Graph says about the tenant, its products, its people and who holds what. */
export const tenantTables: Migration = {
  version: 10,
  name: 'tenant',
  up: `
create table organization (
  tenant_id text primary key,
  display_name text,
  country text,
  default_domain text,
  created_at text
) strict, without rowid;

create table license (
  sku_id text primary key,
  sku_part_number text not null,
  applies_to text,
  capability_status text,
  enabled_units integer not null,
  warning_units integer not null,
  suspended_units integer not null,
  locked_out_units integer not null,
  consumed_units integer not null
) strict, without rowid;

create table license_plan (
  sku_id text not null,
  service_plan_id text not null,
  service_plan_name text not null,
  provisioning_status text,
  applies_to text,
  primary key (sku_id, service_plan_id)
) strict, without rowid;

create table user (
  user_id text primary key,
  user_principal_name text,
  upn_key text,
  display_name text,
  mail text,
  account_enabled integer,
  user_type text,
  department text,
  job_title text,
  company_name text,
  office_location text,
  city text,
  country text,
  usage_location text,
  created_at text,
  employee_id text,
  on_premises_sync integer,
  is_resource_account integer
) strict, without rowid;
-- Usage reports are matched by this key alone, so the index holds all that the match gives.
create index user_by_upn on user (upn_key, user_id, user_principal_name);

create table assigned_license (
  user_id text not null,
  sku_id text not null,
  disabled_plan_count integer not null,
  disabled_plans text not null,
  primary key (user_id, sku_id)
) strict, without rowid;
create index assigned_license_by_sku on assigned_license (sku_id, user_id);

create table license_state (
  user_id text not null,
  sku_id text not null,
  group_id text not null,
  state text,
  error text,
  disabled_plan_count integer not null,
  updated_at text,
  primary key (user_id, sku_id, group_id)
) strict, without rowid;

-- The few states that tell of trouble.
create index license_state_in_trouble on license_state (user_id, sku_id, group_id, state) where state <> 'Active';

create table sign_in (
  user_id text primary key,
  last_interactive_at text,
  last_non_interactive_at text,
  last_successful_at text
) strict, without rowid;

create table subscription (
  subscription_id text primary key,
  sku_id text,
  sku_part_number text,
  status text,
  total_licenses integer,
  is_trial integer,
  created_at text,
  next_lifecycle_at text
) strict, without rowid;

create table registration (
  object text primary key,
  document text not null
) strict, without rowid;
`,
}
