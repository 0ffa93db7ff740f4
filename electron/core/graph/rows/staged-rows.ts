/**
 * The rows that wait in staging, as JSON text beside their key, people in columns. They are written by the page schemas and read by the publication's SQL,
 * so both sides hold on to these types. Times are ISO 8601 UTC, flags 0 or 1, absent values null.
 */
export type StagedOrganization = {
  tenant_id: string
  display_name: string | null
  country: string | null
  default_domain: string | null
  created_at: string | null
}

/** Key: `sku_id`, lower case. */
export type StagedLicense = {
  sku_id: string
  sku_part_number: string
  applies_to: string | null
  capability_status: string | null
  enabled_units: number | null
  warning_units: number | null
  suspended_units: number | null
  locked_out_units: number | null
  consumed_units: number | null
  plans: {
    service_plan_id: string
    service_plan_name: string
    provisioning_status: string | null
    applies_to: string | null
  }[]
}

/** Key: `user_id`. A removed person has `removed` 1 and nothing else that counts. */
export type StagedUser = {
  user_id: string
  removed: 0 | 1
  /**
   * Of which members the row says something, as the bits of `told.ts`; the others are null or empty and count
   * for nothing.
   */
  told: number
  user_principal_name: string | null
  /** `user_principal_name` in lower case: what usage reports are joined by. */
  upn_key: string | null
  display_name: string | null
  mail: string | null
  account_enabled: 0 | 1 | null
  user_type: string | null
  department: string | null
  job_title: string | null
  company_name: string | null
  office_location: string | null
  city: string | null
  country: string | null
  usage_location: string | null
  created_at: string | null
  employee_id: string | null
  on_premises_sync: 0 | 1 | null
  is_resource_account: 0 | 1 | null
  licenses: { sku_id: string; disabled_plans: string[] }[]
  states: {
    sku_id: string
    /** Empty text for a direct assignment. */
    group_id: string
    state: string | null
    error: string | null
    disabled_plan_count: number
    updated_at: string | null
  }[]
}

/** Key: `user_id`. */
export type StagedSignIn = {
  user_id: string
  last_interactive_at: string | null
  last_non_interactive_at: string | null
  last_successful_at: string | null
}

/** Key: `subscription_id`. */
export type StagedSubscription = {
  subscription_id: string
  sku_id: string | null
  sku_part_number: string | null
  status: string | null
  total_licenses: number | null
  is_trial: 0 | 1 | null
  created_at: string | null
  next_lifecycle_at: string | null
}

/** Key: `application` or `servicePrincipal`. */
export type StagedRegistration = {
  object: 'application' | 'servicePrincipal'
  /** The object as Graph sent it, reduced to the fields that were asked for. */
  document: Record<string, unknown>
}
