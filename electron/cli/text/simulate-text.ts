/** What a second shell needs to know of a simulated tenant. */
export type SimulatedTenant = {
  loginUrl: string
  graphUrl: string
  reportsUrl: string
  tenantId: string
  domain: string
  clientId: string
  clientSecret: string
  secretId: string
  caFile: string
  certificateFile: string
  home: string
}

/** The environment in which the other commands reach the simulated tenant and leave the person's own data alone. */
export function tourEnvironment(tenant: SimulatedTenant): Record<string, string> {
  return {
    M365_CONNECTOR_HOME: tenant.home,
    M365_CONNECTOR_LOGIN_URL: tenant.loginUrl,
    M365_CONNECTOR_GRAPH_URL: tenant.graphUrl,
    M365_CONNECTOR_CA_FILE: tenant.caFile,
    M365_CONNECTOR_SECRET_STORE: 'memory',
    M365_CONNECTOR_CLIENT_SECRET: tenant.clientSecret,
  }
}

/** Lines to paste into the shell that is usual on the platform. */
export function environmentText(
  environment: Readonly<Record<string, string>>,
  platform: NodeJS.Platform,
): string[] {
  return Object.entries(environment).map(([name, value]) =>
    platform === 'win32'
      ? `$env:${name} = '${value.replaceAll("'", "''")}'`
      : `export ${name}='${value.replaceAll("'", `'\\''`)}'`,
  )
}

/** The tour, as it is typed where this command was called: through npm in a checkout, else by the program's name. */
export function tourCommands(
  { tenantId, clientId }: SimulatedTenant,
  env: Readonly<Record<string, string | undefined>>,
): string[] {
  const program = env['npm_lifecycle_event'] === 'cli' ? 'npm run cli --' : 'm365-connector'
  const add = `add --name Simulated --tenant ${tenantId} --client ${clientId} --cloud custom --check`
  return [add, 'sync', 'report overview', 'report --list'].map(command => `${program} ${command}`)
}
