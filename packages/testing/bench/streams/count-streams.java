import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;

/**
 * The same count as the fold's, by Kafka Streams with exactly_once_v2: records of a key are counted and their numbers
 * summed, the value decoded from Confluent-framed Avro {string id, double amount}. One thread, as the fold has.
 * Arguments: brokers, input, output, records, state folder. Prints one line of JSON about the last three quarters.
 */
public final class CountStreams {
  public static void main(String[] arguments) throws Exception {
    final long records = Long.parseLong(arguments[3]);
    final AtomicLong seen = new AtomicLong();
    final long[] startedAt = new long[2];
    final long[] endedAt = new long[2];
    final CountDownLatch done = new CountDownLatch(1);

    final Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "bench-streams-" + ProcessHandle.current().pid());
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, arguments[0]);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, arguments[4]);
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");

    final StreamsBuilder builder = new StreamsBuilder();
    builder.stream(arguments[1], Consumed.with(Serdes.String(), Serdes.ByteArray()))
        .peek((key, value) -> {
          final long count = seen.incrementAndGet();
          if (count == records / 4) mark(startedAt);
          if (count == records) {
            mark(endedAt);
            done.countDown();
          }
        })
        .groupByKey()
        .aggregate(() -> new byte[16], (key, value, state) -> add(state, amountOf(value)),
            Materialized.with(Serdes.String(), Serdes.ByteArray()))
        .toStream()
        .to(arguments[2], Produced.with(Serdes.String(), Serdes.ByteArray()));

    try (KafkaStreams streams = new KafkaStreams(builder.build(), settings)) {
      streams.start();
      done.await();
      Thread.sleep(500); // the last transaction: it is committed every 100 ms
    }
    final double seconds = (endedAt[0] - startedAt[0]) / 1e9;
    final double counted = records * 0.75;
    System.out.printf(java.util.Locale.ROOT, "{\"recordsPerSecond\":%.0f,\"cpuMicrosecondsPerRecord\":%.2f}%n",
        counted / seconds, (endedAt[1] - startedAt[1]) / 1e3 / counted);
    System.exit(0);
  }

  private static void mark(long[] at) {
    final var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    at[0] = System.nanoTime();
    at[1] = system.getProcessCpuTime();
  }

  /** Magic byte and schema id, then the length of a short string, the string, and the double. */
  private static double amountOf(byte[] framed) {
    final int length = framed[5] >> 1;
    final String id = new String(framed, 6, length, StandardCharsets.UTF_8);
    if (id.isEmpty()) throw new IllegalArgumentException("no id");
    return java.nio.ByteBuffer.wrap(framed).order(java.nio.ByteOrder.LITTLE_ENDIAN).getDouble(6 + length);
  }

  private static byte[] add(byte[] state, double amount) {
    final var before = java.nio.ByteBuffer.wrap(state);
    return java.nio.ByteBuffer.allocate(16).putLong(before.getLong(0) + 1).putDouble(before.getDouble(8) + amount).array();
  }
}
