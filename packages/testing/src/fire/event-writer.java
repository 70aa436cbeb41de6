import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes numbered events in transactions, and aborts a share of them after the broker has their records. Run as a
 * single source file on the jars of the broker, so that nothing of ours stands between an event and its truth.
 *
 * Ends when all is committed, or after the transaction in hand when its standard input is closed.
 *
 * Arguments, all `name=value`: brokers, topic, schema (its id), records (to be committed), rate (committed records/s),
 * keys, skew (of Zipf's law over the keys), aborts (share of transactions, 0 to 1), transaction (mean records), seed.
 * Prints JSON lines: committed, aborted, transactions, unknown (transactions of which nobody knows); one with the first
 * events, one every few seconds, and the last one at the end.
 */
final class EventWriter {
  private final Map<String, String> told;
  private final Random random;
  private final double[] cumulated;
  private KafkaProducer<byte[], byte[]> producer;
  private volatile boolean isToldToFinish = false;

  private EventWriter(Map<String, String> told) {
    this.told = told;
    this.random = new Random(Long.parseLong(told.get("seed")));
    this.cumulated = zipf(number("keys"), Double.parseDouble(told.get("skew")));
  }

  public static void main(String[] args) throws Exception {
    Map<String, String> told = new HashMap<>();
    for (String arg : args) told.put(arg.substring(0, arg.indexOf('=')), arg.substring(arg.indexOf('=') + 1));
    new EventWriter(told).run();
    System.exit(0);
  }

  private int number(String name) {
    return Integer.parseInt(told.get(name));
  }

  /** Cumulated shares: key k comes 1 / k^skew as often as key 1, so that some keys are seldom touched. */
  private static double[] zipf(int keys, double skew) {
    double[] shares = new double[keys];
    double sum = 0;
    for (int k = 0; k < keys; k++) shares[k] = sum += Math.pow(k + 1, -skew);
    for (int k = 0; k < keys; k++) shares[k] /= sum;
    return shares;
  }

  private String key() {
    int found = java.util.Arrays.binarySearch(cumulated, random.nextDouble());
    int rank = found >= 0 ? found : -found - 1;
    return "key-" + Math.min(rank, cumulated.length - 1);
  }

  private void open() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, told.get("brokers"));
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, told.get("topic") + "-writer");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 2);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 65_536);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 30_000);
    // A transaction that begins while the markers of the one before are being written is refused, and tried again.
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5);
    settings.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 100);
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
  }

  private void run() throws Exception {
    final int records = number("records");
    final double rate = number("rate");
    final double aborts = Double.parseDouble(told.get("aborts"));
    long next = 0;
    long committed = 0;
    long aborted = 0;
    long transactions = 0;
    long unknown = 0;
    Thread.ofPlatform().daemon().start(this::listen);
    open();
    final long startedAt = System.nanoTime();
    long printedAt = 0;
    while (committed < records && !isToldToFinish) {
      long aheadNanos = startedAt + (long) (committed / rate * 1e9) - System.nanoTime();
      if (aheadNanos > 0) Thread.sleep(aheadNanos / 1_000_000, (int) (aheadNanos % 1_000_000));
      int size = (int) Math.min(records - committed, 1 + random.nextInt(2 * number("transaction") - 1));
      boolean doomed = random.nextDouble() < aborts;
      List<ProducerRecord<byte[], byte[]>> batch = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        String key = key();
        batch.add(new ProducerRecord<>(told.get("topic"), bytes(key), event(key, next++)));
      }
      transactions++;
      try {
        producer.beginTransaction();
        for (ProducerRecord<byte[], byte[]> record : batch) producer.send(record);
        if (doomed) {
          producer.flush(); // else its records would never reach the log, and test nothing
          producer.abortTransaction();
          aborted += size;
        } else {
          commit();
          committed += size;
        }
      } catch (KafkaException error) {
        // What became of it is not known: a new producer of the same id ends it one way or the other.
        System.err.println("a transaction went wrong: " + error);
        unknown++;
        producer.close(java.time.Duration.ZERO);
        open();
      }
      if (committed > 0 && System.nanoTime() - printedAt > 5_000_000_000L) {
        printedAt = System.nanoTime();
        print(committed, aborted, transactions, unknown);
      }
    }
    producer.close();
    print(committed, aborted, transactions, unknown);
  }

  private void listen() {
    try {
      while (System.in.read() >= 0) {}
    } catch (java.io.IOException error) {
      // whoever told us is gone
    }
    isToldToFinish = true;
  }

  private static void print(long committed, long aborted, long transactions, long unknown) {
    System.out.printf(
        "{\"committed\":%d,\"aborted\":%d,\"transactions\":%d,\"unknown\":%d}%n", committed, aborted, transactions, unknown);
  }

  /** A commit that timed out may be asked for again; nothing else may be done with that producer. */
  private void commit() {
    for (int tries = 1; ; tries++) {
      try {
        producer.commitTransaction();
        return;
      } catch (TimeoutException error) {
        if (tries == 5) throw error;
      }
    }
  }

  /** Confluent's frame and Avro's binary form of { key: string, number: long }. */
  private byte[] event(String key, long number) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    out.writeBytes(ByteBuffer.allocate(4).putInt(number("schema")).array());
    writeLong(out, bytes(key).length);
    out.writeBytes(bytes(key));
    writeLong(out, number);
    return out.toByteArray();
  }

  private static void writeLong(ByteArrayOutputStream out, long value) {
    long zigzag = (value << 1) ^ (value >> 63);
    for (; (zigzag & ~0x7FL) != 0; zigzag >>>= 7) out.write((int) (zigzag & 0x7F | 0x80));
    out.write((int) zigzag);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
