#!/opt/mongo/python/bin/python
# What the compose file's health check asks of the shell: whether writes are served. The script given to it is not run.
from pymongo import MongoClient

client = MongoClient("127.0.0.1", directConnection=True, serverSelectionTimeoutMS=3000)
raise SystemExit(0 if client.admin.command("hello").get("isWritablePrimary") else 1)
