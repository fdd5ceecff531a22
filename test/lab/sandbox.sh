#!/bin/sh
# sandbox.sh PREFIX PROGRAMS: runs the lab's own namespaces, and removes what the kernel does not remove with them:
# cgroup folders.
#
# Everything of the lab is a descendant of one PID namespace whose init ends when standard input ends, which is when
# the process that started the lab ends, however it ends. Processes, mounts and networks then vanish with it; this
# shell survives for the milliseconds that it takes to remove the empty cgroup folders.
# Their name ends in this shell's PID, so that a later start can tell a dead lab's folders from a living one's.
set -u
here=$(dirname "$0")
prefix=$1
programs=$2
name=$prefix.$$

# Every hierarchy of cgroup v1, or the only one of v2.
hierarchies() {
  if [ -e /sys/fs/cgroup/cgroup.procs ]; then echo /sys/fs/cgroup; else ls -d /sys/fs/cgroup/*/; fi
}

remove() {
  for hierarchy in $(hierarchies); do
    [ -d "$hierarchy/$1" ] && find "$hierarchy/$1" -depth -type d -exec rmdir {} + 2>/dev/null
  done
}

for hierarchy in $(hierarchies); do
  for stale in "$hierarchy/$prefix".*; do
    [ -d "$stale" ] && [ ! -d "/proc/${stale##*.}" ] && remove "$(basename "$stale")"
  done
done

for hierarchy in $(hierarchies); do
  mkdir "$hierarchy/$name" || exit 1
  # A new cpuset of v1 has no processor, and takes no process before it has one.
  for setting in cpuset.cpus cpuset.mems; do
    [ -e "$hierarchy/cgroup.clone_children" ] && [ -e "$hierarchy/$setting" ] &&
      cat "$hierarchy/$setting" >"$hierarchy/$name/$setting"
  done
done

sh "$here/sandbox-enter.sh" "$name" "$programs"
code=$?

# The kernel takes a moment to let go of the last process.
tries=100
while remove "$name"; ls -d /sys/fs/cgroup/"$name" /sys/fs/cgroup/*/"$name" >/dev/null 2>&1; do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || break
  sleep 0.1
done
exit "$code"
