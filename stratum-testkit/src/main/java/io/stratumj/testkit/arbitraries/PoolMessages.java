package io.stratumj.testkit.arbitraries;

import io.stratumj.api.message.RequestId;
import io.stratumj.api.message.ServerMessage;
import io.stratumj.api.message.ServerMessage.Result;
import io.stratumj.api.message.StratumError;
import io.stratumj.api.work.JobId;
import io.stratumj.api.work.RejectReason;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Everything a pool says, as values: for whoever writes them to lines. What lines look like is
 * {@link PoolLines}. Stateless.
 */
public final class PoolMessages {
  private static final int PORT_MAX = 65_535;

  private PoolMessages() {}

  /** Messages of every kind. */
  public static Arbitrary<ServerMessage> any() {
    return Arbitraries.oneOf(
        replies().map(ServerMessage.class::cast),
        notifies().map(ServerMessage.class::cast),
        Works.difficulties().map(ServerMessage.SetDifficulty::new),
        Works.versionMasks().map(ServerMessage.SetVersionMask::new),
        Works.extranonces().map(ServerMessage.SetExtranonce::new),
        JsonTexts.texts().ofMaxLength(80).map(ServerMessage.ShowMessage::new),
        reconnects().map(ServerMessage.class::cast),
        ids().map(ServerMessage.Ping::new),
        ids().map(ServerMessage.GetVersion::new));
  }

  /** Answers to requests, good and bad, with every kind of result. */
  public static Arbitrary<ServerMessage.Reply> replies() {
    return Combinators.combine(ids(), results()).as(ServerMessage.Reply::new);
  }

  /** Jobs on their way to a miner. */
  public static Arbitrary<ServerMessage.Notify> notifies() {
    Arbitrary<JobId> names = Arbitraries.longs().filter(value -> value != 0).map(JobId::new);
    return Combinators.combine(names, Works.jobs(), Arbitraries.of(false, true))
        .as(ServerMessage.Notify::new);
  }

  /** What a reply may hold. */
  public static Arbitrary<Result> results() {
    return Arbitraries.oneOf(
        Arbitraries.of(false, true).map(Result.Answer::new),
        JsonTexts.texts().ofMaxLength(40).map(Result.Text::new),
        Combinators.combine(sessionIds(), Works.extranonces()).as(Result.Subscribed::new),
        configured().map(Result.class::cast),
        Works.bytes(10, 200).list().ofMaxSize(5).map(Result.Transactions::new),
        errors().map(Result.Failure::new));
  }

  /** Every error a pool may answer with (SPEC E). */
  public static Arbitrary<StratumError> errors() {
    return Arbitraries.oneOf(
        Arbitraries.of(RejectReason.values()).map(StratumError::of),
        Arbitraries.of(
            StratumError.PARSE_ERROR,
            StratumError.METHOD_NOT_FOUND,
            StratumError.UNAUTHORIZED,
            StratumError.other("Server full")));
  }

  /** Ids in every spelling that has to be echoed (SPEC F4). */
  public static Arbitrary<RequestId> ids() {
    return RequestLines.ids()
        .filter(text -> !text.isEmpty() && !text.equals("null"))
        .map(RequestId::new);
  }

  private static Arbitrary<String> sessionIds() {
    return Arbitraries.strings().withChars("0123456789abcdef").ofLength(32);
  }

  private static Arbitrary<Result.Configured> configured() {
    return Combinators.combine(
            Arbitraries.of(false, true), Works.versionMasks(), Arbitraries.integers().between(0, 3))
        .as(
            (rolls, mask, size) -> {
              Map<String, Object> members = new LinkedHashMap<>();
              members.put("version-rolling", rolls);
              if (rolls) {
                members.put("version-rolling.mask", String.format("%08x", mask.bits()));
              }
              if (size > 0) {
                members.put("minimum-difficulty", size > 1 ? true : "no such difficulty");
              }
              return new Result.Configured(members);
            });
  }

  private static Arbitrary<ServerMessage.Reconnect> reconnects() {
    return Combinators.combine(
            Arbitraries.of("", "pool.example.com", "192.0.2.1"),
            Arbitraries.integers().between(0, PORT_MAX),
            Arbitraries.integers().between(0, 60))
        .as(ServerMessage.Reconnect::new);
  }
}
