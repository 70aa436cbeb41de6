# A Docker engine of our own for a machine that runs none. What it changes on the machine is changed back at the end; its images
# are kept in the cache, so that the next run is quicker.
# Sourced; needs `cache`, `work` (folders), `say` and `skip`.

engine_is_ours=

use_engine() {
  if docker info >/dev/null 2>&1; then
    say "the engine that runs here is used"
    return
  fi
  [ "$(id -u)" = 0 ] || skip "no Docker engine runs, and only root can start one"
  [ "$(uname -s)" = Linux ] || skip "no Docker engine runs, and one is started on Linux only"
  install_engine
  start_engine
}

install_engine() {
  local missing=()
  command -v dockerd >/dev/null && command -v docker >/dev/null || missing+=(docker.io)
  command -v iptables >/dev/null || missing+=(iptables)
  command -v debootstrap >/dev/null || missing+=(debootstrap)
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || skip "no Docker engine runs, and there is no apt-get to install one"
  say "installing ${missing[*]}"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } \
    >"$work/apt.log" 2>&1 || skip "no Docker engine runs, and ${missing[*]} could not be installed: $(tail -1 "$work/apt.log")"
}

# What an engine leaves beside its own folders.
footprints() {
  local folder
  for folder in /etc/docker /run/docker /run/containerd /var/lib/docker /sys/fs/cgroup/docker /sys/fs/cgroup/*/docker; do
    if [ -e "$folder" ]; then echo "$folder"; fi
  done
}

start_engine() {
  footprints >"$work/footprints-before"
  forwarding_before="$(cat /proc/sys/net/ipv4/ip_forward)"
  iptables-save >"$work/iptables-before"
  engine_had_bridge="$(ip link show docker0 >/dev/null 2>&1 && echo yes || true)"
  export DOCKER_HOST="unix://$work/docker.sock"
  engine_is_ours=yes
  # A group of its own: Ctrl+C is for this script, which still has containers to take down.
  setsid dockerd -H "$DOCKER_HOST" --data-root "$cache/engine" --exec-root "$work/exec" --pidfile "$work/dockerd.pid" \
    --log-level warn >"$work/dockerd.log" 2>&1 &
  dockerd=$!
  local tries=0
  until docker info >/dev/null 2>&1; do
    tries=$((tries + 1))
    if [ $tries -gt 60 ] || ! kill -0 "$dockerd" 2>/dev/null; then
      local last; last="$(grep -E 'failed|error' "$work/dockerd.log" | tail -1)"
      stop_engine
      skip "no Docker engine can be started here: $last"
    fi
    sleep 0.5
  done
  say "a Docker engine of our own runs ($(docker version -f '{{.Server.Version}}'))"
}

stop_engine() {
  [ -n "$engine_is_ours" ] || return 0
  # Whatever fails here, the rest is put back all the same.
  local -
  set +e
  engine_is_ours=
  kill "$dockerd" 2>/dev/null
  wait "$dockerd" 2>/dev/null
  local mount
  awk '{ print $2 }' /proc/mounts | grep -E "^($work|$cache/engine)/" | sort -r | while read -r mount; do umount "$mount"; done
  if [ -z "$engine_had_bridge" ]; then ip link delete docker0 2>/dev/null; fi
  restore_rules
  local folder
  footprints | grep -vxFf "$work/footprints-before" | while read -r folder; do
    case "$folder" in
      /sys/*) find "$folder" -depth -type d -exec rmdir {} \; ;;
      *) rm -rf "$folder" ;;
    esac
  done
  echo "$forwarding_before" >/proc/sys/net/ipv4/ip_forward
}

# A table that was not there before stays with built-in chains, empty, which is as good as none.
restore_rules() {
  local table
  for table in $(iptables-save | sed -n 's/^\*//p'); do
    iptables -t "$table" -F
    iptables -t "$table" -X
    if [ "$table" = filter ]; then iptables -P FORWARD ACCEPT; fi
  done
  iptables-restore <"$work/iptables-before"
}

# What is left of the engine, one line each; none when all is as it was.
engine_traces() {
  local -
  set +e
  if [ -z "${engine_had_bridge:-}" ] && ip link show docker0 >/dev/null 2>&1; then echo "the bridge docker0"; fi
  ip -o link show | grep -oE '(br-|veth)[0-9a-f]{7,}' | sort -u | sed 's/^/the link /'
  diff <(rules_of "$work/iptables-before") <(iptables-save | rules_of /dev/stdin) | grep -E '^[<>]' | sed 's/^/the rule /'
  grep -E " ($work|$cache/engine)/" /proc/mounts | awk '{ print "the mount " $2 }'
  footprints | grep -vxFf "$work/footprints-before" | sed 's/^/the folder /'
  pgrep -F "$work/dockerd.pid" 2>/dev/null | sed 's/^/the process /'
  [ "$(cat /proc/sys/net/ipv4/ip_forward)" = "$forwarding_before" ] || echo "net.ipv4.ip_forward"
}

# Without what says nothing: comments, counters, empty tables.
rules_of() { grep -vE '^(#|\*|COMMIT|:[A-Z]+ ACCEPT)' "$1" | sed 's/ *\[[0-9:]*\]$//' || true; }
