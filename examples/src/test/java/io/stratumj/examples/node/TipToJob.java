package io.stratumj.examples.node;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Job;
import io.stratumj.core.spi.JobSink;
import io.stratumj.core.template.JobFactory;
import io.stratumj.examples.node.FakeNode.Answer;
import io.stratumj.examples.node.rpc.NodeClient;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/**
 * Measures how long a new tip takes from a node's long-poll answer to a clean job: from when the
 * answer is handed to the HTTP server of a node in this process until the job is published.
 *
 * <pre>
 * java -cp examples/target/test-classes:examples/target/stratum-pool.jar \
 *   io.stratumj.examples.node.TipToJob [TIPS [TRANSACTIONS [BYTES OF EACH]]]
 * </pre>
 *
 * A benchmark and no test: it depends on the machine, and on what else it does.
 */
public final class TipToJob {
  private static final long SEED = 1;
  private static final long PAUSE_MILLIS = 20;

  private final SynchronousQueue<String> answers = new SynchronousQueue<>();
  private final String before;
  private final String after;
  private volatile long sentNanos;
  private volatile long publishedNanos;
  private volatile CountDownLatch published = new CountDownLatch(1);

  private TipToJob(int transactions, int bytes) {
    JsonObject template =
        JsonParser.parseString(FakeNode.resource("gbt-436.json")).getAsJsonObject();
    template.add("transactions", transactions(transactions, bytes));
    template.addProperty("previousblockhash", "PARENT");
    template.addProperty("longpollid", "PARENT1");
    String reply = Answer.result(template).body();
    int at = reply.indexOf("PARENT");
    int again = reply.indexOf("PARENT", at + 1);
    before = reply.substring(0, Math.min(at, again));
    after = reply.substring(before.length() + "PARENT".length());
  }

  /** Prints the least, the median, the 99th percentile and the most, in milliseconds. */
  public static void main(String[] args) throws Exception {
    int tips = args.length > 0 ? Integer.parseInt(args[0]) : 200;
    int transactions = args.length > 1 ? Integer.parseInt(args[1]) : 2_500;
    int bytes = args.length > 2 ? Integer.parseInt(args[2]) : 400;
    long[] nanos = new TipToJob(transactions, bytes).measure(tips);
    System.out.printf("first tip after the start: %.1f ms%n", nanos[0] / 1e6);
    Arrays.sort(nanos);
    System.out.printf(
        "%d tips with %d transactions of %d bytes: least %.1f, median %.1f, p99 %.1f, most %.1f"
            + " ms%n",
        tips,
        transactions,
        bytes,
        nanos[0] / 1e6,
        nanos[tips / 2] / 1e6,
        nanos[Math.min(tips - 1, tips * 99 / 100)] / 1e6,
        nanos[tips - 1] / 1e6);
    System.exit(0);
  }

  private long[] measure(int tips) throws Exception {
    try (FakeNode node = FakeNode.start()) {
      node.answer("getblocktemplate", this::template);
      List<NodeClient> nodes = List.of(NodeClient.of(node.endpoint()));
      NodeJobSource jobs = NodeJobSource.of(nodes, JobFactory.payingTo(Bytes.fromHex("51")));
      jobs.start(new Watch());
      published.await();
      long[] nanos = new long[tips];
      for (int i = 0; i < tips; i++) {
        published = new CountDownLatch(1);
        String reply = reply(i + 1);
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        answers.put(reply);
        published.await();
        nanos[i] = publishedNanos - sentNanos;
      }
      jobs.close();
      return nanos;
    }
  }

  private Answer template(JsonArray params) {
    if (!params.get(0).getAsJsonObject().has("longpollid")) {
      return new Answer(200, reply(0));
    }
    try {
      String reply = answers.take();
      sentNanos = System.nanoTime();
      return new Answer(200, reply);
    } catch (InterruptedException closed) {
      return Answer.error(500, -9, "closed");
    }
  }

  private String reply(int tip) {
    String parent = FakeNode.block(tip);
    return before + parent + after.replace("PARENT", parent);
  }

  private static JsonElement transactions(int count, int bytes) {
    Random random = new Random(SEED);
    JsonArray transactions = new JsonArray();
    for (int i = 0; i < count; i++) {
      JsonObject transaction = new JsonObject();
      transaction.addProperty("data", hex(random, bytes));
      transaction.addProperty("txid", hex(random, 32));
      transaction.addProperty("hash", hex(random, 32));
      transaction.add("depends", new JsonArray());
      transaction.addProperty("fee", 1_000 + i);
      transaction.addProperty("sigops", 4);
      transaction.addProperty("weight", 4 * bytes);
      transactions.add(transaction);
    }
    return transactions;
  }

  private static String hex(Random random, int bytes) {
    byte[] made = new byte[bytes];
    random.nextBytes(made);
    return Bytes.of(made).toHex();
  }

  /** Notes when a clean job comes. */
  private final class Watch implements JobSink {
    @Override
    public void publish(Job job) {
      // A tip that is published before is a clean job.
    }

    @Override
    public void publishClean(Job job) {
      publishedNanos = System.nanoTime();
      published.countDown();
    }

    @Override
    public void unavailable(String reason) {
      System.err.println(reason);
    }
  }
}
