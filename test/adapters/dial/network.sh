#!/bin/sh
# Inside a network namespace of its own: a machine with two networks, a default gateway and every kind of dead route.
# Then runs what it was given. Nothing here leads anywhere: v1 and w1 are the far ends, and nobody is there.
set -e
ip link set lo up
ip link add v0 type veth peer name v1
ip link add w0 type veth peer name w1
for link in v0 v1 w0 w1; do ip link set $link up; done
echo 100 > /proc/sys/net/ipv4/neigh/v0/retrans_time_ms # three questions for a neighbour, else a second apart
ip address add 10.77.0.1/24 dev v0
ip address add 10.82.0.1/24 dev w0
ip address add fd77::1/64 dev v0 nodad
# Who has a link-layer address that nobody listens to is silent; who has none cannot be reached.
for silent in 10.77.0.2 fd77::2; do ip neighbour add $silent lladdr 02:00:00:00:00:02 dev v0; done
ip neighbour add 10.82.0.9 lladdr 02:00:00:00:00:02 dev w0
ip route add default via 10.77.0.254
ip route add 10.81.0.0/24 via 10.82.0.9
ip route add unreachable 10.78.0.0/24
ip route add prohibit 10.79.0.0/24
ip route add blackhole 10.80.0.0/24
exec "$@"
