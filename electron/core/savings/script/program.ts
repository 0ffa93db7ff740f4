/**
 * The parts of the script that are the same for everybody, before and behind its values. Nothing of a tenant
 * is put into them but two counts and a time. Graph's pages behind it: user-assignlicense,
 * group-delete-members, and the resource licenseAssignmentState.
 */
export const program = {
  head: `#Requires -Version 5.1
#Requires -Modules Microsoft.Graph.Authentication
# Gives licenses back that were decided about in M365 Connector: @SEATS@ licenses of @PEOPLE@ users. Made @MADE@.
# Without -Apply it only prints what it would do. -Groups also takes users out of groups that give this one product.
# -Undo FILE reverses what an undo file of this script holds; that too only prints without -Apply.
[CmdletBinding()]
param([switch]$Apply, [switch]$Groups, [string]$Undo = '', [string]$LogFile = '', [string]$UndoFile = '')
$ErrorActionPreference = 'Stop'
if ($LogFile -eq '') { $LogFile = $PSCommandPath + '.log' }
if ($UndoFile -eq '') { $UndoFile = $PSCommandPath + '.undo.jsonl' }
`,
  body: String.raw`
$script:changed = 0
$script:skipped = 0
$script:failed = 0

function Write-Step([string]$Text) {
  Write-Host $Text
  if ($Apply) {
    $line = [datetime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ssZ') + ' ' + $Text
    Add-Content -LiteralPath $LogFile -Value $line -Encoding UTF8
  }
}

function Assert-Id([string]$Id) {
  if ($Id -notmatch '\A[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\z') { throw ('This is no id: ' + $Id) }
}

function ConvertTo-Utc($Value) {
  if ($Value -is [datetime]) { return $Value.ToUniversalTime() }
  $styles = [Globalization.DateTimeStyles]'AssumeUniversal, AdjustToUniversal'
  return [datetime]::Parse([string]$Value, [Globalization.CultureInfo]::InvariantCulture, $styles)
}

function Invoke-Read([string]$Uri) {
  return Invoke-MgGraphRequest -Method GET -Uri $Uri -OutputType Json | ConvertFrom-Json
}

# Whether Graph says that what was asked for is not there; the answer of anything between here and Graph is a failure.
function Test-Gone($Problem) {
  $details = [string]$Problem.ErrorDetails
  if ($details -ne '') { return $details -match 'Request_ResourceNotFound' }
  return [int]$Problem.Exception.Response.StatusCode -eq 404
}

function Skip-Seat([string]$Label, [string]$Reason) {
  Write-Step ($Label + ': skipped, ' + $Reason)
  $script:skipped++
}

function Get-Person([string]$Id, [bool]$WithSignIns) {
  $select = 'id,accountEnabled,assignedLicenses,licenseAssignmentStates'
  if ($WithSignIns) { $select += ',signInActivity' }
  return Invoke-Read ('v1.0/users/' + $Id + '?$select=' + $select)
}

function Set-License([string]$Id, $Add, $Remove) {
  # Both lists are always there: Graph refuses a call without one of them.
  $body = @{ addLicenses = @($Add); removeLicenses = @($Remove) } | ConvertTo-Json -Depth 6 -Compress
  $uri = 'v1.0/users/' + $Id + '/assignLicense'
  Invoke-MgGraphRequest -Method POST -Uri $uri -Body $body -ContentType 'application/json' | Out-Null
}

function Get-Groups($Seat, $Current) {
  return $Current.licenseAssignmentStates | Where-Object { $_.skuId -eq $Seat.Sku -and $_.assignedByGroup } | ForEach-Object { $_.assignedByGroup }
}

function Get-SkipReason($Seat, $Current) {
  $held = @($Current.assignedLicenses | Where-Object { $_.skuId -eq $Seat.Sku })
  if ($held.Count -eq 0) { return 'the license is gone already' }
  if ($Seat.Enabled -ne '' -and [string]$Current.accountEnabled -ne $Seat.Enabled) {
    return 'the account was enabled or disabled since the decision'
  }
  if ($Seat.ChecksSignIn) {
    $last = $Current.signInActivity.lastSuccessfulSignInDateTime
    if ($last) {
      if ($Seat.SignIn -eq '') { return 'a successful sign-in is newer than the decision' }
      # A second of difference is one of writing, not of time.
      if ((ConvertTo-Utc $last) -gt (ConvertTo-Utc $Seat.SignIn).AddSeconds(1)) {
        return 'a successful sign-in is newer than the decision'
      }
    }
  }
  if (@($Current.licenseAssignmentStates | Where-Object { $_.skuId -eq $Seat.Sku }).Count -eq 0) {
    return 'how it is assigned is not known'
  }
  $byGroups = @(Get-Groups $Seat $Current)
  if ($Seat.Target -ne '' -and $byGroups.Count -gt 0) {
    return 'it comes by group ' + ($byGroups -join ', ') + ': give the smaller product by a group'
  }
  return ''
}

# Why a user is not taken out of a group; nothing where the group gives this one product and its members can be changed.
function Get-StayReason([string]$Group, $Seat) {
  Assert-Id $Group
  try {
    $found = Invoke-Read ('v1.0/groups/' + $Group + '?$select=id,groupTypes,onPremisesSyncEnabled,assignedLicenses')
  } catch {
    if (Test-Gone $_) { return 'group ' + $Group + ' is gone' }
    throw
  }
  $gives = @($found.assignedLicenses | Where-Object { $_ })
  if ($gives.Count -eq 0) { return 'group ' + $Group + ' gives no license any more' }
  if ($gives.Count -ne 1 -or $gives[0].skuId -ne $Seat.Sku) { return 'group ' + $Group + ' gives other products too' }
  if ($found.onPremisesSyncEnabled -or @($found.groupTypes) -contains 'DynamicMembership') {
    return 'the members of group ' + $Group + ' are not kept in Microsoft Entra by hand'
  }
  return ''
}

function Save-State([string]$Id, $Current, $Remove, $Add, $Leave) {
  $state = @{
    user = $Id
    before = @($Current.assignedLicenses | Where-Object { $Remove -contains $_.skuId } | ForEach-Object {
      @{ skuId = $_.skuId; disabledPlans = @($_.disabledPlans | Where-Object { $_ }) }
    })
    added = @($Add | ForEach-Object { $_.skuId })
    groups = @($Leave)
  }
  Add-Content -LiteralPath $UndoFile -Value ($state | ConvertTo-Json -Depth 6 -Compress) -Encoding UTF8
}

function Invoke-Seats($Person) {
  Assert-Id $Person.Id
  $checks = @($Person.Seats | Where-Object { $_.ChecksSignIn }).Count -gt 0
  try {
    $current = Get-Person $Person.Id $checks
  } catch {
    if (-not (Test-Gone $_)) { throw }
    foreach ($seat in $Person.Seats) { Skip-Seat ($Person.Name + ', ' + $seat.Product) 'the user is gone' }
    return
  }
  $sound = @()
  foreach ($seat in $Person.Seats) {
    Assert-Id $seat.Sku
    $reason = Get-SkipReason $seat $current
    if ($reason -eq '') { $sound += $seat } else { Skip-Seat ($Person.Name + ', ' + $seat.Product) $reason }
  }
  $targets = @($sound | Where-Object { $_.Target -ne '' } | ForEach-Object { $_.Target })
  $remove = @()
  $add = @()
  $leave = @()
  foreach ($seat in $sound) {
    $label = $Person.Name + ', ' + $seat.Product
    if ($targets -contains $seat.Sku) {
      Skip-Seat $label 'it takes the place of another product'
      continue
    }
    $isDirect = @($current.licenseAssignmentStates | Where-Object { $_.skuId -eq $seat.Sku -and -not $_.assignedByGroup }).Count -gt 0
    $leaving = @()
    $staying = @()
    foreach ($group in @(Get-Groups $seat $current)) {
      Write-Step ($label + ': comes by group ' + $group)
      if (-not $Groups) { continue }
      $stays = Get-StayReason $group $seat
      if ($stays -eq '') { $leaving += $group } else { $staying += $stays }
    }
    if (-not $isDirect -and $leaving.Count -eq 0) {
      if ($staying.Count -gt 0) { Skip-Seat $label ($staying -join '; ') }
      continue
    }
    foreach ($stays in $staying) { Write-Step ($label + ': stays by a group, ' + $stays) }
    $leave += @($leaving | Where-Object { $leave -notcontains $_ })
    if ($seat.Warns) {
      Write-Step ($label + ': Exchange keeps the mailbox 30 days; OneDrive becomes read-only and is archived later. Convert, export or hold first.')
    }
    if (-not $isDirect) { continue }
    $remove += $seat.Sku
    if ($seat.Target -ne '') {
      Assert-Id $seat.Target
      foreach ($plan in $seat.Off) { Assert-Id $plan }
      $held = @($current.assignedLicenses | Where-Object { $_.skuId -eq $seat.Target }).Count -gt 0
      $chosen = @($add | Where-Object { $_.skuId -eq $seat.Target }).Count -gt 0
      if (-not $held -and -not $chosen) { $add += @{ skuId = $seat.Target; disabledPlans = @($seat.Off) } }
      Write-Step ($label + ': replaced with ' + $seat.TargetProduct)
    } else {
      Write-Step ($label + ': removed')
    }
  }
  if ($remove.Count -eq 0 -and $leave.Count -eq 0) { return }
  $script:changed++
  if (-not $Apply) { return }
  Save-State $Person.Id $current $remove $add $leave
  if ($remove.Count -gt 0) { Set-License $Person.Id $add $remove }
  foreach ($group in $leave) {
    $uri = 'v1.0/groups/' + $group + '/members/' + $Person.Id + '/$ref'
    try {
      Invoke-MgGraphRequest -Method DELETE -Uri $uri | Out-Null
      Write-Step ($Person.Name + ': taken out of group ' + $group)
    } catch {
      if (-not (Test-Gone $_)) { throw }
      Write-Step ($Person.Name + ': not in group ' + $group + ' any more')
    }
  }
}

function Undo-Line($State) {
  Assert-Id $State.user
  try {
    $current = Get-Person $State.user $false
  } catch {
    if (-not (Test-Gone $_)) { throw }
    Skip-Seat $State.user 'the user is gone: restore the user first'
    return
  }
  $held = @($current.assignedLicenses | ForEach-Object { $_.skuId })
  $add = @($State.before | Where-Object { $_ -and $held -notcontains $_.skuId } | ForEach-Object {
    Assert-Id $_.skuId
    @{ skuId = $_.skuId; disabledPlans = @($_.disabledPlans | Where-Object { $_ }) }
  })
  # Nothing comes back where the change before it failed: what is held instead was given by somebody else.
  $remove = @()
  if ($add.Count -gt 0) { $remove = @($State.added | Where-Object { $_ -and $held -contains $_ }) }
  foreach ($id in $remove) { Assert-Id $id }
  Write-Step ($State.user + ': ' + $add.Count + ' licenses back, ' + $remove.Count + ' removed')
  $script:changed++
  if (-not $Apply) { return }
  if ($add.Count -gt 0 -or $remove.Count -gt 0) { Set-License $State.user $add $remove }
  foreach ($group in @($State.groups | Where-Object { $_ })) {
    Assert-Id $group
    $body = @{ '@odata.id' = $GraphUrl + '/v1.0/directoryObjects/' + $State.user } | ConvertTo-Json -Compress
    $uri = 'v1.0/groups/' + $group + '/members/$ref'
    try {
      Invoke-MgGraphRequest -Method POST -Uri $uri -Body $body -ContentType 'application/json' | Out-Null
      Write-Step ($State.user + ': back in group ' + $group)
    } catch {
      if (-not (Test-Gone $_)) { throw }
      Skip-Seat $State.user ('group ' + $group + ' is gone')
    }
  }
}

$scopes = @('User.Read.All')
# To print what would be done, nothing has to be allowed to change.
if ($Apply) { $scopes += 'LicenseAssignment.ReadWrite.All' }
# Sign-ins are read again where a decision rests on them.
if ($NeedsSignIns -and $Undo -eq '') { $scopes += 'AuditLog.Read.All' }
if ($Groups -or $Undo -ne '') {
  if ($Apply) { $scopes += 'GroupMember.ReadWrite.All' } else { $scopes += 'GroupMember.Read.All' }
}
Connect-MgGraph -Environment $Environment -TenantId $Tenant -Scopes $scopes -NoWelcome
if ($ChecksTenant -and (Get-MgContext).TenantId -ne $Tenant) { throw 'This is another tenant than the one that was decided about.' }

if ($Undo -ne '') {
  $entries = @(Get-Content -LiteralPath $Undo -Encoding UTF8 | Where-Object { $_ } | ForEach-Object { $_ | ConvertFrom-Json })
} else {
  $entries = $Work
}
foreach ($entry in $entries) {
  try {
    if ($Undo -ne '') { Undo-Line $entry } else { Invoke-Seats $entry }
  } catch {
    $script:failed++
    $name = if ($Undo -ne '') { $entry.user } else { $entry.Name }
    Write-Step ($name + ': failed, ' + $_.Exception.Message)
  }
}
Write-Step ('' + $script:changed + ' users to change, ' + $script:skipped + ' licenses skipped, ' + $script:failed + ' failed.')
if (-not $Apply) { Write-Host 'Nothing was changed. Run it again with -Apply to change it.' }
`,
} as const
