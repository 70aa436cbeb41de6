import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a fold should have counted, and what it did count: reads the committed records of its input and of its outputs
 * with the broker's own client and without a group, and decodes them by hand, so that no code of ours judges itself.
 *
 * Arguments, all `name=value`: brokers, group, events, counts, entries, deadLetters (topics), waitMs (for the group to
 * have done all). The last line it prints is JSON; see recount.ts for its shape.
 */
final class Recount {
  private final Map<String, String> told;
  /** For the log alone. */
  private final long bornAt = ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();

  private Recount(Map<String, String> told) {
    this.told = told;
  }

  private static final class Count {
    long count;
    long sum;
    long newest = -1;
    int partition;
  }

  public static void main(String[] args) throws Exception {
    Map<String, String> told = new HashMap<>();
    for (String arg : args) told.put(arg.substring(0, arg.indexOf('=')), arg.substring(arg.indexOf('=') + 1));
    System.out.println(new Recount(told).run());
    System.exit(0);
  }

  private String run() throws Exception {
    final long startedAt = System.nanoTime();
    final Map<String, Count> truth = new HashMap<>();
    final BitSet written = new BitSet();
    final Map<TopicPartition, Long> lastEvent = new HashMap<>();
    final long[] twice = {0};
    read(told.get("events"), record -> {
      ByteBuffer value = framed(record.value());
      Count count = truth.computeIfAbsent(text(value), unused -> new Count());
      long number = wholeNumber(value);
      if (written.get((int) number)) twice[0]++;
      written.set((int) number);
      count.count++;
      count.sum += number;
      count.newest = number;
      lastEvent.put(new TopicPartition(record.topic(), record.partition()), record.offset());
    });
    final long lag = lagAfterWaiting(lastEvent);
    final long waitedMs = (System.nanoTime() - startedAt) / 1_000_000;

    final Map<String, Count> counted = new HashMap<>();
    final long[] backward = {0};
    read(told.get("counts"), record -> {
      ByteBuffer value = framed(record.value());
      String key = text(value);
      Count count = new Count();
      count.count = wholeNumber(value);
      count.sum = wholeNumber(value);
      count.newest = wholeNumber(value);
      count.partition = record.partition();
      Count before = counted.put(key, count);
      if (before != null && (before.count > count.count || before.partition != record.partition())) backward[0]++;
    });
    final Map<Integer, Integer> entries = new HashMap<>();
    read(told.get("entries"), record -> entries.merge((int) wholeNumber(framed(record.value())), 1, Integer::sum));
    final long[] buried = {0};
    read(told.get("deadLetters"), record -> buried[0]++);

    long lost = 0;
    long doubled = 0;
    final List<String> differences = new ArrayList<>();
    for (Map.Entry<String, Count> each : truth.entrySet()) {
      Count is = counted.getOrDefault(each.getKey(), new Count());
      Count want = each.getValue();
      lost += Math.max(0, want.count - is.count);
      doubled += Math.max(0, is.count - want.count);
      if (is.count != want.count || is.sum != want.sum || is.newest != want.newest) {
        differences.add(String.format(
            "%s: count %d instead of %d, sum %d instead of %d, newest %d instead of %d",
            each.getKey(), is.count, want.count, is.sum, want.sum, is.newest, want.newest));
      }
    }
    for (Map.Entry<String, Count> each : counted.entrySet()) {
      if (truth.containsKey(each.getKey())) continue;
      doubled += each.getValue().count;
      differences.add(each.getKey() + ": counted, and never written");
    }
    long missing = written.stream().filter(number -> !entries.containsKey(number)).count();
    long repeated = entries.values().stream().mapToLong(times -> times - 1).sum();
    long invented = entries.keySet().stream().filter(number -> !written.get(number)).count();
    return String.format(
        "{\"events\":%d,\"writtenTwice\":%d,\"keys\":%d,\"lag\":%d,\"waitedMs\":%d,\"lost\":%d,\"doubled\":%d,"
            + "\"differing\":%d,\"differences\":[%s],\"backward\":%d,\"entries\":%d,\"missing\":%d,\"repeated\":%d,"
            + "\"invented\":%d,\"buried\":%d}",
        written.cardinality(), twice[0], truth.size(), lag, waitedMs, lost, doubled, differences.size(),
        differences.stream().limit(20).map(line -> '"' + line + '"').collect(Collectors.joining(",")), backward[0],
        entries.values().stream().mapToLong(times -> times).sum(), missing, repeated, invented, buried[0]);
  }

  /** Hands over all committed records of a topic, from its start to what was its end at the time of the call. */
  private void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> take) {
    System.err.printf("%d ms: reads %s%n", System.currentTimeMillis() - bornAt, topic);
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, told.get("brokers"));
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString());
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
          .map(info -> new TopicPartition(topic, info.partition())).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        consumer.poll(Duration.ofMillis(500)).forEach(take);
      }
    }
  }

  /** Events of which the group has not committed that they are done: partitions' worth of them, 0 when all is done. */
  private long lagAfterWaiting(Map<TopicPartition, Long> lastEvent) throws Exception {
    final long deadline = System.nanoTime() + Long.parseLong(told.get("waitMs")) * 1_000_000;
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", told.get("brokers")))) {
      for (;;) {
        long lag = Long.MAX_VALUE;
        try {
          Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(told.get("group"))
              .partitionsToOffsetAndMetadata().get();
          lag = lastEvent.entrySet().stream().mapToLong(each -> {
            OffsetAndMetadata done = committed.get(each.getKey());
            return Math.max(0, each.getValue() + 1 - (done == null ? 0 : done.offset()));
          }).sum();
        } catch (java.util.concurrent.ExecutionException error) {
          if (!(error.getCause() instanceof KafkaException)) throw error; // a broker is away: ask again
        }
        if (lag == 0 || System.nanoTime() > deadline) return lag;
        Thread.sleep(200);
      }
    }
  }

  /** What follows Confluent's frame: a zero and the four bytes of the schema's id. */
  private static ByteBuffer framed(byte[] value) {
    ByteBuffer buffer = ByteBuffer.wrap(value);
    if (buffer.get() != 0) throw new IllegalStateException("a value does not begin with 0");
    buffer.getInt();
    return buffer;
  }

  private static long wholeNumber(ByteBuffer buffer) {
    long zigzag = 0;
    for (int shift = 0; ; shift += 7) {
      byte part = buffer.get();
      zigzag |= (long) (part & 0x7F) << shift;
      if (part >= 0) return (zigzag >>> 1) ^ -(zigzag & 1);
    }
  }

  private static String text(ByteBuffer buffer) {
    byte[] bytes = new byte[(int) wholeNumber(buffer)];
    buffer.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
