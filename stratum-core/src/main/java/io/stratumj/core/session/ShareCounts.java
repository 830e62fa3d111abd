package io.stratumj.core.session;

/**
 * What became of the shares that were accepted in the life of a server. Immutable.
 *
 * @param accepted good shares that were offered to the share sink
 * @param acknowledged those whose miner was told {@code true}; under {@code ON_RECORDED} they are
 *     recorded
 * @param notRecorded those whose miner was told that they were not recorded, because the sink
 *     failed or was late
 */
public record ShareCounts(long accepted, long acknowledged, long notRecorded) {
  /**
   * Those whose miner was told nothing: the sink has not answered yet, or the connection was gone
   * when it did. The sink may have recorded them.
   */
  public long unacknowledged() {
    return accepted - acknowledged - notRecorded;
  }
}
