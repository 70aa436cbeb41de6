# Stand-ins for the public images, under their names, where no image registry is reached: made of what the project fetches
# anyway and of Debian packages. They take the settings of the compose file as the real ones do.
# Sourced; needs `root` (of the tree), `cache` (folder), `here` (this folder), `node` and `say`.

kafka_image=apache/kafka:4.2.0
registry_image=apicurio/apicurio-registry:3.3.3
prometheus_image=prom/prometheus:v3.5.0

# Each makes those that are not there; an image is kept with the engine's data. All others are built upon the first.
make_base_stand_in() { stand_in node:24-slim node_stand_in; }
make_server_stand_ins() {
  stand_in "$kafka_image" kafka_stand_in
  stand_in "$registry_image" registry_stand_in
  stand_in mongo:8 mongo_stand_in
  stand_in "$prometheus_image" prometheus_stand_in
}

# Another recipe is another image: the label holds a sum over what it is made by.
stand_in() {
  local image="$1" make="$2" recipe label
  recipe="$({ declare -f "$make"; cat "$here/stand-ins/${make%_stand_in}"* 2>/dev/null || true; } | sha256sum | cut -c1-16)"
  label="$(docker image inspect -f '{{index .Config.Labels "tributary.stand-in"}}' "$image" 2>/dev/null || true)"
  if [ "$label" = "$recipe" ]; then return; fi
  local began=$SECONDS
  context="$(mktemp -d "$work/stand-in-XXXXXX")"
  "$make" "$image" "$recipe" >"$context.log" 2>&1 || {
    tail -30 "$context.log" >&2
    fail "no stand-in for $image"
  }
  rm -rf "$context"
  say "stand-in for $image made in $((SECONDS - began)) s"
}

build_stand_in() { # image recipe dockerfile
  cp "$here"/stand-ins/* "$context/"
  docker build -q --network host --label "tributary.stand-in=$2" -t "$1" -f "$context/$3" "$context"
}

# Debian, Node by the binary of the project's own dependency, npm by its package, and the user that the real one has.
node_stand_in() {
  local tree="$context/root"
  debootstrap --variant=minbase --include=ca-certificates bookworm "$tree" "${DEBIAN_MIRROR:-http://deb.debian.org/debian}"
  rm -rf "$tree"/var/cache/apt/* "$tree"/var/lib/apt/lists/*
  cp "$(readlink -f "$node")" "$tree/usr/local/bin/node"
  local npm; npm="$("$node" -p 'require(process.argv[1]).packageManager' "$root/package.json")"
  (cd "$context" && npm pack --silent "$npm")
  mkdir -p "$tree/usr/local/lib/node_modules/npm"
  tar -xzf "$context"/npm-*.tgz -C "$tree/usr/local/lib/node_modules/npm" --strip-components=1
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$tree/usr/local/bin/npm"
  ln -s ../lib/node_modules/npm/bin/npx-cli.js "$tree/usr/local/bin/npx"
  chroot "$tree" useradd --create-home --uid 1000 --shell /bin/bash node
  local trust=()
  # Whoever needs an authority of their own to reach the package registries says so here, and nowhere else.
  if [ -n "${NODE_EXTRA_CA_CERTS:-}" ]; then
    install -D -m 644 "$NODE_EXTRA_CA_CERTS" "$tree/etc/stand-in/authorities.pem"
    trust=(-c 'ENV NODE_EXTRA_CA_CERTS=/etc/stand-in/authorities.pem PIP_CERT=/etc/stand-in/authorities.pem')
  fi
  tar -C "$tree" -c . | docker import "${trust[@]}" -c "LABEL tributary.stand-in=$2" -c 'CMD ["node"]' \
    -c 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' - "$1"
}

# Java and the fetched parts, by the same code as `npm start`. Sets java, kafka_jars, registry_app.
find_parts() {
  local found
  found="$(cd "$root" && "$node" --input-type=module -e '
    import { dirname } from "node:path";
    import { findJava } from "./packages/local-stack/src/java.ts";
    import { fetchParts } from "./packages/local-stack/src/part-cache.ts";
    const java = findJava();
    const { kafka, registry } = await fetchParts(["kafka", "registry"], { java, say: console.error });
    console.log([dirname(dirname(java.command)), kafka, registry].join("\n"));')"
  { read -r java; read -r kafka_jars; read -r registry_app; } <<<"$found"
}

java_into_context() {
  find_parts
  mkdir "$context/java"
  cp -rL "$java"/{bin,conf,lib} "$context/java/"
  rm -rf "$context"/java/lib/{src.zip,ct.sym} "$context/java/jmods"
}

kafka_stand_in() {
  java_into_context
  cp -r "$kafka_jars" "$context/libs"
  cp "$root/packages/local-stack/parts/kafka/log4j2.properties" "$context/"
  build_stand_in "$1" "$2" kafka.Dockerfile
}

registry_stand_in() {
  java_into_context
  cp -r "$registry_app" "$context/app"
  build_stand_in "$1" "$2" registry.Dockerfile
}

mongo_stand_in() {
  cp "$root"/packages/local-stack/parts/mongo/* "$context/"
  build_stand_in "$1" "$2" mongo.Dockerfile
}

prometheus_stand_in() { build_stand_in "$1" "$2" prometheus.Dockerfile; }
