; Part of the uninstaller: takes back what the app writes when it is started at login, and what Task Manager
; and the Settings app note beside it. An update removes the version before in the same way and keeps it.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "org.m365connector.app"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "org.m365connector.app"
  ${endIf}
!macroend
