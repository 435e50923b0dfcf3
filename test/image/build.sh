#!/usr/bin/env bash
# build.sh DIR: builds docker/Dockerfile without a daemon and leaves in DIR what test/image-runs.test.ts needs. Ends with 3, saying why, where this
# machine cannot run containers at all; with anything else but 0 the image is at fault.
set -euo pipefail
dir=$(realpath "$1")
cd "$(dirname "$0")/../.."
base=$(sed -n 's/^FROM \(\S*\) AS build$/\1/p' docker/Dockerfile)
driver=vfs
if grep -qw overlay /proc/filesystems; then driver=overlay; fi
storage=(--root "$dir/store" --runroot "$dir/run" --storage-driver "$driver")
printf '%s\n' "${storage[@]}" >"$dir/storage"

cannot() {
  echo "THE IMAGE IS NOT TESTED: $1" >&2
  exit 3
}

test/image/stand-in.sh "$dir" "$base" || cannot 'its stand-in base cannot be made'
test/image/run.sh "$dir" --rm "docker.io/library/$base" node --version || cannot 'no container can be started'
probe=$(buildah "${storage[@]}" from --pull-never "$base")
buildah "${storage[@]}" run --isolation chroot --network host "$probe" -- npm view npm version >/dev/null || cannot 'the registry is not reached from a container'
buildah "${storage[@]}" rm "$probe" >/dev/null
buildah "${storage[@]}" bud --isolation chroot --pull-never --network host --build-arg REVISION=test -f docker/Dockerfile -t alertledger:test .
buildah "${storage[@]}" push -q alertledger:test "oci:$dir/oci:test"
