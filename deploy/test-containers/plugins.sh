# Compose and buildx for a docker that has none: the debs of Debian trixie, unpacked beside the cache and installed nowhere.
# Sourced; needs `cache` (folder) and `say`.

# Points docker at the plugins; fetches them once.
use_plugins() {
  if docker compose version >/dev/null 2>&1 && docker buildx version >/dev/null 2>&1; then return; fi
  [ -x "$cache/docker-config/cli-plugins/docker-compose" ] || fetch_plugins
  export DOCKER_CONFIG="$cache/docker-config"
}

# An apt of its own: nothing of this machine's packages is read or changed but the keys that sign them.
fetch_plugins() {
  say "fetching compose and buildx"
  local root; root="$(mktemp -d "$cache/.apt-XXXXXX")"
  mkdir -p "$root"/{lists/partial,archives/partial,parts,unpacked/cli-plugins}
  : >"$root/status"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${DEBIAN_MIRROR:-http://deb.debian.org/debian} trixie main" >"$root/sources.list"
  local options=(
    -o Dir::State::lists="$root/lists" -o Dir::State::status="$root/status" -o Dir::Cache="$root"
    -o Dir::Cache::archives="$root/archives" -o Dir::Etc::sourcelist="$root/sources.list"
    -o Dir::Etc::sourceparts="$root/parts" -o Dir::Etc::preferencesparts="$root/parts" -o APT::Sandbox::User=root -q=2
  )
  apt-get "${options[@]}" update
  (cd "$root/archives" && apt-get "${options[@]}" download docker-compose docker-buildx)
  for deb in "$root"/archives/*.deb; do dpkg-deb -x "$deb" "$root/deb"; done
  find "$root/deb" -type f \( -name docker-compose -o -name docker-buildx \) -perm -100 \
    -exec cp {} "$root/unpacked/cli-plugins/" \;
  chmod -R go-w "$root/unpacked"
  rm -rf "$cache/docker-config"
  mv "$root/unpacked" "$cache/docker-config"
  rm -rf "$root"
}
