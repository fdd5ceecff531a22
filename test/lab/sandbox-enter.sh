#!/bin/sh
# sandbox-enter.sh CGROUP PROGRAMS: joins the cgroup in every hierarchy and becomes the parent of the namespaces.
set -eu
here=$(dirname "$0")
name=$1
programs=$2
if [ -e /sys/fs/cgroup/cgroup.procs ]; then
  echo $$ >"/sys/fs/cgroup/$name/cgroup.procs"
else
  for hierarchy in /sys/fs/cgroup/*/; do echo $$ >"$hierarchy/$name/cgroup.procs"; done
fi

# The group of this moment is the root of the cgroup namespace. Afterwards, with v2, it has to be left, because a
# group that gives controllers to its children may hold no process itself.
# shellcheck disable=SC2016 # expanded by the inner shell
leave='if [ -e /sys/fs/cgroup/cgroup.procs ]; then
  mkdir "/sys/fs/cgroup/$1/daemons" && echo $$ >"/sys/fs/cgroup/$1/daemons/cgroup.procs"
fi
shift
exec "$@"'

# docker-init is tini: it ends when its child does, and reaps what the daemons leave.
exec unshare --cgroup sh -c "$leave" sh "$name" \
  unshare --mount --net --uts --ipc --pid --fork --kill-child --mount-proc \
  docker-init -- sh "$here/sandbox-init.sh" "$programs"
