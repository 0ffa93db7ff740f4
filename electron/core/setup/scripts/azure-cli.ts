import { graphAppId, permissions } from '../../datasets/permissions.ts'
import { singleLine } from '../../powershell-text.ts'
import { redirectUri } from '../checklist.ts'
import { endOf, environments, rolesOf, type ScriptSubject } from './subject.ts'

/**
 * The registration as a script for the Azure command line in any POSIX shell: app, permissions, consent,
 * secret; prints the three values. It looks for each part before it creates it, so that it can be run again.
 */
export function azureCliScript(subject: ScriptSubject): string {
  const tenant = subject.tenantId === null ? '' : ` --tenant ${quotedForShell(subject.tenantId)}`
  const roles = rolesOf(subject)
  const access = [
    ...roles.map(({ id }) => ({ id, type: 'Role' })),
    { id: permissions.offline_access.id, type: 'Scope' },
  ]
  const known = [...access.map(({ id }) => id), permissions['User.Read'].id].join(' ')
  return `#!/bin/sh
# Registers ${singleLine(subject.appName)} in Microsoft Entra: app, permissions, admin consent and a client secret.
# Run it as Global Administrator or Privileged Role Administrator. Run again, it completes what is missing, keeps what
# else is there, and adds another secret.
set -euf

graph=${subject.cloud.graphUrl}
name=${quotedForShell(subject.appName)}
wanted=${quotedForShell(JSON.stringify(access).slice(1, -1))}
az cloud set --name ${environments[subject.cloud.name].azure}
az login --allow-no-subscriptions${tenant} --output none

${helpers}
${findOrCreateApp(known)}
${findOrCreatePrincipal}
${grantRoles(roles)}
secret=$(az ad app credential reset --id "$client_id" --append --display-name "$name" \\
  --end-date ${endOf(subject)} --query password --output tsv 2>/dev/null)

echo
echo "Tenant ID:     $(az account show --query tenantId --output tsv)"
echo "Client ID:     $client_id"
echo "Client secret: $secret"
echo 'Enter the three values in M365 Connector now; the secret cannot be shown again.'
`
}

const helpers = `# What a JSON list holds, behind what stands in front of it.
joined() {
  inner=$(printf '%s' "$2" | tr -d '\\n' | sed 's/^ *\\[ *//; s/ *\\] *$//')
  if [ -z "$1" ] || [ -z "$inner" ]; then printf '%s' "$1$inner"; else printf '%s, %s' "$1" "$inner"; fi
}
`

function findOrCreateApp(known: string): string {
  return `# Within a filter a quote is doubled. Several apps of that name: a person has to choose.
filter="displayName eq '$(printf '%s' "$name" | sed "s/'/''/g")'"
client_id=$(az ad app list --filter "$filter" --query '[].appId' --output tsv)
case $(printf '%s\\n' "$client_id" | grep -c .) in
0)
  client_id=$(az ad app create --display-name "$name" --sign-in-audience AzureADMyOrg \\
    --web-redirect-uris ${redirectUri} \\
    --required-resource-accesses "[{\\"resourceAppId\\": \\"${graphAppId}\\", \\"resourceAccess\\": [$wanted]}]" \\
    --query appId --output tsv)
  echo "Created the app $client_id"
  ;;
1)
  kept=$(az ad app show --id "$client_id" --output json \\
    --query "requiredResourceAccess[?resourceAppId=='${graphAppId}'].resourceAccess[] | [?!contains('${known}', id)]")
  others=$(az ad app show --id "$client_id" --output json --query "requiredResourceAccess[?resourceAppId!='${graphAppId}']")
  uris=$(az ad app show --id "$client_id" --output tsv --query "web.redirectUris[?@!='${redirectUri}']")
  entry="{\\"resourceAppId\\": \\"${graphAppId}\\", \\"resourceAccess\\": [$(joined "$wanted" "$kept")]}"
  # Addresses have no blanks, and each is a word of its own.
  az ad app update --id "$client_id" --sign-in-audience AzureADMyOrg --web-redirect-uris ${redirectUri} $uris \\
    --required-resource-accesses "[$(joined "$entry" "$others")]"
  echo "Found the app $client_id and completed it"
  ;;
*)
  echo 'There are several apps with this name. Rename or delete the ones that are not meant.' >&2
  exit 1
  ;;
esac
`
}

const findOrCreatePrincipal = `# A new app needs a moment until it is known everywhere.
principal=$(az ad sp show --id "$client_id" --query id --output tsv 2>/dev/null || true)
try=1
while [ -z "$principal" ]; do
  principal=$(az ad sp create --id "$client_id" --query id --output tsv 2>/dev/null || true)
  [ -n "$principal" ] && break
  [ "$try" -lt 10 ] || { echo 'The enterprise application could not be created.' >&2; exit 1; }
  try=$((try + 1))
  sleep 3
done
`

function grantRoles(roles: readonly { name: string; id: string }[]): string {
  return `resource=$(az ad sp show --id ${graphAppId} --query id --output tsv)
granted=$(az rest --method get --url "$graph/v1.0/servicePrincipals/$principal/appRoleAssignments?\\$top=999" --resource "$graph" \\
  --query "value[?resourceId=='$resource'].appRoleId" --output tsv)
grant() {
  case $granted in *"$2"*) echo "$1 is granted already"; return ;; esac
  az rest --method post --url "$graph/v1.0/servicePrincipals/$principal/appRoleAssignments" --resource "$graph" --output none \\
    --headers Content-Type=application/json \\
    --body "{\\"principalId\\":\\"$principal\\",\\"resourceId\\":\\"$resource\\",\\"appRoleId\\":\\"$2\\"}"
  echo "Granted $1"
}
${roles.map(({ name, id }) => `grant ${name} ${id}`).join('\n')}
`
}

function quotedForShell(text: string): string {
  return `'${singleLine(text).replaceAll("'", `'\\''`)}'`
}
