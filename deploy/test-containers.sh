#!/usr/bin/env bash
# Runs the system in containers and asserts what deploy/README.md promises of them. Needs Docker, or root on a Debian: then an
# engine of its own is started and ended, with stand-ins for the public images.
# test-containers.sh pauses: measures instead how long partitions stand still when replicas come and go, as the README tells.
# Exit: 0 all holds; 1 something does not; 75 skipped, for a reason that is said: nothing was tried.
set -euo pipefail

# Load is to last for as long as replicas come and go.
case "${1:-walk}" in
  walk) program=walk.mjs rows=20000 rate=100 ;;
  pauses) program=pauses.mjs rows=300000 rate=2000 ;;
  *) echo "usage: $0 [walk | pauses]" >&2; exit 64 ;;
esac
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
here="$root/deploy/test-containers"
cache="${TRIBUTARY_PARTS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/tributary}/containers"
node="$root/node_modules/node/bin/node"
work="$(mktemp -d)"
mkdir -p "$cache"
project="tributary-test-$$"
began=$SECONDS

say() { printf '%6s s       %s\n' "$((SECONDS - began))" "$*"; }
fail() { printf '%6s s  FAIL %s\n' "$((SECONDS - began))" "$*"; exit 1; }
skip() { printf 'SKIPPED: the containers are not tested: %s\n' "$*"; exit 75; }
holds() { # sentence, what is left
  if [ -z "$2" ]; then printf '%6s s  ok   %s\n' "$((SECONDS - began))" "$1"; return; fi
  printf '%6s s  FAIL %s: %s\n' "$((SECONDS - began))" "$1" "$2"
  return 1
}

for part in plugins engine stand-ins; do . "$here/$part.sh"; done

clean_up() {
  local code=$?
  trap - EXIT INT TERM
  kill ${servers:-} ${walk:-} 2>/dev/null || true
  if [ -n "${are_up:-}" ]; then take_down 5 >/dev/null 2>&1 || true; fi
  stop_engine
  rm -rf "$work"
  exit "$code"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

[ -x "$node" ] || fail "Node 24 is not installed in the tree: npm ci"
config_holds() {
  holds "docker compose config -q" "$(docker compose -f "$root/docker-compose.yml" --profile '*' config -q 2>&1)"
}
# Asked even where no engine is to be had.
config_is_known=
if docker compose version >/dev/null 2>&1; then
  config_holds
  config_is_known=yes
fi
use_engine
use_plugins
[ -n "$config_is_known" ] || config_holds
compose() { docker compose -p "$project" -f "$root/docker-compose.yml" -f "$here/compose.yaml" "$@"; }
# The service alone has a project of its own, on the network of the other.
take_down() { # seconds
  SERVERS_NETWORK="${project}_default" docker compose -p "$project-alone" -f "$root/docker-compose.yml" -f "$here/compose.alone.yaml" \
    down -v --remove-orphans --timeout "$1" && compose --profile '*' down -v --remove-orphans --timeout "$1"
}
remains() {
  local of filter
  for of in "$project" "$project-alone"; do
    filter=(--filter "label=com.docker.compose.project=$of")
    docker ps -a "${filter[@]}" --format 'container {{.Names}}'
    docker volume ls "${filter[@]}" --format 'volume {{.Name}}'
    docker network ls "${filter[@]}" --format 'network {{.Name}}'
  done
}

export FLIGHT_ROWS=$rows FLIGHT_SEED=7 FLIGHT_RATE=$rate
# CONTAINERS_STAND_INS=1 is for an engine that was started elsewhere and reaches no image registry either.
servers=
if [ -n "$engine_is_ours" ] || [ -n "${CONTAINERS_STAND_INS:-}" ]; then
  make_base_stand_in
  # These mostly wait for downloads, the project's own images for the processor.
  make_server_stand_ins &
  servers=$!
fi

say "building images"
compose --profile '*' build --quiet bus-gps map-feed flight-csv flights-per-airline mongo-sink console provisioning
say "images are built"
if [ -n "$servers" ]; then wait "$servers"; fi
servers=

"$node" "$root/services/flight-csv/src/generator/generate-flights-command.ts" --rows "$FLIGHT_ROWS" --seed "$FLIGHT_SEED" \
  --out "$work/flights.csv" 2>/dev/null
awk -f "$root/services/flight-csv/test/truth.awk" "$work/flights.csv" >"$work/truth.csv"

are_up=yes
result=0
# In the background, because a signal is heard while waiting only.
"$node" "$here/$program" "$project" "$work/truth.csv" "$work/flights.csv" &
walk=$!
wait "$walk" || result=1
walk=

take_down 15 >"$work/down.log" 2>&1 || result=1
are_up=
holds "docker compose down -v leaves nothing" "$(remains)" || result=1
if [ -n "$engine_is_ours" ]; then
  # Every run leaves images and steps that the next one replaces.
  { docker image prune -f && docker builder prune -f --keep-storage 3gb; } >/dev/null 2>&1 || true
  stop_engine
  holds "the engine leaves no process, mount, network or rule" "$(engine_traces)" || result=1
fi
say "the containers took $((SECONDS - began)) s"
exit "$result"
