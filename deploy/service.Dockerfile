# One recipe for all services:
#   docker build -f deploy/service.Dockerfile --build-arg SERVICE=map-feed -t tributary/map-feed .
# The console has a page besides:
#   docker build -f deploy/service.Dockerfile --build-arg SERVICE=console --target console -t tributary/console .
# What makes topics and schemas, and ends:
#   docker build -f deploy/service.Dockerfile --build-arg SERVICE=catalog \
#     --build-arg MAIN=packages/catalog/src/provision-command.ts -t tributary/provisioning .

FROM node:24-slim AS source
WORKDIR /workspace
COPY . .

# The service's own part of the workspace and of the lock file, without anything for development.
FROM node:24-slim AS pruned
ENV TURBO_TELEMETRY_DISABLED=1
WORKDIR /workspace
COPY package.json ./
RUN --mount=type=cache,target=/tmp/npm npm install --cache /tmp/npm --global --no-update-notifier "turbo@$(node -p 'require("./package.json").devDependencies.turbo')"
COPY --from=source /workspace ./
ARG SERVICE
RUN node deploy/production-workspace.mjs . && turbo prune "@tributary/$SERVICE" --docker

FROM node:24-slim AS installed
WORKDIR /app
COPY --from=pruned /workspace/out/json ./
# Of the libraries stays what runs; declarations, source maps, tests and manuals are half of their size. Node runs no
# TypeScript of libraries; ours is linked into node_modules, and stays.
RUN --mount=type=cache,target=/tmp/npm npm ci --cache /tmp/npm --omit=dev --ignore-scripts --no-update-notifier \
  && find node_modules -type f \( -name '*.map' -o -name '*.md' -o -name '*.ts' -o -name '*.mts' -o -name '*.cts' \) -delete \
  && for folder in test tests __tests__ docs benchmark benchmarks examples coverage; do \
    rm -rf node_modules/*/"$folder" node_modules/@*/*/"$folder"; done
COPY --from=pruned /workspace/out/full ./
COPY --from=source /workspace/deploy/ready.mjs ./
ARG SERVICE
ARG MAIN=services/${SERVICE}/src/main.ts
# The command below is run without a shell, so it cannot name what differs from service to service.
RUN test -f "$MAIN" && ln -s "$MAIN" main.ts
# Stripping types and compiling take most of a start, so they are done here: a service that is told nonsense ends with 78 when all
# of it is loaded. Node reads such a cache only of the user who runs it.
RUN install --directory --owner=node compile-cache
USER node
ENV NODE_COMPILE_CACHE=/app/compile-cache
RUN OPS_PORT=none node main.ts; test $? = 78

# The console's page. Manifests first: while they stay the same, what is installed for them does.
FROM node:24-slim AS manifests
WORKDIR /workspace
COPY --from=source /workspace ./
RUN mkdir /manifests && cp --parents .npmrc package.json package-lock.json packages/*/package.json services/*/package.json /manifests

FROM node:24-slim AS page
WORKDIR /workspace
COPY --from=manifests /manifests ./
RUN --mount=type=cache,target=/tmp/npm npm ci --cache /tmp/npm --ignore-scripts --no-update-notifier --workspace=@tributary/console
COPY --from=source /workspace ./
RUN npm run build --workspace=@tributary/console

FROM node:24-slim AS lean
# What a service keeps, it keeps in its working folder: the only place beside /tmp that is written to.
ENV NODE_ENV=production NODE_COMPILE_CACHE=/app/compile-cache HOME=/data HTTP_HOST=0.0.0.0 OPS_HOST=0.0.0.0
RUN install --directory --owner=node --group=node /data
COPY --from=installed /app /app
USER node
WORKDIR /data
EXPOSE 8080 9464
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 CMD ["node", "/app/ready.mjs"]
CMD ["node", "/app/main.ts"]
ARG SERVICE
ARG VERSION=unversioned
ARG REVISION=unknown
ENV SERVICE_VERSION=${VERSION}
LABEL org.opencontainers.image.title="tributary/${SERVICE}" \
  org.opencontainers.image.description="${SERVICE} of Tributary: live data as typed Kafka streams and live views" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.base.name="docker.io/library/node:24-slim"

FROM lean AS console
COPY --from=page /workspace/services/console/dist /app/services/console/dist

FROM lean AS service
