FROM node:24-slim
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends prometheus >/dev/null && rm -rf /var/lib/apt/lists/* \
  && install --directory --owner=1000 --group=1000 /prometheus
USER 1000
ENTRYPOINT ["prometheus"]
