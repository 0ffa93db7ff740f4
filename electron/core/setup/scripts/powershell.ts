import { graphAppId, permissions } from '../../datasets/permissions.ts'
import { powerShellText, singleLine } from '../../powershell-text.ts'
import { redirectUri } from '../checklist.ts'
import { endOf, environments, rolesOf, type ScriptSubject } from './subject.ts'

/**
 * The registration as a script for PowerShell with the Microsoft Graph module: app, permissions, consent,
 * secret; prints the three values. It looks for each part before it creates it, so that it can be run again.
 */
export function powerShellScript(subject: ScriptSubject): string {
  const tenant = subject.tenantId === null ? '' : ` -TenantId ${powerShellText(subject.tenantId)}`
  return `# Registers ${singleLine(subject.appName)} in Microsoft Entra: app, permissions, admin consent and a client secret.
# Run it as Global Administrator or Privileged Role Administrator. Run again, it completes what is missing, keeps what
# else is there, and adds another secret.
#Requires -Modules Microsoft.Graph.Authentication, Microsoft.Graph.Applications
$ErrorActionPreference = 'Stop'

Connect-MgGraph -Environment ${environments[subject.cloud.name].powerShell}${tenant} -NoWelcome -Scopes 'Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All'

${values(subject)}
${findOrCreateApp}
${findOrCreatePrincipal}
${grantRoles}
${secretAndValues(subject)}`
}

function values(subject: ScriptSubject): string {
  const roles = rolesOf(subject).map(
    ({ name, id }) => `  @{ Name = ${powerShellText(name)}; Id = ${powerShellText(id)} }`,
  )
  return `$name = ${powerShellText(subject.appName)}
$redirectUri = '${redirectUri}'
$graphAppId = '${graphAppId}'
$userRead = '${permissions['User.Read'].id}'
$roles = @(
${roles.join('\n')}
)
$access = @($roles | ForEach-Object { @{ Id = $_.Id; Type = 'Role' } })
$access += @{ Id = '${permissions.offline_access.id}'; Type = 'Scope' } # offline_access
$wanted = @($access | ForEach-Object { $_.Id })
`
}

const findOrCreateApp = `# Within a filter a quote is doubled. Several apps of that name: a person has to choose.
$found = @(Get-MgApplication -Filter "displayName eq '$($name.Replace("'", "''"))'" -All)
if ($found.Count -gt 1) { throw "There are $($found.Count) apps with this name. Rename or delete the ones that are not meant." }
if ($found.Count -eq 0) {
  $app = New-MgApplication -DisplayName $name -SignInAudience 'AzureADMyOrg' -Web @{ RedirectUris = @($redirectUri) } \`
    -RequiredResourceAccess @(@{ ResourceAppId = $graphAppId; ResourceAccess = $access })
  Write-Host "Created the app $($app.AppId)"
} else {
  $app = $found[0]
  $others = @($app.RequiredResourceAccess | Where-Object { $_.ResourceAppId -ne $graphAppId } | ForEach-Object {
    @{ ResourceAppId = $_.ResourceAppId; ResourceAccess = @($_.ResourceAccess | ForEach-Object { @{ Id = $_.Id; Type = $_.Type } }) }
  })
  $kept = @($app.RequiredResourceAccess | Where-Object { $_.ResourceAppId -eq $graphAppId } |
    ForEach-Object { $_.ResourceAccess } | Where-Object { $_.Id -ne $userRead -and $_.Id -notin $wanted } |
    ForEach-Object { @{ Id = $_.Id; Type = $_.Type } })
  $uris = @(@($app.Web.RedirectUris) + $redirectUri | Where-Object { $_ } | Select-Object -Unique)
  Update-MgApplication -ApplicationId $app.Id -SignInAudience 'AzureADMyOrg' -Web @{ RedirectUris = $uris } \`
    -RequiredResourceAccess ($others + @{ ResourceAppId = $graphAppId; ResourceAccess = $access + $kept })
  Write-Host "Found the app $($app.AppId) and completed it"
}
`

const findOrCreatePrincipal = `# A new app needs a moment until it is known everywhere.
$principal = @(Get-MgServicePrincipal -Filter "appId eq '$($app.AppId)'")[0]
for ($try = 1; $null -eq $principal; $try++) {
  try { $principal = New-MgServicePrincipal -AppId $app.AppId }
  catch { if ($try -ge 10) { throw }; Start-Sleep -Seconds 3 }
}
`

const grantRoles = `$graph = Get-MgServicePrincipal -Filter "appId eq '$graphAppId'"
$granted = @(Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $principal.Id -All |
  Where-Object { $_.ResourceId -eq $graph.Id } | ForEach-Object { $_.AppRoleId })
foreach ($role in $roles) {
  if ($role.Id -in $granted) { Write-Host "$($role.Name) is granted already"; continue }
  New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $principal.Id -PrincipalId $principal.Id \`
    -ResourceId $graph.Id -AppRoleId $role.Id | Out-Null
  Write-Host "Granted $($role.Name)"
}
`

function secretAndValues(subject: ScriptSubject): string {
  return `$secret = $null
for ($try = 1; $null -eq $secret; $try++) {
  try {
    $secret = Add-MgApplicationPassword -ApplicationId $app.Id -PasswordCredential @{
      DisplayName = $name
      EndDateTime = [datetime]'${endOf(subject)}'
    }
  }
  catch { if ($try -ge 10) { throw }; Start-Sleep -Seconds 3 }
}

Write-Host ''
Write-Host "Tenant ID:     $((Get-MgContext).TenantId)"
Write-Host "Client ID:     $($app.AppId)"
Write-Host "Client secret: $($secret.SecretText)"
Write-Host "Enter the three values in M365 Connector now; the secret cannot be shown again."
`
}
