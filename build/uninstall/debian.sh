#!/bin/sh
# Runs as root after the Debian package is removed. It takes the place of the packer's own script, so that it
# also takes back what the packer's script for the installation has set up.

# A newer version takes the place of this one, and sets everything up again.
case "$1" in
  upgrade | failed-upgrade | abort-install | abort-upgrade) exit 0 ;;
esac

if command -v update-alternatives > /dev/null 2>&1; then
  update-alternatives --remove '${executable}' '/opt/${sanitizedProductName}/${executable}' || true
else
  rm -f '/usr/bin/${executable}'
fi

profile='/etc/apparmor.d/${executable}'
if [ -f "$profile" ]; then
  # In a chroot the kernel is somebody else's.
  if command -v apparmor_parser > /dev/null 2>&1 && ! ischroot > /dev/null 2>&1; then
    apparmor_parser --remove "$profile" || true
  fi
  rm -f "$profile"
fi

# The entry of everybody who has the app started at login. It is removed with the rights of its owner, because
# a folder of theirs can lead anywhere; an entry of the same name for an AppImage stays.
entry='.config/autostart/m365-connector.desktop'
getent passwd | while IFS=: read -r user _ _ _ _ home _; do
  [ -f "$home/$entry" ] || continue
  # The quotes keep this shell from reading what the owner's shell is given.
  # shellcheck disable=SC2016
  timeout 10 runuser -u "$user" -- sh -c 'if grep -qF -- "$2" "$1"; then rm -f -- "$1"; fi' \
    sh "$home/$entry" '/opt/${sanitizedProductName}/${executable}' < /dev/null || true
done
