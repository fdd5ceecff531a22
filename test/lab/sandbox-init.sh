#!/bin/sh
# sandbox-init.sh PROGRAMS: runs inside the new namespaces and makes sure that nothing done there is seen outside:
# whatever the daemons write below /etc, /opt, /usr and /var lands in memory.
set -eu
programs=$1

mount -t tmpfs -o mode=755 lab /run
for folder in etc opt usr var; do
  mkdir -p "/run/overlay/$folder/upper" "/run/overlay/$folder/work"
  mount -t overlay -o "lowerdir=/$folder,upperdir=/run/overlay/$folder/upper,workdir=/run/overlay/$folder/work" \
    overlay "/$folder"
done
mkdir -p /run/lock /var/lab
mount -t tmpfs -o mode=755 lab /var/lab
mkdir -p /var/lab/bin /var/lab/daemons /var/lab/home/sandbox /var/lab/machines /var/lab/tmp
mount --bind "$programs" /var/lab/bin

# Only our part of the cgroup tree, as if it were the whole: what the engines make is removed with it.
mkdir /run/cgroup
if [ -e /sys/fs/cgroup/cgroup.procs ]; then
  mount -t cgroup2 cgroup2 /run/cgroup
  sed 's/[^ ]*/+&/g' /run/cgroup/cgroup.controllers >/run/cgroup/cgroup.subtree_control
else
  mount -t tmpfs -o mode=755 cgroup /run/cgroup
  grep ' /sys/fs/cgroup/[^ ]* cgroup' /proc/mounts | while read -r _ at type options _; do
    hierarchy=${at##*/}
    mkdir "/run/cgroup/$hierarchy"
    if [ "$type" = cgroup2 ]; then
      mount -t cgroup2 cgroup "/run/cgroup/$hierarchy"
    else
      # «rw,relatime,name=systemd» to «name=systemd,none»; «rw,relatime,cpu,cpuacct» to «cpu,cpuacct».
      wanted=$(echo "$options" | tr , '\n' | grep -vE '^(rw|ro|relatime|nosuid|nodev|noexec|xattr)$' | paste -sd, -)
      case $wanted in name=*) wanted=none,$wanted ;; esac
      mount -t cgroup -o "$wanted" cgroup "/run/cgroup/$hierarchy"
    fi
  done
fi
mount --move /run/cgroup /sys/fs/cgroup

# The kubelet sets these for the whole machine; here it sets a file.
for setting in vm/overcommit_memory vm/panic_on_oom kernel/panic kernel/panic_on_oops \
  kernel/keys/root_maxkeys kernel/keys/root_maxbytes; do
  mkdir -p "/run/sysctl/$(dirname $setting)"
  cat "/proc/sys/$setting" >"/run/sysctl/$setting"
  mount --bind "/run/sysctl/$setting" "/proc/sys/$setting"
done

# No resolver is within reach: names fail at once instead of after a timeout.
rm -f /etc/resolv.conf /etc/hosts
: >/etc/resolv.conf
printf '127.0.0.1 localhost\n::1 localhost\n' >/etc/hosts
hostname lab
ip link set lo up
echo ready
exec cat >/dev/null
