"""
Sends the rows of a CSV file as JSON with the file's name for a key, for comparison.

Arguments: file, topic, brokers, rows, and either `flush`, the way of the original this project began with: one round
trip to the broker for each row; or `batch`, which leaves the batching to the client and flushes at the end.
Prints one line of JSON.
"""

import csv
import json
import sys
import time
from itertools import islice

import confluent_kafka

path, topic, brokers, most, way = sys.argv[1:6]
delivered = 0


def on_delivery(error, _message):
    global delivered
    if error is not None:
        raise RuntimeError(str(error))
    delivered += 1


producer = confluent_kafka.Producer({"bootstrap.servers": brokers, "client.id": "python-replay"})
started = time.perf_counter()
with open(path, newline="") as file:
    rows = csv.reader(file)
    next(rows)
    for row in islice(rows, int(most)):
        stamp = "-".join(row[0:3]) + " " + row[9]
        value = json.dumps({stamp: row})
        while True:
            try:
                producer.produce(topic, key=path, value=value, callback=on_delivery)
                break
            except BufferError:
                producer.poll(0.1)
        if way == "flush":
            producer.flush()
        else:
            producer.poll(0)
    producer.flush()
seconds = time.perf_counter() - started
print(
    json.dumps(
        {
            "rows": delivered,
            "seconds": seconds,
            "cpuSeconds": time.process_time(),
            "client": confluent_kafka.__version__,
            "python": sys.version.split()[0],
        }
    )
)
