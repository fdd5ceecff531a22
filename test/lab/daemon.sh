#!/bin/sh
# daemon.sh FOLDER NAME COMMAND...: starts a command in the background, in a session of its own, and in the sandbox's
# cgroups, where nsenter leaves it outside of them. FOLDER/NAME.pid and .log belong to it.
set -eu
folder=$1
name=$2
shift 2
if [ -d /sys/fs/cgroup/daemons ]; then
  echo $$ >/sys/fs/cgroup/daemons/cgroup.procs
else
  for hierarchy in /sys/fs/cgroup/*/; do echo $$ >"$hierarchy/cgroup.procs"; done
fi
mkdir -p "$folder"
cd /
setsid "$@" >>"$folder/$name.log" 2>&1 </dev/null &
echo $! >"$folder/$name.pid"
