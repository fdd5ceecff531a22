#!/bin/sh
# Inside network and mount namespaces of its own: a machine without a way out, whose network swallows what is sent to the
# nodes, as one does that they are not in. Then runs what it was given.
set -e
ip link set lo up
ip route add 172.18.0.0/16 dev lo src 127.0.0.1 # nobody there has such an address, and nothing answers in its place
# Toolbox's mark, of a container that is as good as its machine: where this one is a container, no reader cares.
mount -t tmpfs tmpfs /run
touch /run/.toolboxenv
exec "$@"
