#!/bin/sh
# machine.sh NAME: becomes the process whose mount, network and host name namespaces are the machine NAME.
set -eu
name=$1
mount -t tmpfs -o mode=755 "$name" /run
mkdir -p /run/lock /run/netns
# Machines are none of the containers that this computer may itself be, and this file, a toolbox's, says so.
: >/run/.toolboxenv
for folder in /var/lib /var/log; do mount -t tmpfs -o mode=755 "$name" "$folder"; done
hostname "$name"
ip link set lo up
# Last, because it says that the machine is ready.
mkdir "/var/lab/home/$name"
exec sleep infinity
