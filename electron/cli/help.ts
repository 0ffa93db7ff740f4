/** Example lines below a command's options. */
export function examples(...lines: readonly string[]): string {
  return ['', 'Examples:', ...lines.map(line => `  ${line}`)].join('\n')
}

export const tourHelp = `A first tour, without a tenant and without leaving this computer:
  m365-connector demo

With a tenant:
  m365-connector add --name Contoso --tenant ID --client ID --secret-stdin --check
  m365-connector sync
  m365-connector report overview
  m365-connector report --list

ID is the connector's id or name; it may be left out where only one exists.`

export const exitStatusHelp = `Exit status:
  0    done
  1    unexpected failure
  2    usage: wrong option, malformed ID, missing file, unknown name
  3    finished, but a dataset failed
  4    credentials or permissions were refused
  5    the service could not be reached, or asks to wait for too long
  6    another sync of this connector is running
  130  interrupted`

export const environmentHelp = `Environment:
  M365_CONNECTOR_HOME           data directory
  M365_CONNECTOR_SECRET_STORE   keychain (default) or memory (nothing is kept; give the secret each time)
  M365_CONNECTOR_CLIENT_SECRET  the client secret, where the store is memory or "add" is not told otherwise
  M365_CONNECTOR_LOGIN_URL, M365_CONNECTOR_GRAPH_URL
                                addresses of a custom cloud (--cloud custom)
  M365_CONNECTOR_CA_FILE        extra CA certificates (PEM)
  M365_CONNECTOR_LOG            error, warn, info (default) or debug
  HTTPS_PROXY, NO_PROXY, NO_COLOR are honoured`
