import type { CloudName } from '../../contract/connectors.ts'
import type { PermissionChoice } from '../../contract/setup/setup.ts'
import { graphAppId, permissions } from '../datasets/permissions.ts'
import type { Cloud } from '../ports.ts'
import { powerShellText, singleLine } from '../powershell-text.ts'
import { redirectUri } from './checklist.ts'
import { chosenPermissions } from './permissions.ts'

export type ScriptSubject = {
  cloud: Cloud
  /** GUID or domain name; null lets the person choose at sign-in. */
  tenantId: string | null
  choice: PermissionChoice
  appName: string
  /** Days until the secret expires; Microsoft advises less than a year. */
  secretDays: number
  /** Epoch milliseconds, from which the secret's end follows. */
  now: number
}

const dayMs = 86_400_000

/**
 * Names of the clouds in Connect-MgGraph and in the Azure command line. Custom clouds have none, so they get
 * the global ones.
 */
const environments: Readonly<Record<CloudName, { powerShell: string; azure: string }>> = {
  global: { powerShell: 'Global', azure: 'AzureCloud' },
  usgov: { powerShell: 'USGov', azure: 'AzureUSGovernment' },
  usgovdod: { powerShell: 'USGovDoD', azure: 'AzureUSGovernment' },
  china: { powerShell: 'China', azure: 'AzureChinaCloud' },
  custom: { powerShell: 'Global', azure: 'AzureCloud' },
}

/**
 * The registration as a script for PowerShell with the Microsoft Graph module: app, permissions, consent,
 * secret; prints the three values.
 */
export function powerShellScript(subject: ScriptSubject): string {
  const tenant = subject.tenantId === null ? '' : ` -TenantId ${powerShellText(subject.tenantId)}`
  const roles = rolesOf(subject).map(
    ({ name, id }) => `  @{ Name = ${powerShellText(name)}; Id = ${powerShellText(id)} }`,
  )
  return `# Registers ${singleLine(subject.appName)} in Microsoft Entra: app, permissions, admin consent and a client secret.
# Run it as Global Administrator or Privileged Role Administrator. It changes nothing that exists.
#Requires -Modules Microsoft.Graph.Authentication, Microsoft.Graph.Applications
$ErrorActionPreference = 'Stop'

Connect-MgGraph -Environment ${environments[subject.cloud.name].powerShell}${tenant} -NoWelcome -Scopes 'Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All'

$graphAppId = '${graphAppId}'
$roles = @(
${roles.join('\n')}
)
$access = @($roles | ForEach-Object { @{ Id = $_.Id; Type = 'Role' } })
$access += @{ Id = '${permissions.offline_access.id}'; Type = 'Scope' } # offline_access

$app = New-MgApplication -DisplayName ${powerShellText(subject.appName)} -SignInAudience 'AzureADMyOrg' \`
  -Web @{ RedirectUris = @('${redirectUri}') } \`
  -RequiredResourceAccess @(@{ ResourceAppId = $graphAppId; ResourceAccess = $access })

# The new app needs a moment until it is known everywhere.
$principal = $null
for ($try = 1; $null -eq $principal; $try++) {
  try { $principal = New-MgServicePrincipal -AppId $app.AppId }
  catch { if ($try -ge 10) { throw }; Start-Sleep -Seconds 3 }
}

$graph = Get-MgServicePrincipal -Filter "appId eq '$graphAppId'"
foreach ($role in $roles) {
  New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $principal.Id -PrincipalId $principal.Id \`
    -ResourceId $graph.Id -AppRoleId $role.Id | Out-Null
  Write-Host "Granted $($role.Name)"
}

$secret = Add-MgApplicationPassword -ApplicationId $app.Id -PasswordCredential @{
  DisplayName = ${powerShellText(subject.appName)}
  EndDateTime = [datetime]'${endOf(subject)}'
}

Write-Host ''
Write-Host "Tenant ID:     $((Get-MgContext).TenantId)"
Write-Host "Client ID:     $($app.AppId)"
Write-Host "Client secret: $($secret.SecretText)"
Write-Host "Enter the three values in M365 Connector now; the secret cannot be shown again."
`
}

/** The same for the Azure command line, as a script for any POSIX shell. */
export function azureCliScript(subject: ScriptSubject): string {
  const tenant = subject.tenantId === null ? '' : ` --tenant ${quotedForShell(subject.tenantId)}`
  const roles = rolesOf(subject)
  const access = [
    {
      resourceAppId: graphAppId,
      resourceAccess: [
        ...roles.map(({ id }) => ({ id, type: 'Role' })),
        { id: permissions.offline_access.id, type: 'Scope' },
      ],
    },
  ]
  const name = quotedForShell(subject.appName)
  return `#!/bin/sh
# Registers ${singleLine(subject.appName)} in Microsoft Entra: app, permissions, admin consent and a client secret.
# Run it as Global Administrator or Privileged Role Administrator. It changes nothing that exists.
set -eu

graph=${subject.cloud.graphUrl}
az cloud set --name ${environments[subject.cloud.name].azure}
az login --allow-no-subscriptions${tenant} --output none

client_id=$(az ad app create --display-name ${name} --sign-in-audience AzureADMyOrg \\
  --web-redirect-uris ${redirectUri} \\
  --required-resource-accesses '${JSON.stringify(access)}' \\
  --query appId --output tsv)

# The new app needs a moment until it is known everywhere.
try=1
until principal=$(az ad sp create --id "$client_id" --query id --output tsv 2>/dev/null); do
  [ "$try" -lt 10 ] || { echo 'The enterprise application could not be made.' >&2; exit 1; }
  try=$((try + 1))
  sleep 3
done

resource=$(az ad sp show --id ${graphAppId} --query id --output tsv)
grant() {
  az rest --method post --url "$graph/v1.0/servicePrincipals/$principal/appRoleAssignments" --resource "$graph" --output none \\
    --headers Content-Type=application/json \\
    --body "{\\"principalId\\":\\"$principal\\",\\"resourceId\\":\\"$resource\\",\\"appRoleId\\":\\"$2\\"}"
  echo "Granted $1"
}
${roles.map(({ name: role, id }) => `grant ${role} ${id}`).join('\n')}

secret=$(az ad app credential reset --id "$client_id" --append --display-name ${name} \\
  --end-date ${endOf(subject)} --query password --output tsv 2>/dev/null)

echo
echo "Tenant ID:     $(az account show --query tenantId --output tsv)"
echo "Client ID:     $client_id"
echo "Client secret: $secret"
echo 'Enter the three values in M365 Connector now; the secret cannot be shown again.'
`
}

function rolesOf({ choice }: ScriptSubject): readonly { name: string; id: string }[] {
  return chosenPermissions(choice).map(name => ({ name, id: permissions[name].id }))
}

function endOf({ now, secretDays }: ScriptSubject): string {
  return new Date(now + secretDays * dayMs).toISOString().slice(0, 10)
}

function quotedForShell(text: string): string {
  return `'${singleLine(text).replaceAll("'", `'\\''`)}'`
}
