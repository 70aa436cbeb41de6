"""Reads bus positions with Confluent's Python client: nothing in the topic is peculiar to Node.

    python3 -m venv .venv && .venv/bin/pip install "confluent-kafka[avro,schemaregistry]"
    .venv/bin/python packages/contracts/examples/read_positions.py --brokers 127.0.0.1:9092 \
        --registry http://127.0.0.1:8081/apis/ccompat/v7 --count 10

The deserializer takes the writer's schema from the registry by the id in each record.
"""

import argparse
import sys

from confluent_kafka import Consumer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer
from confluent_kafka.serialization import MessageField, SerializationContext

TOPIC = "transit.vehicle-position.v1"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--brokers", default="127.0.0.1:9092")
    parser.add_argument("--registry", default="http://127.0.0.1:8081/apis/ccompat/v7")
    parser.add_argument("--count", type=int, default=10)
    arguments = parser.parse_args()

    decode = AvroDeserializer(SchemaRegistryClient({"url": arguments.registry}))
    consumer = Consumer(
        {
            "bootstrap.servers": arguments.brokers,
            "group.id": "read-positions-example",
            "auto.offset.reset": "earliest",
            "enable.auto.commit": False,
        }
    )
    consumer.subscribe([TOPIC])
    read = 0
    try:
        while read < arguments.count:
            message = consumer.poll(10)
            if message is None:
                print("no record within 10 s: is bus-gps running?", file=sys.stderr)
                return 1
            if message.error():
                raise SystemExit(str(message.error()))
            position = decode(message.value(), SerializationContext(TOPIC, MessageField.VALUE))
            assert message.key().decode() == position["vehicleId"]
            print(
                f"{position['observedAt']:%H:%M:%S} line {position['line']} {position['vehicleId']}: "
                f"{position['latitude']:.5f}, {position['longitude']:.5f} to {position['destination']}"
            )
            read += 1
    finally:
        consumer.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
