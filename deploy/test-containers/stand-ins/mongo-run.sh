# The arguments are mongod's, and not for this server.
exec /opt/mongo/python/bin/python -m secantus --config /opt/mongo/secantusd.toml --host 0.0.0.0 --port 27017 \
  --storage-path /data/db --cache-size 256M --log-level WARNING
