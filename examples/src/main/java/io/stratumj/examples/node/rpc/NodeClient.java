package io.stratumj.examples.node.rpc;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.core.template.BlockTemplate;
import io.stratumj.core.template.MalformedTemplateException;
import io.stratumj.examples.node.rpc.NodeException.Kind;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks a node, over JSON-RPC.
 *
 * <p>Every method but {@link #longPoll} blocks until there is an answer, the time-out at most, and
 * can be interrupted. A question is repeated once if the connection breaks; all of them may be.
 *
 * <p><em>Thread-safe.</em>
 */
public final class NodeClient {
  /** What a node that is busy connecting a block may take. */
  public static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(10);

  /** A block of 4 MB is 8 MB of hex; some chains have larger ones. */
  private static final int TEMPLATE_BYTES_MAX = 64 << 20;

  /** The ids of 100,000 transactions are 7 MB. */
  private static final int ANSWER_BYTES_MAX = 16 << 20;

  private static final int MISC_ERROR = -1;
  private static final int TYPE_ERROR = -3;
  private static final int NOT_FOUND = -5;
  private static final int INVALID_PARAMETER = -8;
  private static final int UNREADABLE = -22;

  private static final String TEMPLATE = "getblocktemplate";

  /** As a share of the chain: on a chain of fifteen years it is half a day. */
  private static final double PROGRESS_SYNCED = 0.9999;

  /**
   * How often the first template is read for nothing: a cold JVM takes three times as long, and the
   * next tip may come at any moment.
   */
  private static final int REHEARSALS = 12;

  private static final Gson GSON = new Gson();

  private final NodeEndpoint node;
  private final Duration timeout;
  private final HttpExchanges http;
  private final AtomicBoolean rehearsed = new AtomicBoolean();
  private volatile TemplateRules rules = TemplateRules.SEGWIT;

  private NodeClient(NodeEndpoint node, Duration timeout) {
    this.node = node;
    this.timeout = timeout;
    this.http = new HttpExchanges(node);
  }

  /** A client of this node; connects when it is asked something. */
  public static NodeClient of(NodeEndpoint node) {
    return new NodeClient(node, TIMEOUT_DEFAULT);
  }

  /** A client of this node that waits this long for an answer. */
  public static NodeClient of(NodeEndpoint node, Duration timeout) {
    return new NodeClient(node, timeout);
  }

  /** Which node. */
  public NodeEndpoint endpoint() {
    return node;
  }

  /**
   * The template of the moment. Names the rules the node asks for, as far as they are supported.
   *
   * @throws NodeException if there is none; also while the node has no peers, or is in initial sync
   * @throws MalformedTemplateException if it cannot be mined on
   */
  public BlockTemplate template() throws NodeException, InterruptedException {
    while (true) {
      TemplateRules named = rules;
      try {
        return template(
            http.exchange(templateRequest(named, Optional.empty()), timeout, TEMPLATE_BYTES_MAX));
      } catch (NodeException refused) {
        if (refused.code().orElse(0) != INVALID_PARAMETER) {
          throw refused;
        }
        rules = named.with(String.valueOf(refused.getMessage())).orElseThrow(() -> refused);
      }
    }
  }

  /**
   * Asks for the template after this one; returns at once. There is no limit to the time: a quiet
   * chain has nothing new for long.
   *
   * @param longPollId what the last template said
   */
  public LongPoll longPoll(String longPollId) throws NodeException {
    CompletableFuture<HttpResponse<byte[]>> exchange =
        http.send(templateRequest(rules, Optional.of(longPollId)), TEMPLATE_BYTES_MAX);
    CompletableFuture<BlockTemplate> answer =
        exchange.handle(
            (response, failure) -> {
              try {
                if (failure != null) {
                  throw http.problem(failure);
                }
                return template(response);
              } catch (NodeException e) {
                throw new CompletionException(e);
              }
            });
    return new LongPoll(exchange, answer);
  }

  /**
   * Submits a block. Says nothing about the best chain: ask {@link #placeOf}.
   *
   * @param block the whole serialized block
   * @throws NodeException if the node did not judge it
   */
  public SubmitAnswer submit(Bytes block) throws NodeException, InterruptedException {
    try {
      RpcResult result = ask("submitblock", block.toHex());
      return SubmitAnswer.of(
          result.value().isJsonNull() ? Optional.empty() : Optional.of(result.text()));
    } catch (NodeException refused) {
      int code = refused.code().orElse(0);
      if (code == UNREADABLE || code == TYPE_ERROR) {
        return SubmitAnswer.unreadable(String.valueOf(refused.getMessage()));
      }
      throw refused;
    }
  }

  /** Where the node has this block. */
  public ChainPlace placeOf(Hash256 block) throws NodeException, InterruptedException {
    if (bestBlockHash().equals(block)) {
      return ChainPlace.BEST_CHAIN;
    }
    Optional<RpcResult> known = find(block);
    if (known.isEmpty()) {
      return ChainPlace.ABSENT;
    }
    // Not the confirmations: some nodes count them for blocks beside the best chain too.
    int height = known.get().member("height").integer();
    int tip = ask("getblockcount").integer();
    if (height <= tip && ask("getblockhash", height).hash().equals(block)) {
      return ChainPlace.BEST_CHAIN;
    }
    return tip - height < ChainPlace.DEPTH_SETTLED ? ChainPlace.SIDE_CHAIN : ChainPlace.LEFT_BEHIND;
  }

  /** What the node says of a block it has, or had until it threw old blocks away. */
  private Optional<RpcResult> find(Hash256 block) throws NodeException, InterruptedException {
    try {
      return Optional.of(ask("getblock", block.toDisplayHex()));
    } catch (NodeException refused) {
      int code = refused.code().orElse(0);
      if (code == MISC_ERROR && String.valueOf(refused.getMessage()).contains("pruned")) {
        return Optional.of(ask("getblockheader", block.toDisplayHex()));
      }
      if (code == NOT_FOUND || code == MISC_ERROR) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  /** The tip of the best chain. */
  public Hash256 bestBlockHash() throws NodeException, InterruptedException {
    return ask("getbestblockhash").hash();
  }

  /** Which chain the node has, and whether all of it. */
  public ChainState chainState() throws NodeException, InterruptedException {
    RpcResult info = ask("getblockchaininfo");
    return new ChainState(
        NodeException.printable(info.member("chain").text()),
        ask("getblockhash", 0).hash(),
        info.member("blocks").integer(),
        isSyncing(info));
  }

  /**
   * The output script of an address.
   *
   * @return empty if it is none of the node's chain
   */
  public Optional<Bytes> scriptOf(String address) throws NodeException, InterruptedException {
    RpcResult answer = ask("validateaddress", address);
    return answer.member("isvalid").bool()
        ? Optional.of(answer.member("scriptPubKey").hex())
        : Optional.empty();
  }

  /**
   * Calls any method.
   *
   * @param params strings, numbers, booleans and what Gson has for the rest
   * @return the result; JSON's null if it is that
   */
  public JsonElement call(String method, Object... params)
      throws NodeException, InterruptedException {
    return ask(method, params).value();
  }

  private RpcResult ask(String method, Object... params)
      throws NodeException, InterruptedException {
    String request = request(method, params);
    return RpcReply.result(node, method, http.exchange(request, timeout, ANSWER_BYTES_MAX));
  }

  /** A node that does not say whether it syncs says how far it is. */
  private static boolean isSyncing(RpcResult info) throws NodeException {
    Optional<RpcResult> initial = info.optional("initialblockdownload");
    if (initial.isPresent()) {
      return initial.get().bool();
    }
    Optional<RpcResult> progress = info.optional("verificationprogress");
    return progress.isPresent() && progress.get().number() < PROGRESS_SYNCED;
  }

  private BlockTemplate template(HttpResponse<byte[]> response) throws NodeException {
    if (RpcReply.isOk(response)) {
      try {
        BlockTemplate template = BlockTemplate.parse(response.body());
        if (rehearsed.compareAndSet(false, true)) {
          rehearse(response);
        }
        return template;
      } catch (MalformedTemplateException malformed) {
        if (!malformed.field().equals("error") && !malformed.field().equals("(document)")) {
          throw malformed;
        }
      }
    }
    RpcResult unused = RpcReply.result(node, TEMPLATE, response);
    throw NodeException.of(Kind.NONSENSE, node, TEMPLATE + ": the result is no template");
  }

  private static void rehearse(HttpResponse<byte[]> response) throws NodeException {
    for (int i = 0; i < REHEARSALS; i++) {
      BlockTemplate unused = BlockTemplate.parse(response.body());
    }
  }

  private static String templateRequest(TemplateRules rules, Optional<String> longPollId) {
    JsonObject param = new JsonObject();
    param.add("rules", rules.toJson());
    longPollId.ifPresent(id -> param.addProperty("longpollid", id));
    return request(TEMPLATE, param);
  }

  private static String request(String method, Object... params) {
    JsonObject request = new JsonObject();
    request.addProperty("id", 1);
    request.addProperty("method", method);
    request.add("params", GSON.toJsonTree(params));
    return GSON.toJson(request);
  }
}
