#!/usr/bin/env bash
# run.sh DIR …: `podman run` on the storage that DIR/storage names, by runc, on this machine's network and without privileges.
set -euo pipefail
mapfile -t storage <"$1/storage"
exec podman "${storage[@]}" --cgroup-manager cgroupfs run --runtime runc --network host --read-only --cap-drop all --security-opt no-new-privileges \
  --ulimit nofile=4096:4096 --ulimit nproc=4096:4096 "${@:2}"
