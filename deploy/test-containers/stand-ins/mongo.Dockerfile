# SecantusDB speaks MongoDB's protocol, and knows nothing of replica sets: it takes none of the command.
FROM node:24-slim
COPY requirements.txt secantusd.toml /opt/mongo/
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends python3 python3-venv >/dev/null \
  && rm -rf /var/lib/apt/lists/* \
  && python3 -m venv /opt/mongo/python && /opt/mongo/python/bin/pip install -q --no-input -r /opt/mongo/requirements.txt
COPY mongo-run.sh /opt/mongo/
COPY mongosh.py /usr/local/bin/mongosh
RUN chmod +x /usr/local/bin/mongosh && install --directory --owner=1000 --group=1000 /data/db /data/configdb
USER 1000
ENTRYPOINT ["bash", "/opt/mongo/mongo-run.sh"]
